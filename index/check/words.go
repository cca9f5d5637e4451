package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ownChinese and ownEnglish are the words that a reply may say of its own: of
// arithmetic, of time, of where its figures come from. Everything else beside a
// figure stands in what is cited. Of Chinese words that begin alike the longer one
// comes first.
const (
	ownChinese = "合计 总计 共计 一共 总共 总数 总和 相差 差额 变动 变化 增长率 增幅 降幅 增长 增加 减少 下降 上升 提高 占比 比例 份额 平均 其中 分别 以及 相比 原来 现在 此前 之前 之后 以前 变为 " +
		"截至 截止 自 起 施行 生效 公布 发布 宣布 文件 规定 说明 给出 全国性 全国 适用于 适用 条件 情况 情形 您问的 你问的 所问 如果 如 否则 或者 或 且 即 按照 按 根据 因此 所以 是的 不是 可以 不可以 不能 不得 应当 需要 无需 最高 最低 最多 最少 最大 最小 至多 至少 上限 下限 较高 较低 多 少 高 低 共有 共 有 为 是 在 由 至 从 到 的 和 与 及 个 项 条"
	ownEnglish = "total sum difference change growth increase decrease share average largest smallest highest lowest most least higher lower more less fewer than of which count respectively before after now then previously as from to until in effect on at by and or if otherwise when where for with the an a is are was were be has have it its that this these they there your you announced published documents? say says give gives table national nationwide applies apply yes no not per each about only also but both all under over between because so may must can cannot should does do"
)

var (
	ownHan   = byFirstRune(strings.Fields(ownChinese))
	ownLatin = setOf(strings.Fields(ownEnglish))
)

func byFirstRune(words []string) map[rune][]string {
	out := map[rune][]string{}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		out[r] = append(out[r], w)
	}
	return out
}

func setOf(words []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[w] = true
	}
	return out
}

// withoutOwn puts a space for each word that a reply may say of its own.
func withoutOwn(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		n := ownAt(text[i:])
		if n > 0 {
			b.WriteByte(' ')
			i += n
			continue
		}
		n = wordLength(text[i:])
		b.WriteString(text[i : i+n])
		i += n
	}
	return b.String()
}

// ownAt returns how long the own word is that a text begins with, or 0.
func ownAt(text string) int {
	r, _ := utf8.DecodeRuneInString(text)
	if r < utf8.RuneSelf {
		if n := wordLength(text); ownLatin[strings.ToLower(text[:n])] {
			return n
		}
		return 0
	}
	for _, w := range ownHan[r] {
		if strings.HasPrefix(text, w) {
			return len(w)
		}
	}
	return 0
}

// wordLength returns how long the word of ASCII letters and digits is that a text
// begins with, or its first character.
func wordLength(text string) int {
	n := 0
	for n < len(text) && (isLatin(text[n]) || '0' <= text[n] && text[n] <= '9' || text[n] == '_') {
		n++
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(text)
	}
	return n
}

// grams returns the words of a text that tell it from others: pairs of Chinese
// characters, and Latin words of three letters or more without a plural s.
func grams(text string) []string {
	text = strings.ToLower(fold(text))
	out := make([]string, 0, len(text)/3)
	latin := -1 // where a Latin word begins
	han := -1   // where the character before begins
	for i, r := range text + " " {
		switch isHan := unicode.Is(unicode.Han, r); {
		case isHan && han >= 0:
			out = append(out, text[han:i+utf8.RuneLen(r)])
			han = i
			continue
		case isHan:
			han = i
		case unicode.IsLetter(r):
			if latin < 0 {
				latin = i
			}
			han = -1
			continue
		default:
			han = -1
		}
		if latin >= 0 {
			out = appendWord(out, text[latin:i])
		}
		latin = -1
	}
	return out
}

// appendWord adds a Latin word of three letters or more.
func appendWord(out []string, word string) []string {
	if utf8.RuneCountInString(word) < 3 {
		return out
	}
	return append(out, stem(word))
}

func stem(word string) string {
	if len(word) > 4 && strings.HasSuffix(word, "ies") {
		return strings.TrimSuffix(word, "ies") + "y"
	}
	if len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
		return strings.TrimSuffix(word, "s")
	}
	return word
}

// foreign returns a word of a composed piece that no source holds, or "". Chinese
// words may be put together anew: 困难职工补助 of 对困难职工发放补助.
func (e *evidence) foreign(piece string) string {
	for _, run := range runs(withoutOwn(piece)) {
		if run[0] < utf8.RuneSelf {
			if g := grams(run); len(g) > 0 && !e.grams[g[0]] {
				return run
			}
			continue
		}
		if !e.spelled(grams(run)) {
			return run
		}
	}
	return ""
}

// spelled reports whether each character is in a pair that a source holds.
func (e *evidence) spelled(pairs []string) bool {
	for i := 0; i <= len(pairs) && len(pairs) > 0; i++ {
		before, after := i > 0 && e.grams[pairs[i-1]], i < len(pairs) && e.grams[pairs[i]]
		if !before && !after {
			return false
		}
	}
	return true
}

// runs cuts a text into Latin words and stretches of Chinese.
func runs(text string) []string {
	var out []string
	from, kind := 0, 0
	for i, r := range text + " " {
		k := 0
		switch {
		case unicode.Is(unicode.Han, r):
			k = 2
		case unicode.IsLetter(r):
			k = 1
		}
		if k != kind {
			if kind != 0 {
				out = append(out, text[from:i])
			}
			from, kind = i, k
		}
	}
	return out
}

// belongs returns the words by which a piece names another figure of the same
// sentence than the one it tells: 苏州 with 500万元 of 南京补贴500万元，苏州补贴800万元.
// It returns "" where at one of the places found they are the figure's own.
func belongs(found []occurrence, piece string) string {
	said := grams(withoutOwn(piece))
	wrong := ""
	for _, o := range found {
		if o.text == nil || len(o.text.figures) < 2 || o.follows(piece) {
			return ""
		}
		if wrong = o.anothers(said); wrong == "" {
			return ""
		}
	}
	return wrong
}

// follows reports whether the words stand right before the figure.
func (o *occurrence) follows(piece string) bool {
	words := strings.TrimRight(squeeze(strings.Trim(piece, "…")), ":：。.")
	before := strings.TrimRight(squeeze(o.text.words[:o.text.figures[o.index].Start]), ":：")
	if i := strings.LastIndexAny(words, ":："); i >= 0 {
		words = strings.TrimLeft(words[i:], ":：") // the heading or row before it stands elsewhere
	}
	return words != "" && strings.HasSuffix(before, words)
}

// anothers returns a word of those said that stands beside other figures of
// the sentence only, where none stands beside the found one only.
func (o *occurrence) anothers(said []string) string {
	mine, others := o.beside()
	if len(grams(withoutOwn(withoutFigures(strings.Join(mine, "\n"))))) == 0 {
		return "" // its subject is that of the clause before
	}
	mineWords, otherWords := grams(strings.Join(mine, "\n")), grams(strings.Join(others, "\n"))
	wrong := ""
	for _, g := range said {
		in, out := slices.Contains(mineWords, g), slices.Contains(otherWords, g)
		if in && !out {
			return ""
		}
		if out && !in && !slices.Contains(o.around(), g) {
			wrong = g
		}
	}
	return wrong
}

// around returns the words of the source outside the text, which hold for all
// of it.
func (o *occurrence) around() []string {
	s := o.source.source
	return grams(strings.Join(slices.Concat(s.Headings, s.LeadIns, s.Names), "\n"))
}

// respectively pairs two lists in order.
var respectively = regexp.MustCompile(`分别|(?i:\brespectively\b)`)

// beside returns the words that stand beside the figure and those beside the
// other figures of its sentence: each has the clauses from the figure before to
// the end of its own.
func (o *occurrence) beside() (mine, others []string) {
	t, f := o.text, o.text.figures[o.index]
	from, to := sentenceAround(t.words, f.Start, f.End)
	if at := respectively.FindStringIndex(t.words[from:to]); at != nil {
		return o.paired(from, from+at[0], to)
	}
	last := from // where the clause of the figure before ended, or the figure itself
	for i := range t.figures {
		g := &t.figures[i]
		if g.Start < last || g.End > to || isDate(*g) {
			continue
		}
		_, end := clauseAround(t.words, g.End, g.End)
		if next := nextQuantity(t, i); next >= 0 {
			end = min(end, t.figures[next].Start)
		}
		part := t.words[last:max(g.End, min(end, to))]
		// Words between two figures of one clause may belong to either.
		last = g.End
		if clause, _ := clauseAround(t.words, nextStart(t, i, to), nextStart(t, i, to)); clause > g.End {
			last = min(end, to)
		}
		if i == o.index {
			mine = append(mine, part)
		} else {
			others = append(others, part)
		}
	}
	if !apart(t.words[from:to]) {
		return nil, nil
	}
	return mine, others
}

// apart reports whether commas part the clauses of a sentence; figures that
// share one clause share its words.
func apart(sentence string) bool { return strings.ContainsAny(sentence, "，；,;") }

// nextStart returns where the figure after t.figures[i] begins, or to.
func nextStart(t *text, i, to int) int {
	if next := nextQuantity(t, i); next >= 0 {
		return min(t.figures[next].Start, to)
	}
	return to
}

func nextQuantity(t *text, i int) int {
	for j := i + 1; j < len(t.figures); j++ {
		if !isDate(t.figures[j]) {
			return j
		}
	}
	return -1
}

// paired splits the list before 分别 and gives each figure its item.
func (o *occurrence) paired(from, at, to int) (mine, others []string) {
	t := o.text
	items := strings.FieldsFunc(t.words[from:at], func(r rune) bool { return strings.ContainsRune("、，,和与及", r) })
	var figures []int
	for i := range t.figures {
		if g := &t.figures[i]; g.Start >= at && g.End <= to && g.Dimension == t.figures[o.index].Dimension {
			figures = append(figures, i)
		}
	}
	if len(items) != len(figures) {
		return nil, nil
	}
	for i, n := range figures {
		if n == o.index {
			mine = append(mine, items[i])
		} else {
			others = append(others, items[i])
		}
	}
	return mine, others
}

// sentenceAround returns the sentence that a place stands in, semicolons
// belonging to it.
func sentenceAround(words string, start, end int) (from, to int) {
	const stops = "。！？!?\n"
	if i := strings.LastIndexAny(words[:start], stops); i >= 0 {
		from = i + len("。")
		if words[i] < 0x80 {
			from = i + 1
		}
	}
	if i := strings.LastIndex(words[:start], ". "); i+2 > from && i >= 0 {
		from = i + 2
	}
	to = len(words)
	if i := strings.IndexAny(words[end:], stops); i >= 0 {
		to = end + i
	}
	if i := strings.Index(words[end:], ". "); i >= 0 {
		to = min(to, end+i)
	}
	return from, to
}
