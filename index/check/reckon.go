package check

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// workingEnd ends an equation; what its operands are comes behind.
var workingEnd = regexp.MustCompile(`。|\.\s`)

// reckoned does the arithmetic over cells again. Working without an equation
// lists what was counted.
func (e *evidence) reckoned() *Fault {
	working := e.reply.Working
	if working == "" {
		return nil
	}
	sign := equals.FindStringIndex(working)
	end := []int{len(working), len(working)}
	if sign == nil {
		return e.countedUp()
	}
	if at := workingEnd.FindStringIndex(working[sign[1]:]); at != nil {
		end = []int{sign[1] + at[0], sign[1] + at[1]}
	}
	e.cells.equation = working[:end[0]]
	for _, c := range e.cells.all {
		if c.blank(working[end[1]:]) != working[end[1]:] {
			e.cells.operands = append(e.cells.operands, c)
		}
	}
	p := &parser{evidence: e, rest: working[:sign[0]]}
	computed, f := p.sum()
	switch {
	case f != nil:
		return f
	case strings.TrimSpace(p.rest) != "":
		return fault(Arithmetic, working, "%q is not understood", p.rest)
	}
	e.cells.result = strings.TrimSpace(working[sign[1]:end[0]])
	if !e.comesOut(computed, strings.Contains(working[sign[0]:sign[1]], "≈")) {
		return fault(Arithmetic, e.cells.equation, "it comes out otherwise")
	}
	return nil
}

// countedUp proves a count by the list of what was counted.
func (e *evidence) countedUp() *Fault {
	count, _, _ := strings.Cut(e.reply.Text, e.colon())
	items := strings.FieldsFunc(e.reply.Working, func(r rune) bool { return r == ';' || r == '；' })
	if n, ok := printedValue(count); !ok || !n.Equal(decimal.NewFromInt(int64(len(items)))) {
		return fault(Arithmetic, count, "the working lists %d", len(items))
	}
	e.cells.result = count
	return nil
}

// comesOut reports whether a printed result is what was computed of cells, in
// their unit or as a share.
func (e *evidence) comesOut(computed quantity, rounded bool) bool {
	at := number.FindStringIndex(e.cells.result)
	value, ok := printedValue(e.cells.result)
	if at == nil || !ok {
		return false
	}
	rest := e.cells.result[:at[0]] + " " + e.cells.result[at[1]:]
	i := computed.interval
	share := strings.Contains(rest, "%") && !slices.ContainsFunc(e.cells.operands, func(c *Cell) bool { return computed.unit != "" && strings.Contains(c.Unit+c.Text, "%") })
	if share {
		i, rest = i.shift(2), strings.Replace(rest, "%", "", 1)
	}
	told := slices.ContainsFunc(e.cells.operands, func(c *Cell) bool { return c.countedIn(rest) || c.countedIn(rest+"%") })
	if (share || computed.scalar()) && strings.Trim(rest, " -−–") == "" {
		told = true
	}
	return told && followsFrom(figure.Figure{Value: value, Valued: true, Bound: figure.Equal}, i, rounded, value.Exponent())
}

// cellOperand reads an operand that is a cell named behind the equation, or its
// size where all operands are negative.
func (p *parser) cellOperand(words string, divided *quantity) (quantity, *Fault) {
	value, ok := printedValue(words)
	if !ok {
		return quantity{}, fault(Arithmetic, words, "it is not one figure")
	}
	if divided != nil && divided.terms > 1 && value.Equal(decimal.NewFromInt(int64(divided.terms))) {
		return quantity{interval: exactly(value)}, nil
	}
	negative := !slices.ContainsFunc(p.cells.operands, func(c *Cell) bool { v, _ := printedValue(c.Text); return v.IsPositive() })
	for _, c := range p.cells.operands {
		if v, ok := printedValue(c.Text); ok && (v.Equal(value) || negative && v.Neg().Equal(value)) {
			return quantity{interval: exactly(value), unit: c.Unit, terms: 1}, nil
		}
	}
	return quantity{}, fault(Value, words, "an operand: no row cited says it")
}

// printedValue reads the number that is printed, signs and brackets included. A
// dash stands for nothing.
func printedValue(printed string) (decimal.Decimal, bool) {
	printed = fold(printed)
	at := number.FindStringIndex(printed)
	if at == nil {
		return decimal.Zero, strings.Trim(printed, "-./ ") == ""
	}
	value, err := decimal.NewFromString(strings.ReplaceAll(plainNumber(printed[at[0]:at[1]]), ",", ""))
	if err != nil {
		return value, false
	}
	before := printed[:at[0]]
	if strings.Contains(before, "-") || strings.Contains(before, "(") && strings.Contains(printed[at[1]:], ")") {
		value = value.Neg()
	}
	return value, true
}

// differenceNote tells how far the first cell told is from the next.
var differenceNote = regexp.MustCompile(`(?:相差|the difference is )([^；;，]+)`)

// difference takes out of a reply the difference between its two cells, proven.
func (e *evidence) difference(text string) (string, *Fault) {
	at := differenceNote.FindStringSubmatchIndex(text)
	if at == nil {
		return text, nil
	}
	told := text[at[2]:at[3]]
	value, ok := printedValue(told)
	var operands []*Cell
	for _, c := range e.reply.Claims {
		if c.Source < 0 || c.Source >= len(e.reply.Sources) {
			continue
		}
		cells := e.reply.Sources[c.Source].Cells
		if i := slices.IndexFunc(cells, func(cell Cell) bool { return cell.tells(c.Words) && cell.named(c.Label) }); i >= 0 {
			operands = append(operands, &cells[i])
		}
	}
	if !ok || len(operands) != 2 {
		return text, fault(Arithmetic, told, "it is not told of two cells")
	}
	a, _ := printedValue(operands[0].Text)
	b, _ := printedValue(operands[1].Text)
	n := number.FindStringIndex(told)
	if !a.Sub(b).Abs().Equal(value) || n != nil && !operands[0].countedIn(told[:n[0]]+" "+told[n[1]:]) {
		return text, fault(Arithmetic, told, "it comes out otherwise")
	}
	return text[:at[0]] + " " + text[at[1]:], nil
}
