package lexicon

import "policybot/knowledge"

// Bounds of [Weight].
const (
	unknownEnglish = 10.0 // a word rarer than those of the lexicon
	mostWeight     = 13.9
	unknownPart    = 9.0 // a Chinese character that is no word
	besidesLargest = 0.3 // what the other parts of a word add to the most telling one
)

// Weight returns how telling a word is in general: about the natural
// logarithm of how many documents there are for one that holds it. The
// commonest words have less than 1, common ones 4 to 6, names and rare
// terms 9 and more. A Chinese word that is not known is weighed by its parts,
// a bit more than the most telling of them.
func Weight(word string, language knowledge.Language) float64 {
	if language != knowledge.Chinese {
		e := english()
		if id, ok := e.find(word); ok {
			return float64(e.idfs[id]) / idfScale
		}
		return unknownEnglish
	}
	t := chinese()
	if node := t.find(word); node != 0 && t.idfs[node] != 0 {
		return float64(t.idfs[node]) / idfScale
	}
	largest, all := 0.0, 0.0
	for _, part := range Segment(word) {
		w := unknownPart
		if node := t.find(part.Text); node != 0 && t.idfs[node] != 0 {
			w = float64(t.idfs[node]) / idfScale
		}
		largest, all = max(largest, w), all+w
	}
	if all == 0 {
		return unknownPart
	}
	return min(mostWeight, largest+besidesLargest*(all-largest))
}
