package word97

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// span is a range of bytes of the document.
type span struct{ from, end int }

// Properties of characters that take them out of what holds, [MS-DOC] 2.6.1:
// deleted in review, struck out once or twice, hidden.
var leavesOut = map[uint16]bool{0x0800: true, 0x0837: true, 0x2A53: true, 0x083C: true}

const formatPage = 512

// leftOut returns the text that is struck out, deleted or hidden. Pages that
// are damaged are passed over.
func leftOut(document, table []byte, from, size int) []span {
	if from < 0 || size < 4 || from+size > len(table) {
		return nil
	}
	plc := table[from : from+size]
	count := (size - 4) / 8
	var out []span
	for i := range count {
		number := binary.LittleEndian.Uint32(plc[4*(count+1)+4*i:]) & 0x3FFFFF
		if at := int(number) * formatPage; at+formatPage <= len(document) {
			out = append(out, leftOutOn(document[at:at+formatPage])...)
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	return out
}

// leftOutOn returns what one page of formats leaves out.
func leftOutOn(page []byte) []span {
	var out []span
	runs := int(page[formatPage-1])
	if 4*(runs+1)+runs > formatPage-1 {
		return nil
	}
	for i := range runs {
		at := 2 * int(page[4*(runs+1)+i])
		if at == 0 || at >= formatPage-1 {
			continue
		}
		if size := int(page[at]); at+1+size <= formatPage && isLeftOut(page[at+1:at+1+size]) {
			out = append(out, span{int(binary.LittleEndian.Uint32(page[4*i:])), int(binary.LittleEndian.Uint32(page[4*i+4:]))})
		}
	}
	return out
}

// isLeftOut reads a list of properties.
func isLeftOut(properties []byte) bool {
	out := false
	for len(properties) >= 3 {
		code := binary.LittleEndian.Uint16(properties)
		size := 1
		switch code >> 13 {
		case 2, 4, 5:
			size = 2
		case 3:
			size = 4
		case 7:
			size = 3
		case 6:
			size = 1 + int(properties[2])
		}
		if leavesOut[code] {
			out = properties[2] == 1
		}
		if out || 2+size > len(properties) {
			return out
		}
		properties = properties[2+size:]
	}
	return out
}
