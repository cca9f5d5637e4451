package store

// note adds an entry of the document with its score.
func (h *documentHold) note(e Entry, score float32, matched uint64) {
	h.Union |= matched
	switch {
	case e.Kind == titleKind:
		h.Title = matched
	case score > h.Best || score == h.Best && e.Ordinal < h.Passage:
		h.Best, h.Second, h.Passage, h.Terms = score, h.Best, e.Ordinal, matched
	case score > h.Second:
		h.Second = score
	}
}
