// Package check proves a reply before anyone reads it: that every number in it
// stands in a statement that the reply cites, or follows from arithmetic that
// it prints.
//
// Whoever composes a reply fills in a [Reply] and calls [Prove]. A nil error
// means that the reply may be shown; a [*Fault] says which words of it are not
// proven, and of which kind the fault is.
//
// The package shares no code with what composes replies. It reads the reply and
// the words cited anew, with package figure alone, so that it sees what the
// composer got wrong.
//
// # What is enforced
//
//	value       the number, whole: 3 is not in 3,000, nor 2.1 in 1.2.1
//	unit        yuan for yuan, working days for working days; a cell of a table
//	            in its own unit, with the "million" that its head says
//	bound       "at most 500,000" is not 500,000, "nearly 90%" is not 90%; one end
//	            of a range is a bound: of 2万至5万元, 不超过5万元
//	per         300 a month is not 300 a year, and not 300 where nothing says "a
//	            month": the reply, the question or the base's own name for it
//	period      a year or day beside a figure is the one that the words give it
//	words       what a reply says its figures are of stands in what it cites, beside
//	            the figure; a cell under the names of its own row and column; the
//	            question's words prove nothing
//	negation    no quote loses the "not", 不得 or "may not" of its clause or of the
//	            words it stands under
//	verdict     a yes or no against the words, or against the figure of the question
//	arithmetic  printed arithmetic comes out, with its bounds: at most 500,000 less
//	            at least 200,000 is at most 300,000
//
// The question's numbers prove nothing, except where the reply marks them as the
// question's (Not “70 billion”).
//
// # How it works
//
// The text of a reply is cut into lines and sentences. A piece that stands word
// for word in what is cited is a quote: its figures must be those that are read
// at that place of the source, and its clause must not lose a negation (quote.go,
// negation.go). Every other piece was composed: its figures must be stated by a
// source (state.go, period.go), and so must the words beside them (words.go). The
// working is parsed and done again with intervals (working.go, interval.go).
//
// A reply from a table names its cells: each must stand in a row that it cites,
// as it is printed and under its own names (cell.go), and what is reckoned with
// them comes out (reckon.go).
package check
