package unit

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// Unit is what a number is a number of.
type Unit struct {
	Name      string
	Dimension Dimension
	Shift     int32 // power of ten from the written unit to name: 公里 is km, 分 is 10^-2 CNY
	Counter   bool  // a Chinese counter: 一个 is an article, not a figure
	Arabic    bool  // only after Arabic digits: 13省, but not 五省
	Plural    bool  // after 三 or more, 两, or Arabic digits; 一类 and 二期 name a grade
}

// measures are units of nature and of time.
var measures = map[string]Unit{
	"%": {Name: "%", Dimension: Percent}, "‰": {Name: "‰", Dimension: Permille},
	"个百分点": {Name: "pp", Dimension: PercentagePoint}, "百分点": {Name: "pp", Dimension: PercentagePoint}, "个百分比": {Name: "pp", Dimension: PercentagePoint},
	"个基点": {Name: "bp", Dimension: PercentagePoint}, "基点": {Name: "bp", Dimension: PercentagePoint}, "个bp": {Name: "bp", Dimension: PercentagePoint}, "bp": {Name: "bp", Dimension: PercentagePoint}, "bps": {Name: "bp", Dimension: PercentagePoint},
	"倍": {Name: "times", Dimension: Multiple},
	"成": {Name: "%", Dimension: Percent, Shift: 1}, "折": {Name: "%", Dimension: Percent, Shift: 1},

	"年": duration("year"), "周年": duration("year"), "个年度": duration("year"), "个纳税年度": duration("year"), "个会计年度": duration("year"), "个学年": duration("year"), "学年": duration("year"), "整年": duration("year"),
	"个季度": duration("quarter"), "季度": duration("quarter"),
	"个月": duration("month"), "个自然月": duration("month"), "个月份": duration("month"),
	"周": duration("week"), "个星期": duration("week"), "星期": duration("week"), "个礼拜": duration("week"), "个周": duration("week"), "个学期": duration("semester"),
	"天": duration("day"), "日": duration("day"), "个自然日": duration("day"), "自然日": duration("day"), "日历天": duration("day"), "个日历日": duration("day"), "个日历天": duration("day"), "日历日": duration("day"),
	"个工作日": duration("workday"), "工作日": duration("workday"), "个交易日": duration("trading day"), "个开市日": duration("trading day"), "个法定工作日": duration("workday"), "个有效工作日": duration("workday"), "工作天": duration("workday"), "个工作天": duration("workday"),
	"小时": duration("hour"), "个小时": duration("hour"), "个钟头": duration("hour"), "个自然小时": duration("hour"), "钟头": duration("hour"), "个工作小时": duration("workhour"), "工作小时": duration("workhour"),
	"分钟": duration("minute"), "秒": duration("second"), "秒钟": duration("second"),

	"岁": {Name: "岁", Dimension: Age}, "周岁": {Name: "岁", Dimension: Age},

	"吨": measure("t", Mass), "公斤": measure("kg", Mass), "千克": measure("kg", Mass), "克": measure("g", Mass), "毫克": measure("mg", Mass), "微克": measure("μg", Mass), "斤": measure("斤", Mass), "市斤": measure("斤", Mass), "公担": measure("公担", Mass),
	"kg": measure("kg", Mass), "g": measure("g", Mass), "mg": measure("mg", Mass), "t": measure("t", Mass), "两": measure("两", Mass), "标准煤吨": measure("t", Mass),
	"公里": measure("km", Length), "千米": measure("km", Length), "米": measure("m", Length), "厘米": measure("cm", Length), "公分": measure("cm", Length), "毫米": measure("mm", Length), "微米": measure("μm", Length), "里": measure("里", Length), "华里": measure("里", Length), "海里": measure("nmi", Length), "英寸": measure("in", Length), "寸": measure("寸", Length), "延米": measure("m", Length),
	"km": measure("km", Length), "m": measure("m", Length), "cm": measure("cm", Length), "mm": measure("mm", Length), "μm": measure("μm", Length),
	"平方公里": measure("km²", Area), "平方千米": measure("km²", Area), "平方米": measure("m²", Area), "平米": measure("m²", Area), "㎡": measure("m²", Area), "m²": measure("m²", Area), "m2": measure("m²", Area), "km²": measure("km²", Area), "平方": measure("m²", Area), "亩": measure("亩", Area), "公顷": measure("ha", Area), "平方厘米": measure("cm²", Area),
	"立方米": measure("m³", Volume), "立方": measure("m³", Volume), "方": measure("m³", Volume), "m³": measure("m³", Volume), "m3": measure("m³", Volume), "升": measure("L", Volume), "毫升": measure("mL", Volume), "ml": measure("mL", Volume), "l": measure("L", Volume), "标准立方米": measure("m³", Volume),
	"℃": measure("℃", Temperature), "摄氏度": measure("℃", Temperature), "°c": measure("℃", Temperature), "º": measure("℃", Temperature), "°": measure("℃", Temperature), "度": measure("℃", Temperature),
	"公里/小时": measure("km/h", Speed), "千米/小时": measure("km/h", Speed), "km/h": measure("km/h", Speed), "米/秒": measure("m/s", Speed), "m/s": measure("m/s", Speed), "公里/时": measure("km/h", Speed), "千米/时": measure("km/h", Speed),
	"千瓦时": measure("kWh", Energy), "千瓦小时": measure("kWh", Energy), "千瓦·时": measure("kWh", Energy), "度电": measure("kWh", Energy), "kwh": measure("kWh", Energy), "兆瓦时": measure("MWh", Energy), "吨标准煤": measure("tce", Energy), "吨标煤": measure("tce", Energy), "千卡": measure("kcal", Energy), "大卡": measure("kcal", Energy), "吉焦": measure("GJ", Energy),
	"瓦": measure("W", Power), "千瓦": measure("kW", Power), "兆瓦": measure("MW", Power), "吉瓦": measure("GW", Power), "kw": measure("kW", Power), "mw": measure("MW", Power), "马力": measure("马力", Power), "千伏安": measure("kVA", Power), "kva": measure("kVA", Power),
	"千伏": measure("kV", Power), "kv": measure("kV", Power), "伏": measure("V", Power),
	"比特": measure("bit", Data), "字节": measure("B", Data), "千比特": measure("kbit", Data), "千字节": measure("KB", Data), "兆": measure("MB", Data), "兆字节": measure("MB", Data), "兆比特": measure("Mbit", Data), "gb": measure("GB", Data), "mb": measure("MB", Data), "tb": measure("TB", Data), "kb": measure("KB", Data), "mbps": measure("Mbps", Data), "gbps": measure("Gbps", Data), "兆赫": measure("MHz", Data), "兆赫兹": measure("MHz", Data), "赫兹": measure("Hz", Data), "赫": measure("Hz", Data),
	"分贝": measure("dB", Number),

	"分": {Name: "分", Dimension: Count},
}

func duration(name string) Unit { return Unit{Name: name, Dimension: Duration} }

func measure(name string, dimension Dimension) Unit { return Unit{Name: name, Dimension: dimension} }

// counters are the words Chinese counts things with. The unit of a count is its
// counter; what is counted is the figure's subject.
const counters = "个 家 户 人 名 位 人次 人份 户次 家次 户家庭 次 项 条 件 座 栋 幢 所 间 处 片 只 头 匹 辆 辆次 台 台次 部 套 台套 台/套 艘 架 架次 列 列次 趟 班次 场 场次 届 轮 种 " +
	"起 例 张 份 本 册 篇 页 幅 枚 支 瓶 盒 箱 包 袋 桶 卷 组 支队 门 节 课时 学时 工时 学分 根 棵 株 颗 粒 盏 把 孔 股 单 笔 桩 宗 对 双 副 面 道 字 " +
	"标箱 标准箱 人/次 人·次 床 款 票 片次 羽 尾 口 眼 畦 担 师 幕 层 款次 车次 批次 人日 人天 人月 车位 泊位 户籍 席 格 只次 杆 条次 件次 项次 例次 起次 餐 顿 环 曲 集 首 " +
	"顶 罐 捆 束 扇 艘次 艇 杯 碗 朵 枝 帧 樘 尊 粒 篓 垛 穴 " +
	"对次 针 剂 剂次 针次 人剂次 管 挂 刀 具 盘 盆 丛 封 笼 令 期"

// gradedCounters also name grades and parts of a series: 二类疫苗, 三期工程,
// 第二批. They count after 两, 三 and more, or digits.
const gradedCounters = "类 批 期 大类 小类 档 级次 版"

// arabicCounters are nouns that count only after Arabic digits: 31省, 13市.
const arabicCounters = "省 市 县 区 乡 镇 村 社区 企业 乡镇 街道 学校 医院 国家 城市 县区 所学校 人员 用户 岗位 单位 部门 车 员工 商户 项目 床位 平台 团队 字符 校 国 社 店 岛 组织 企 站 园"

var unitsAfter = glyph.NewLexicon(func() map[string]Unit {
	all := make(map[string]Unit)
	for word, u := range measures {
		all[word] = u
	}
	for word, u := range currencies {
		all[word] = u
	}
	for _, word := range strings.Fields(arabicCounters) {
		all[word] = Unit{Name: word, Dimension: Count, Arabic: true}
	}
	for _, word := range strings.Fields(counters) {
		all[word] = Unit{Name: word, Dimension: Count, Counter: true}
	}
	for _, word := range strings.Fields(gradedCounters) {
		all[word] = Unit{Name: word, Dimension: Count, Counter: true, Plural: true}
	}
	return all
}())

// At reads the unit at glyph i, right after a number.
func At(g []glyph.Glyph, i int) (u Unit, end int, ok bool) {
	u, end, ok = unitsAfter.At(g, i)
	if !ok || g[i].Gap == glyph.Paragraph {
		return Unit{}, i, false
	}
	if end-i == 1 && glyph.IsLetter(g[i].R) && g[i].Upper {
		return Unit{}, i, false // 5G, 4K, 3M: names
	}
	if glyph.IsLetter(g[end-1].R) && end < len(g) && glyph.IsDigit(g[end].R) && g[end].Gap == glyph.Joined {
		return Unit{}, i, false // m2 is a unit of its own; t5 is a name
	}
	return u, end, true
}

// CounterAt reports whether a counter stands at glyph i.
func CounterAt(g []glyph.Glyph, i int) bool {
	u, _, ok := At(g, i)
	return ok && u.Counter
}
