package sheet

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"unicode/utf16"
)

// Records of Excel's files of 1997 to 2003, [MS-XLS] 2.3.
const (
	recordFormula  = 0x0006
	recordEnd      = 0x000A
	recordDate1904 = 0x0022
	recordLocked   = 0x002F
	recordFont     = 0x0031
	recordContinue = 0x003C
	recordColumns  = 0x007D
	recordSheet    = 0x0085
	recordNumbers  = 0x00BD
	recordStyle    = 0x00E0
	recordMerged   = 0x00E5
	recordStrings  = 0x00FC
	recordShared   = 0x00FD
	recordNumber   = 0x0203
	recordLabel    = 0x0204
	recordBoolean  = 0x0205
	recordResult   = 0x0207
	recordRow      = 0x0208
	recordPacked   = 0x027E
	recordFormat   = 0x041E
	recordBegin    = 0x0809
)

// biff8 is the version of the format that Excel 97 began.
const biff8 = 0x0600

var errRecord = errors.New("a record is cut off")

// record is one record with those that continue it.
type record struct {
	kind  uint16
	parts [][]byte
}

func (r record) data() []byte { return r.parts[0] }

// records divides a stream from a place on, up to the end of what begins there.
func records(stream []byte, from int, each func(record) error) error {
	var open *record
	flush := func() error {
		if open == nil {
			return nil
		}
		err := each(*open)
		open = nil
		return err
	}
	for at := from; at+4 <= len(stream); {
		kind, size := binary.LittleEndian.Uint16(stream[at:]), int(binary.LittleEndian.Uint16(stream[at+2:]))
		at += 4
		if at+size > len(stream) {
			return errRecord
		}
		data := stream[at : at+size]
		at += size
		if kind == recordContinue && open != nil {
			open.parts = append(open.parts, data)
			continue
		}
		if err := flush(); err != nil {
			return err
		}
		if kind == recordEnd {
			return nil
		}
		open = &record{kind, [][]byte{data}}
	}
	return flush()
}

// biffText reads texts of a record, which may be divided anywhere.
type biffText struct {
	parts [][]byte
	part  int
	at    int
}

func (t *biffText) byte() (byte, error) {
	for t.part < len(t.parts) && t.at >= len(t.parts[t.part]) {
		t.part, t.at = t.part+1, 0
	}
	if t.part >= len(t.parts) {
		return 0, errRecord
	}
	b := t.parts[t.part][t.at]
	t.at++
	return b, nil
}

func (t *biffText) number(size int) (int, error) {
	n := 0
	for i := range size {
		b, err := t.byte()
		if err != nil {
			return 0, err
		}
		n |= int(b) << (8 * i)
	}
	return n, nil
}

// text reads a text of count characters. Where a record continues within
// it, the part begins by telling anew how wide its characters are.
func (t *biffText) text(count int) (string, error) {
	flags, err := t.byte()
	if err != nil {
		return "", err
	}
	wide, runs, more := flags&1 != 0, 0, 0
	if flags&8 != 0 {
		if runs, err = t.number(2); err != nil {
			return "", err
		}
	}
	if flags&4 != 0 {
		if more, err = t.number(4); err != nil {
			return "", err
		}
	}
	units := make([]uint16, 0, min(count, 1<<12))
	for range count {
		if t.part < len(t.parts) && t.at >= len(t.parts[t.part]) && t.part+1 < len(t.parts) {
			flags, err := t.byte()
			if err != nil {
				return "", err
			}
			wide = flags&1 != 0
		}
		size := 1
		if wide {
			size = 2
		}
		unit, err := t.number(size)
		if err != nil {
			return "", err
		}
		units = append(units, uint16(unit))
	}
	for range 4*runs + max(more, 0) {
		if _, err := t.byte(); err != nil {
			return "", err
		}
	}
	return string(utf16.Decode(units)), nil
}

// packedNumber reads the short form of a number.
func packedNumber(raw uint32) float64 {
	var v float64
	if raw&2 != 0 {
		v = float64(int32(raw) >> 2)
	} else {
		v = math.Float64frombits(uint64(raw&^3) << 32)
	}
	if raw&1 != 0 {
		v /= 100
	}
	return v
}

// isDateFormat reports whether a format shows a day; what stands between
// quotation marks or brackets does not count.
func isDateFormat(format string) bool {
	quoted, bracketed := false, false
	for _, r := range strings.ToLower(format) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracketed = true
		case r == ']':
			bracketed = false
		case bracketed:
		case r == 'y' || r == 'd':
			return true
		case r == ';':
			return false
		}
	}
	return false
}
