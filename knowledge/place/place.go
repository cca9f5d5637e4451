// Package place knows the names of places: China's provinces, prefectures
// and counties, and the countries of the world, in Chinese and English, and
// which lies in which.
//
// Most callers want [Find], to see the places a text names, and [Within], to
// ask whether what holds for one place says anything of another.
package place

// ID names a place: an administrative code for places in China (32 or
// 320000 Jiangsu), an ISO code for countries.
type ID string

// Place is one place.
type Place struct {
	ID      ID
	Parent  ID     // "" at the top
	Level   int    // 0 country, 1 province, 2 prefecture, 3 county
	Chinese string // 江苏省
	English string // Jiangsu
}

// Mention is a place named in a text, at bytes Start to End.
type Mention struct {
	Place      Place
	Start, End int
}

// Find returns the places that text names, in order, the longest reading
// first, none inside another.
func Find(text string) []Mention { return nil }

// Lookup returns the place with the given id.
func Lookup(id ID) (Place, bool) { return Place{}, false }

// Within reports whether inner is outer or lies in it.
func Within(inner, outer ID) bool { return inner == outer }
