package frame

import (
	"regexp"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// CellKind says what a cell of a table holds.
type CellKind int

// The kinds of cell.
const (
	CellEmpty   CellKind = iota // nothing is printed
	CellNil                     // a dash: none, or not applicable; zero where sums need one
	CellMissing                 // "n/a", 不详: said not to be known
	CellNumber                  // one exact number
	CellFigure                  // one figure with a bound, a range or a unit in words: 1000元以上5000元以下
	CellWords                   // words: 按合同约定, 免费
)

// TableCell is one cell and what it holds.
type TableCell struct {
	Kind   CellKind
	Text   string         // as printed
	Value  figure.Decimal // of a number, signed, as printed; zero for a dash
	Figure *figure.Figure // of a figure in words
	Unit   TableUnit
	Merged bool // a merged cell that begins elsewhere covers it
	Struck bool // struck out in the source
}

// Numeric reports whether the cell holds a number to reckon with.
func (c *TableCell) Numeric() bool { return c.Kind == CellNumber || c.Kind == CellNil }

// Base is the value in base units: 12.5 in 亿元 is 1250000000.
func (c *TableCell) Base() figure.Decimal { return c.Value.Mul(c.Unit.Multiplier()) }

func readTableCell(cells []knowledge.TableCell, column int) TableCell {
	if column >= len(cells) {
		return TableCell{}
	}
	source := cells[column]
	text := strings.TrimSpace(source.Text)
	cell := TableCell{Text: text, Merged: source.Continued, Struck: source.Struck}
	switch {
	case text == "":
		return cell
	case nilCell.MatchString(text):
		cell.Kind = CellNil
		if strings.ContainsAny(text, "%％") {
			cell.Unit.Symbol, cell.Unit.Words = "%", "%"
		}
		return cell
	case missingCell.MatchString(text):
		cell.Kind = CellMissing
		return cell
	}
	if value, unit, ok := readNumber(text); ok {
		cell.Kind, cell.Value, cell.Unit = CellNumber, value, unit
		return cell
	}
	cell.Kind = CellWords
	if len(text) <= maxFigureCell {
		if found := figure.Find(text, figure.Date{}); len(found) == 1 && found[0].Date.IsZero() && 2*len(found[0].Text) >= len(text) {
			cell.Kind, cell.Figure = CellFigure, &found[0]
			cell.Unit.Symbol = found[0].Unit
			if found[0].Valued && found[0].Bound == figure.Equal && found[0].Change == nil && found[0].Over.IsZero() {
				cell.Kind, cell.Value = CellNumber, found[0].Value
				if found[0].Unit != "" {
					cell.Unit.Scale = decimal.New(1, 0)
				}
			}
		}
	}
	return cell
}

// maxFigureCell is how long a cell may be, in bytes, to be one figure.
const maxFigureCell = 120

var (
	nilCell     = regexp.MustCompile(`^(?:[$€£¥]\s*)?(?:[-–—−－―‐]\s*)+%?％?$|^(?i:nil)$`)
	missingCell = regexp.MustCompile(`(?i)^(?:n/?\.?a\.?|n\.?m\.?|not available|not applicable|\.\.\.?|…+|/|\*+|不详|暂无|无数据|缺|\?)$`)
	numberCell  = regexp.MustCompile(`^(~|约|≈)?\s*([-−–－+＋]?)\s*(?:(us\$|a\$|hk\$|nt\$|c\$|s\$|[$€£¥￥]|usd|rmb|cny|eur|gbp|chf|rs\.?|` + "`" + `)\s*)?([-−–－+＋]?)\s*(\(?)\s*([-−–－]?)\s*(?:([$€£¥￥])\s*)?(\d{1,3}(?:[,，]\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \x{a0}\x{2009}\x{202f}]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(\)?)\s*(%|％|‰|bps|pts?|pp|x)?\s*(\)?)\s*((?:\(\w{1,2}\)|\[\w{1,2}\]|[*†‡#§¹²³]+|[a-d])?)$`)
)

// readNumber reads a cell that is one number: signs of money and per cent,
// brackets or a minus for what is below zero, marks of notes.
func readNumber(text string) (figure.Decimal, TableUnit, bool) {
	m := numberCell.FindStringSubmatch(strings.ToLower(text))
	if m == nil || m[1] != "" {
		return decimal.Zero, TableUnit{}, false
	}
	value, err := decimal.NewFromString(strings.NewReplacer(",", "", "，", "", " ", "", "\u00a0", "", "\u2009", "", "\u202f", "").Replace(m[8]))
	if err != nil {
		return decimal.Zero, TableUnit{}, false
	}
	minus := func(s string) bool { return strings.ContainsAny(s, "-−–－") && s != "" }
	if m[5] == "(" || minus(m[2]) || minus(m[4]) || minus(m[6]) {
		value = value.Neg()
	}
	var unit TableUnit
	if c := m[3] + m[7]; c != "" && c != "`" && !strings.HasPrefix(c, "rs") {
		unit.Symbol = currencyIn(strings.ReplaceAll(c, "￥", "¥"))
	} else if c != "" {
		unit.Symbol = "INR"
	}
	switch m[10] {
	case "%", "％":
		unit.Symbol, unit.Words = "%", "%"
	case "‰", "bps", "pp", "x":
		unit.Symbol, unit.Words = m[10], m[10]
	case "pt", "pts":
		unit.Symbol, unit.Words = "pp", m[10]
	}
	return value, unit, true
}

// isFigureCell reports whether a cell holds what a table tells rather than
// what names it.
func isFigureCell(text string) bool {
	if text == "" {
		return false
	}
	if nilCell.MatchString(text) || missingCell.MatchString(text) {
		return true
	}
	_, _, ok := readNumber(text)
	return ok
}

// cleanLabel is a label without the marks of notes and the colon at its end.
func cleanLabel(s string) string {
	s = strings.TrimSpace(noteMark.ReplaceAllString(strings.TrimSpace(s), ""))
	return strings.TrimSpace(strings.TrimRight(s, ":：.… "))
}

var noteMark = regexp.MustCompile(`(?:\s*(?:\((?:\d{1,2}|[a-h])\)|\[\d{1,2}\]|[*†‡#§¹²³]+|[■-◿★☆✓❖◆●▲]+))+$`)
