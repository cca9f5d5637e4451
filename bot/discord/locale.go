package discord

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// locale is a language in which the bot speaks, as Discord names it.
type locale string

// The locales. English stands for every other one.
const (
	simplified  locale = "zh-CN"
	traditional locale = "zh-TW"
	english     locale = "en-US"
)

// localeOf chooses the locale for a person: their client's, which follows
// what they set; a server may have settled on a language for all.
func localeOf(settled knowledge.Language, client, server string) locale {
	choose := func(s string) (locale, bool) {
		switch {
		case s == "zh-TW" || s == "zh-HK":
			return traditional, true
		case strings.HasPrefix(s, "zh"):
			return simplified, true
		case strings.HasPrefix(s, "en"):
			return english, true
		}
		return english, false
	}
	l, known := choose(client)
	if !known {
		if at, ok := choose(server); ok {
			l = at
		}
	}
	return l.speaking(settled)
}

// language is the language of texts that the base holds for a locale.
func (l locale) language() knowledge.Language {
	if l == english {
		return knowledge.English
	}
	return knowledge.Chinese
}

// speaking is the locale in which to speak a language to a person of locale l:
// a card is in one language from top to bottom, and whoever reads traditional
// characters sees the bot's own words in them.
func (l locale) speaking(language knowledge.Language) locale {
	switch {
	case language == "" || language == l.language():
		return l
	case language == knowledge.English:
		return english
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
	case l == english:
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// count writes a whole number with its thousands set apart.
func (l locale) count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// moment is a time stamp, which Discord shows in the reader's own zone and
// language.
func moment(t time.Time) string { return fmt.Sprintf("<t:%d:f>", t.Unix()) }

// ago is a time stamp that Discord shows as the time passed since.
func ago(t time.Time) string { return fmt.Sprintf("<t:%d:R>", t.Unix()) }
