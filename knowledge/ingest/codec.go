package ingest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math/big"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The parsed form of documents is stored in a form of its own: encoding/gob
// takes several times as long to read thousands of figures, most of whose
// fields are zero. A struct is a bitmap of its fields that are not zero and
// those fields; strings, slices and maps begin with their length.

var decimalType = reflect.TypeFor[decimal.Decimal]()

// encodeValue appends v, of a type without interfaces, channels and floats.
func encodeValue(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(out, 1)
		}
		return append(out, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(out, v.Uint())
	case reflect.String:
		out = binary.AppendUvarint(out, uint64(v.Len()))
		return append(out, v.String()...)
	case reflect.Pointer: // not nil: a nil one is a zero field
		return encodeValue(out, v.Elem())
	case reflect.Slice:
		out = binary.AppendUvarint(out, uint64(v.Len()))
		for i := range v.Len() {
			out = encodeElement(out, v.Index(i))
		}
		return out
	case reflect.Map:
		out = binary.AppendUvarint(out, uint64(v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			out = encodeElement(encodeValue(out, key), v.MapIndex(key))
		}
		return out
	case reflect.Struct:
		if v.Type() == decimalType {
			d := v.Interface().(decimal.Decimal)
			out = binary.AppendVarint(out, int64(d.Exponent()))
			digits, _ := d.Coefficient().GobEncode()
			out = binary.AppendUvarint(out, uint64(len(digits)))
			return append(out, digits...)
		}
		var set uint64
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				set |= 1 << i
			}
		}
		out = binary.AppendUvarint(out, set)
		for i := range v.NumField() {
			if set&(1<<i) != 0 {
				out = encodeValue(out, v.Field(i))
			}
		}
		return out
	}
	panic(fmt.Sprintf("encode %s", v.Type()))
}

// encodeElement is encodeValue for what may be nil.
func encodeElement(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if v.IsNil() {
			return append(out, 0)
		}
		return encodeValue(append(out, 1), v)
	}
	return encodeValue(out, v)
}

var errDamaged = errors.New("damaged")

// decoder reads what encodeValue wrote. Strings are parts of data. It panics
// with errDamaged where data is not whole.
type decoder struct{ data string }

// decodeInto reads a value into what v points to.
func decodeInto(data string, v any) (err error) {
	defer damagedError(&err)
	d := decoder{data}
	d.value(reflect.ValueOf(v).Elem())
	if d.data != "" {
		return errDamaged
	}
	return nil
}

// damagedError turns a decoder's panic into an error.
func damagedError(err *error) {
	if e := recover(); e != nil {
		if e != errDamaged {
			panic(e)
		}
		*err = errDamaged
	}
}

func (d *decoder) uvarint() uint64 {
	var value uint64
	for i := 0; i < len(d.data) && i < binary.MaxVarintLen64; i++ {
		c := d.data[i]
		value |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.data = d.data[i+1:]
			return value
		}
	}
	panic(errDamaged)
}

func (d *decoder) varint() int64 {
	u := d.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// length reads the length of what takes at least one byte a member.
func (d *decoder) length() int {
	n := d.uvarint()
	if n > uint64(len(d.data)) {
		panic(errDamaged)
	}
	return int(n)
}

func (d *decoder) bytes() string {
	n := d.length()
	s := d.data[:n]
	d.data = d.data[n:]
	return s
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.uvarint() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(d.varint())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(d.uvarint())
	case reflect.String:
		v.SetString(d.bytes())
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	case reflect.Slice:
		n := d.length()
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			d.element(v.Index(i))
		}
	case reflect.Map:
		n := d.length()
		v.Set(reflect.MakeMapWithSize(v.Type(), n))
		for range n {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			d.value(key)
			d.element(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		if v.Type() == decimalType {
			exponent := d.varint()
			coefficient := new(big.Int)
			if err := coefficient.GobDecode([]byte(d.bytes())); err != nil {
				panic(errDamaged)
			}
			*v.Addr().Interface().(*decimal.Decimal) = decimal.NewFromBigInt(coefficient, int32(exponent))
			return
		}
		set := d.uvarint()
		for i := range v.NumField() {
			if set&(1<<i) != 0 {
				d.value(v.Field(i))
			}
		}
	default:
		panic(fmt.Sprintf("decode %s", v.Type()))
	}
}

func (d *decoder) element(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if d.uvarint() == 0 {
			return
		}
	}
	d.value(v)
}

// shape returns a number that changes with the fields of a type, so that
// what was stored with other fields is not read.
func shape(t reflect.Type) uint64 {
	hash := fnv.New64a()
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		fmt.Fprintf(hash, "%s %s;", t, t.Kind())
		if seen[t] || t == decimalType {
			return
		}
		seen[t] = true
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(t.Elem())
		case reflect.Map:
			walk(t.Key())
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				fmt.Fprintf(hash, "%s ", t.Field(i).Name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(t)
	return hash.Sum64()
}
