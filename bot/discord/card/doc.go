// Package card makes messages to read: an answer, a measure, results, a notice
// of changes. Each card is a pure function from what it shows to a message of
// Discord, in the reader's language.
//
// Callers take a [View] of their reader with [ViewIn] and call the function of
// the card; [New] begins one of their own. Promises: text of documents and
// people is data, it pings nobody, links nowhere and formats nothing; every
// message keeps to Discord's limits, whatever the text.
package card
