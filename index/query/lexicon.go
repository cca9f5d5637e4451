package query

import (
	"strings"

	"policybot/knowledge/figure"
)

// WordClass says what a word of a question does there.
type WordClass uint8

const (
	// ContentWord says what the question is about; evidence must hold it.
	ContentWord WordClass = iota
	// fillerWord says nothing: 的, the, please.
	fillerWord
	// WeakWord counts where the evidence has it and is not missed where it
	// does not: 办理, 目前, provided.
	WeakWord
	// AskingWord asks: 多少, how many.
	AskingWord
	// slotWord names a place or a time, which the slots check.
	slotWord
	// figureWord is a figure the question states.
	figureWord
)

// lexeme is what the lexicon knows of a word or phrase.
type lexeme struct {
	class     WordClass
	want      Want
	dimension figure.Dimension // asked for, without doubt
	hint      figure.Dimension // likely asked for
	operation Operation
	bound     figure.Bound
}

// lexicon holds the words of one language by their folded form. Chinese is
// matched character by character, English word by word, the longest first.
type lexicon struct {
	entries map[string]lexeme
	longest int // in runes for Chinese, in words for English
}

func newLexicon(chinese bool, tables ...map[string]lexeme) *lexicon {
	l := &lexicon{entries: make(map[string]lexeme, 1024)}
	for _, table := range tables {
		for words, entry := range table {
			for word := range strings.FieldsSeq(words) {
				n := strings.Count(word, "_") + 1
				if chinese {
					n = len([]rune(word))
				}
				word = strings.ReplaceAll(word, "_", " ")
				l.entries[word] = entry
				l.longest = max(l.longest, n)
			}
		}
	}
	return l
}

// The words of questions. Each key lists words separated by spaces ("_"
// stands for a space inside a phrase). They are words of the language, never
// of one base: a word that names a subject does not belong here.
var chineseQuestionWords = map[string]lexeme{
	"多少钱 多少资金 花多少 多少人民币": {class: AskingWord, want: WantMoney, dimension: figure.Money},
	"多少 几多 几何 多大 多高":     {class: AskingWord, want: WantFigure},
	"百分之几 百分之多少 百分比 多大比例 多少比例 什么比例 几成 占多大 占多少 占几成":                             {class: AskingWord, want: WantShare, dimension: figure.Percent},
	"几个百分点 多少个百分点 多少百分点":                                                       {class: AskingWord, want: WantShare, dimension: figure.PercentagePoint},
	"多久 多长时间 多长 几天 几日 几个月 几年 几个工作日 几周 几小时 多少天 多少个月 多少年 多少个工作日 多少工作日 多少日":       {class: AskingWord, want: WantDuration, dimension: figure.Duration},
	"什么时候 何时 什么时间 哪天 哪一天 哪年 哪一年 哪个月 几月 几号 几月几号 几月几日 到哪天 哪日 什么日期 哪个日期 什么日子 哪一日": {class: AskingWord, want: WantDate},
	"几倍 多少倍": {class: AskingWord, want: WantFigure, dimension: figure.Multiple},
	"谁 何人 哪位 哪个部门 哪个单位 哪个机构 哪个厅 哪个局 什么部门 哪些部门 哪个官员 哪位领导 哪位官员 哪家单位 什么职务 什么职位 职务 职位 头衔 谁发言 谁讲话 谁说 由谁 什么人 哪家机构 哪一个部门": {class: AskingWord, want: WantWho},
	"哪里 哪儿 何处 什么地方 哪个地方 哪个城市 哪些地方 哪些城市":                         {class: AskingWord, want: WantWhere},
	"哪些 有什么 有何 有啥 什么措施 啥措施 哪些措施 什么政策 啥政策 哪几个 哪几项 包括什么 包括哪些 有哪些": {class: AskingWord, want: WantList},
	"如何 怎么 怎样 怎么样 怎么办 咋 咋样 咋办":                                  {class: AskingWord, want: WantHow},
	"为什么 为何 为啥 什么原因":                                            {class: AskingWord, want: WantWhy},
	"是否 是不是 有没有 能否 能不能 可否 可不可以 会不会 对吗 对不对 是吗 吗 嘛":               {class: AskingWord, want: WantYesNo},
	"什么 哪个 哪家 哪一 哪一个 哪种 哪项 哪条":                                  {class: AskingWord, want: WantWhich},
	"多少家 几家": {class: AskingWord, want: WantCount, dimension: figure.Count},
	"原来 原先 起初 当初 此前 之前是 以前是 过去是 原本 原本是":    {class: WeakWord, operation: Before},
	"变化 变动 前后 前后对比 从多少 由多少 对比 变化情况":        {class: AskingWord, want: WantHistory},
	"一共 总共 合计 总计 共计 总和 之和 加起来 加在一起 合起来 总量": {class: WeakWord, operation: Total},
	"总数 总户数 总家数": {class: WeakWord, operation: Total, hint: figure.Count},
	"总额 总金额":     {class: WeakWord, operation: Total, hint: figure.Money},
	"相差 差多少 差额 差距 差值 之差 多多少 少多少 高多少 低多少 高出多少 多出多少": {class: AskingWord, want: WantFigure, operation: Difference},
	"上限 最高限额 封顶 最多可 最多能 最多 至多":                     {class: WeakWord, bound: figure.LessEqual},
	"下限 最低限额 起点 保底 最少 至少":                          {class: WeakWord, bound: figure.AtLeast},
	"占比 比重": {class: WeakWord, operation: ShareOf, hint: figure.Percent},
	"平均每户 平均每家 户均 平均每个 每户平均 每家平均 平均一户 平均一家 平均每人 人均 平均每": {class: WeakWord, operation: PerUnit},
	"金额 额度 资金 投资额 款项 数额 万元 亿元":                          {class: WeakWord, hint: figure.Money},
	"数量 个数 户数 家数 人数 数目 件数":                              {class: WeakWord, hint: figure.Count},
	"比例 比率 百分率":   {class: WeakWord, hint: figure.Percent},
	"时长 用时 耗时 期限": {class: WeakWord, hint: figure.Duration},
}

var chineseFillers = map[string]lexeme{
	`的 了 是 在 和 与 及 以及 或 或者 把 被 吗 呢 吧 啊 呀 哦 也 都 我 你 您 他 她 它 我们 你们 他们 咱们 大家 请 请问 问一下 想问 想知道 我想知道 告诉 告诉我 帮我 帮忙 查查 查一下 查询 看看 看一下 说说 介绍一下 讲讲 说一下 一下 麻烦 麻烦您 谢谢
	这个 那个 这些 那些 这次 本次 此次 一些 一个 关于 有关 相关 对于 根据 按照 依据 至于 等等 到底 究竟 大概 大约 差不多 具体来说 现在 目前 当前 如今 至今 迄今 迄今为止 截至 截止 截止到 截至到 已经 正在 总的 来说 而言 来讲 分别 各自 多少个 以后 以前 之后 之前 以来 起来 还是 另外 此外 还有 如果 因为 所以 但是 而且 你好 您好 早上好 晚上好 再见`: {class: fillerWord},
	`了解 知道 介绍 具体 详细 准确 确切 近日 最近 最新 总体 整体 全部 所有 里面 当中 其中 之间 能够 可以 应该 需要 必须 可能 没有 件事 东西 情况 情形 状况 方面 领域 内容 信息 数据 数字 数值 问题 结果 水平 程度 规模 期间 时期 时候 时间 今天 后来 文件 文件里 文件中 文档 材料 报道 新闻 通知 通报 公告 资料 政策 规定 发布会 新闻发布会 会上 会议
	办理 获得 拿到 得到 取得 享受 享受到 提供 给予 实现 完成 达到 涉及 包括 覆盖 惠及 受益 推进 推动 开展 进行 实施 落实 组织 安排 计划 打算 预计 预期 准备 将要 目标 力争 争取 要求 负责 主管 牵头 公布 发布 宣布 透露 披露 表示 提到 提出 指出 介绍说 表明 显示 统计 累计 累积 新增 增加 增长 提高 提升 上升 下降 降低 减少 恢复 升到 升至 降到 降至 帮助 支持 扶持 帮扶 照顾 优惠 鼓励 引导 促进 加快 加大 加强 继续 全面 有效 积极 进一步 使用 利用 采取 采用 通过 经过 建设 建成 打造 推出 出台 制定 做出 作出 设立 设置 成立 建立 生产 制造 产出 发放 申请 领取 缴纳 支付 花费 批准 获批 属于 位于 来自 参加 参与 加入 进入 全省 全市 本省 本市 我省 我市 省里 市里 省内 政府 官方 当地 地方 单位 主体 对象 群体 措施 举措 办法 行动 工作 任务 项目 事项 服务 业务 活动 机制 主要 重点 重要 一般 普遍 大多数 多数 部分 一部分 整个 平均 最高 最低 最大 最小 超过 不超过 不到 低于 高于 以上 以下 左右 疫情 因疫情 受疫情 疫情期间 疫情以来 疫情防控 防控期间 口径 指标 标准 含义 意思 定义 日均 一天 一年 今年 全年 年内 本年 当年 年度 年底 月底 月末 年末 季度 成功 顺利 实际 真正 开始 结束 起始 最后 最终 首次 下来 下去 出来 过来 进去 进来 听说 据说 听闻 进驻 入驻 到账 到帐 不只 冲到 翻了 说法 背后 这块 那块 这边 那边 事儿 真的 假的 属实 规定的`: {class: WeakWord},
}

// WeakCharacters are Chinese characters that say too little to be missed in a
// stretch of a question that no evidence holds.
const WeakCharacters = "有为对将从到向于由让给个这那就又才只很最更比跟同而且但若之其此该问查看说求能会应要得地着过里间按据至等以约现刚各每多少几事天今后前用去来做作称叫像出起须可第位名种类好快慢长短拿办帮建造搞弄干推设放交付批入占哪啥么样值共总均再已装买卖送收领取派写读算带接改换修停留够满剩拨还也都吗呢吧啊了的是在和与及或把被我你他她它们请完产进"

// Functional are the characters that serve grammar and hardly ever a noun: a
// pair of characters that holds one is no unit of a subject.
const Functional = "让给把被将了着吗呢吧啊呀啦"

// Leading and trailing are the characters that verbs take before and after
// them; a stretch that no evidence holds is judged without them.
const (
	Leading  = "能会可要让将被把帮给去来想须应已曾刚正在有共总"
	Trailing = "了完好过着到得的吗呢吧啊呀去来下涨升降增减"
)

var englishQuestionWords = map[string]lexeme{
	"how_much_money how_much_cash how_much_funding what_amount what_sum how_much_cny how_much_rmb how_many_yuan how_many_rmb what_is_the_amount what_was_the_amount how_much_investment how_much_in_loans":    {class: AskingWord, want: WantMoney, dimension: figure.Money},
	"how_many_days how_many_weeks how_many_months how_many_years how_long how_quick how_quickly how_fast how_soon how_speedily how_many_working_days how_many_workdays how_many_hours how_many_business_days": {class: AskingWord, want: WantDuration, dimension: figure.Duration},
	"how_many_percentage_points by_how_many_percentage_points how_many_points":                                                                                {class: AskingWord, want: WantShare, dimension: figure.PercentagePoint},
	"how_many_times how_many_fold by_what_factor what_factor what_multiple":                                                                                   {class: AskingWord, want: WantFigure, dimension: figure.Multiple},
	"how_many what_number_of number_of no._of how_numerous headcount":                                                                                         {class: AskingWord, want: WantCount, dimension: figure.Count},
	"what_percentage what_percent what_% what_proportion what_share what_fraction what_per_cent percentage_of what_portion how_large_a_share how_big_a_share": {class: AskingWord, want: WantShare, dimension: figure.Percent},
	"by_how_much how_large how_big how_high what_level what_figure":                                                                                           {class: AskingWord, want: WantFigure},
	"how_much": {class: AskingWord, want: WantFigure, hint: Uncounted},
	"when what_date which_date what_day which_day what_year which_year what_month which_month by_when as_of_when since_when until_when as_of_what_date on_what_date by_what_date":                                                                                            {class: AskingWord, want: WantDate},
	"who whom whose by_whom which_agency which_department which_official which_body which_bureau what_agency what_department which_authority which_office which_ministry deputy_head deputy_director head_of director_of in_charge_of in_charge responsible_for responsible": {class: AskingWord, want: WantWho},
	"where which_city which_cities which_place which_places": {class: AskingWord, want: WantWhere},
	"which_measures what_measures which_policies what_policies which_steps what_steps list what_are_the which_are_the name_the what_support what_help what_is_being_done what_is_done being_done what_has_been_done what_kinds what_types which_programmes which_programs": {class: AskingWord, want: WantList},
	"how how_does how_do how_did how_can how_is how_are how_will": {class: AskingWord, want: WantHow},
	"why what_for what_reason":                                    {class: AskingWord, want: WantWhy},
	"what which what's whats":                                     {class: AskingWord, want: WantWhich},
	"is are was were does do did has have can will is_it_true is_there are_there isn't aren't":                                    {class: AskingWord, want: WantYesNo},
	"originally initially previously before_the_increase before_the_rise before_the_change before_the_cut before_that beforehand": {class: WeakWord, operation: Before},
	"totals": {class: WeakWord, want: WantFigure},
	"changed change changes before_and_after compared_with_before":                                                                                                     {class: WeakWord, want: WantHistory},
	"total in_total altogether combined in_all sum sum_of all_together overall_total aggregate grand_total added_together together add_up add":                         {class: WeakWord, operation: Total},
	"difference difference_between how_much_more how_many_more how_much_less how_many_fewer gap exceed_by gap_between how_much_larger how_much_higher how_much_bigger": {class: AskingWord, want: WantFigure, operation: Difference},
	"as_a_share_of as_a_percentage_of share_of proportion_of as_a_proportion_of percent_of per_cent_of":                                                                {class: WeakWord, operation: ShareOf, hint: figure.Percent},
	"per_year per_month per_day per_hour per_week a_year a_month a_week a_day":                                                                                         {class: ContentWord},
	"per on_average average per_firm per_company per_enterprise per_business per_person each_firm apiece average_per":                                                  {class: WeakWord, operation: PerUnit},
	"sum_of_money cny rmb yuan money funding funds":                                                                                                                    {class: WeakWord, hint: figure.Money},
	"number numbers count quantity": {class: WeakWord, hint: figure.Count},
	"financing investment lending borrowing spending expenditure revenue turnover": {class: ContentWord, hint: Uncounted},
	"amount amounts total_amount":                               {class: WeakWord, hint: Uncounted},
	"cap ceiling limit upper_limit maximum max":                 {class: WeakWord, bound: figure.LessEqual},
	"floor lower_limit minimum min":                             {class: WeakWord, bound: figure.AtLeast},
	"percentage percent rate ratio proportion share per_cent %": {class: WeakWord, hint: figure.Percent},
	"duration length_of_time":                                   {class: WeakWord, hint: figure.Duration},
}

var englishFillers = map[string]lexeme{
	`a an the of in on at by for to from with into onto about as and or but if so than then that this these those there here it its it's they them their we our us you your i my he she his her
	be been being am had having would could should shall may might must not no yes also too just only even still yet ever please tell give show say know find me want need like let lets let's could_you can_you
	hi hello hey thanks thank much many more most less least few fewer any some all each every both either neither such same other another one ones up down out off over under within between among during through via
	now today currently current latest present recent recently so_far to_date already according because while per_cent's s t re ve ll d i'm im what_about how_about regarding re: related respect terms exactly roughly approximately around`: {class: fillerWord},
	`get gets got getting gotten receive received receives receiving obtain obtained go goes went gone come came take took taken taking make made makes making put set keep kept hold held happen happened use used uses using
	provide provided provides offering offer offered given gives giving help helped helps helping support supported supports aid assist assisted benefit benefited benefits plan plans planned planning intend expected expect aim aims aimed target targets goal goals build built building
	cover covers covered covering include includes included including involve involved reach reached reaches achieve achieved stand stands stood become became increase increased increases rise rose risen grow grew grown growth decrease decreased fall fell fallen drop dropped reduce reduced raise raised improve improved
	do doing done work works worked working run runs running start started begin began end ended finish finished complete completed announce announced announces announcing report reported reports state stated says said mention mentioned publish published launch launched introduce introduced introduces carry carried conduct conducted
	apply applied applies allow allowed grant granted granting grants issue issued issues arrange arranged arrangements process processed processing handle handled take_part participate participated join joined available new newly high low good main key major overall whole entire total's full actual real
	figure figures data statistic statistics information detail details fact facts level levels value's thing things stuff case cases way ways kind kinds type types sort part parts area areas side field
	province provincial province-wide provincewide city cities municipal national's government governments authorities authority local official officials agency agencies department departments policy policies measure measures step steps programme programmes program programs scheme schemes initiative initiatives action actions effort efforts rule rules document documents notice notices press conference briefing article news
	year years month months day days date dates time times beginning since until till before after later early first last next period annual annually monthly daily this_year epidemic pandemic outbreak covid covid-19 coronavirus during_the_epidemic amid because_of back again various value turn turned turns turning sit sits sat sitting standing talk talks talked talking brief briefed briefs presented presents presenting deal deals dealt wait waits waited waiting told bring brings brought ran look looks looked really actually true correct mean means meant pass passes passed ton tons tonne tonnes metre metres meter meters kilometre kilometres kilometer kilometers hectare hectares sector sectors sub-sector located situated fully concern concerns concerning entirely spoke speak speaks spoken reserved reserve reserves aside allocated assigned approve approved approves produce produced produces producing manufacture manufactured create created creates open opened opens drawn draw drew set_up sign signed different several certain able people person whose's left right long short least's roughly's at_least at_most up_to according_to as_of by_the_end_of`: {class: WeakWord},
}

var (
	chineseLexicon = newLexicon(true, chineseFillers, chineseQuestionWords)
	englishLexicon = newLexicon(false, englishFillers, englishQuestionWords)
)
