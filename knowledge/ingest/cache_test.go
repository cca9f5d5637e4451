package ingest

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"policybot/knowledge"
)

// fillValue gives every field of a value something that is not zero.
func fillValue(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(-3 - depth))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(3 + depth))
	case reflect.String:
		v.SetString("贷款 " + v.Type().Name())
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillValue(v.Index(0), depth+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillValue(key, depth)
		fillValue(value, depth)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == decimalType {
			v.Set(reflect.ValueOf(decimal.RequireFromString("-68091000000.25")))
			return
		}
		for i := range v.NumField() {
			fillValue(v.Field(i), depth+1)
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

func TestCodecKeepsEveryField(t *testing.T) {
	var want, got stored
	fillValue(reflect.ValueOf(&want).Elem(), 0)
	data := string(encodeValue(nil, reflect.ValueOf(want)))
	if err := decodeInto(data, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for i := range data {
		var part stored
		if err := decodeInto(data[:i], &part); err == nil {
			t.Fatalf("%d of %d bytes are read without an error", i, len(data))
		}
	}
}

func FuzzDecode(f *testing.F) {
	var sample stored
	fillValue(reflect.ValueOf(&sample).Elem(), 0)
	f.Add(string(encodeValue(nil, reflect.ValueOf(sample))))
	f.Fuzz(func(t *testing.T, data string) {
		var s stored
		if decodeInto(data, &s) == nil {
			if decodeInto(string(encodeValue(nil, reflect.ValueOf(s))), &s) != nil {
				t.Error("what was read is not written so that it can be read")
			}
		}
	})
}

// TestCache reads a base again and again while its files change: what comes
// is always what a fresh reading gives.
func TestCache(t *testing.T) {
	dir, store := t.TempDir(), t.TempDir()
	long := time.Now().Add(-time.Hour)
	write := func(name, text string, changed time.Time) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, changed, changed); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string) *knowledge.Base {
		t.Helper()
		fresh, err := Read(context.Background(), os.DirFS(dir), Options{})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := Read(context.Background(), os.DirFS(dir), Options{Cache: store})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(kept, fresh) {
			t.Errorf("%s: the cache gives another base\n%+v\nwant\n%+v", what, kept, fresh)
		}
		return kept
	}
	write("a.txt", "关于贷款的通知\n\n贷款额度不超过500万元。\n", long)
	write("b.md", "# Loans\n\nLoans of up to CNY 5 million.\n", long)
	write("c.jpg", "\xff\xd8\xff\xe0 image", long)
	first := check("first reading")
	if again := check("nothing changed"); again.Revision != first.Revision {
		t.Error("the revision changes without a change")
	}
	write("a.txt", "关于贷款的通知\n\n贷款额度不超过250万元。\n", long.Add(time.Minute))
	if changed := check("a changed"); changed.Revision == first.Revision {
		t.Error("the revision stays through a change")
	}
	write("a.txt", "关于贷款的通知\n\n贷款额度不超过300万元。\n", time.Now())
	check("a changed now")
	write("a.txt", "关于贷款的通知\n\n贷款额度不超过400万元。\n", time.Now())
	check("a changed again, in the same moment and to the same size")
	if err := os.Remove(filepath.Join(dir, "b.md")); err != nil {
		t.Fatal(err)
	}
	check("b removed")
	write("a.txt", "关于贷款的通知\n\n贷款额度不超过500万元。\n", long)
	check("a as it was")
	files, err := list(os.DirFS(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, known := openCache(store).unchanged(files[0]); !known {
		t.Error("an unchanged file is read again")
	}
	t.Run("broken off", func(t *testing.T) {
		write("d.txt", "关于保险的通知\n\n保费不超过20万元。\n", long)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err := Read(ctx, os.DirFS(dir), Options{Cache: store, Progress: func(s Step) {
			if s.Done == 2 {
				cancel()
			}
		}})
		if err == nil {
			t.Fatal("got a base of a reading that was broken off, want an error")
		}
		if _, known := openCache(store).unchanged(files[0]); !known {
			t.Error("got a.txt read again, want what was read before kept")
		}
		check("goes on after it was broken off")
	})
	cacheFile := filepath.Join(store, "documents")
	data, err := os.ReadFile(cacheFile)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(data); i += max(len(data)/40, 1) {
		broken := append([]byte(nil), data...)
		broken[i] ^= 0x55
		for _, content := range [][]byte{broken, data[:i]} {
			if err := os.WriteFile(cacheFile, content, 0o644); err != nil {
				t.Fatal(err)
			}
			check("damaged cache")
		}
	}
}
