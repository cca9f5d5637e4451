package unit

import "strings"

// Agree reports whether two units name the same thing to count or measure
// by: 户, 家 and firms; 座 and base stations.
func Agree(a, b string) bool {
	if a == b {
		return true
	}
	x, ok := unitKinds[a]
	if !ok {
		return false
	}
	y, ok := unitKinds[b]
	return ok && x&y != 0
}

// unitKinds groups the counters of Chinese with the nouns of English that stand
// for the same things. A unit may be of several kinds: 家 counts firms and shops.
var unitKinds = func() map[string]int {
	kinds := []string{
		"户 家 个 企业 户企业 家企业 个企业 firms firm enterprises enterprise companies company businesses business smes entities merchants shops stores institutions banks taxpayers borrowers clients customers",
		"户 households household families family homes residents",
		"人 名 位 个 人次 人份 people person persons workers employees staff students teachers doctors nurses patients individuals graduates residents personnel members cases jobs",
		"人次 次 visits times trips person-times",
		"座 个 stations station bases plants bridges towers sites",
		"只 个 masks pieces chickens pigs birds",
		"件 套 个 份 pieces items sets suits parcels cases copies garments kits",
		"辆 台 vehicles cars buses trucks ambulances",
		"台 套 个 units machines devices sets ventilators",
		"项 条 个 件 measures policies items projects tasks articles services matters provisions",
		"条 lines routes roads measures items clues",
		"所 家 个 schools hospitals universities colleges institutions centres centers",
		"笔 宗 件 个 loans transactions deals cases",
		"间 rooms houses",
		"张 beds tickets sheets cards vouchers",
		"场 次 events sessions meetings fairs",
		"种 类 kinds types categories varieties",
		"例 cases case",
		"个 县 市 省 区 counties cities provinces districts regions countries villages towns",
		"岁 year years",
		"分 points point marks",
	}
	table := make(map[string]int)
	for i, words := range kinds {
		for _, w := range strings.Fields(words) {
			table[w] |= 1 << i
		}
	}
	return table
}()
