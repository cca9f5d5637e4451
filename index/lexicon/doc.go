// Package lexicon is what the program knows of words in general, whatever
// documents it answers from: where Chinese words begin and end and what parts
// of speech they are ([Segment]), how telling a word is ([Weight]), and what
// it means, in one space for both languages ([Vector], [Cosine]).
//
// The knowledge is packed into the program by lexicon/gen from the dictionary
// of jieba, CC-CEDICT, GloVe and WordNet (data/LICENSE says on which terms) and
// unpacked, each part by itself, when it is first used. All functions may be
// called at the same time, and none fails or panics whatever the text.
package lexicon
