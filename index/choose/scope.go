package choose

import (
	"regexp"
	"strings"
	"sync"

	"policybot/knowledge"
	"policybot/knowledge/place"
)

// scope is what a document holds for: places and years.
type scope struct {
	places []place.Mention // of its region, its title, its name, its publisher; empty where it does not say
	period period

	once sync.Once
	text mentions
}

// mentions are what the text of a document names; read when it is first asked for.
type mentions struct {
	places       []place.Mention // each once
	named        []int           // years
	until, years int             // until when, and for how many years, it says that it holds
}

// scopeOf returns what a document of a base about a region holds for.
func scopeOf(d *document, region string) *scope {
	s := &scope{period: periodOf(d)}
	for _, text := range []string{d.Source.Region, d.Title, withoutExtension(string(d.ID)), d.Source.Publisher} {
		if s.places = place.Find(text); len(s.places) > 0 {
			return s
		}
	}
	if isNational(d.Document) {
		nation, _ := place.Lookup(place.Nation)
		s.places = []place.Mention{{Place: nation}}
		return s
	}
	s.places = place.Find(region)
	return s
}

var (
	nationalIssuer = regexp.MustCompile(`国务院|全国人民代表大会|全国人大|最高人民(?:法|检察)院|^(?:国家)?\p{Han}{2,8}(?:部|总局)$|中国人民银行$`)
	nationalText   = regexp.MustCompile(`中华人民共和国|全国人民代表大会|国务院`)
	everyProvince  = regexp.MustCompile(`各省、自治区、直辖市|各省（自治区、直辖市|全国人民代表大会(?:常务委员会)?第`)
)

// nationalHead is how many bytes of a document whom it is for, or who adopted it,
// stands within.
const nationalHead = 1500

// isNational reports whether a document that names no place is China's: issued by
// the State Council or a ministry, sent to all provinces, or a law.
func isNational(d *knowledge.Document) bool {
	if nationalIssuer.MatchString(d.Source.Publisher) {
		return true
	}
	law := lasting.MatchString(strings.TrimSpace(titleDigits.ReplaceAllString(d.Title, "")))
	read := 0
	for i := range d.Sections {
		text := d.Sections[i].Text
		if read < nationalHead && everyProvince.MatchString(text) || law && nationalText.MatchString(text) {
			return true
		}
		read += len(text)
	}
	return false
}

// says returns what the text of the document names.
func (s *scope) says(d *document) *mentions {
	s.once.Do(func() {
		seen := make(map[place.ID]bool)
		for i := range d.Sections {
			for _, m := range place.Find(d.Sections[i].Text) {
				if !seen[m.Place.ID] {
					seen[m.Place.ID] = true
					s.text.places = append(s.text.places, m)
				}
			}
			s.text.readYears(d.Sections[i].Text)
		}
	})
	return &s.text
}

// placesOf returns the places that a text speaks of: not where its reporter
// was (本报南京3月1日电), and of 江苏南通 only the city.
func placesOf(text string) []place.Mention {
	all := place.Find(text)
	kept := all[:0:0]
	for i, m := range all {
		if i+1 < len(all) && m.End == all[i+1].Start && all[i+1].Place.ID != m.Place.ID && all[i+1].Within(m.Place.ID) {
			continue
		}
		if reporter.MatchString(text[:m.Start]) && dispatched.MatchString(text[m.End:]) {
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

var (
	reporter   = regexp.MustCompile(`(?:社|报|网|台)(?:北京)?$`)
	dispatched = regexp.MustCompile(`^\s*(?:\d+月)?\d+日(?:电|讯)`)
)

// placeFit says how a candidate stands to the places of a question.
type placeFit struct {
	named        bool // it names one of them
	held         bool // its document holds for one of them
	wider        bool // and for more than that
	contradicted bool // its document holds for other places only
	silent       bool // its document says nothing of any place that has to do with them
	unknown      bool // its document does not say what it holds for
	elsewhere    bool // its own words name places, and none that has to do with those of the question
}

// fitOf holds a candidate against the places of a question.
func (k *Candidate) fitOf(places []place.Mention) placeFit {
	var fit placeFit
	scope := k.document.scope
	own, within := k.readPlaces()
	others, related, spoken := 0, false, false
	for _, asked := range places {
		for _, m := range within {
			fit.named = fit.named || liesIn(m, asked)
			related = related || liesIn(m, asked) || liesIn(asked, m)
		}
		held := false
		for _, m := range scope.places {
			switch {
			case liesIn(m, asked):
				held, related = true, true
			case liesIn(asked, m):
				held, fit.wider = true, true
			}
		}
		fit.held = fit.held || held
		if len(scope.places) == 0 {
			fit.unknown = true
			spoken = spoken || scope.speaksOf(k.document, asked)
		} else if !held {
			others++
		}
	}
	fit.elsewhere = !related && len(own) > 0
	fit.contradicted = others == len(places) && !fit.named && !fit.held
	fit.silent = fit.unknown && !spoken && !fit.named && !related
	return fit
}

// speaksOf reports whether a document that does not say what it holds for names
// the place asked for, one in it or one that it lies in; a country says nothing of
// its cities.
func (s *scope) speaksOf(d *document, asked place.Mention) bool {
	for _, m := range s.says(d).places {
		if liesIn(m, asked) || m.Place.Level > 0 && liesIn(asked, m) {
			return true
		}
	}
	return false
}

// liesIn reports whether the one place is or lies in the other, or may, where
// names are those of several places.
func liesIn(inner, outer place.Mention) bool {
	if inner.Within(outer.Place.ID) {
		return true
	}
	for _, p := range outer.Others {
		if inner.Within(p.ID) {
			return true
		}
	}
	return false
}

// onTheWay matches words before a place that someone goes to or comes from.
var onTheWay = regexp.MustCompile(`(?i)\b(?:from|to|via)\s$|(?:去|往|赴|到|从|来自)$`)

// passing reports whether the places that a question names are all those that
// somebody moves between: rules for that need not name them.
func (q *Question) passing() bool {
	for _, m := range q.places {
		if !onTheWay.MatchString(q.Text[:m.Start]) {
			return false
		}
	}
	return true
}

// rivals reports whether a candidate may answer in place of the best one: what
// stands in an earlier edition, or in that of another year, may not.
func (k *Candidate) rivals(best *Candidate) bool {
	if k.ordinal == best.ordinal || editionTitle(k) != editionTitle(best) {
		return true
	}
	return (!k.contradicted || best.contradicted) && (!k.superseded || best.superseded)
}

// editionTitle returns the title of a candidate's document without what editions
// differ in.
func editionTitle(k *Candidate) string {
	return titleDigits.ReplaceAllString(k.document.Title, "")
}

// National reports whether the best candidate holds for the place asked for only
// as a part of the nation that its document is for.
func (c *Choice) National() bool {
	best := &c.Candidates[0]
	if len(c.Question.places) == 0 || best.fitOf(c.Question.places).named {
		return false
	}
	for _, m := range best.document.scope.places {
		if m.Place.ID != place.Nation {
			return false
		}
	}
	return best.Features["place wider"] > 0
}

// Earlier reports whether an earlier edition of the best candidate's document
// speaks of the matter too.
func (c *Choice) Earlier() bool {
	best := &c.Candidates[0]
	for i := range c.Candidates {
		k := &c.Candidates[i]
		if k.superseded && !best.superseded && editionTitle(k) == editionTitle(best) {
			return true
		}
	}
	return false
}

// titleDigits matches what editions of one document differ in.
var titleDigits = regexp.MustCompile(`[\d\s（）()《》〔〕\[\]年度版-]+`)
