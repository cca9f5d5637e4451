package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestPackedModule holds the packed PDFium to the one of the go-pdfium in
// go.mod: they are generated for each other.
func TestPackedModule(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/klippa-app/go-pdfium").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(string(bytes.TrimSpace(dir)), "internal", "pdfium_wasm", "pdfium.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := module()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got a PDFium of %d bytes, want that of go-pdfium, %d bytes: go generate ./knowledge/ingest/pdf", len(got), len(want))
	}
}
