package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Same reports whether f and g state the same thing: equal in value, interval,
// unit, dimension and bound, in whatever notation. 2万元, 二万元 and RMB 20,000
// are the same; 不超过2万元 is not.
func (f Figure) Same(g Figure) bool {
	if f.Dimension != g.Dimension || f.Bound != g.Bound || !UnitsAgree(f.Unit, g.Unit) || f.Valued != g.Valued {
		return false
	}
	if f.Date != g.Date || f.Until != g.Until {
		return false
	}
	if f.Valued && (!f.Value.Equal(g.Value) || !f.Over.Equal(g.Over)) {
		return false
	}
	if !sameLimit(f.Low, g.Low) || !sameLimit(f.High, g.High) {
		return false
	}
	return sameChange(f.Change, g.Change) && samePer(f.Per, g.Per)
}

func sameLimit(a, b *Limit) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Inclusive == b.Inclusive && a.Value.Equal(b.Value)
}

func sameChange(a, b *Change) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Direction == b.Direction && sameDecimal(a.From, b.From) && sameDecimal(a.To, b.To) &&
		sameDecimal(a.Delta, b.Delta) && a.Multiplier == b.Multiplier
}

func sameDecimal(a, b *Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

func samePer(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !UnitsAgree(a[i], b[i]) {
			return false
		}
	}
	return true
}

// Agrees reports whether f and g can both be true of one thing: equal in
// dimension and unit, and their intervals, each as wide as its own precision
// and bound allow, overlap. 2.17万户 agrees with 21,748 firms.
func (f Figure) Agrees(g Figure) bool {
	if f.Dimension != g.Dimension || !UnitsAgree(f.Unit, g.Unit) {
		return false
	}
	switch f.Dimension {
	case DateDay, DateRange:
		fromF, untilF := f.days()
		fromG, untilG := g.days()
		return fromF.Compare(untilG) <= 0 && fromG.Compare(untilF) <= 0
	}
	lowF, highF := f.interval()
	lowG, highG := g.interval()
	return below(lowF, highG) && below(lowG, highF)
}

func (f Figure) days() (from, until Date) {
	if f.Until.IsZero() {
		return f.Date, f.Date
	}
	return f.Date, f.Until
}

// approximation is how far, as a part of the value, an 约 may be off.
var approximation = decimal.New(5, -2)

// interval returns the values that f allows; nil where open.
func (f Figure) interval() (low, high *Limit) {
	if !f.Valued || f.Low != nil || f.High != nil {
		return f.Low, f.High
	}
	value := f.Value
	half := f.Precision.Div(decimal.New(2, 0))
	if !f.Over.IsZero() {
		value, half = value.Div(f.Over), decimal.New(1, -9)
	}
	if f.Bound == Approx {
		half = half.Add(value.Abs().Mul(approximation))
	}
	return &Limit{value.Sub(half), true}, &Limit{value.Add(half), true}
}

func below(low, high *Limit) bool {
	if low == nil || high == nil {
		return true
	}
	c := low.Value.Cmp(high.Value)
	return c < 0 || c == 0 && low.Inclusive && high.Inclusive
}

// UnitsAgree reports whether two units name the same thing to count or measure
// by: 户, 家 and firms; 座 and base stations.
func UnitsAgree(a, b string) bool {
	if a == b {
		return true
	}
	x, ok := unitKinds[a]
	if !ok {
		return false
	}
	y, ok := unitKinds[b]
	return ok && x&y != 0
}

// unitKinds groups the counters of Chinese with the nouns of English that stand
// for the same things. A unit may be of several kinds: 家 counts firms and shops.
var unitKinds = func() map[string]int {
	kinds := []string{
		"户 家 个 企业 户企业 家企业 个企业 firms firm enterprises enterprise companies company businesses business smes entities merchants shops stores institutions banks taxpayers borrowers clients customers",
		"户 households household families family homes residents",
		"人 名 位 个 人次 人份 people person persons workers employees staff students teachers doctors nurses patients individuals graduates residents personnel members cases jobs",
		"人次 次 visits times trips person-times",
		"座 个 stations station bases plants bridges towers sites",
		"只 个 masks pieces chickens pigs birds",
		"件 套 个 份 pieces items sets suits parcels cases copies garments kits",
		"辆 台 vehicles cars buses trucks ambulances",
		"台 套 个 units machines devices sets ventilators",
		"项 条 个 件 measures policies items projects tasks articles services matters provisions",
		"条 lines routes roads measures items clues",
		"所 家 个 schools hospitals universities colleges institutions centres centers",
		"笔 宗 件 个 loans transactions deals cases",
		"间 rooms houses",
		"张 beds tickets sheets cards vouchers",
		"场 次 events sessions meetings fairs",
		"种 类 kinds types categories varieties",
		"例 cases case",
		"个 县 市 省 区 counties cities provinces districts regions countries villages towns",
		"岁 year years",
		"分 points point marks",
	}
	table := make(map[string]int)
	for i, words := range kinds {
		for _, w := range strings.Fields(words) {
			table[w] |= 1 << i
		}
	}
	return table
}()
