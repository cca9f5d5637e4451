// Package bound reads the words that bind a number: what limits it (不超过, at
// least, 以上), and how it changed (提高到, rose by).
//
// A bound is never turned round: a negated word is a word of its own, so that no
// 不 is ever left behind. Inclusion follows article 1259 of the PRC Civil Code.
package bound

// Bound says how the stated value limits the true one.
type Bound string

// The bounds. Inclusion follows article 1259 of the PRC Civil Code: 以上, 以下,
// 以内 and 届满 include the number; 不满, 超过 and 以外 do not.
const (
	Equal       Bound = "eq"           // 为, 达, 共
	Approx      Bound = "approx"       // 约, 左右
	ApproxBelow Bound = "approx_below" // 近, 接近
	ApproxAbove Bound = "approx_above" // 余, 多
	Less        Bound = "lt"           // 不到, 不满
	LessEqual   Bound = "le"           // 不超过, 以下
	Greater     Bound = "gt"           // 超过
	AtLeast     Bound = "ge"           // 不少于, 以上
	Range       Bound = "range"        // 2万至5万元
)

// Role says what part a figure plays in its sentence.
type Role string

// The roles. AsOf, Deadline and Effective are roles of dates.
const (
	Level      Role = "level"
	Cumulative Role = "cumulative" // 累计
	Increment  Role = "increment"  // 新增
	Cap        Role = "cap"        // 不超过, up to
	Floor      Role = "floor"      // 不低于, at least
	Target     Role = "target"     // 力争, 到2025年达到
	Rate       Role = "rate"       // a rate of change or of interest
	Result     Role = "result"
	AsOf       Role = "as_of"     // 截至3月末
	Deadline   Role = "deadline"  // 6月30日前
	Effective  Role = "effective" // 自2月1日起
	Period     Role = "period"    // 一季度
)
