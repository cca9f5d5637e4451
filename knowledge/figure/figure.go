package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/unit"
)

// Decimal is an exact decimal number. Figures never pass through floating
// point.
type Decimal = decimal.Decimal

// Limit is one end of the interval that a figure allows.
type Limit struct {
	Value     Decimal
	Inclusive bool
}

// Change describes a figure that states a change instead of (or beside) a
// level: "由75.6%提升至94%", "同比增长3.2%", "增长20倍".
type Change struct {
	Direction Direction
	From, To  *Decimal // levels before and after, in the figure's unit; nil where not stated
	Delta     *Decimal // size of the change, never negative; Direction carries the sign
	DeltaUnit string   // unit of Delta: "pp" between two percents, else the figure's unit
	Computed  bool     // Delta was computed from From and To, not read
	Basis     string   // "yoy" (同比), "mom" (环比), or the words that name the base; "" where none is named
	// Multiplier tells 增长20倍 ("increase_by") from 增长到20倍 ("to") and
	// 是…的20倍 ("ratio_to"); "" for changes that are not multiples.
	Multiplier string
}

// Figure is one number in a text, read exactly.
//
// A range has Bound [Range], Low and High, and no value. A fraction (三分之一)
// has Value 1 and Over 3; a ratio (1:1) has Value 1 and Over 1. A date has
// Date; a period has Date and Until, both inclusive. A change from one level
// to another is one figure: Value is the new level and Change holds both.
type Figure struct {
	Text       string // the exact words, text[Start:End]: the number, its unit, and bound words that touch it
	Start, End int    // byte offsets into the text given to [Find]

	Value     Decimal // in base units (元, not 亿元); meaningless unless Valued
	Valued    bool    // false for dates, ranges, and indefinite amounts (数十亿元), which have Low and High
	Over      Decimal // what a fraction or ratio divides by; zero otherwise
	Low, High *Limit  // the interval the words allow; nil where open
	Unit      string  // "CNY", "%", "pp", "‰", "times", "ratio", "month", "workday", "t", "户", "firms", "date", "period" …
	Dimension Dimension
	Bound     Bound
	Precision Decimal // size of the last stated digit, in base units: 2.17万 -> 100

	Change *Change
	Per    []string // what the figure is per: "person", "month"; empty for a plain amount
	Role   Role

	Date, Until Date // for dates and periods
	AsOf        Date // the day the figure was true, where the text says so

	Subject string // the words that say what is counted or measured
	Actor   string // who does it, where the sentence names one
	Group   int    // figures of one event share a group number > 0 (2.17万户 and 680.91亿元)

	Negated   bool // inside a prohibition (不得, 严禁)
	Ambiguous bool // the reading rests on a guess, such as a year with no publication date
	Inherited bool // the magnitude or unit comes from a neighbour: 2至5万元
}

// The parts of a figure have the types of the rooms that read them.
type (
	// Dimension is the kind of quantity a figure states.
	Dimension = unit.Dimension
	// Bound says how the stated value limits the true one.
	Bound = bound.Bound
	// Role says what part a figure plays in its sentence.
	Role = bound.Role
	// Direction is the way a change goes.
	Direction = bound.Direction
	// Date is a calendar date: no clock, no zone. The zero Date is no date.
	Date = date.Date
)

// The dimensions; see [unit.Dimension].
const (
	Money           = unit.Money
	Count           = unit.Count
	Percent         = unit.Percent
	PercentagePoint = unit.PercentagePoint
	Permille        = unit.Permille
	Fraction        = unit.Fraction
	Ratio           = unit.Ratio
	Multiple        = unit.Multiple
	Duration        = unit.Duration
	DateDay         = unit.DateDay
	DateRange       = unit.DateRange
	Mass            = unit.Mass
	Length          = unit.Length
	Area            = unit.Area
	Volume          = unit.Volume
	Temperature     = unit.Temperature
	Speed           = unit.Speed
	Energy          = unit.Energy
	Power           = unit.Power
	Data            = unit.Data
	Age             = unit.Age
	Number          = unit.Number
)

// The bounds; see [bound.Bound].
const (
	Equal       = bound.Equal
	Approx      = bound.Approx
	ApproxBelow = bound.ApproxBelow
	ApproxAbove = bound.ApproxAbove
	Less        = bound.Less
	LessEqual   = bound.LessEqual
	Greater     = bound.Greater
	AtLeast     = bound.AtLeast
	Range       = bound.Range
)

// The roles; see [bound.Role].
const (
	Level      = bound.Level
	Cumulative = bound.Cumulative
	Increment  = bound.Increment
	Cap        = bound.Cap
	Floor      = bound.Floor
	Target     = bound.Target
	Rate       = bound.Rate
	Result     = bound.Result
	AsOf       = bound.AsOf
	Deadline   = bound.Deadline
	Effective  = bound.Effective
	Period     = bound.Period
)

// The directions of change.
const (
	Up   = bound.Up
	Down = bound.Down
	Same = bound.Same
)

// NewDate returns the date of the given year, month and day, and whether the
// calendar has it.
func NewDate(year, month, day int) (Date, bool) { return date.New(year, month, day) }

// ParseDate reads YYYY-MM-DD, or --MM-DD for a day of an unknown year.
func ParseDate(s string) (Date, error) { return date.Parse(s) }

// UnitsAgree reports whether two units name the same thing to count or measure
// by: 户, 家 and firms; 座 and base stations.
func UnitsAgree(a, b string) bool { return unit.Agree(a, b) }
