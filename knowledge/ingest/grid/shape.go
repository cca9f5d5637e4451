package grid

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// shape is what a cell looks like. Heads are told from the rows below them by
// the shapes that most of each column has.
type shape uint8

// The shapes of cells.
const (
	empty   shape = iota // nothing, or a dash that stands for it
	words                // text: a name, 按合同约定, 免费
	label                // a period or a grade: 2023年末, 1月, 2档, Q3
	number               // a number by itself or with a sign: 1,200, 35.4%
	amount               // a number with its unit or in a phrase: 90元, 每人每年9000元
	bounded              // amounts between bounds: 1000元以上5000元以下, 18-24
)

func (s shape) isFigure() bool { return s >= number }

var (
	dashPattern   = regexp.MustCompile(`^(?:[$€£¥￥]\s?)?[-–—－─/／*＊…\s]+$|^(?i:n/?a|nil|无)$`)
	numberPattern = regexp.MustCompile(`^[-+−－±(（]?(?:[¥￥$€£]|US\$)?\s?[-(（]?\d[\d,，\s]*(?:\.\d+)?\s?[%％‰)）]{0,2}$`)
	spacedYear    = regexp.MustCompile(`^(?:1 9|2 0) \d \d$`) // a year set apart
	yearPattern   = regexp.MustCompile(`^(?:19|20)\d\d年?$`)
	labelPattern  = regexp.MustCompile(`(?i)^(?:(?:19|20)\d\d\s?(?:年(?:度|末|底|初|前|后)?)?(?:\s?[-–—~～至到/]\s?(?:(?:19|20)?\d\d年?(?:度|末|底)?))?` +
		`|(?:(?:19|20)\d\d年)?(?:截至)?\d{1,2}(?:\s?[-–—~～至]\s?\d{1,2})?月(?:份|末|底)?(?:\d{1,2}日)?` +
		`|(?:(?:19|20)\d\d年)?(?:第?[一二三四1-4]季度|上半年|下半年|全年)` +
		`|第?\d{1,2}(?:档|类|级|等|组|批|期|款|项|栏|列|挡|号|标段|梯队|个?学期|周期|区|表)` +
		`|(?:FY|Q|H|fiscal year|year|level|grade|tier|band|class|zone|step|group|phase|type|category|stage|week|month|quarter|table|column)\s?-?\d{1,4}(?:[-/]\d{2,4})?` +
		`|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s?(?:\d{1,2},?)?\s?(?:(?:19|20)\d\d)?` +
		`|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s?(?:(?:19|20)\d\d)?)$`)
	boundedPattern = regexp.MustCompile(`(?i)\d[^，；。]{0,8}(?:以上|以下|以内|以外|及以上|及以下)|(?:不足|不满|未满|低于|高于|超过|不超过|小于|大于|under|over|above|below|less than|more than|up to|at least|[<>≤≥＜＞])\s?[^\d]{0,3}\d` +
		`|\d[\d,.]*\s?(?:\p{Han}{1,4}|%|％)?\s?[-–—~～至到]\s?\d`)
	// notFigures matches digits that are part of a name: years, PM2.5, 5G, 第3条.
	notFigures = regexp.MustCompile(`(?:19|20)\d\d\s?(?:年(?:度|末|底|初)?|/\d\d)?|\d{1,2}月(?:份|末|底)?(?:\d{1,2}日)?|[A-Za-z]+-?\d+(?:\.\d+)?|\b[2345]G\b|第\s?\d+\s?[章节条款项批次届期号]|[（(【\[〔][^（）()]{0,24}[）)】\]〕]|^\d{1,2}[.、．]\D|[’']?000s?$`)
)

// shapeOf tells the shape of a cell.
func shapeOf(text string) shape {
	if spacedYear.MatchString(text) {
		return label
	}
	switch {
	case text == "" || dashPattern.MatchString(text):
		return empty
	case labelPattern.MatchString(text):
		return label
	case numberPattern.MatchString(text):
		return number
	case !strings.ContainsAny(text, "0123456789"):
		return words
	case boundedPattern.MatchString(text):
		return bounded
	case !strings.ContainsAny(notFigures.ReplaceAllString(text, ""), "0123456789"):
		return words
	}
	return amount
}

// IsValue reports whether a cell is nothing but a figure: 1,200, 12.5%, 300户.
func IsValue(cell string) bool { return valuePattern.MatchString(cell) }

var valuePattern = regexp.MustCompile(`^[-+−－]?[\d,，]*\.?\d+\s?(?:%|％|‰|[\p{Han}]{1,3})?$`)

func isYear(cell string) bool { return yearPattern.MatchString(cell) }

// Names of columns have at most maxNameColumns columns of text; headlike
// words have no stop within.
const maxNameColumns = 48

func isNameLike(text string) bool {
	return utf8.RuneCountInString(text) <= maxNameColumns && content.Columns(text) <= 2*maxNameColumns && !strings.ContainsAny(text, "。；;！？!?")
}

// columnShape is what most of a column holds.
type columnShape struct {
	figures, filled int   // cells that hold a figure, and that hold anything
	most            shape // the commonest shape of cells that are not empty
}

// holdsFigures reports whether at least half of a column are figures.
func (c columnShape) holdsFigures() bool { return c.figures > 0 && c.figures*2 >= c.filled }

// columnShapes looks at each column of rows.
func columnShapes(rows [][]content.Cell) []columnShape {
	if len(rows) == 0 {
		return nil
	}
	out := make([]columnShape, len(rows[0]))
	for i := range out {
		count := map[shape]int{}
		for _, row := range rows {
			s := shapeOf(row[i].Text)
			if s == empty {
				continue
			}
			count[s]++
			out[i].filled++
			if s.isFigure() {
				out[i].figures++
			}
		}
		for s, n := range count {
			if n > count[out[i].most] || n == count[out[i].most] && s > out[i].most {
				out[i].most = s
			}
		}
	}
	return out
}
