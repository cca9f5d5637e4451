// Package forge makes false replies of true ones, to test that the checker
// refuses them: with another bound, unit, per, year, place or digit, or without
// a "not".
package forge

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"policybot/index/check"
)

// Forgery is a reply that says something else than the true one.
type Forgery struct {
	check.Reply
	What string // what was changed, and into what
}

// swap puts other words in the place of words of a reply.
type swap struct {
	what  string
	words *regexp.Regexp
	with  []string // one of them; "$1" stands for the first group
}

var swaps = []swap{
	{"bound", regexp.MustCompile(`(?:不超过|不高于|至多|最多|最高)(\d)`), []string{"至少$1", "超过$1", "$1"}},
	{"bound", regexp.MustCompile(`(?:不少于|不低于|至少)(\d)`), []string{"不超过$1", "不到$1", "$1"}},
	{"bound", regexp.MustCompile(`(\d[^，。；\d]{1,4})以上`), []string{"${1}以下", "$1"}},
	{"bound", regexp.MustCompile(`(\d[^，。；\d]{1,4})以[下内]`), []string{"${1}以上"}},
	{"bound", regexp.MustCompile(`(?:接?近|约)(\d)`), []string{"超过$1", "$1"}},
	{"bound", regexp.MustCompile(`(\d)(?:余|多)([家万亿个项人户])`), []string{"$1$2"}},
	{"bound", regexp.MustCompile(`(?i)\b(?:at most|up to|no more than|not more than) (\S*\d)`), []string{"at least $1", "more than $1", "$1"}},
	{"bound", regexp.MustCompile(`(?i)\b(?:at least|no less than|not less than|more than|over) (\S*\d)`), []string{"at most $1", "under $1", "$1"}},
	{"bound", regexp.MustCompile(`(?i)\b(?:nearly|about|almost|around) (\S*\d)`), []string{"more than $1", "$1"}},
	{"unit", regexp.MustCompile(`(\d[万亿]*)元`), []string{"${1}美元", "${1}吨"}},
	{"unit", regexp.MustCompile(`(\d ?)个?工作日`), []string{"${1}个月", "${1}天"}},
	{"unit", regexp.MustCompile(`(\d ?)个月`), []string{"${1}年", "${1}天"}},
	{"unit", regexp.MustCompile(`(\d)%`), []string{"${1}个百分点", "${1}‰"}},
	{"unit", regexp.MustCompile(`(\d) (?:working |business )?days\b`), []string{"$1 weeks", "$1 months"}},
	{"unit", regexp.MustCompile(`(\d) (?:weeks|months|years)\b`), []string{"$1 hours"}},
	{"unit", regexp.MustCompile(`(?:CNY|\$|USD) ?(\d)`), []string{"EUR $1"}},
	{"unit", regexp.MustCompile(`(\d) (?:tonnes|hectares)\b`), []string{"$1 km"}},
	{"magnitude", regexp.MustCompile(`(\d)万`), []string{"${1}亿", "$1"}},
	{"magnitude", regexp.MustCompile(`(\d)亿`), []string{"${1}万", "${1}万亿"}},
	{"magnitude", regexp.MustCompile(`(\d) million\b`), []string{"$1 billion"}},
	{"magnitude", regexp.MustCompile(`(\d) billion\b`), []string{"$1 million", "$1 trillion"}},
	{"per", regexp.MustCompile(`每(?:人|户|家)`), []string{"每项"}},
	{"per", regexp.MustCompile(`每月`), []string{"每年", "每日"}},
	{"per", regexp.MustCompile(`每年`), []string{"每月"}},
	{"per", regexp.MustCompile(`(\d) (?:per|a) month\b`), []string{"$1 per year", "$1 per day"}},
	{"per", regexp.MustCompile(`(\d) (?:per|a) (?:year|day|person)\b`), []string{"$1 per month"}},
	{"not", regexp.MustCompile(`不(得|能|予|准|再|可|应|享受|适用)`), []string{"$1"}},
	{"not", regexp.MustCompile(`(?i)\b(may|must|shall|should|can|will|does|do|is|are) not\b`), []string{"$1"}},
	{"not", regexp.MustCompile(`(?i)\bcannot\b`), []string{"can"}},
	{"place", regexp.MustCompile(`江苏|广东|浙江|广州|南京|苏州|上海|宁波|河南|江西`), []string{"贵州", "拉萨"}},
	{"place", regexp.MustCompile(`\b(?:Jiangsu|Nanjing|Suzhou|Shanghai|Skerry|California|Texas)\b`), []string{"Guizhou", "Lhasa"}},
}

// named names a cap or a floor, or turns one round.
var named = regexp.MustCompile(`(?i)最高|最多|上限|最低|最少|至少|most|highest|maximum|top|cap|least|minimum|up to|cannot|not`)

// notNegating are words in which a swap would change no claim.
var notNegating = regexp.MustCompile(`不(?:得|能|应|可)(?:超过|低于|少于|高于|多于)|不能胜任|不可抗力|不得不`)

// Replies returns what can be forged of a reply, a change each: every swap of
// words at one of its places, and a digit of each number.
func Replies(r *check.Reply, random *rand.Rand) []Forgery {
	var out []Forgery
	for _, s := range swaps {
		places := s.words.FindAllStringIndex(r.Text, -1)
		if len(places) == 0 {
			continue
		}
		at := places[random.IntN(len(places))]
		was := r.Text[at[0]:at[1]]
		now := s.words.ReplaceAllString(was, s.with[random.IntN(len(s.with))])
		if around := r.Text[at[0]:min(len(r.Text), at[1]+len("超过胜"))]; s.what == "not" && notNegating.MatchString(around) {
			continue
		}
		if s.what == "bound" && named.MatchString(r.Question+r.Text[:at[0]]) {
			continue // a cap that is called one may stand without a bound of its own
		}
		if f := forged(r, s.what, at, was, now); f != nil {
			out = append(out, *f)
		}
	}
	return append(out, digits(r, random)...)
}

var number = regexp.MustCompile(`\d[\d,.]*\d|\d`)

// digits changes one digit of each number.
func digits(r *check.Reply, random *rand.Rand) []Forgery {
	var out []Forgery
	for _, at := range number.FindAllStringIndex(r.Text, -1) {
		was := r.Text[at[0]:at[1]]
		digit := random.IntN(len(was))
		if was[digit] < '0' || was[digit] > '9' {
			digit = 0
		}
		now := []byte(was)
		now[digit] = '1' + (was[digit]-'0'+byte(random.IntN(8)))%9
		if string(now) == was || said(r, string(now)) {
			continue // by chance another number of the source
		}
		what := "digit"
		if strings.HasPrefix(r.Text[at[1]:], "年") && len(was) == 4 {
			what = "year"
		}
		if f := forged(r, what, at, was, string(now)); f != nil {
			out = append(out, *f)
		}
	}
	return out
}

// said reports whether a source says some words.
func said(r *check.Reply, words string) bool {
	return slices.ContainsFunc(r.Sources, func(s check.Source) bool {
		all := slices.Concat([]string{s.Words, s.Statement}, s.LeadIns, s.Headings, s.Names, s.Origin, cellTexts(s.Cells))
		return strings.Contains(strings.Join(all, "\n"), words)
	})
}

func cellTexts(cells []check.Cell) []string {
	var out []string
	for _, c := range cells {
		out = append(append(out, c.Text), c.Names...)
	}
	return out
}

// forged returns r with other words at one place of its text, nil where that
// says nothing else.
func forged(r *check.Reply, what string, at []int, was, now string) *Forgery {
	f := Forgery{Reply: *r, What: what + ": " + was + " -> " + now}
	f.Text = r.Text[:at[0]] + now + r.Text[at[1]:]
	if f.Text == r.Text || strings.Contains(r.Question, now) && what == "place" {
		return nil
	}
	if i := strings.Index(r.Text, r.Working); r.Working != "" && i >= 0 && i <= at[0] && at[1] <= i+len(r.Working) {
		f.Working = r.Working[:at[0]-i] + now + r.Working[at[1]-i:]
	}
	return &f
}
