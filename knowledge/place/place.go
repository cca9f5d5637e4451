// Package place knows the names of places: China's provinces, prefectures
// and counties, the countries of the world, the states and provinces of the
// large ones and cities of more than 100,000 people, in Chinese and English, and
// which lies in which.
//
// Most callers want [Find], to see the places a text names, and [Within], to
// ask whether what holds for one place says anything of another.
package place

import (
	"slices"
	"strings"
)

// ID names a place: an administrative code for places in China, without the
// zeros that fill it (32 Jiangsu, 3201 Nanjing, 320102 Xuanwu District), an
// ISO code for countries (GB) and their parts (GB-WLS), the number of GeoNames
// after a g for cities elsewhere (g2643743), a word for regions (yangtze-delta, EU).
type ID string

// Place is one place.
type Place struct {
	ID      ID
	Parent  ID     // "" at the top
	Level   int    // 0 country or region, 1 province or state, 2 prefecture, or a city elsewhere, 3 county
	Chinese string // 江苏省; "" for smaller cities elsewhere
	English string // Jiangsu
}

// ShortChinese returns the Chinese name as it is mostly said, without what
// kind of place it is: 江苏, 宁夏, 南京; counties keep it.
func (p Place) ShortChinese() string {
	name := p.Chinese
	switch p.Level {
	case 1:
		for _, suffix := range []string{"省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "州", "邦"} {
			if short, ok := strings.CutSuffix(name, suffix); ok {
				return short
			}
		}
	case 2:
		return strings.TrimSuffix(strings.TrimSuffix(name, "市"), "地区")
	}
	return name
}

// Mention is a place named in a text, at bytes Start to End.
type Mention struct {
	Place      Place
	Start, End int
	// Others are other places of the same name, where the text does not say
	// which is meant: 朝阳区 is in Beijing and in Changchun.
	Others []Place
}

// Within reports whether the place mentioned is outer or lies in it, or may,
// where the name is that of several places.
func (m Mention) Within(outer ID) bool {
	return Within(m.Place.ID, outer) || slices.ContainsFunc(m.Others, func(p Place) bool { return Within(p.ID, outer) })
}

// Lookup returns the place with the given id; administrative codes may be
// filled up with zeros (320000).
func Lookup(id ID) (Place, bool) {
	n, ok := names().byID[trimZeros(id)]
	if !ok {
		return Place{}, false
	}
	return names().places[n], true
}

// Within reports whether inner is outer or lies in it.
func Within(inner, outer ID) bool {
	inner, outer = trimZeros(inner), trimZeros(outer)
	t := names()
	for id := inner; id != ""; {
		if id == outer || slices.Contains(t.members[outer], id) {
			return true
		}
		n, ok := t.byID[id]
		if !ok {
			return false
		}
		id = t.places[n].Parent
	}
	return false
}

// trimZeros cuts the zeros that fill an administrative code up.
func trimZeros(id ID) ID {
	if len(id) == 6 && id[0] <= '9' {
		for strings.HasSuffix(string(id), "00") {
			id = id[:len(id)-2]
		}
	}
	return id
}
