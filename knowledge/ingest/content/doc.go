// Package content is the common form of what is read from a file: blocks in
// reading order, what the file states about its source, and what could not be
// read, in words for people.
//
// A reader of a format gets an [Input] and makes a [Parsed] of it; what
// follows is the same for all formats. The package also holds what several
// readers need to do alike: decoding text, cleaning it, reading dates, and
// messages in both languages ([Message], [Refuse]).
package content
