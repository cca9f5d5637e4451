package figure

import (
	"strings"
	"testing"

	"policybot/knowledge/figure/glyph"
)

// hostile are texts that a careless reader takes more than linear time for.
var hostile = map[string]string{
	"notice": notice, "digits": "1234567890", "numerals": "一二三四万亿", "list": "1、", "each": "每人每月最高不超过", "titles": "《《", "brackets": "(含", "percents": "由5%提高到6%，", "dates": "2020年2月1日至", "blank": "1 ", "point": "1.", "and": "5和", "by": "by 3 March ", "words": "two hundred and ",
	"half": "半", "fractions": "三分之", "ranges": "5-", "ratio": "1:", "section": "第", "plan": "“十三五", "negated": "不", "currency": "RMB", "respectively": "、A分别为5个", "unended": strings.NewReplacer("。", "，", "；", "，").Replace(notice), "letters": "a", "blanks": "　", "minus": "minus ",
}

// TestSentencesAreBounded holds what makes the reader linear: it works sentence
// by sentence, and no text makes a sentence longer than a fixed length.
func TestSentencesAreBounded(t *testing.T) {
	for name, unit := range hostile {
		text := strings.Repeat(unit, 100_000/len(unit))
		var buffer []glyph.Glyph
		for from := 0; from < len(text); {
			glyphs, next := glyph.NextSentence(text, from, buffer)
			if next <= from {
				t.Fatalf("%s: stuck at byte %d", name, from)
			}
			if len(glyphs) > 4*4096 {
				t.Fatalf("%s: a sentence of %d characters", name, len(glyphs))
			}
			from, buffer = next, glyphs
		}
	}
}
