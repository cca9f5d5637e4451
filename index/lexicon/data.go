package lexicon

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
)

//go:embed data/chinese.bin
var chineseData []byte

//go:embed data/english.bin
var englishData []byte

//go:embed data/vectors.bin
var vectorData []byte

//go:embed data/neighbours.bin
var neighbourData []byte

//go:embed data/glosses.bin
var glossData []byte

// unpack returns the sections of a file of the lexicon. It panics where the
// file is damaged, which is part of the program.
func unpack(file []byte) [][]byte {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(file)))
	if err != nil {
		panic(err)
	}
	var sections [][]byte
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		sections = append(sections, data[size:size+int(n)])
		data = data[size+int(n):]
	}
	return sections
}

// Scales of what is kept in a byte, as the generator writes it.
const (
	countScale = 8  // parts of a doubling
	idfScale   = 16 // parts of a unit
)
