// Package unit holds what numbers are numbers of: money, measures, durations,
// counters, and what an amount is per, in Chinese and English. Units are data: a
// new one is a line in one of the tables.
package unit

// Dimension is the kind of quantity a figure states. Two figures can only be
// compared or added when their dimensions (and units) agree.
type Dimension string

// The dimensions. Count covers things counted with any counter (户, 家, 座,
// firms); Number is a bare number with nothing that says what it counts.
const (
	Money           Dimension = "money"
	Count           Dimension = "count"
	Percent         Dimension = "percent"
	PercentagePoint Dimension = "percentage_point"
	Permille        Dimension = "permille"
	Fraction        Dimension = "fraction"
	Ratio           Dimension = "ratio"
	Multiple        Dimension = "multiple"
	Duration        Dimension = "duration"
	DateDay         Dimension = "date"
	DateRange       Dimension = "date_range"
	Mass            Dimension = "mass"
	Length          Dimension = "length"
	Area            Dimension = "area"
	Volume          Dimension = "volume"
	Temperature     Dimension = "temperature"
	Speed           Dimension = "speed"
	Energy          Dimension = "energy"
	Power           Dimension = "power"
	Data            Dimension = "data"
	Age             Dimension = "age"
	Number          Dimension = "number"
)
