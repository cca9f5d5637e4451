package store

import (
	"reflect"
	"testing"
)

func sampleManifest() *manifest {
	return &manifest{
		revision:  "a",
		files:     []fileSum{{"bleve/store/000000000002.zap", 12345, 0xfeed}},
		documents: []indexedDocument{{id: "d.txt", hash: [32]byte{1, 2}}},
		facts:     3, measures: 1,
		passages: []passage{{0, 2, 10, 300}},
		prints:   []uint64{1 << 60},
		entries:  []Entry{{titleKind, 0, 0}, {NoKind, 0, -1}, {PassageKind, 0, 0}},
		lengths:  []uint16{4, 0, 900},
	}
}

func TestManifest(t *testing.T) {
	want := sampleManifest()
	got, err := parseManifest(want.append(nil))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("parsed %+v, %v; want %+v", got, err, want)
	}
}

func FuzzParseManifest(f *testing.F) {
	whole := sampleManifest().append(nil)
	for n := range len(whole) {
		f.Add(whole[:n])
	}
	f.Add(whole)
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := parseManifest(b); err == nil && string(m.append(nil)) != string(b) {
			t.Errorf("%q is read as %+v, which is written otherwise", b, m)
		}
	})
}
