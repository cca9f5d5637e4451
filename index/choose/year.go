package choose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"policybot/knowledge/frame"
)

var (
	// yearSpan matches a span of years: 2019—2025年, 2019 to 2021.
	yearSpan = regexp.MustCompile(`((?:19|20)\d\d)年?\s*(?:-|–|—|－|～|~|至|到|to)\s*((?:19|20)\d\d)`)
	// yearFrom and yearUntil match a year from which, or until which, something holds.
	yearFrom  = regexp.MustCompile(`(?i)(?:自|从|\bsince\b|\bfrom\b|\bafter\b|\bstarting\b)\s*(?:\w+ ){0,3}?((?:19|20)\d\d)|((?:19|20)\d\d)(?:年|届)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来|以后|之后|后)|((?:19|20)\d\d)\+? (?:or later|onwards?)`)
	yearUntil = regexp.MustCompile(`(?i)(?:\bbefore\b|\bprior to\b|\buntil\b|\bthrough\b)\s*(?:\w+ ){0,3}?((?:19|20)\d\d)|((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以前|之前|前)`)
	// ofAsker matches a year of what the asker did or was, which says nothing of
	// the time that is asked about: born in 1990, 2010年退役.
	ofAsker = regexp.MustCompile(`(?i)\b(?:born|since|before|after|until|from|between|served?|hired|joined|started|got out|left|retired|enlisted|applied|discharged|separated|bought|built|signed|graduated|moved)\b[^.?!]{0,30}?\b(?:19|20)\d\d\b|` +
		`(?:19|20)\d\d\s*(?:年|届)(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:以前|之前|以后|之后|前|后|起|生|出生|入职|参加|参军|退役|退伍|毕业|成立|退休|参保|入学|来|买|签)`)
)

// fitYear holds a candidate against the one year that a question asks about: it is
// contradicted by what holds for other years, and silent where nothing says what
// year it holds for.
func (k *Candidate) fitYear(q *Question) (contradicted, silent bool) {
	if len(q.years) != 1 || yearSpan.MatchString(q.Text) || ofAsker.MatchString(q.Text) {
		return false, false
	}
	year := q.years[0]
	s := k.document.scope
	if saysYear(k.text+"\n"+k.lead+"\n"+k.heading, year, s.period.lasting || s.period.from == 0) || s.named(year) {
		return false, false
	}
	switch {
	case yearPattern.MatchString(k.text):
		return true, false
	case saysYear(k.document.Sections[k.section].Text, year, s.period.lasting):
		return false, false
	case s.period.from == 0 && len(s.period.titled) == 0:
		return false, !s.says(k.document).speaksOf(year, s.period.lasting)
	}
	return !s.holdsIn(k.document, year), false
}

// saidYears returns the years that text names, and whether one of the spans it
// names holds the given year.
func saidYears(text string, year int) (said []int, within bool) {
	for _, m := range yearPattern.FindAllString(text, -1) {
		said = append(said, atoi(m))
	}
	for _, m := range yearSpan.FindAllStringSubmatch(text, -1) {
		within = within || atoi(m[1]) <= year && year <= atoi(m[2])
	}
	return said, within
}

// saysYear reports whether text speaks of a year: by its name or in a span, and
// with open set by a year from which, or until which, something holds. What a dated
// notice says from a day on, it says of its own time.
func saysYear(text string, year int, open bool) bool {
	if strings.Contains(text, strconv.Itoa(year)) {
		return true
	}
	if _, within := saidYears(text, year); within {
		return true
	}
	if !open {
		return false
	}
	for _, m := range yearFrom.FindAllStringSubmatch(text, -1) {
		if atoi(m[1]+m[2]+m[3]) <= year {
			return true
		}
	}
	for _, m := range yearUntil.FindAllStringSubmatch(text, -1) {
		if atoi(m[1]+m[2]) >= year {
			return true
		}
	}
	return false
}

var (
	// lasting matches the titles of what holds until it is repealed.
	lasting = regexp.MustCompile(`(?:法|条例|规定|办法|规则|细则|准则|规程|法典|解释|章程|制度)(?:》?(?:等\S{0,10})?的(?:通知|公告|决定))?$|(?i:\b(?:Act|Code|Law|Regulations?|Rules|Statute)s?$)|^§`)
	// validity matches until when a document says that it holds.
	validUntil = regexp.MustCompile(`(?:有效期|施行|实施|执行|有效|止)[^。；\n]{0,24}?至\s*((?:19|20)\d\d)年|(?i:\b(?:valid|effective|in force|expires?)\b[^.\n]{0,40}?(?:until|through|to|on)\b[^.\n]{0,16}?((?:19|20)\d\d))`)
	validYears = regexp.MustCompile(`有效期(?:为|限为)?\s*(\d{1,2}|[一二三四五六七八九十])\s*年`)
)

// period is the years that a document holds in.
type period struct {
	titled      []int // years of its title, its name and its number
	from, until int   // the years it was published and takes effect in; 0 where unknown
	lasting     bool  // it holds until it is repealed
}

func periodOf(d *document) period {
	var p period
	for _, m := range yearPattern.FindAllString(d.Title+" "+string(d.ID)+" "+d.Source.Number, -1) {
		p.titled = append(p.titled, atoi(m))
	}
	// A law that was amended holds in this wording from then on, whenever it first
	// took effect.
	p.from = d.Source.Published.Year
	if p.from == 0 {
		p.from = d.Source.Effective.Year
	}
	p.until = max(p.from, d.Source.Effective.Year)
	p.lasting = lasting.MatchString(strings.TrimSpace(titleDigits.ReplaceAllString(d.Title, "")))
	return p
}

// named reports whether a document is of a year by its title or its date.
func (s *scope) named(year int) bool {
	return slices.Contains(s.period.titled, year) || s.period.from == year || s.period.until == year
}

// holdsIn reports whether a document that has a date is valid in a year.
func (s *scope) holdsIn(d *document, year int) bool {
	from, until := s.period.from, s.period.until
	if from == 0 {
		from, until = slices.Min(s.period.titled), slices.Max(s.period.titled)
	}
	if year < from {
		return false
	}
	return s.period.lasting || year <= max(until, s.says(d).until, from+s.says(d).years)
}

// speaksOf reports whether a document without a date speaks of a year; one that
// lasts holds from the first year that it names on.
func (m *mentions) speaksOf(year int, lasting bool) bool {
	return slices.Contains(m.named, year) || lasting && len(m.named) > 0 && slices.Min(m.named) <= year
}

// readYears reads the years that a document names, and until when it says that it
// holds.
func (m *mentions) readYears(text string) {
	for _, said := range yearPattern.FindAllString(text, -1) {
		if y := atoi(said); !slices.Contains(m.named, y) {
			m.named = append(m.named, y)
		}
	}
	for _, found := range validUntil.FindAllStringSubmatch(text, -1) {
		m.until = max(m.until, atoi(found[1]+found[2]))
	}
	for _, found := range validYears.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(found[1])
		if err != nil {
			n = strings.Index("一二三四五六七八九十", found[1])/len("一") + 1
		}
		m.years = max(m.years, n)
	}
}

// yearOf returns the year that figure i of a sentence is of, 0 where the
// sentence does not say: the one of its part of a list, the one that follows it
// before the next figure ("310 roofs in 2020"), else the last one before it.
func yearOf(text string, bound []frame.Binding, i int) int {
	b := bound[i]
	if b.Part[0] < b.Part[1] {
		if y := lastYear(text[b.Part[0]:b.Part[1]]); y != 0 {
			return y
		}
	}
	to := b.Clause[1]
	for _, o := range bound[i+1:] {
		if !isDay(o.Figure) {
			to = min(to, o.Figure.Start)
		}
	}
	if to > b.Figure.End {
		if m := yearBehind.FindStringSubmatch(text[b.Figure.End:to]); m != nil {
			return atoi(m[1])
		}
	}
	return lastYear(text[:b.Figure.Start])
}

var yearBehind = regexp.MustCompile(`(?i)\b(?:in|for|during|at the end of|by the end of|as of|by) (?:\w+ )?((?:19|20)\d\d)\b`)

var yearPattern = regexp.MustCompile(`(?:19|20)\d\d`)

func lastYear(text string) int {
	all := yearPattern.FindAllString(text, -1)
	if len(all) == 0 {
		return 0
	}
	return atoi(all[len(all)-1])
}
