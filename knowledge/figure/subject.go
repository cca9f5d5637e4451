package figure

import (
	"strings"

	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// The subject of a figure is the words of its sentence that say what it counts
// or measures. Chinese counts name it after the counter (95家银行机构) or before
// the number (5G基站5.2万座); amounts name it before (延期还本680.91亿元) or after
// (50万元补贴). There is no parser here: the words are those between the number
// and the nearest mark, number or light verb.

const (
	subjectReach = 40 // glyphs looked back for a subject
	nounReach    = 14 // glyphs of a noun after a counter
)

// lightVerbs take the thing measured as their object: 办理延期还本680.91亿元.
var lightVerbs = glyph.NewLexiconBefore(glyph.Set("办理 发放 给予 提供 实现 完成 建成 安排 拨付 投入 下达 筹集 设立 建立 设置 设置了 开展 组织 配备 配 投放 捐赠 储备 储备了 采购 收治 累计 共 共有 共计 合计 已 已经 将 为 对 向 有 达 达到 其中 预计 目前 现有 现 出台 推出 推出了 制定 发布 提出 包括 确定 确定了 成立 派出 调集 抽调 抽调了 组建 举办 受理 受理了 收到 排查 梳理 梳理了 接受 运送 发送 收储 收储了 供应 使 按 按照 由 在 是 于 从 并 可 应 可以 予以 获得 获 取得 形成 落实 落实了 争取 争取到 预拨 全年 全省 全市 全国 今年 同时 再 约 近 超 超过 不超过 不低于 不少于 至少 最高 最多 最低 最长 不得超过 不高于 不得低于 不得少于"))

// subjectTails are not part of the name of a thing when they end it.
var subjectTails = glyph.NewLexiconBefore(glyph.Set("达 达到 为 是 共 共计 合计 总计 累计 约 近 超过 不超过 已 已达 的 有 同比 环比 增长 下降 提高 提升 增加 增 减少 降低 上升 上涨 回落 增长了 下降了 提高了 增加了 分别 均 平均 了 至 到 由 从 占 约占 比 按 按照 每人 每月 每年 每户 每天 每次 每家 最高 最低 至少 不低于 不少于 最多 最长 一次性 给予 在 控制在 严格 严格控制在 要 已 提升 突破 逾 超 高达 仅 仅为 应 须 需 可 可达 将 原则上 不得 不得超过 不高于 降至 升至 增至 提高到 下降到 降到 扩大到 达成 同期 预计 预计为 完成 共有 约为 较上年 比上年 人均 日均 年均 调整为 于 以 分别为 分别达 分别达到 同比增长 同比下降 稳步 不断 持续 : 计 用时 仅用时 用 也 就 则 即 不超 下调 上调 上浮 下浮 延长 缩短 压缩 减 降"))

// nounStops end the noun after a counter.
var nounStops = glyph.NewLexicon(glyph.Set("办理 参与 参加 提供 实现 开展 进行 获得 享受 达到 累计 同比 已 将 在 与 为 以 被 等 分别 复工 投入 完成 可 应 均 也 从 向 对 由 到 用于 通过 全部 其中 支持 昼夜 进驻 奔赴 驰援 来自 左右 以上 以下 以内 之 及 、 给予 不得 不超过 须 要 需 未 是 有 能 得到 收到 纳入 已经 正在 并 或 后 前 内 中 时 上 下 起 共 约 达 占 按 每 不 就 都 还 又 才 于"))

// setSubjects gives each figure the words that say what it measures, the actor
// of its clause, and the group of its event.
func (s *reader) setSubjects() {
	s.setGroups()
	for i := range s.terms {
		t := &s.terms[i]
		if t.date || t.drop {
			continue
		}
		t.subject = s.subjectOf(i)
		t.actor = s.actorOf(t)
	}
	s.shareSubjects()
	for i := range s.terms {
		t := &s.terms[i]
		if t.group == 0 || t.unit.Dimension != unit.Count {
			continue
		}
		for k := max(0, i-groupReach); k < len(s.terms); k++ { // firms, of which event: 企业 with 延期付息
			other := &s.terms[k]
			if k != i && other.group == t.group && other.unit.Dimension == unit.Money && other.subject != "" && !strings.Contains(t.subject, other.subject) {
				t.subject = strings.TrimSpace(t.subject + blankBetween(s.glyphs[t.core].R) + other.subject)
				break
			}
			if k > i+groupReach {
				break
			}
		}
	}
}

// groupReach is how many figures one event may hold.
const groupReach = 4

// setGroups numbers the events that a count and an amount of money tell of in
// one clause: 为2.17万户企业办理延期还本680.91亿元.
func (s *reader) setGroups() {
	for i := 0; i+1 < len(s.terms); i++ {
		t, next := &s.terms[i], &s.terms[i+1]
		if t.date || next.date || t.drop || next.drop || !t.hasUnit || !next.hasUnit || t.unit.Dimension == next.unit.Dimension || !eventDimension(t) || !eventDimension(next) {
			continue
		}
		if len(next.per) > 0 || len(t.per) > 0 || !s.sameClause(t.end, next.start) {
			continue
		}
		if t.group == 0 {
			s.groups++
			t.group = s.groups
		}
		next.group = t.group
	}
}

func eventDimension(t *term) bool {
	return t.unit.Dimension == unit.Count || t.unit.Dimension == unit.Money || t.unit.Dimension == unit.Mass
}

// sameClause reports whether no mark stands between two glyphs, which are near.
func (s *reader) sameClause(from, to int) bool {
	if to-from > subjectReach {
		return false
	}
	for k := from; k < to; k++ {
		switch s.glyphs[k].R {
		case ',', ';', ':', '、', '(', ')', '。':
			return false
		case 'a':
			if _, ok := glyph.NextIs(s.glyphs, k, "and"); ok && s.glyphs[k].Gap != glyph.Joined {
				return false
			}
		}
	}
	return true
}

// subjectOf returns the subject of term i.
func (s *reader) subjectOf(i int) string {
	t := &s.terms[i]
	if s.latin(t) {
		return s.englishSubject(i)
	}
	after := ""
	if t.unit.Counter || t.unit.Arabic || t.unit.Dimension == unit.Money {
		after = s.nounAfter(t.end)
	}
	before := s.nounBefore(i)
	switch {
	case t.unit.Dimension == unit.Count && after != "" && (t.unit.Name != "人" || before == ""):
		return after
	case before != "":
		return before
	}
	return after
}

// latin reports whether t stands in English words.
func (s *reader) latin(t *term) bool {
	g := s.glyphs
	if t.n.Words || glyph.IsLetter(glyph.At(g, t.tail-1)) && !glyph.IsHan(glyph.At(g, t.tail)) {
		return true
	}
	return glyph.IsLetter(glyph.At(g, t.start-1)) && g[t.start].Gap != glyph.Joined && !glyph.IsHan(glyph.At(g, t.end))
}

// nounAfter reads the noun at glyph i, up to a verb, a mark or a number.
func (s *reader) nounAfter(i int) string {
	g := s.glyphs
	if glyph.At(g, i) == '的' {
		i++
	}
	j := i
	for j < len(g) && j-i < nounReach {
		r := g[j].R
		if !glyph.IsHan(r) && !glyph.IsLetter(r) || glyph.IsDigit(r) || g[j].Gap == glyph.Paragraph || j > i && glyph.StartsNumeral(r) && r != '数' && r != '半' {
			break
		}
		if _, _, stop := nounStops.At(g, j); stop {
			break
		}
		j++
	}
	for j > i && (g[j-1].R == '的' || g[j-1].R == '和') {
		j--
	}
	if j-i < 2 {
		return ""
	}
	return s.words(i, j)
}

// nounBefore reads the words before term i back to a mark, a number or a light
// verb.
func (s *reader) nounBefore(i int) string {
	g := s.glyphs
	t := &s.terms[i]
	low := 0
	if i > 0 {
		low = s.terms[i-1].end
	}
	end := t.start
	for steps := 0; steps < 8 && end > low; steps++ {
		_, start, ok := bound.ChangesBefore.Before(g, end)
		if _, s2, tail := subjectTails.Before(g, end); tail && (!ok || s2 < start) {
			start, ok = s2, true
		}
		if !ok {
			break
		}
		end = max(start, low)
	}
	start := end
	for start > low && end-start < subjectReach {
		r := g[start-1].R
		if glyph.ClauseEnd(r) && r != '"' && r != '“' && r != '”' || g[start].Gap == glyph.Paragraph {
			break
		}
		if end-start >= 2 {
			if _, from, verb := lightVerbs.Before(g, start); verb && !(start-from == 1 && inWord(g, from)) {
				break
			}
		}
		start--
	}
	if i > 0 && start == low && !s.terms[i-1].date && s.terms[i-1].unit.Counter { // past the noun of the count before
		if noun := s.nounAfter(low); noun != "" {
			for k := start; k < end; k++ {
				if _, _, verb := nounStops.At(g, k); verb {
					start = k
					break
				}
			}
		}
	}
	for start < end {
		if _, e, ok := lightVerbsForward.At(g, start); ok && e <= end && !(e-start == 1 && inWord(g, start)) {
			start = e
			continue
		}
		if r := g[start].R; r == '的' || r == ',' || r == '了' || r == '”' {
			start++
			continue
		}
		break
	}
	if end-start < 2 {
		return ""
	}
	return s.words(start, end)
}

var lightVerbsForward = glyph.NewLexicon(glyph.Set("办理 发放 给予 提供 实现 完成 建成 安排 拨付 投入 下达 累计 共 已 已经 将 为 对 其中 预计 目前 现有 并 应 全年 今年 同时 再 以来 期间 底 末 组建 召集 成立 要 要严格 严格 需 须 需要 切实 即 或 该 还 则"))

// longerWords begin with a character that alone would be a light verb.
var longerWords = glyph.NewLexicon(glyph.Set("使用 使得 使命 在线 在校 在职 在建 在岗 在京 在途 在册 在院 在保 在办 在营 有效 有关 有限 有机 对口 对外 对象 对公 应急 应税 应收 应纳 应付 应届 应用 应缴 应对 可再生 可支配 可用 可比 共享 共同 共有产权 共管 从业 达标 达产 超市 超长期 超低 超额 近视 为民 配套 配送 配置 配租 配售 将军 是非 由来 向阳 再贷款 再生 再担保 再就业 再融资 已故 并网 并购 约定 约束"))

// inWord reports whether the character at glyph i begins a longer word.
func inWord(g []glyph.Glyph, i int) bool {
	_, _, ok := longerWords.At(g, i)
	return ok
}

// shareSubjects gives the figures of a parallel list their own subject (A、B分别为
// 1万户和2亿元), and a figure with none that of the one before it.
func (s *reader) shareSubjects() {
	g := s.glyphs
	for i := 0; i < len(s.terms); i++ {
		t := &s.terms[i]
		if t.date || t.drop {
			continue
		}
		if _, _, ok := respectively.Before(g, t.start); ok {
			s.parallel(i)
		}
		if t.subject != "" || i == 0 {
			continue
		}
		if previous := &s.terms[i-1]; !previous.date && !previous.drop && t.start-previous.end < subjectReach {
			t.subject = previous.subject
		}
	}
}

var respectively = glyph.NewLexiconBefore(glyph.Set("分别 分别为 分别达 分别达到 分别是 分别有"))

// parallel gives the listed figures from term i the listed names before 分别.
func (s *reader) parallel(i int) {
	g := s.glyphs
	n := 1
	for i+n < len(s.terms) && glyph.Listed(g, s.terms[i+n-1].end, s.terms[i+n].start) && !s.terms[i+n].date {
		n++
	}
	if n < 2 {
		return
	}
	end := s.terms[i].start
	for end > 0 && (g[end-1].R == '分' || g[end-1].R == '别' || g[end-1].R == '为' || g[end-1].R == '达' || g[end-1].R == '到') {
		end--
	}
	names := make([]string, 0, n)
	for k := n; k > 0; k-- {
		start := end
		for start > 0 && end-start < nounReach && g[start-1].R != '、' && g[start-1].R != '和' && g[start-1].R != '及' && !glyph.ClauseEnd(g[start-1].R) {
			if _, _, verb := lightVerbs.Before(g, start); verb && k == 1 && end-start >= 2 {
				break
			}
			start--
		}
		if start == end {
			return
		}
		names = append(names, s.words(start, end))
		if k > 1 && (start == 0 || g[start-1].R != '、' && g[start-1].R != '和' && g[start-1].R != '及') {
			return
		}
		end = start - 1
	}
	for k := 0; k < n; k++ {
		s.terms[i+k].subject = names[n-1-k]
	}
}

// englishSubject returns the noun phrase a count counts, or the one before an
// amount: deferred principal of RMB 68.091 billion.
func (s *reader) englishSubject(i int) string {
	g := s.glyphs
	t := &s.terms[i]
	if t.unit.Dimension == unit.Count && t.tail > t.n.End {
		end := t.tail
		if e, ok := glyph.NextIs(g, end, "of", "in", "for"); ok {
			if _, e2, ok := s.headNoun(e, false); ok {
				end = e2
			}
		}
		return s.words(t.n.End, end)
	}
	if e, ok := glyph.NextIs(g, t.tail, "of"); ok && (t.unit.Dimension == unit.Percent || t.unit.Dimension == unit.Fraction) {
		if e2, ok := glyph.NextIs(g, e, "the", "all", "its", "their"); ok {
			e = e2
		}
		if _, end, ok := s.headNoun(e, false); ok {
			return s.words(e, end)
		}
	}
	low := 0
	if i > 0 {
		low = s.terms[i-1].end
	}
	end := t.start
	for end > low { // a total of, at, to, by
		_, start, ok := englishLinks.Before(g, end)
		if !ok {
			if _, start, ok = bound.EnglishChanges.Before(g, end); !ok {
				break
			}
		}
		end = max(start, low)
	}
	start := end
	for words := 0; words < 5 && start > low; words++ {
		k := start
		for k > low && (glyph.IsLetter(g[k-1].R) || glyph.IsDigit(g[k-1].R) || g[k-1].R == '-' || g[k-1].R == '\'') && (k == start || g[k].Gap == glyph.Joined) {
			k--
		}
		if k == start {
			break
		}
		if words > 0 {
			if stop := s.lower(k, start); englishBreaks[stop] {
				break
			}
		} else if englishBreaks[s.lower(k, start)] {
			break
		}
		start = k
	}
	return s.words(start, end)
}

var englishLinks = glyph.NewLexiconBefore(glyph.Set("of to at by on over is was were are reached reaching totalled totaling totalling totaled worth a the about amounted stood has have had been be as on in with for its their total amount up from year yoy"))

var englishBreaks = glyph.Set("and or but which that had has have was were is are been be will shall must may can could would should for to by with in on at from as the a an of it they this these per each")

// actorSuffixes end the name of an agency or a place that acts.
var actorSuffixes = glyph.NewLexiconBefore(glyph.Set("局 委 厅 部 银行 政府 法院 检察院 公司 集团 中心 税务局 海关 委员会 办公室 指挥部 协会 省 市 县 区 财政 机构 总局 总行 分行 部门 人行 院"))

// actorStarts may follow the name of an actor.
var actorStarts = glyph.NewLexicon(glyph.Set("将 已 累计 为 对 给予 共 按 可 要 应 会同 发放 办理 安排 拨付 出台 联合 组织 积极 推出 向 从 在 全年 新增 建成 完成 实现 筹集 投入 设立 建立 下达 制定 印发 发布 提供 预计 全面 主动 指导 开展 , 再 还 也 统筹 负担 拟 计划 力争"))

// actorReach is how many glyphs the name of an actor may have.
const actorReach = 24

// actorOf returns who acts in the clause of t: the name at its start.
func (s *reader) actorOf(t *term) string {
	g := s.glyphs
	start := t.start
	for start > 0 && t.start-start < 3*actorReach {
		if r := g[start-1].R; r == '。' || r == ';' || r == '!' || r == ':' {
			break
		}
		start--
	}
	for k := range s.terms { // past an as-of date: 截至3月末，省财政厅…
		if d := &s.terms[k]; d.date && d.start == start {
			start = d.end
			if glyph.At(g, start) == ',' {
				start++
			}
		}
		if k > groupReach {
			break
		}
	}
	for j := start + 2; j < t.start && j-start <= actorReach; j++ {
		if glyph.ClauseEnd(g[j-1].R) || glyph.IsDigit(g[j-1].R) {
			break
		}
		if _, _, ends := actorSuffixes.Before(g, j); !ends {
			continue
		}
		if _, _, begins := actorStarts.At(g, j); begins {
			return s.words(start, j)
		}
	}
	return s.englishActor(start, t.start)
}

var englishActors = glyph.Set("bank banks government ministry department bureau commission council authority committee administration agency company province city county office court police taxpayers firms enterprises")

// englishActor returns the capitalised or named subject before a verb.
func (s *reader) englishActor(start, limit int) string {
	g := s.glyphs
	if !glyph.IsLetter(glyph.At(g, start)) {
		return ""
	}
	named := false
	j := start
	for words := 0; words < 9 && j < limit; words++ {
		e := glyph.WordEnd(g, j)
		if e == j {
			return ""
		}
		word := s.lower(j, e)
		switch word {
		case "had", "has", "have", "will", "shall", "must", "is", "was", "are", "were", "can", "may", "would", "plans", "granted", "provided", "issued", "paid", "allocated", "spent", "deferred":
			if named && words > 0 {
				return s.words(start, j)
			}
			return ""
		}
		named = named || englishActors[word]
		j = e
	}
	return ""
}
