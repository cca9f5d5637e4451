package bound

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// Direction is the way a change goes.
type Direction string

// The directions of change.
const (
	Up   Direction = "up"
	Down Direction = "down"
	Same Direction = "same"
)

// ChangeWord is a verb, or a noun for the size of a change.
type ChangeWord struct {
	Direction Direction
	Arrives   bool // 提高到: what follows is the new level, not the size of the change
}

const (
	upWords   = "增长 提高 提升 上升 增加 上涨 上浮 上调 扩大 延长 增 升 涨 新增 多增 增多 加快 攀升 调高 增幅 涨幅 增速 增长率 拉动 升高 净增 净增加 增加值增长 再提高 多 调增 递增 扩容 增幅为 增速为 涨幅为 增长率为 增幅达 增速达 增幅为 高出 高 快"
	downWords = "下降 降低 减少 减 降 回落 下浮 下调 缩短 压缩 压减 缩减 收窄 减轻 下滑 下跌 放缓 精简 削减 调减 降幅 减幅 跌 降幅为 减幅为 降幅达 递减 调低 少 低 慢 压降 负增长"
	setWords  = "调整 改 变 变更 修改 放宽 恢复 发展 扩展 拓展 统一 优化 转 提 增至 降至 提至 延至 缩至 调至 升至 减至 涨至 跌至 压至 达到"
)

var ChangesBefore = glyph.NewLexiconBefore(func() map[string]ChangeWord {
	all := make(map[string]ChangeWord)
	add := func(words string, direction Direction, levelOnly bool) {
		for _, w := range strings.Fields(words) {
			if !levelOnly {
				all[w] = ChangeWord{Direction: direction}
				all[w+"了"] = ChangeWord{Direction: direction}
			}
			for _, to := range []string{"到", "至", "到了", "至约", "到约", "为"} {
				if to == "为" && !levelOnly && direction != "" && len(w) < 6 {
					continue
				}
				all[w+to] = ChangeWord{Direction: direction, Arrives: true}
			}
		}
	}
	add(upWords, Up, false)
	add(downWords, Down, false)
	add(setWords, "", true)
	for _, w := range []string{"增幅为", "涨幅为", "增速为", "增长率为", "增幅达", "增速达"} {
		all[w] = ChangeWord{Direction: Up}
	}
	for _, w := range []string{"降幅为", "减幅为", "降幅达"} {
		all[w] = ChangeWord{Direction: Down}
	}
	for _, w := range []string{"提高为", "上调为", "下调为", "降低为", "延长为", "增加为", "减少为", "缩短为"} {
		direction := Up
		if strings.ContainsAny(w, "下降减短") {
			direction = Down
		}
		all[w] = ChangeWord{Direction: direction, Arrives: true}
	}
	return all
}())

// EnglishChanges are the words of change before a number.
var EnglishChanges = glyph.NewLexiconBefore(func() map[string]ChangeWord {
	all := make(map[string]ChangeWord)
	add := func(direction Direction, words ...string) {
		for _, w := range words {
			all[w] = ChangeWord{Direction: direction}
			all[w+" by"] = ChangeWord{Direction: direction}
			if w != "up" {
				all[w+" to"] = ChangeWord{Direction: direction, Arrives: true}
			}
		}
	}
	add(Up, "increased", "increase", "increases", "increasing", "rose", "rise", "rises", "risen", "grew", "grow", "grows", "grown", "growth of", "climbed", "up", "gained", "expanded", "raised", "raise", "extended", "extend", "lifted", "jumped", "surged", "an increase of", "increase of", "growth", "a rise of", "improved", "lengthened", "added", "advanced")
	add(Down, "decreased", "decrease", "decreases", "fell", "fall", "falls", "fallen", "declined", "decline", "declines", "dropped", "drop", "down", "lost", "cut", "reduced", "reduce", "lowered", "lower", "shortened", "shorten", "shrank", "a decrease of", "decrease of", "a decline of", "reduction of", "a reduction of", "slipped", "contracted", "sank", "eased", "slashed", "tumbled")
	// up and down that belong to their verb and change nothing
	for _, w := range []string{"set up", "sets up", "setting up", "draw up", "draws up", "drew up", "drawn up", "build up", "builds up", "built up", "building up", "sign up", "signs up", "signed up", "make up", "makes up", "made up", "take up", "takes up", "took up", "taken up", "put up", "puts up", "putting up", "add up", "adds up", "open up", "opened up", "buy up", "bought up", "shut down", "closed down", "laid down", "set down", "broken down"} {
		all[w] = ChangeWord{}
	}
	return all
}())

// ChangeAdverbs may stand between a level and the verb of its change.
var ChangeAdverbs = glyph.NewLexiconBefore(glyph.Set("统一 逐步 进一步 相应 分别 一次性 再 全部 平均 大幅 大幅度 阶段性 稳步 直接 相应地 提前 临时 左右 , 普遍"))

var ChangeFillers = glyph.NewLexiconBefore(glyph.Set("分别 均 了 约 比例 幅度 幅度为 额度 达 为 再 一般 最高 平均"))
