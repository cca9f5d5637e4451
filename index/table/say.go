package table

import (
	"regexp"
	"strings"

	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// shownDigits is how many decimals of a quotient are shown.
const shownDigits = 2

// Told is a candidate in words.
type Told struct {
	Text    string // the answer, what was asked for first
	Value   string // the number that answers, with its unit; "" where none does
	Working string // the arithmetic with each operand; "" for none
}

// Tell words a candidate in Chinese or English. Cells and names of lines are in
// the words of the table.
func (c *Candidate) Tell(chinese bool) Told {
	t := teller{c, chinese}
	switch {
	case c.Ask == AskValue:
		return t.value()
	case c.Ask == AskVerdict:
		told := t.value()
		word := t.say("是", "Yes")
		if c.Verdict == "no" {
			word = t.say("否", "No")
		}
		told.Text = word + t.colon() + told.Text
		return told
	case c.Ask == AskExtreme:
		return t.extreme()
	case c.Ask == AskFilter, c.Ask == AskParts, c.Ask == AskTimes:
		return t.list()
	case c.Ask == AskCount:
		told := t.list()
		told.Working = told.Text
		told.Value = c.Value.String()
		told.Text = told.Value + t.colon() + told.Text
		return told
	}
	return t.result()
}

// Shown returns the operands that the words of a candidate tell.
func (c *Candidate) Shown() []Operand {
	if c.Ask == AskExtreme {
		return c.Operands[:2]
	}
	return c.Operands
}

// NameOf names an operand by its row and column, as the table does.
func (c *Candidate) NameOf(o Operand) string {
	row, column := pathName(o.Table.Rows[o.Row].Path), pathName(o.Table.Columns[o.Column].Path)
	if row == "" || column == "" {
		return row + column
	}
	return row + ", " + column
}

// WordsOf writes an operand with its unit.
func (c *Candidate) WordsOf(o Operand) string { return teller{Candidate: c}.cell(o) }

// Figure returns the result of arithmetic, in base units.
func (c *Candidate) Figure() figure.Figure {
	f := figure.Figure{Valued: true, Bound: figure.Equal, Value: c.Value, Dimension: figure.Number}
	switch {
	case c.Ask == AskCount:
		f.Dimension = figure.Count
		return f
	case c.Unit == "%":
		f.Unit, f.Dimension, f.Value = "%", figure.Percent, c.Value.Round(shownDigits)
		return f
	case c.Unit != "":
		f.Unit, f.Dimension, f.Value = c.Unit, figure.Ratio, c.Value.Round(shownDigits)
		return f
	}
	unit := c.unit()
	if c.Ask == AskAverage {
		digits := average(c.Operands)
		f.Value = c.Value.Round(digits)
		f.Precision = unit.Multiplier().Shift(-digits)
	}
	f.Value = f.Value.Mul(unit.Multiplier())
	f.Unit, f.Dimension = unit.Symbol, dimensionOf(unit.Symbol)
	return f
}

// unit is the unit of the operands, of the first that has one.
func (c *Candidate) unit() frame.TableUnit {
	for _, o := range c.Operands {
		if !o.Cell.Unit.IsZero() {
			return o.Cell.Unit
		}
	}
	return frame.TableUnit{}
}

// Figure returns what a cell states, in base units; false for words.
func (o Operand) Figure() (figure.Figure, bool) {
	switch o.Cell.Kind {
	case frame.CellFigure:
		f := *o.Cell.Figure
		f.Text = o.Cell.Text
		return f, true
	case frame.CellNumber:
		u := o.Cell.Unit
		return figure.Figure{
			Text: o.Cell.Text, Value: o.Cell.Base(), Valued: true, Bound: figure.Equal, Unit: u.Symbol, Dimension: dimensionOf(u.Symbol),
		}, true
	case frame.CellNil:
		return figure.Figure{Text: o.Cell.Text, Valued: true, Bound: figure.Equal, Dimension: figure.Number}, true
	}
	return figure.Figure{}, false
}

func dimensionOf(symbol string) figure.Dimension {
	switch unitKind(symbol) {
	case "%":
		if symbol == "pp" {
			return figure.PercentagePoint
		}
		return figure.Percent
	case "money":
		return figure.Money
	case "duration":
		return figure.Duration
	case "count", "score":
		return figure.Count
	}
	return figure.Number
}

type teller struct {
	*Candidate
	chinese bool
}

func (t teller) say(chinese, english string) string {
	if t.chinese {
		return chinese
	}
	return english
}

func (t teller) colon() string { return t.say("：", ": ") }

// value tells each cell with what it is of.
func (t teller) value() Told {
	var parts []string
	for _, o := range t.Operands {
		parts = append(parts, t.cell(o)+t.of(o))
	}
	return Told{Text: strings.Join(parts, t.say("；", "; ")), Value: t.cell(t.Operands[0])}
}

// of names the row and the column of a cell, in brackets.
func (t teller) of(o Operand) string {
	var parts []string
	names := []string{t.rowName(o), t.columnName(o)}
	if t.acrossTables() {
		names = append(names, t.tableName(o))
	}
	for _, name := range names {
		if name != "" {
			parts = append(parts, name)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if t.chinese {
		return "（" + strings.Join(parts, "，") + "）"
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func (t teller) rowName(o Operand) string    { return pathName(o.Table.Rows[o.Row].Path) }
func (t teller) columnName(o Operand) string { return pathName(o.Table.Columns[o.Column].Path) }

// tableName is the title of an operand's table, where its lines name no time.
func (t teller) tableName(o Operand) string {
	if !o.Table.Rows[o.Row].Period.IsZero() || !o.Table.Columns[o.Column].Period.IsZero() {
		return ""
	}
	return o.Table.Scope.Title
}

// acrossTables reports whether the operands are of several tables.
func (t teller) acrossTables() bool {
	for _, o := range t.Operands {
		if o.Table != t.Operands[0].Table {
			return true
		}
	}
	return false
}

// pathName writes a path out, a group once where the name within it says it too.
func pathName(path []string) string {
	var kept []string
	for i, label := range path {
		if i+1 < len(path) && strings.Contains(strings.ToLower(path[len(path)-1]), strings.ToLower(label)) {
			continue
		}
		kept = append(kept, label)
	}
	return strings.Join(kept, " › ")
}

// cell writes a cell with its unit, as the table prints it.
func (t teller) cell(o Operand) string {
	if o.Cell.Kind == frame.CellNil {
		return o.Cell.Text
	}
	return withUnit(o.Cell.Text, o.Cell, o.Cell.Kind == frame.CellNumber)
}

// withUnit adds the unit to a printed number that does not show it.
func withUnit(text string, cell *frame.TableCell, number bool) string {
	u := cell.Unit
	if !number || u.Words == "" || strings.Contains(text, u.Words) {
		return text
	}
	if strings.ContainsAny(text, "%％") {
		return text
	}
	switch {
	case hanUnit(u.Words):
		return text + strings.TrimPrefix(strings.TrimPrefix(u.Words, "单位："), "单位:")
	case u.Words == "%":
		return text + "%"
	case scaleName(u.Scale) != "":
		if u.Symbol != "" && len(u.Symbol) == 3 && !strings.ContainsAny(text, "$€£¥") {
			return u.Symbol + " " + text + " " + scaleName(u.Scale)
		}
		return text + " " + scaleName(u.Scale)
	case u.Per == "":
		return text + " (" + u.Words + ")"
	}
	return text
}

func hanUnit(words string) bool {
	for _, r := range words {
		if isHan(r) {
			return true
		}
	}
	return false
}

func scaleName(scale figure.Decimal) string {
	switch scale.String() {
	case "1000":
		return "thousand"
	case "1000000":
		return "million"
	case "1000000000":
		return "billion"
	}
	return ""
}

// extreme names what has the largest or smallest number, and the next.
func (t teller) extreme() Told {
	first, next := t.Operands[0], t.Operands[1]
	text := t.Labels[0] + t.colon() + t.cell(first) + t.of(first)
	if len(t.Operands) == 2 {
		difference := first.Cell.Value.Sub(next.Cell.Value).Abs()
		text += t.say("；", "; ") + t.cell(next) + t.of(next) + t.say("；相差", "; the difference is ") + withUnit(printed(difference), first.Cell, true)
	} else {
		text += t.say("；其次", "; next ") + t.cell(next) + t.of(next)
	}
	return Told{Text: text, Value: t.cell(first)}
}

// list names lines, each with its number where there is one.
func (t teller) list() Told {
	var parts []string
	for i, label := range t.Labels {
		if t.Features.Trend > 0 {
			label += t.say("（", " (") + t.cell(t.Operands[2*i]) + t.say("，此前", ", before ") + t.cell(t.Operands[2*i+1]) + t.say("）", ")")
		} else if i < len(t.Operands) && t.Ask != AskTimes {
			label += t.say("（", " (") + t.cell(t.Operands[i]) + t.say("）", ")")
		}
		parts = append(parts, label)
	}
	if t.Ask == AskCount {
		return Told{Text: strings.Join(parts, t.say("；", "; "))}
	}
	return Told{Text: strings.Join(parts, t.say("、", ", "))}
}

// result tells the result of arithmetic, and the working.
func (t teller) result() Told {
	value := t.resultWords()
	working := t.working()
	return Told{Text: value + t.say("：", ": ") + working, Value: value, Working: working}
}

func (t teller) resultWords() string {
	switch t.Unit {
	case "%":
		return printed(t.Value.Round(shownDigits)) + "%"
	case "ratio":
		return printed(t.Value.Round(shownDigits))
	}
	value := t.Value
	if t.Ask == AskAverage {
		value = value.Round(average(t.Operands))
	}
	words := printed(value)
	if sign := t.moneySign(); sign != "" {
		digits := int32(0)
		for _, o := range t.Operands {
			digits = max(digits, -o.Cell.Value.Exponent())
		}
		words = printed(value.Abs())
		if !value.Equal(value.Round(0)) && digits == 2 {
			words = printedFixed(value.Abs(), digits)
		}
		words = sign + words
		if value.IsNegative() {
			words = "-" + words
		}
	}
	return withUnit(words, &frame.TableCell{Unit: t.unit()}, true)
}

// moneySign is the sign of money that all operands are printed with.
func (t teller) moneySign() string {
	sign := ""
	for _, o := range t.Operands {
		found := signOfMoney.FindString(o.Cell.Text)
		if found == "" || sign != "" && found != sign {
			return ""
		}
		sign = found
	}
	return sign
}

var signOfMoney = regexp.MustCompile(`[$€£¥￥]`)

// average is how many decimals an average is shown with: two, or one more than
// the operands have.
func average(operands []Operand) int32 {
	digits := int32(shownDigits)
	for _, o := range operands {
		digits = max(digits, 1-o.Cell.Value.Exponent())
	}
	return digits
}

// working prints the arithmetic, and what each operand is.
func (t teller) working() string {
	var numbers, names []string
	for _, o := range t.Operands {
		n := printed(o.Cell.Value)
		if o.Cell.Value.IsNegative() && len(numbers) > 0 {
			n = "(" + n + ")"
		}
		numbers = append(numbers, n)
		names = append(names, t.cell(o)+t.of(o))
	}
	result := t.resultWords()
	var formula string
	switch t.Ask {
	case AskChange, AskDifference:
		formula = strings.Join(numbers, " - ")
	case AskGrowth:
		formula = "(" + strings.Join(numbers, " - ") + ") / " + numbers[1]
	case AskRatio:
		formula = strings.Join(numbers, " / ")
	case AskSum:
		formula = strings.Join(numbers, " + ")
	case AskAverage:
		formula = "(" + strings.Join(numbers, " + ") + ") / " + itoa(len(numbers))
	}
	equal := " = "
	digits := int32(shownDigits)
	if t.Ask == AskAverage {
		digits = average(t.Operands)
	}
	if (t.Unit != "" || t.Ask == AskAverage) && !t.Value.Equal(t.Value.Round(digits)) {
		equal = " ≈ "
	}
	return formula + equal + result + t.say("。", ". ") + strings.Join(names, t.say("；", "; "))
}

func itoa(n int) string { return figure.Decimal.String(decimalOf(n)) }

// printed writes a number with commas between thousands.
func printed(d figure.Decimal) string { return withCommas(d.String()) }

// printedFixed writes it with a number of decimals.
func printedFixed(d figure.Decimal, digits int32) string { return withCommas(d.StringFixed(digits)) }

func withCommas(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}
