// Package compose answers a question: it takes cells of tables, figures of
// facts, words of measures or statements of running text, writes the reply in
// the asker's language with its citations, or says what the documents do not
// give. No reply leaves it that check could not prove.
//
// Most callers want [New] and [Composer.Answer].
package compose
