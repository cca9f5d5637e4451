package retrieve

import (
	"cmp"
	_ "embed"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"

	"policybot/index/analysis"
	"policybot/index/learned"
	"policybot/index/query"
	"policybot/index/store"
	"policybot/knowledge/place"
)

// What speaks for a document among those that a question finds: ratios to the
// best of them and shares of the question, so that weights learned on one base
// hold on others.
const (
	rankScore        = iota // words and best passage together, of the best one's
	rankWords               // BM25 of the whole document, of the best one's
	rankPassage             // of its best passage
	rankSecond              // of its second best
	rankTitle               // share of the question's weight in the title
	rankUnion               // in the title and the passages together
	rankBestShare           // in the best passage
	rankMissing             // how much the most telling term tells that it lacks
	RankPlaceOwn            // its title, publisher or region is a place of the question
	rankPlaceOuter          // is one that a place of the question lies in
	RankPlaceInner          // is one that lies in a place of the question
	rankPlaceOther          // is none of these, but another place
	rankPlaceNone           // is no place, and the question names one
	rankPlaceSaid           // its text names the place of the question
	rankPlaceUnasked        // is a place, and the question names none
	rankRunTitle            // longest run of the question's characters in the title
	rankRunPassage          // in its best passage
	rankCoverPassage        // share of the question in runs of three or more in its best passage
	rankCoverTitle          // in the title
	rankCoverLong           // in runs of five or more, of the one that has more
	rankLength              // logarithm of its length, of the average
	RankFeatures
)

var rankFeatureNames = []string{
	"score", "words", "passage", "second", "title", "union", "best_share", "missing", "place_own", "place_outer", "place_inner", "place_other", "place_none",
	"place_said", "place_unasked", "run_title", "run_passage", "cover_passage", "cover_title", "cover_long", "length",
}

// RankFeatureNames returns the names of what speaks for a document, in order.
func RankFeatureNames() []string { return slices.Clone(rankFeatureNames) }

//go:embed ranking.tsv
var rankingTSV string

// rankingWeights are the weights of what speaks for a document.
// policybot eval --learn writes the file.
var rankingWeights = sync.OnceValue(func() []float64 { return learned.MustReadWeights(rankingTSV, rankFeatureNames) })

// documentProfile is what ranking needs to know of a document, whatever is
// asked.
type documentProfile struct {
	places []place.Mention // of its title, publisher and region, the nation left out
	title  []uint32        // units of its title
}

func (c *Retriever) profile(document int) *documentProfile {
	if p := c.profiles[document].Load(); p != nil {
		return p
	}
	d := &c.store.Base.Documents[document]
	p := &documentProfile{title: unitsOf(store.TitleText(d))}
	for _, m := range place.Find(strings.Join([]string{d.Title, d.Source.Publisher, d.Source.Region}, "\n")) {
		if m.Place.ID != place.Nation {
			p.places = append(p.places, m)
		}
	}
	c.profiles[document].Store(p)
	return p
}

// firstDocuments returns the best documents by their words and their best
// passage.
func (x *Retriever) firstDocuments(s *store.Scan) []ScoredDocument {
	best := store.NewTop(maxDocuments)
	for _, d := range s.Reached {
		if x.scope.allows(int32(d)) {
			best.Offer(float64(s.Documents[d])+store.PassageWeight*float64(s.Holds[d].Best), d, uint64(d))
		}
	}
	list := make([]ScoredDocument, 0, len(best.Items))
	for _, item := range best.Sorted() {
		list = append(list, ScoredDocument{Ordinal: int(item.Entry), Score: item.Score})
	}
	return list
}

// documents ranks the documents of a scan: the best by their words, then those
// few by all that speaks for them.
func (x *Retriever) documents(q *query.Query, s *store.Scan, terms []store.Term) []ScoredDocument {
	list := x.firstDocuments(s)
	x.rank(q, s, terms, list)
	for i := range list {
		list[i].Logit = learned.Dot(rankingWeights(), list[i].Features[:])
	}
	slices.SortStableFunc(list, func(a, b ScoredDocument) int { return cmp.Compare(b.Logit, a.Logit) })
	return list
}

// rank computes what speaks for each document of a list.
func (x *Retriever) rank(q *query.Query, s *store.Scan, terms []store.Term, list []ScoredDocument) {
	r := newRanker(x, q, s, terms, list)
	for i := range list {
		r.describe(&list[i])
	}
}

// ranker holds a question against documents.
type ranker struct {
	index       *Retriever
	query       *query.Query
	scan        *store.Scan
	terms       []store.Term
	weight      float64 // of the asker's terms
	rarest      float64
	asked       *unitSet
	places      []uint64 // bits of the terms of each place asked for
	first       float64  // the best documents' scores
	words, best float64
}

func newRanker(x *Retriever, q *query.Query, s *store.Scan, terms []store.Term, list []ScoredDocument) *ranker {
	r := &ranker{index: x, query: q, scan: s, terms: terms, asked: newUnitSet(unitsOf(q.Text))}
	for i := range terms {
		if t := &terms[i]; !t.Synonym {
			r.weight += t.IDF
			r.rarest = max(r.rarest, t.IDF)
		}
	}
	for _, d := range list {
		r.first = max(r.first, d.Score)
		r.words, r.best = max(r.words, float64(s.Documents[d.Ordinal])), max(r.best, float64(s.Holds[d.Ordinal].Best))
	}
	for _, m := range q.Places {
		var set uint64
		for _, name := range []string{m.Place.ShortChinese(), m.Place.English} {
			for _, t := range analysis.Tokens(name) {
				for i := range terms {
					if terms[i].Text == t.Term {
						set |= 1 << i
					}
				}
			}
			if set != 0 {
				break
			}
		}
		r.places = append(r.places, set)
	}
	return r
}

// withWords adds to a set of terms those of the asker's words that others in
// the set stand for.
func withWords(terms []store.Term, set uint64) uint64 {
	for i := range terms {
		if t := &terms[i]; t.Synonym && set&t.Phrase == t.Phrase {
			set |= t.Stands
		}
	}
	return set
}

// share returns the share of the asker's words that a set of terms says.
func (r *ranker) share(set uint64) float64 {
	sum := 0.0
	for ; set != 0; set &= set - 1 {
		if t := &r.terms[bits.TrailingZeros64(set)]; !t.Synonym {
			sum += t.IDF
		}
	}
	return learned.Ratio(sum, r.weight)
}

// describe computes the features of a document.
func (r *ranker) describe(d *ScoredDocument) {
	v := d.Features[:]
	x, h, p := r.index, &r.scan.Holds[d.Ordinal], r.index.profile(d.Ordinal)
	v[rankScore] = learned.Ratio(d.Score, r.first)
	v[rankWords] = learned.Ratio(float64(r.scan.Documents[d.Ordinal]), r.words)
	v[rankPassage], v[rankSecond] = learned.Ratio(float64(h.Best), r.best), learned.Ratio(float64(h.Second), r.best)
	union := withWords(r.terms, h.Union)
	v[rankTitle], v[rankUnion], v[rankBestShare] = r.share(withWords(r.terms, h.Title)), r.share(union), r.share(withWords(r.terms, h.Terms))
	missing := 0.0
	for i := range r.terms {
		if t := &r.terms[i]; !t.Synonym && union&(1<<i) == 0 {
			missing = max(missing, t.IDF)
		}
	}
	v[rankMissing] = learned.Ratio(missing, r.rarest)
	if len(r.query.Places) == 0 {
		if len(p.places) > 0 {
			v[rankPlaceUnasked] = 1
		}
	}
	for i, asked := range r.query.Places {
		n := 1 / float64(len(r.query.Places))
		v[placeFeature(asked, p.places)] += n
		if set := r.places[i]; set != 0 && set&^h.Union == 0 {
			v[rankPlaceSaid] += n
		}
	}
	title := r.asked.cover(p.title)
	passage := title
	if h.Best > 0 {
		passage = r.asked.cover(unitsOf(x.store.PassageText(int(h.Passage))))
	}
	n := float64(max(1, r.asked.length))
	v[rankRunTitle], v[rankRunPassage] = math.Sqrt(float64(title.longest)/n), math.Sqrt(float64(passage.longest)/n)
	v[rankCoverTitle], v[rankCoverPassage] = float64(title.short)/n, float64(passage.short)/n
	v[rankCoverLong] = float64(max(title.long, passage.long)) / n
	v[rankLength] = math.Log(float64(1+x.store.DocumentSize[d.Ordinal])/max(1, x.store.AverageSize)) / 3
}

// placeFeature says how a place asked for stands to the places of a document.
func placeFeature(asked place.Mention, own []place.Mention) int {
	feature := rankPlaceNone
	for _, m := range own {
		switch {
		case m.Place.ID == asked.Place.ID:
			return RankPlaceOwn
		case m.Within(asked.Place.ID):
			feature = RankPlaceInner
		case asked.Within(m.Place.ID):
			if feature != RankPlaceInner {
				feature = rankPlaceOuter
			}
		case feature == rankPlaceNone:
			feature = rankPlaceOther
		}
	}
	return feature
}

// unitsOf splits a text into the units that runs are made of, folded: single
// Chinese characters, and Latin words and numbers by a hash.
func unitsOf(text string) []uint32 {
	units := make([]uint32, 0, len(text)/3+1)
	f := analysis.NewFolder()
	word := uint32(0)
	flush := func() {
		if word != 0 {
			units = append(units, word|1<<31)
			word = 0
		}
	}
	for _, r := range text {
		folded, _ := f.Rune(r)
		switch {
		case folded >= 0 && analysis.IsHan(folded):
			flush()
			units = append(units, uint32(folded))
		case folded >= 0 && (unicode.IsLetter(folded) || unicode.IsDigit(folded)):
			word = (word+uint32(folded))*0x9E3779B1 | 1
		default:
			flush()
		}
	}
	flush()
	return units
}

// unitSet is a question made ready to be looked for in texts: for each of its
// units a bit for every place where it stands. Of a longer question the first
// 64 units count.
type unitSet struct {
	at     map[uint32]uint64
	length int
}

func newUnitSet(units []uint32) *unitSet {
	s := &unitSet{at: make(map[uint32]uint64, len(units)), length: min(64, len(units))}
	for i, u := range units[:s.length] {
		s.at[u] |= 1 << i
	}
	return s
}

// The lengths of runs that are told apart, in units.
const (
	shortRun   = 3
	longRun    = 5
	longestRun = 16
)

// covered is how many units of a question stand in a text as they stand there:
// in runs of at least shortRun, in runs of at least longRun, and in the
// longest.
type covered struct{ short, long, longest int }

// cover returns how much of the question stands in a text in runs, by shifting
// sets of places: a run of n ends where one of n-1 ended before it.
func (s *unitSet) cover(text []uint32) covered {
	var runs [longestRun]uint64 // runs[n] has a bit where a run of n+1 ends
	var short, long uint64
	var c covered
	deepest := 0 // runs[deepest:] are empty
	for _, u := range text {
		here := s.at[u]
		if here == 0 {
			clear(runs[:deepest])
			deepest = 0
			continue
		}
		top := min(deepest, longestRun-1)
		for n := top; n > 0; n-- {
			runs[n] = runs[n-1] << 1 & here
		}
		runs[0] = here
		deepest = 1
		for n := top; n > 0; n-- {
			if runs[n] != 0 {
				deepest = n + 1
				break
			}
		}
		c.longest = max(c.longest, deepest)
		short |= runs[shortRun-1]
		long |= runs[longRun-1]
	}
	c.short, c.long = spread(short, shortRun), spread(long, longRun)
	return c
}

// spread counts the places of runs of n that end at the given bits.
func spread(ends uint64, n int) int {
	all := ends
	for range n - 1 {
		ends >>= 1
		all |= ends
	}
	return bits.OnesCount64(all)
}
