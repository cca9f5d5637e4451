package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
)

//go:generate go run ./gen

// packedModule is the WebAssembly module of PDFium that go-pdfium brings,
// compressed: as it stands it would be an eighth of the whole program.
//
//go:embed pdfium.wasm.gz
var packedModule []byte

// module unpacks PDFium, which takes about 50 ms.
func module() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packedModule))
	if err != nil {
		return nil, fmt.Errorf("unpack PDFium: %w", err)
	}
	unpacked, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack PDFium: %w", err)
	}
	return unpacked, nil
}
