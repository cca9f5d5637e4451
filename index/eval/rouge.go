package eval

import (
	"math/bits"
	"path"
	"strings"
	"unicode"
)

// Reference is the words of a good answer, made ready to be compared with
// many others.
type Reference struct {
	words   bool                // compared word by word, else character by character
	length  int                 // units in it
	present map[string][]uint64 // by unit: a bit for each place where it stands
}

// NewReference makes text ready. Text with Chinese in it is compared
// character by character, other text word by word; case, width of letters,
// white space and, between words, punctuation are passed over.
func NewReference(text string) *Reference {
	r := &Reference{words: !hasHan(text), present: make(map[string][]uint64)}
	list := units(text, r.words)
	r.length = len(list)
	for i, unit := range list {
		places := r.present[unit]
		if places == nil {
			places = make([]uint64, (len(list)+63)/64)
			r.present[unit] = places
		}
		places[i/64] |= 1 << (i % 64)
	}
	return r
}

// Overlap returns what ROUGE-L (Lin 2004) measures between text and the
// reference: the share of text that stands in the reference in order, the
// share of the reference that stands in text, and their harmonic mean.
func (r *Reference) Overlap(text string) (precision, recall, f1 float64) {
	list := units(text, r.words)
	common := r.common(list)
	if common == 0 {
		return 0, 0, 0
	}
	precision = float64(common) / float64(len(list))
	recall = float64(common) / float64(r.length)
	return precision, recall, 2 * precision * recall / (precision + recall)
}

// common returns the length of the longest common subsequence, a machine word
// of the reference at a time (Hyyrö 2004, Bit-parallel LCS-length
// computation revisited).
func (r *Reference) common(list []string) int {
	row := make([]uint64, (r.length+63)/64)
	for i := range row {
		row[i] = ^uint64(0)
	}
	for _, unit := range list {
		places := r.present[unit]
		if places == nil {
			continue
		}
		var carry uint64
		for i, v := range row {
			u := v & places[i]
			var sum uint64
			sum, carry = bits.Add64(v, u, carry)
			row[i] = sum | v&^u
		}
	}
	common := 0
	for i, v := range row {
		if rest := r.length - i*64; rest < 64 {
			v |= ^uint64(0) << rest
		}
		common += bits.OnesCount64(^v)
	}
	return common
}

// RougeL returns the ROUGE-L F1 of an answer against a good one.
func RougeL(good, answer string) float64 {
	_, _, f1 := NewReference(good).Overlap(answer)
	return f1
}

// units splits text into what is compared.
func units(text string, words bool) []string {
	narrow := strings.Map(func(r rune) rune {
		switch {
		case 0xFF01 <= r && r <= 0xFF5E:
			r -= 0xFEE0
		case r == 0x3000:
			r = ' '
		}
		return unicode.ToLower(r)
	}, text)
	if words {
		return strings.FieldsFunc(narrow, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '.' && r != '%' && r != '-'
		})
	}
	list := make([]string, 0, len(narrow)/3)
	for _, r := range narrow {
		if !unicode.IsSpace(r) {
			list = append(list, string(r))
		}
	}
	return list
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func withoutExtension(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}
