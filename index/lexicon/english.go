package lexicon

import (
	"strings"
	"sync"
)

// englishWords are the English words in the order of how common they are.
type englishWords struct {
	words []string
	ids   map[string]uint32
	idfs  []byte
	parts []byte // those of WordNet: noun, verb, adjective, adverb in the low bits, what a word mostly is in the high ones
	lemma map[string]string
}

var english = sync.OnceValue(func() *englishWords {
	sections := unpack(englishData)
	e := &englishWords{words: strings.Split(string(sections[0]), "\n"), idfs: sections[1], parts: sections[2], lemma: make(map[string]string)}
	e.ids = make(map[string]uint32, len(e.words))
	for i, w := range e.words {
		e.ids[w] = uint32(i)
	}
	for line := range strings.SplitSeq(string(sections[3]), "\n") {
		form, word, _ := strings.Cut(line, " ")
		e.lemma[form] = word
	}
	return e
})

// has reports whether the lexicon has a word in some form.
func (e *englishWords) has(word string) bool {
	_, ok := e.find(word)
	return ok
}

// find returns the number of a word or, where the lexicon does not have that
// form, of the word it is a form of.
func (e *englishWords) find(word string) (uint32, bool) {
	word = plain(word)
	if id, ok := e.ids[word]; ok {
		return id, true
	}
	id, ok := e.ids[e.base(word)]
	return id, ok
}

// plain returns a word in lower case, its apostrophes straight, without the
// 's of possession.
func plain(word string) string {
	word = strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "'")
}

// endings of forms and those of the words they belong to, as WordNet takes
// them off, by part of speech.
var endings = []struct {
	form, word string
	part       byte
}{
	{"ies", "y", noun | verb}, {"ses", "s", noun}, {"xes", "x", noun}, {"zes", "z", noun}, {"ches", "ch", noun}, {"shes", "sh", noun}, {"men", "man", noun},
	{"s", "", noun | verb}, {"es", "e", verb}, {"es", "", verb}, {"ed", "e", verb}, {"ed", "", verb}, {"ing", "e", verb}, {"ing", "", verb},
	{"er", "", adjective}, {"est", "", adjective}, {"er", "e", adjective}, {"est", "e", adjective},
}

// Parts of speech, as the generator writes them.
const (
	noun = 1 << iota
	verb
	adjective
	adverb
)

// base returns the word that a form belongs to, or the form itself.
func (e *englishWords) base(form string) string {
	if word, ok := e.lemma[form]; ok {
		return word
	}
	for _, end := range endings {
		stem, ok := strings.CutSuffix(form, end.form)
		if !ok || len(stem) < 2 {
			continue
		}
		if id, ok := e.ids[stem+end.word]; ok && e.parts[id]&end.part != 0 {
			return stem + end.word
		}
		// "planned" of "plan"
		if n := len(stem); end.word == "" && end.part == verb && n > 3 && stem[n-1] == stem[n-2] {
			if id, ok := e.ids[stem[:n-1]]; ok && e.parts[id]&verb != 0 {
				return stem[:n-1]
			}
		}
	}
	return form
}

// Lemma returns the word, in lower case, that an English word is a form of:
// "employers" gives "employer", "paid" gives "pay". What WordNet does not have is
// returned in lower case.
func Lemma(word string) string {
	e := english()
	word = plain(word)
	if id, ok := e.ids[word]; ok && e.parts[id] != 0 && e.lemma[word] == "" && !inflected(word) {
		return word
	}
	return e.base(word)
}

// inflected reports whether a word has the look of a form of another.
func inflected(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing")
}

// closed classes of English words, which WordNet leaves out.
var closed = func() map[string]string {
	out := make(map[string]string)
	for tag, words := range map[string]string{
		"r": `i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them
			their theirs themselves who whom whose which what this that these those someone anyone everyone nobody something anything everything
			nothing somebody anybody everybody where when why how whatever whichever whoever each either neither both all any some none such`,
		"p": `of in on at by for with from to into onto about above below under over between among through during before after since until till against
			without within across along around behind beside besides beyond despite except inside near off outside per toward towards upon via regarding
			concerning like than as`,
		"c": "and or but nor so yet if because although though while whereas unless whether once",
		"u": `the a an be am is are was were been being do does did have has had having will would shall should can could may might must ought need
			isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't shan't shouldn't can't cannot couldn't mayn't mightn't mustn't`,
		"d": "not no never n't there here then also only just very too",
		"m": `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
			thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion`,
		"y": "please ok okay yes hello hi hey thanks oh well",
	} {
		for w := range strings.FieldsSeq(words) {
			out[w] = tag
		}
	}
	return out
}()

// englishTag returns the part of speech that an English word mostly is.
func englishTag(word string) string {
	lower := strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	if tag, ok := closed[lower]; ok {
		return tag
	}
	e := english()
	id, ok := e.find(lower)
	if !ok {
		return "eng"
	}
	parts := e.parts[id]
	if parts == 0 {
		if id, ok = e.ids[e.base(plain(lower))]; ok {
			parts = e.parts[id]
		}
	}
	switch parts >> 4 {
	case noun:
		return "n"
	case verb:
		return "v"
	case adjective:
		return "a"
	case adverb:
		return "d"
	}
	return "eng"
}
