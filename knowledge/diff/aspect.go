package diff

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/diff/lexicon"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/place"
)

// class is a closed class of words that change an aspect: where one is put in
// the place of another, and for some also where one comes or goes.
type class struct {
	aspect Aspect
	words  lexicon.Lexicon
	alone  []string // senses that change the aspect by coming or going alone
}

var classes = []class{
	{OfNegation, lexicon.New(
		"not: 不|未|无|没有|没|非|勿|免予|免除|免缴|免交|免征|免收|免于|豁免|拒绝|not|no|never|none|neither|nor|without|cannot|t|exclude|excludes|excluded|excluding|exempt|exempted|ineligible|deny|denies|denied|refuse|refuses|refused",
		"forbid: 不得|禁止|严禁|不准|不许|不予|不能|不可|不允许|must not|shall not|may not|can not|prohibited|prohibits|prohibit|forbidden|not allowed|not permitted|not be allowed|not be permitted",
		"even: 不仅|不但|不断|不同|非常|无论|不论|不动产|未成年|未来|无线|非法|无偿|免费|not only|no later|not later|no more|not more|no less|not less|no longer than|不超过|不少于|不低于|不高于|不多于|不满|不足|不到|不迟于|不晚于|不早于|不大于|不小于",
	), []string{"not", "forbid"}},
	{OfModality, lexicon.New(
		"must: 应当|必须|务必|须|应|must|shall|required to|obliged to|has to|have to|need to|needs to|mandatory|compulsory|强制|required",
		"may: 可以|可|may|can|might|allowed to|permitted to|optional|自愿|voluntary|entitled to",
		"should: 宜|鼓励|建议|should|encouraged to|recommended",
		"forbid: 不得|禁止|严禁|不准|不许|must not|shall not|may not|cannot|can not|prohibited|forbidden",
		"plan: 拟|计划|力争|争取|plan to|plans to|intend to|intends to|aim to|aims to",
		"other: 可能|可行|许可|认可|应急|应用|供应|适应|相应|反应|响应",
	), []string{"must", "forbid"}},
	{OfPer, lexicon.New(
		"hour: 每小时|每时|按时计|per hour|an hour|each hour|every hour|hourly",
		"day: 每日|每天|按日|按天|per day|a day|each day|every day|daily",
		"week: 每周|每星期|按周|per week|a week|each week|every week|weekly",
		"month: 每月|每个月|按月|逐月|per month|a month|each month|every month|monthly",
		"quarter: 每季度|每季|按季度|按季|per quarter|a quarter|each quarter|every quarter|quarterly",
		"half: 每半年|half-yearly|semi-annually|semiannually|twice a year",
		"year: 每年|按年|逐年|年度|per year|a year|each year|every year|per annum|yearly|annual|annually",
		"time: 每次|按次|per visit|per time|each time|every time|per trip|per use",
		"person: 每人|按人|每名|每位|人均|per person|per head|each person|per capita|per member|per child|per student",
		"household: 每户|按户|户均|per household|each household|per family|each family",
		"item: 每件|每个|每套|每台|每辆|per item|per unit|per piece|per vehicle",
		"square metre: 每平方米|每平米|per square metre|per square meter", "mu: 每亩", "hectare: 每公顷|per hectare", "tonne: 每吨|per tonne|per ton", "kilo: 每公斤|每千克|per kilo|per kilogram|per kg", "jin: 每斤",
		"kilowatt-hour: 每度|每千瓦时|per kwh", "kilometre: 每公里|每千米|per kilometre|per km", "mile: per mile", "litre: 每升|per litre",
		"firm: 每家|每企业|per company|per firm|per business|per organisation",
	), nil},
	{OfPeriod, lexicon.New(
		"last: 上月|上个月|上年|上年度|上一年|上一年度|去年|上季度|上周|前一年|前一年度|last|previous|preceding|prior",
		"this: 本月|当月|这个月|本年|本年度|当年|今年|本季度|本周|this|current",
		"next: 下月|次月|下个月|明年|下年|次年|下一年度|下年度|下季度|下周|next|following|coming",
		"spring: 春节|spring", "labour: 劳动节|五一", "national: 国庆节|国庆|十一假期", "midautumn: 中秋节|中秋|autumn", "qingming: 清明节|清明", "dragonboat: 端午节|端午",
		"newyear: 元旦", "summer: 暑假|暑期|夏季|summer", "winter: 寒假|冬季|winter", "first half: 上半年", "second half: 下半年",
		"monday: 周一|星期一|monday|mondays", "tuesday: 周二|星期二|tuesday|tuesdays", "wednesday: 周三|星期三|wednesday|wednesdays", "thursday: 周四|星期四|thursday|thursdays",
		"friday: 周五|星期五|friday|fridays", "saturday: 周六|星期六|saturday|saturdays", "sunday: 周日|星期日|星期天|sunday|sundays", "weekday: 工作日|weekday|weekdays|working days|business days",
		"weekend: 周末|双休日|weekend|weekends|休息日", "holiday: 节假日|法定节假日|holidays|public holidays|bank holidays", "calendar: 自然日|日历日|calendar days",
		"day: 白天|日间|daytime", "night: 夜间|晚上|night|evening", "morning: 上午|早上|morning", "afternoon: 下午|afternoon", "daily: 日常|always",
		"temporary: 临时|暂时|temporary|temporarily|provisional", "permanent: 永久|长期|permanent|permanently", "immediately: 立即|即时|immediately|at once", "start: 月初|年初|开始", "end: 月底|月末|年末|年底|结束",
	), nil},
	{OfBound, lexicon.New(
		"before: 之前|以前|前|before|until|prior to|no later than|not later than|ahead of|不迟于|不晚于|by",
		"after: 之后|以后|后|after|since|from|no earlier than|not earlier than|不早于",
		"at most: 以下|以内|之内|内|不超过|不高于|不多于|不大于|至多|最高|最多|上限|低于|少于|小于|不足|不满|不到|up to|at most|no more than|not more than|not exceeding|not exceed|maximum|less than|fewer than|under|below|within",
		"at least: 以上|以外|之外|外|超过|高于|多于|大于|不少于|不低于|不小于|至少|最低|最少|下限|满|at least|no less than|not less than|no fewer than|minimum|more than|over|above|exceeding|exceed|exceeds|beyond|outside",
		"other: 内容|内部|国内|境内|市内|省内|县内|区内|室内|场内|境外|国外|市外|省外|另外|此外|外国|对外|外部|例外|除外|前款|前提|提前|前述|前往|当前|目前|后果|后续|随后|最后|落后|售后|前置|前期|后期|满足|满意|充满|未满",
	), nil},
	{OfCase, lexicon.New(
		"except: 除外|但|但是|例外|除|另有规定|unless|except|excepting|save for|other than|however|but",
		"if: 如果|如|若|假如|倘若|凡|if|provided|in case|in the event|where|when|as long as|so long as|subject to",
		"only: 仅|仅限|只|只有|限于|only|solely|exclusively",
		"all: 所有|全部|一切|任何|均|all|any|every|both",
		"some: 部分|有的|some|certain|selected",
		"and: 和|及|与|以及|并|并且|且|同时|and", "or: 或|或者|or|either",
		"other: 如下|如实|如期|如此|例如|比如|合并|尚且|而且|和平|共和国|及时|参与|给予|及格|以及其他|与其|除草|删除|扣除|解除|排除|免除|清除|消除|拆除|注销|只要|不仅|涉及|普及|波及|危及|or other",
	), []string{"except", "if", "only"}},
	{OfMatter, lexicon.New(
		"approve: 审批|批准|核准|approval|approved|approve|approves|authorised|authorized|permission",
		"file: 备案|filing|filed", "register: 登记|注册|registered|registration", "report: 报告|reported|notified|notification|notify", "review: 审查|审核|reviewed|review", "licence: 许可|licence|license|licensed",
		"free: 免费|无偿|free|free of charge|without charge", "even: feel free|free time|toll-free|tax-free|free from|free to", "paid: 收费|自费|有偿|付费|paid|charged|chargeable",
		"on: on|开启|启用|enabled|enable|enables|activated", "off: off|关闭|停用|disabled|disable|disables|deactivated",
		"up: 增加|提高|上调|上浮|扩大|延长|increase|increases|increased|raise|raised|extend|extended", "down: 减少|降低|下调|下浮|缩小|缩短|decrease|decreases|decreased|reduce|reduced|reduces|lower|lowered|shorten|shortened",
		"open: 公开|公布|public|publicly|open|opened|disclosed", "closed: 保密|不公开|private|privately|confidential|closed|secret",
		"in: 纳入|包括|包含|计入|include|includes|included|including|covered|covers|eligible", "out: 排除|不包括|不纳入|exclude|excludes|excluded|excluding|not covered|ineligible",
		"permit: 允许|准许|同意|accept|accepts|accepted|allow|allows|allowed|permit|permits|permitted|opt in", "refuse: 拒绝|驳回|reject|rejects|rejected|refuse|refuses|refused|deny|denied|opt out",
		"men: 男|男性|male|men|man", "women: 女|女性|female|women|woman",
		"home: 国内|境内|本地|domestic|local|本市|本省|本县|本区", "abroad: 国外|境外|外地|foreign|overseas|international|外省|外市",
		"online: 线上|网上|online", "offline: 线下|现场|窗口|in person|on site|onsite|offline|by post",
		"full-time: 全日制|专职|full-time|full time", "part-time: 非全日制|兼职|part-time|part time",
		"buy: 购买|买入|buy|buys|purchase", "sell: 出售|卖出|销售|sell|sells|sold", "grant: 发放|给予|grant|granted|pay out", "withdraw: 收回|取消|停发|撤销|暂停|withdraw|withdrawn|cancel|cancelled|suspend|suspended|revoke|revoked",
		"once: 一次性|lump sum|one-off", "instalments: 分期|instalments|installments|in stages", "gross: 税前|含税|gross|before tax|including tax", "net: 税后|不含税|net|after tax|excluding tax",
		"fine: 罚款|fine|fined", "warning: 警告|warning|warned", "criminal: 刑事责任|criminal", "civil: 民事责任|civil", "begin: 开始|start|starts|begin|begins", "stop: 停止|终止|stop|stops|end|ends",
		"left: 左|left", "right: 右", "same: 相同|same", "different: 不同|different", "joint: 共同|连带|jointly", "several: 各自|分别|severally|separately", "new: 新增|新|new", "old: 原有|现有|existing",
	), []string{"free"}},
	{OfParty, lexicon.New(
		"village: 村|村级", "township: 乡|镇|乡镇|乡级|镇级", "county: 县|县级|区级", "city: 市|市级|设区的市", "province: 省|省级", "state: 国家|中央|国务院",
		"other: 市场|市民|城市|都市|超市|上市|省略|节省|反省|镇静|农村|乡村|村民",
	), nil},
}

// changed reports whether a class of words changes its aspect between the
// stretches of two texts that differ.
func (c *class) changed(old, new string, oldSpans, newSpans []knowledge.Span) bool {
	innocent := func(list []string) []string {
		return slices.DeleteFunc(list, func(s string) bool { return s == "other" || s == "even" })
	}
	gone, came := rest(innocent(c.words.Touched(old, oldSpans)), innocent(c.words.Touched(new, newSpans)))
	if len(gone) > 0 && len(came) > 0 && c.aspect != OfNegation {
		return true
	}
	if c.aspect == OfNegation && len(gone) == len(came) {
		return false
	}
	alone := func(list []string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return slices.Contains(c.alone, s) })
	}
	return alone(gone) || alone(came)
}

// aspects names what the edits of a pair of sentences change.
func (p *sentencePair) aspects(edits []edit) []Aspect {
	var list []Aspect
	add := func(a Aspect) {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	still := slices.DeleteFunc(slices.Clone(edits), func(e edit) bool { return e.moved })
	if len(still) == 0 {
		return nil
	}
	old, new := spans(still)
	oldText, newText := lexicon.FoldInPlace(p.old.masked), lexicon.FoldInPlace(p.new.masked)
	for i := range classes {
		if c := &classes[i]; c.changed(oldText, newText, old, new) {
			add(c.aspect)
		}
	}
	for _, e := range still {
		if p.changesParty(e) {
			add(OfParty)
		} else if p.changesPlace(e) {
			add(OfPlace)
		}
		if inBasis(p.old.masked, e.oldAt) && inBasis(p.new.masked, e.newAt) {
			add(OfBasis)
		}
	}
	return list
}

// parties matches nouns of people and bodies that rights and duties fall on.
var parties = regexp.MustCompile(`(?i)(?:部门|机关|委员会|办公室|办事处|人民政府|政府|机构|组织|单位|企业|公司|银行|法院|检察院|学校|高校|医院|协会|联合会|理事会|董事会|经营者|个人|自然人|法人|人员|职工|员工|工人|农民工|临时工|教师|学生|儿童|老人|残疾人|居民|村民|市民|公民|业主|股东|家庭|农户|用户|客户|商户|租户|养殖户|业主|车主|船主|房主|货主|雇主|户主|申请人|负责人|承租人|出租人|监护人|[^，。；、\s]{1,6}(?:者|人|方|商|户|局|委|办|厅|署|院|校|处))$` +
	`|\b(?:landlords?|tenants?|lessors?|lessees?|employers?|employees?|compan(?:y|ies)|firms?|business(?:es)?|councils?|board|committees?|department|office|agenc(?:y|ies)|authorit(?:y|ies)|ministr(?:y|ies)|minister|government|court|police|managers?|warden|director|secretary|officers?|owners?|buyers?|sellers?|users?|customers?|members?|staff|interns?|contractors?|suppliers?|providers?|applicants?|claimants?|students?|pupils?|teachers?|parents?|guardians?|child(?:ren)?|adults?|minors?|men|women|residents?|citizens?|visitors?|guests?|workers?|trainees?|volunteers?|partners?|spouses?|patients?|masters?|captains?|crews?|drivers?|pilots?|inspectors?|administrators?|trustees?|founders?|clerks?|agents?|brokers?|borrowers?|lenders?|debtors?|creditors?|taxpayers?|donors?|passengers?|farmers?|doctors?|nurses?|clients?|consumers?|importers?|exporters?|manufacturers?|retailers?|operators?|licensees?|licensors?|insurers?|banks?|schools?|hospitals?|universit(?:y|ies)|associations?|union|developers?|publishers?|hosts?|individuals?|persons?|people|households?|famil(?:y|ies)|we|us|you|they|our|your|their)$`)

// changesParty reports whether an edit puts one party in the place of another,
// or takes one out of or into a list.
func (p *sentencePair) changesParty(e edit) bool {
	old, new := namedParty(p.old.masked, e.oldAt), namedParty(p.new.masked, e.newAt)
	switch {
	case old != "" && new != "":
		return old != new
	case len(e.old) == 0:
		return new != "" && inList(p.new.masked, e.newAt)
	case len(e.new) == 0:
		return old != "" && inList(p.old.masked, e.oldAt)
	}
	return false
}

// namedParty returns the party that the span names or is the beginning of.
func namedParty(text string, s knowledge.Span) string {
	if s.End <= s.Start {
		return ""
	}
	words := strings.TrimFunc(s.Of(text), func(r rune) bool { return !unicode.IsLetter(r) })
	if parties.MatchString(words) {
		return statement.Fold(words)
	}
	const reach = 6 // characters after the edit in which the noun may end
	for end, n := s.End, 0; n < reach && end < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.Is(unicode.Han, r) || strings.ContainsRune("的由向对经应在是和及与或可", r) {
			break
		}
		end += size
		if wide := strings.TrimSpace(text[s.Start:end]); wholeParties.MatchString(wide) {
			return statement.Fold(wide)
		}
	}
	return ""
}

// wholeParties matches a party whose name an edit only begins.
var wholeParties = regexp.MustCompile(`(?:部门|机关|委员会|办公室|办事处|政府|机构|单位|企业|公司|银行|法院|学校|医院|协会|人员|职工|员工|学生|居民|村民|家庭|用户)$`)

// inList reports whether a list mark stands beside the span: what comes or
// goes there is an item.
func inList(text string, s knowledge.Span) bool {
	const marks = "、，,和及与或"
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:s.Start], " "))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[s.End:], " "))
	first, _ := utf8.DecodeRuneInString(s.Of(text))
	word := strings.ToLower(strings.TrimSpace(s.Of(text)))
	return strings.ContainsRune(marks, before) || strings.ContainsRune(marks, after) || strings.ContainsRune(marks, first) ||
		strings.HasPrefix(word, "and ") || strings.HasPrefix(word, "or ")
}

// places matches what names a Chinese place by its kind.
var places = regexp.MustCompile(`\p{Han}{1,5}(?:省|市|县|区|镇|乡|村|街道|自治州|港|湾|岛|路|巷|广场|码头|车站|机场|公园|大厦)$`)

// changesPlace reports whether an edit puts one place for another, or takes
// one out of or into a list.
func (p *sentencePair) changesPlace(e edit) bool {
	old, new := namesPlace(p.old.masked, e.oldAt), namesPlace(p.new.masked, e.newAt)
	return old && new || old && len(e.new) == 0 || new && len(e.old) == 0
}

func namesPlace(text string, s knowledge.Span) bool {
	if s.End <= s.Start {
		return false
	}
	words := strings.TrimFunc(s.Of(text), func(r rune) bool { return !unicode.IsLetter(r) || strings.ContainsRune("和及与或", r) })
	if len(place.Find(words)) > 0 {
		return true
	}
	after, size := utf8.DecodeRuneInString(text[s.End:])
	if unicode.Is(unicode.Han, after) && strings.ContainsRune("省市县区镇乡村", after) {
		words = s.Of(text[:s.End]) + text[s.End:s.End+size]
	}
	return places.MatchString(words)
}

// bases match the words that say what an amount is counted from.
var bases = regexp.MustCompile(`(?i)(?:按照|按|根据|依据|以)([^，。；,;]{1,24}?)(?:的\s*[\d一二三四五六七八九十百]|计算|计征|计提|计收|计费|收取|收费|征收|支付|补助|补贴|分配|折算|确定|核定|核算|发放|缴纳|缴存|为基数|为准|为依据)` +
	`|\b(?:based on|according to|calculated (?:on|from)|on the basis of|in proportion to|% of|per cent of|percent of)\s+([^,.;]{1,48})`)

// inBasis reports whether the span lies in what an amount is counted from.
func inBasis(text string, s knowledge.Span) bool {
	if s.End <= s.Start {
		return false
	}
	for _, m := range bases.FindAllStringSubmatchIndex(text, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 && m[g] <= s.Start && s.End <= m[g+1] {
				return true
			}
		}
	}
	return false
}

// rest drops from two sorted lists what both hold.
func rest(a, b []string) (onlyA, onlyB []string) {
	b = slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(b, s); i >= 0 {
			b = slices.Delete(b, i, i+1)
		} else {
			onlyA = append(onlyA, s)
		}
	}
	return onlyA, b
}
