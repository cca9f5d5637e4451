package card

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// locale is a language in which the bot speaks, as Discord names it.
type locale string

// The locales. English stands for every other one.
const (
	simplified  locale = "zh-CN"
	traditional locale = "zh-TW"
	English     locale = "en-US"
)

// LocaleOf chooses the locale for a person: their client's, which follows
// what they set; a server may have settled on a language for all.
func LocaleOf(settled knowledge.Language, client, server string) locale {
	choose := func(s string) (locale, bool) {
		switch {
		case s == "zh-TW" || s == "zh-HK":
			return traditional, true
		case strings.HasPrefix(s, "zh"):
			return simplified, true
		case strings.HasPrefix(s, "en"):
			return English, true
		}
		return English, false
	}
	l, known := choose(client)
	if !known {
		if at, ok := choose(server); ok {
			l = at
		}
	}
	return l.Speaking(settled)
}

// Language is the language of texts that the base holds for a locale.
func (l locale) Language() knowledge.Language {
	if l == English {
		return knowledge.English
	}
	return knowledge.Chinese
}

// told is the language in which the words of a change are told to a reader.
func (l locale) told() knowledge.Language {
	if l == traditional {
		return diff.Traditional
	}
	return l.Language()
}

// Kept is how the locale of a person is kept for messages to come.
func (l locale) Kept() knowledge.Language { return l.told() }

// LocaleOfKept is the locale that was kept for messages to come.
func LocaleOfKept(kept knowledge.Language) locale {
	switch kept {
	case diff.Traditional:
		return traditional
	case knowledge.Chinese:
		return simplified
	}
	return English
}

// Speaking is the locale in which to speak a language to a person of locale l:
// a card is in one language from top to bottom, and whoever reads traditional
// characters sees the bot's own words in them.
func (l locale) Speaking(language knowledge.Language) locale {
	switch {
	case language == "" || language == l.Language():
		return l
	case language == knowledge.English:
		return English
	}
	return simplified
}

// words are the bot's own words in the locale.
func (l locale) words() *words {
	switch l {
	case simplified:
		return &simplifiedWords
	case traditional:
		return &traditionalWords
	}
	return &englishWords
}

// date writes a calendar date. It is no time stamp, which Discord would move
// into the reader's time zone: policy dates hold where the policy does.
func (l locale) date(d figure.Date) string {
	switch {
	case d.IsZero():
		return ""
	case l == English:
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// Count writes a whole number with its thousands set apart.
func (l locale) Count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Moment is a time stamp, which Discord shows in the reader's own zone and
// language.
func Moment(t time.Time) string { return fmt.Sprintf("<t:%d:f>", t.Unix()) }

// Ago is a time stamp that Discord shows as the time passed since.
func Ago(t time.Time) string { return fmt.Sprintf("<t:%d:R>", t.Unix()) }

// Phrase is the same words in each locale.
type Phrase struct{ En, cn, tw string }

// Say makes a phrase of English, and Chinese in simplified and traditional
// characters.
func Say(en, cn, tw string) Phrase { return Phrase{en, cn, tw} }

// Localizations are the Chinese words by the names that Discord has for their
// locales.
func (p Phrase) Localizations() map[string]string {
	out := map[string]string{}
	if p.cn != "" {
		out[string(simplified)] = p.cn
	}
	if p.tw != "" {
		out[string(traditional)] = p.tw
	}
	return out
}

// In is the phrase in a locale.
func (p Phrase) In(l locale) string {
	switch l {
	case simplified:
		return p.cn
	case traditional:
		return p.tw
	}
	return p.En
}
