// Package choose finds, among the statements of the documents that retrieval
// has found, the one that answers a question, and says how likely it does.
//
// A question is read once ([Read]). Every statement near what was found is
// held against it ([Chooser.Choose]): how many of its telling words the
// statement, its lead-in, its headings and its document say, in the same words
// or in words that mean nearly the same; whether it states the kind of answer
// that is asked for; whether place and year agree. Each such comparison is a
// named feature. The weights of features, and the chance that the best
// statement is right, are learned from questions with known answers and are
// part of the program (statement.tsv, figure.tsv, chance.tsv).
//
// Where a figure is asked for, the figure of the statement is chosen in the
// same way, by what it is of ([policybot/knowledge/frame.Bind]).
package choose
