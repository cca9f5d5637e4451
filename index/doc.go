// Package index turns questions into passages and passages into answers, over
// one Bleve index for each revision of a base. It is the only importer of
// Bleve, and none of Bleve's types leave it.
//
// Most callers want [Open], [ParseQuery] and [Index.Answer]; [Index.Search]
// lists what was found. The way of a question: [ParseQuery] says what is
// asked; retrieve finds measures, facts and passages, each score with named
// parts, and ranks documents by all that speaks for them; choose picks the
// fact whose subject and dimension fit, or extract picks the words of a
// passage; slots checks that place, year, agency and dimension hold; calibrate
// says how sure that is; compose writes the reply; check proves every number
// in it.
package index
