package ingest

import (
	"context"
	"os"
	"runtime"
	"testing"
)

// policyDocuments is the directory of real documents that the benchmarks
// read: $POLICYBOT_POLICYQA/documents.
func policyDocuments(tb testing.TB) string {
	dir := os.Getenv("POLICYBOT_POLICYQA")
	if dir == "" {
		tb.Skip("POLICYBOT_POLICYQA is not set: no documents to read")
	}
	return dir + "/documents"
}

// BenchmarkRead reads all documents: afresh, from the cache, and with one of
// them changed.
func BenchmarkRead(b *testing.B) {
	dir := policyDocuments(b)
	read := func(b *testing.B, opts Options) {
		if _, err := Read(context.Background(), os.DirFS(dir), opts); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("afresh", func(b *testing.B) {
		for b.Loop() {
			read(b, Options{})
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapSys>>20), "MB-heap")
	})
	b.Run("cached", func(b *testing.B) {
		opts := Options{Cache: b.TempDir()}
		read(b, opts)
		for b.Loop() {
			read(b, opts)
		}
	})
	b.Run("changed", func(b *testing.B) {
		opts := Options{Cache: b.TempDir()}
		copied := b.TempDir()
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			b.Fatal(err)
		}
		dir = copied
		entries, err := os.ReadDir(dir)
		if err != nil {
			b.Fatal(err)
		}
		read(b, opts)
		text := []byte("关于贷款的通知\n\n贷款额度不超过500万元。\n")
		for b.Loop() {
			text = append(text, "另加10万元。"...)
			if err := os.WriteFile(dir+"/"+entries[0].Name(), text, 0o644); err != nil {
				b.Fatal(err)
			}
			read(b, opts)
		}
	})
}
