package outline

import (
	"regexp"
	"strings"

	"policybot/knowledge/figure"
	"policybot/knowledge/ingest/content"
)

// version is the version at hand of a law: the last that its history names, not
// the first adoption.
type version struct {
	date    figure.Date
	adopter string // who adopted it: 全国人民代表大会常务委员会
}

// The history of a law stands within its first historyBlocks blocks.
const historyBlocks = 40

var (
	// history matches a line that says when a law was adopted or amended.
	history = regexp.MustCompile(`^[（(][^\n]*(?:通过|公布|发布|修订|修正)[^\n]*[）)]$|^[（(]?(?:根据\s*)?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[^。，]*(?:通过|公布|发布|批准|修订|修正|施行)[^。，]{0,6}[）)]?$|^[（(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^\n]*(?:通过|修订|修正)[^\n]*$`)
	// article matches where the text of a law begins.
	article = regexp.MustCompile(`^第[一1]\s?[条章编]`)
	amended = regexp.MustCompile(`通过|公布|发布|修订|修正|修改|批准`)
	// congress, council and ministry match who adopted a law.
	congress = regexp.MustCompile(`(\p{Han}{0,14}?)第[一二三四五六七八九十]{1,3}届((?:全国)?人民代表大会(?:常务委员会)?)`)
	council  = regexp.MustCompile(`国务院`)
	ministry = regexp.MustCompile(`(\p{Han}{2,14}(?:部|局|总局|委员会|银行|政府))令?\s?第\s?\d+\s?号`)
)

// versionOf reads the history below the title of a law.
func versionOf(blocks []content.Block) version {
	var v version
	for _, b := range blocks[:min(len(blocks), historyBlocks)] {
		for line := range strings.SplitSeq(b.Text, "\n") {
			line = strings.TrimSpace(line)
			if article.MatchString(line) {
				return v
			}
			if history.MatchString(line) {
				v.read(line)
			}
		}
	}
	return v
}

// read takes the latest date of a line of history with who acted then.
func (v *version) read(line string) {
	all := content.SignedDate.FindAllStringIndex(line, -1)
	for i, at := range all {
		until := len(line)
		if i+1 < len(all) {
			until = all[i+1][0]
		}
		act := line[at[1]:until]
		d := content.FirstDate(line[at[0]:at[1]])
		if !amended.MatchString(act) || ordinal(d) < ordinal(v.date) {
			continue
		}
		v.date = d
		switch m, n := congress.FindStringSubmatch(act), ministry.FindStringSubmatch(act); {
		case m != nil:
			v.adopter = m[1] + m[2]
		case council.MatchString(act):
			v.adopter = "国务院"
		case n != nil:
			v.adopter = n[1]
		}
	}
}

// namedVersion matches the day of a version in brackets at the end of a file's
// name: 停车条例(2018-10-26).md.
var namedVersion = regexp.MustCompile(`[（(]((?:19|20)\d\d-\d\d-\d\d)[）)]\.\w+$`)

// versionInName returns the day of the version that a file's name gives.
func versionInName(name string) figure.Date {
	if m := namedVersion.FindStringSubmatch(name); m != nil {
		return content.FirstDate(m[1])
	}
	return figure.Date{}
}

// signed is who signed a document, and when.
type signed struct {
	agency string
	date   figure.Date
}

// coverBytes is how much of a document a covering letter takes at most.
const coverBytes = 4000

var coverPattern = regexp.MustCompile(`(?:^|[。\n])\s*((?:\p{Han}{2,40}(?:政府|办公厅|办公室|委员会|部|局|厅|委|署|院|银行|指挥部|领导小组)\s+){1,4})(` + content.SignedDate.String() + `)`)

// coverSignature returns who signed the letter that a document is sent with, which
// stands before it: 现印发给你们…. 青山市人民政府 2020年2月20日.
func coverSignature(blocks []content.Block) signed {
	var text strings.Builder
	for _, b := range blocks {
		if text.Len() > coverBytes {
			break
		}
		text.WriteString(b.Text + "\n")
	}
	for _, m := range coverPattern.FindAllStringSubmatchIndex(text.String(), -1) {
		rest := text.String()[m[1]:]
		if strings.HasPrefix(rest, "起") || strings.HasPrefix(rest, "前") || strings.HasPrefix(rest, "至") || strings.HasPrefix(rest, "，") || ofAnother.MatchString(firstLine(rest)) {
			continue
		}
		return signed{strings.Join(strings.Fields(text.String()[m[2]:m[3]]), " "), content.FirstDate(text.String()[m[4]:m[5]])}
	}
	return signed{}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line[:runeBoundary(line, min(len(line), 60))]
}
