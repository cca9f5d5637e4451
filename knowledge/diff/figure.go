package diff

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge/diff/lexicon"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// figuresIn returns the figures and dates of masked text that a change of
// policy could change: references to articles, versions and the like are left
// out, and so is a figure inside another.
func figuresIn(masked string, published figure.Date) []figure.Figure {
	var list []figure.Figure
	end := 0
	skip := statement.MarkerEnd(masked)
	for _, f := range figure.Find(masked, published) {
		if f.Start < end || f.End > len(masked) || f.Start >= f.End || f.End <= skip {
			continue
		}
		if f.Dimension == figure.Number && isReference(masked, f.Start, f.End) {
			continue
		}
		if f.Dimension != figure.DateDay && f.Dimension != figure.DateRange && isName(masked, f.Start, f.End) {
			continue
		}
		list = append(list, f)
		end = f.End
	}
	return list
}

// reference matches the words before a bare number that make it a label.
var reference = regexp.MustCompile(`(?i)(?:\b(?:sections?|articles?|clauses?|paragraphs?|para|chapters?|parts?|annex|appendix|schedule|figures?|tables?|steps?|items?|notes?|footnotes?|pages?|forms?|rules?|regulations?|directive|rfc|iso|no|nos|number|version|ver|v|target|goal|phase|stage|level|tier|type|class|category|room|line|tel|phone|fax)\b[.:#\s]*|[§#第vV]\s*|版本?\s*|电话[:：]?\s*)[\d.,\s()a-z&-]*$`)

func isReference(text string, start, end int) bool {
	if reference.MatchString(text[max(0, start-40):start]) {
		return true
	}
	// 4(b), 8.7.1: the label of a clause.
	rest := text[end:]
	return strings.HasPrefix(rest, "(") && len(rest) > 2 && rest[2] == ')' && unicode.IsLower(rune(rest[1]))
}

// isName reports whether the number at text[start:end] belongs to a name made
// of letters and digits, a path or an identifier.
func isName(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[start:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	joins := func(r rune) bool {
		return r == '_' || r == '/' || r == '\\' || r == '#' || r == '@' || r < utf8.RuneSelf && unicode.IsLetter(r)
	}
	return unicode.IsDigit(first) && joins(before) && !strings.HasSuffix(strings.ToUpper(text[:start]), "US") ||
		unicode.IsDigit(last) && (after == '_' || after == '\\' || after == '@')
}

// valueOf states a figure as a change shows it.
func valueOf(f figure.Figure) *Value {
	v := &Value{Text: strings.TrimSpace(f.Text), Value: f.ValueString(), Unit: f.Unit, Bound: f.Bound, Per: f.Per}
	if v.Value == "" && (f.Low != nil || f.High != nil) {
		v.Value = limitText(f.Low) + ".." + limitText(f.High) // 数十亿元
	}
	return v
}

func limitText(l *figure.Limit) string {
	if l == nil {
		return ""
	}
	return l.Value.String()
}

// inBase returns a value and unit in the smallest unit that its kind can
// exactly be told in: years as months, weeks as days, permille and fractions
// as percents.
func inBase(f figure.Figure, v figure.Decimal) (figure.Decimal, string) {
	switch f.Dimension {
	case figure.Permille:
		return v.Div(decimal.NewFromInt(10)), "%"
	case figure.Duration:
		switch f.Unit {
		case "year":
			return v.Mul(decimal.NewFromInt(12)), "month"
		case "quarter":
			return v.Mul(decimal.NewFromInt(3)), "month"
		case "week":
			return v.Mul(decimal.NewFromInt(7)), "day"
		}
	}
	return v, f.Unit
}

// sameValue reports whether two figures state the same quantity, however
// written. Bounds are compared apart.
func sameValue(a, b figure.Figure) bool {
	if a.Dimension == figure.DateDay || b.Dimension == figure.DateDay || a.Dimension == figure.DateRange || b.Dimension == figure.DateRange {
		return a.Dimension == b.Dimension && sameDay(a, b, a.Date, b.Date) && sameDay(a, b, a.Until, b.Until)
	}
	if a.Valued != b.Valued || !sameLevels(a, b) {
		return false
	}
	if !a.Valued {
		return sameUnit(a, b) && sameLimit(a, b, a.Low, b.Low) && sameLimit(a, b, a.High, b.High)
	}
	av, au := inBase(a, a.Value)
	bv, bu := inBase(b, b.Value)
	switch {
	case !a.Over.IsZero() && !b.Over.IsZero():
		return a.Value.Mul(b.Over).Equal(b.Value.Mul(a.Over))
	case !a.Over.IsZero() && bu == "%":
		return a.Value.Mul(decimal.NewFromInt(100)).Equal(bv.Mul(a.Over))
	case !b.Over.IsZero() && au == "%":
		return b.Value.Mul(decimal.NewFromInt(100)).Equal(av.Mul(b.Over))
	}
	return av.Equal(bv) && (au == bu || sameUnit(a, b))
}

// sameUnit reports whether the figures count the same sort of thing. Nouns
// that count may be reworded (firms, companies) and be left out.
func sameUnit(a, b figure.Figure) bool {
	if a.Unit == b.Unit {
		return true
	}
	counts := func(f figure.Figure) bool { return f.Dimension == figure.Count || f.Dimension == figure.Number }
	return counts(a) && counts(b) || a.Dimension == figure.Number && b.Valued || b.Dimension == figure.Number && a.Valued
}

// sameDay compares days; a year that only one of the two states, or that was
// guessed, does not count.
func sameDay(a, b figure.Figure, d, e figure.Date) bool {
	if a.Ambiguous || b.Ambiguous || d.Year == 0 || e.Year == 0 {
		if x, y := relativePeriod(a.Text), relativePeriod(b.Text); x != "" && y != "" && x != y {
			return false // last year, this year
		}
		return d.Month == e.Month && d.Day == e.Day
	}
	return d == e
}

// relativePeriod is the sense of words that tell a period by the day they are
// read on: 上年, this month; "" for others.
func relativePeriod(words string) string {
	for i := range classes {
		if classes[i].aspect == OfPeriod {
			sense, _ := classes[i].words.SenseAt(lexicon.FoldInPlace(words), 0)
			return sense
		}
	}
	return ""
}

func sameLimit(a, b figure.Figure, l, m *figure.Limit) bool {
	if l == nil || m == nil {
		return l == m
	}
	lv, _ := inBase(a, l.Value)
	mv, _ := inBase(b, m.Value)
	return lv.Equal(mv)
}

// sameLevels compares the levels that two changes ("由75.6%提升至94%") name.
func sameLevels(a, b figure.Figure) bool {
	if a.Change == nil || b.Change == nil {
		return true
	}
	same := func(x, y *figure.Decimal) bool { return x == nil || y == nil || x.Equal(*y) }
	if a.Change.Direction != b.Change.Direction && a.Change.Direction != "" && b.Change.Direction != "" {
		return false
	}
	return same(a.Change.From, b.Change.From) && same(a.Change.To, b.Change.To)
}

// samePer reports whether two figures are counted per the same thing. What
// only one of them states may stand elsewhere in the sentence of the other.
func samePer(a, b figure.Figure) bool {
	if len(a.Per) == 0 || len(b.Per) == 0 {
		return true
	}
	x, y := slices.Clone(a.Per), slices.Clone(b.Per)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// sameBound reports whether two bounds allow the same.
func sameBound(a, b figure.Figure) bool {
	if a.Bound == b.Bound {
		return a.Low == nil || b.Low == nil || a.High == nil || b.High == nil ||
			a.Low.Inclusive == b.Low.Inclusive && a.High.Inclusive == b.High.Inclusive
	}
	if a.Dimension == figure.DateDay || a.Dimension == figure.DateRange {
		return dateSide(a.Text)*dateSide(b.Text) >= 0
	}
	plain := func(x figure.Bound) bool { return x == "" || x == figure.Equal }
	// "within 20 days" and "in 20 days" give the same time.
	within := func(f figure.Figure) bool {
		return plain(f.Bound) || f.Bound == figure.LessEqual && withinWords.MatchString(f.Text)
	}
	return plain(a.Bound) && plain(b.Bound) || a.Dimension == figure.Duration && within(a) && within(b)
}

// Words of a date that say that something is done before or after it.
var (
	beforeDate = regexp.MustCompile(`(?i)^\s*(?:before|by|until|till|up to|no later than|not later than|prior to)\b|(?:之前|以前|前|止)$`)
	afterDate  = regexp.MustCompile(`(?i)^\s*(?:after|from|since|no earlier than|not earlier than|as of|starting)\b|(?:之后|以后|后|起|开始)$`)
)

// dateSide is the side of a day on which a date's words put what is done: -1
// before, 1 after, 0 where they do not say.
func dateSide(words string) int {
	switch words = strings.TrimSpace(words); {
	case beforeDate.MatchString(words):
		return -1
	case afterDate.MatchString(words):
		return 1
	}
	return 0
}

var withinWords = regexp.MustCompile(`(?i)^\s*within\b|内$`)

// side is the side of a value on which a bound lies: below, above or neither.
func side(b figure.Bound) int {
	switch b {
	case figure.Less, figure.LessEqual:
		return -1
	case figure.Greater, figure.AtLeast:
		return 1
	}
	return 0
}

// pairWeight says how well two figures of two versions of a sentence
// correspond; 0 means not at all.
func pairWeight(a, b figure.Figure) int {
	switch {
	case sameValue(a, b) && sameBound(a, b):
		return equalWeight
	case sameValue(a, b):
		return equalWeight - 1
	case a.Dimension == b.Dimension && sameUnit(a, b):
		return unitWeight
	case a.Dimension == b.Dimension || isDate(a) && isDate(b) || share(a) && share(b):
		return kindWeight
	}
	return 0
}

func isDate(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

// share reports whether the figure is a part of a whole.
func share(f figure.Figure) bool {
	return f.Dimension == figure.Percent || f.Dimension == figure.Permille || f.Dimension == figure.Fraction
}

// deltaOf returns b less a, or "" where they cannot be subtracted.
func deltaOf(a, b figure.Figure) string {
	switch {
	case a.Dimension == figure.DateDay && b.Dimension == figure.DateDay:
		return daysBetween(a.Date, b.Date)
	case a.Dimension == figure.DateRange && b.Dimension == figure.DateRange && a.Date == b.Date:
		return daysBetween(a.Until, b.Until)
	case a.Dimension == figure.DateRange && b.Dimension == figure.DateRange && a.Until == b.Until:
		return daysBetween(a.Date, b.Date)
	case isDate(a) || isDate(b) || !a.Valued || !b.Valued || !a.Over.IsZero() || !b.Over.IsZero() || a.Unit != b.Unit:
		return ""
	}
	return b.Value.Sub(a.Value).String()
}

func daysBetween(a, b figure.Date) string {
	if a.Year == 0 || b.Year == 0 || a.Day == 0 || b.Day == 0 {
		return ""
	}
	day := func(d figure.Date) int64 {
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
	}
	return decimal.NewFromInt(day(b) - day(a)).String()
}

// The words beside a date that make it a deadline, a start or an as-of date
// where the figure reader has not said so.
var (
	asOfBefore      = regexp.MustCompile(`(?i)(?:截至|截止到|updated?|as at|revised|revision|reviewed|modified|version date|版本日期|更新(?:时间|日期|于)?|修订(?:时间|日期|于)?)[^，。；,;.]{0,12}$`)
	asOfAfter       = regexp.MustCompile(`^[^，。；,;.]{0,4}(?:更新|修订)`)
	deadlineBefore  = regexp.MustCompile(`(?i)(?:\b(?:by|before|until|till|through|deadlines?|due|clos(?:es?|ed|ing)|end(?:s|ed|ing)?|expir(?:es?|ed|y|ing)|no later than|not later than|valid to|last day|extended to|postponed to)\b|截止|截至|期限|到期|有效期|期满|延长至|延期至|延至|不迟于|不晚于|最迟|至|到)[^，。；,;.]{0,16}$`)
	deadlineAfter   = regexp.MustCompile(`(?i)^\s*(?:日?(?:之|以)?前|止|为止|到期|届满|截止|(?:is|was|will be) the (?:deadline|last day|closing date)|\(?(?:deadline|closing date)\b)`)
	effectiveBefore = regexp.MustCompile(`(?i)(?:\b(?:effective|takes? effect|in force|comes? into (?:force|effect)|start(?:s|ing)?|begin(?:s|ning)?|commenc(?:es?|ing)|applies from|open(?:s|ing)?|from|with effect)\b|施行日期|实施日期|生效日期|自|从)[^，。；,;.]{0,16}$`)
	effectiveAfter  = regexp.MustCompile(`(?i)^\s*日?(?:起|开始|施行|实施|生效|执行|onwards?|and after)`)
)

// yearAlone matches a year that bounds something that is not done by then.
var yearAlone = regexp.MustCompile(`(?i)^\s*(?:before|after|since)\s+\d{4}\s*$|^\d{4}年(?:之|以)?[前后]$`)

// roleOf returns what a date is for.
func roleOf(text string, f figure.Figure) figure.Role {
	if isDate(f) && yearAlone.MatchString(f.Text) {
		return figure.Period // "built before 1990" sets no deadline
	}
	switch f.Role {
	case figure.AsOf, figure.Deadline, figure.Effective:
		return f.Role
	}
	if !isDate(f) {
		return f.Role
	}
	before, after := text[:f.Start], text[f.End:]
	inside := f.Text
	switch {
	case asOfBefore.MatchString(before), asOfAfter.MatchString(after), strings.HasPrefix(inside, "截至"):
		return figure.AsOf
	case effectiveAfter.MatchString(after), strings.HasSuffix(inside, "起"):
		return figure.Effective
	case deadlineAfter.MatchString(after), strings.HasSuffix(inside, "前"), strings.HasSuffix(inside, "止"), deadlineBefore.MatchString(before):
		return figure.Deadline
	case effectiveBefore.MatchString(before):
		return figure.Effective
	}
	return f.Role
}
