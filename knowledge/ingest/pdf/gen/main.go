// Command gen packs the WebAssembly module of PDFium, as go-pdfium holds it,
// into pdfium.wasm.gz.
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/klippa-app/go-pdfium").Output()
	if err != nil {
		log.Fatal(err)
	}
	module, err := os.ReadFile(filepath.Join(string(bytes.TrimSpace(dir)), "internal", "pdfium_wasm", "pdfium.wasm"))
	if err != nil {
		log.Fatal(err)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := w.Write(module); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("pdfium.wasm.gz", packed.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
