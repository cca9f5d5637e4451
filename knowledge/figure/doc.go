// Package figure reads the figures and dates in policy text, Chinese and
// English: their exact value, unit, dimension and bound, and the words that
// say so.
//
// Most callers want [Find]. It knows nothing of documents: it takes text and
// the date the text was published, against which dates without a year are
// resolved, and never looks at a clock.
package figure
