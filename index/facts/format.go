package facts

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"policybot/index/analysis"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// InLanguage returns a figure's words in the given language: its own words
// where they are in it, else those of the statement's translation that state
// the same figure, else the value written out.
func InLanguage(f figure.Figure, translation string, language knowledge.Language) string {
	if speaks(f.Text, language) && !strings.HasPrefix(f.Text, "not ") {
		return f.Text
	}
	if translation != "" {
		var counted []string // what the translation counts by a name of its own: 100家, 100 bases
		for _, g := range figure.Find(translation, figure.Date{}) {
			if !speaks(g.Text, language) || strings.HasPrefix(g.Text, "not ") {
				continue
			}
			if f.Same(g) {
				return g.Text
			}
			if f.Dimension == figure.Count && g.Dimension == figure.Count && f.Valued && g.Valued && f.Value.Equal(g.Value) &&
				(f.Bound == g.Bound || f.Bound == figure.ApproxAbove && g.Bound == figure.Greater) {
				counted = append(counted, g.Text)
			}
		}
		if len(counted) == 1 {
			return counted[0]
		}
	}
	return WriteFigure(f, language)
}

// speaks reports whether a figure's words are at home in the language. Plain
// digits and % are at home in both.
func speaks(text string, language knowledge.Language) bool {
	for _, r := range text {
		if language == knowledge.English && analysis.IsHan(r) || language == knowledge.Chinese && unicode.IsLetter(r) && !analysis.IsHan(r) {
			return false
		}
	}
	return true
}

// WriteFigure writes a figure's value, unit and bound out in the language.
func WriteFigure(f figure.Figure, language knowledge.Language) string {
	switch {
	case f.Dimension == figure.DateDay:
		return WriteDate(f.Date, language)
	case f.Dimension == figure.DateRange:
		return joinRange(WriteDate(f.Date, language), WriteDate(f.Until, language), language)
	case f.Change != nil && f.Change.From != nil && f.Change.To != nil:
		return writeValue(*f.Change.From, f, language) + " → " + writeValue(*f.Change.To, f, language)
	case f.Bound == figure.Range && f.Low != nil && f.High != nil:
		return joinRange(writeValue(f.Low.Value, f, language), writeValue(f.High.Value, f, language), language)
	case !f.Valued:
		return f.Text
	}
	value := writeValue(f.Value, f, language)
	if language == knowledge.Chinese {
		switch f.Bound {
		case figure.Approx:
			return "约" + value
		case figure.ApproxBelow:
			return "近" + value
		case figure.ApproxAbove:
			return value + "多"
		case figure.Less:
			return "不到" + value
		case figure.LessEqual:
			return "不超过" + value
		case figure.Greater:
			return "超过" + value
		case figure.AtLeast:
			return value + "以上"
		}
		return value
	}
	switch f.Bound {
	case figure.Approx:
		return "about " + value
	case figure.ApproxBelow:
		return "nearly " + value
	case figure.Less:
		return "under " + value
	case figure.LessEqual:
		return "at most " + value
	case figure.Greater, figure.ApproxAbove:
		return "more than " + value
	case figure.AtLeast:
		return "at least " + value
	}
	return value
}

func joinRange(low, high string, language knowledge.Language) string {
	if language == knowledge.Chinese {
		return low + "至" + high
	}
	return low + " to " + high
}

// WriteDate writes a day as people write it.
func WriteDate(d figure.Date, language knowledge.Language) string {
	switch {
	case d.IsZero():
		return ""
	case d.Year == 0 && language == knowledge.Chinese:
		return fmt.Sprintf("%d月%d日", int(d.Month), d.Day)
	case d.Year == 0:
		return fmt.Sprintf("%d %s", d.Day, d.Month)
	case language == knowledge.Chinese:
		return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// Magnitudes are the powers of ten that each language has words for.
var Magnitudes = map[knowledge.Language][]struct {
	Exponent int32
	Word     string
}{
	knowledge.Chinese: {{12, "万亿"}, {8, "亿"}, {4, "万"}},
	knowledge.English: {{12, " trillion"}, {9, " billion"}, {6, " million"}},
}

// writeValue writes a value with its unit: 69083000000 CNY as 690.83亿元 or
// "CNY 69.083 billion".
func writeValue(value figure.Decimal, f figure.Figure, language knowledge.Language) string {
	number := value.String()
	if f.Dimension == figure.Money || f.Dimension == figure.Count && value.Abs().GreaterThanOrEqual(decimal.New(1, 6)) {
		number = withMagnitude(value, language)
	} else if language == knowledge.English {
		number = withCommas(number)
	}
	switch f.Unit {
	case "%", "‰":
		return value.String() + f.Unit
	case "pp":
		if language == knowledge.Chinese {
			return number + "个百分点"
		}
		return number + " percentage points"
	case "times":
		if language == knowledge.Chinese {
			return number + "倍"
		}
		return number + " times"
	case "ratio":
		return f.Text
	case "CNY":
		if language == knowledge.Chinese {
			return number + "元"
		}
		return "CNY " + number
	case "":
		return number
	}
	if name, ok := unitNames[f.Unit]; ok {
		if language == knowledge.Chinese {
			return number + name[0]
		}
		if number == "1" {
			return number + " " + name[1]
		}
		return number + " " + name[2]
	}
	if f.Dimension == figure.Money {
		return f.Unit + " " + number
	}
	if analysis.StartsLatin(f.Unit) || language == knowledge.English {
		return number + " " + f.Unit
	}
	return number + f.Unit
}

// unitNames gives the Chinese, English singular and English plural of units
// that are not named after what they count.
var unitNames = map[string][3]string{
	"year": {"年", "year", "years"}, "month": {"个月", "month", "months"}, "week": {"周", "week", "weeks"},
	"day": {"天", "day", "days"}, "workday": {"个工作日", "working day", "working days"},
	"hour": {"小时", "hour", "hours"}, "minute": {"分钟", "minute", "minutes"}, "second": {"秒", "second", "seconds"},
	"quarter": {"个季度", "quarter", "quarters"},
	"t":       {"吨", "tonne", "tonnes"}, "kg": {"千克", "kg", "kg"}, "km": {"公里", "km", "km"}, "m": {"米", "m", "m"},
	"m2": {"平方米", "m²", "m²"}, "km2": {"平方公里", "km²", "km²"}, "mu": {"亩", "mu", "mu"}, "ha": {"公顷", "hectare", "hectares"},
	"户": {"户", "firm or household", "firms or households"}, "人": {"人", "person", "people"}, "家": {"家", "organisation", "organisations"},
}

// mostDigits is how many digits behind the point a number is written with
// before a smaller magnitude reads better.
const mostDigits = 4

// withMagnitude writes a value with the largest magnitude word that keeps it
// exact and readable.
func withMagnitude(value figure.Decimal, language knowledge.Language) string {
	for _, m := range Magnitudes[language] {
		shifted := value.Shift(-m.Exponent)
		if value.Abs().GreaterThanOrEqual(decimal.New(1, m.Exponent)) && shifted.Equal(shifted.Truncate(mostDigits)) {
			return shifted.String() + m.Word
		}
	}
	if language == knowledge.English {
		return withCommas(value.String())
	}
	return value.String()
}

// withCommas groups the digits before the point by three.
func withCommas(number string) string {
	sign, whole, rest := "", number, ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if i := strings.IndexByte(whole, '.'); i >= 0 {
		whole, rest = whole[:i], whole[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + rest
}
