package figure

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/unit"
)

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
