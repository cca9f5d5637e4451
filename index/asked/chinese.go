package asked

import (
	"regexp"
	"strings"
)

const (
	chineseTimes = `(?:个?工作日|个?自然日|天|日|年|个?月|个?季度|周|星期|个?小时|分钟|学时|课时)`
	howMany      = `(?:多少|几)`
	what         = `什么(?:$|[^时日年月])` // not 什么时候
)

// chineseAsking are the forms of asking in Chinese, the surest first.
var chineseAsking = rules(
	string(Percent), `百分之(?:几|多少)|`+howMany+`(?:成|个百分点|%|％)|多(?:大|高|少)(?:的)?比例|比例(?:是|为|有)?(?:多少|多大|多高|几)|(?:利率|税率|费率|占比|比率|增长率|增速)(?:是|为|有|按)?(?:多少|多高|几|`+what+`)`,
	string(Date), howMany+`(?:月`+howMany+`)?号|(?:几|哪)月几?[号日]?|(?:什么|哪个?|何)(?:时候|时间|日期|日子|时|天|一天|年|月|年份)|哪[一二两三四五六七几]?[天年月日]|截止(?:到|至)?(?:哪|什么|几)|几点|星期几|(?:啥|什么)时|(?:日期|时间)(?:是|为)(?:多少|什么|哪)`,
	string(Duration), howMany+`(?:个|多)?(`+chineseTimes+`)|多久|多长(?:的)?(?:时间|期限)?|(?:期限|时限|时长|有效期|年限|工期|周期)(?:是|为|有|最长|最短)?(?:多少|多长|多久|几|`+what+`)|几岁|多少岁|多大(?:年纪|年龄|岁数)?(?:才|可|能|以)`,
	string(Money), `多少(?:万|亿|百万|千)?(?:元|块|钱|美元|欧元|美金|港元|港币|人民币)|几(?:块|毛|分)钱|(?:金额|费用|价格|工资|罚款|补贴|奖金|补助|资金|[^免消花浪]费|租金|押金|保证金|定金|票价|房价|税额|额度|限额|标准)(?:是|为|有|按|达到?|最高|最低|一共|总共|共)*(?:多少|多大|多高|几)|罚(?:款)?(?:多少|几)|怎么(?:处)?罚|如何处罚|(?:补|奖|交|付|缴|收|花|赔|扣|领|拿|发|贷|借)(?:贴|助|励|纳|款|取|到)?(?:多少|几)(?:钱)?$`,
	string(List), `哪[些几一二两三四五六七八九十]|有(?:什么|啥)(?:条件|要求|材料|资料|情形|措施|政策|内容|规定|步骤|手续|种类|类型)|(?:什么|啥|何种)(?:条件|材料|资料|情形|情况|手续|证件|文件|措施|政策|内容|东西)|包括(?:什么|啥)|分别?是(?:什么|谁|哪)`,
	string(Count), howMany+`(?:多)?((?:[万亿]?)(?:人次|人|户|家|个|件|项|种|类|次|名|座|辆|台|套|所|条|只|张|倍|份|批|例|吨|亩|公里|米|平方米|平方公里|千瓦|度|分|票|处|间|栋|艘|支|枚|本|篇|起|宗|门|级|档|步|层|场))`,
	string(Party), `谁|(?:哪个|哪家|什么|何|哪)(?:部门|单位|机构|机关|公司|企业|银行|人|主体|组织|政府|局|委)|由(?:什么|哪)`,
	string(Place), `哪(?:里|儿|个(?:城市|省|区|县|地方|国家|地区))|(?:什么|何)(?:地方|处|地)|在哪(?:$|[^一二两三四五六七八九十几些年月日天])`,
	string(Reason), `为(?:什么|啥|何)|(?:什么|啥)原因|怎么会|原因是`,
	string(Amount), `多少|多(?:大|高|重|远|宽|深|厚|快|低|小|长)|几`,
	string(Manner), `(?:怎么|怎样|如何|咋)(?:样)?(?:办|申请|办理|处理|领|交|缴|报|计|算|确定|操作|做|走|申报|提交|才|去|认定|发|给|收|补|退|查|选|用|写|处罚|罚|规定|弄)?|(?:流程|步骤|程序|办法|方法|方式)(?:是|为|有)?(?:`+what+`|怎样|哪些|哪几)`,
)

// chineseNouns tell what keywords measure: 免征额度, 申请期限.
var chineseNouns = rules(
	string(Percent), `(?:率|占比|比例|比重|百分比|增幅|涨幅|降幅)$`,
	string(Duration), `(?:期限|时限|时长|有效期|年限|周期|天数|月数|年数|工期|最长|最短|期|寿命)$`,
	string(Date), `(?:日期|时间|截止|施行日|生效|起始日|截止日)$`,
	string(Money), `(?:金额|工资|罚款|罚款幅度|补贴|奖金|补助|资金|额|额度|标准|费|价|价格|费用|上限|下限|收入|支出|成本|起付线|封顶线|起征点|押金|津贴|补偿|奖励)$`,
	string(Count), `(?:数量|数|规模|名额|量)$`,
	string(Amount), `(?:分|线|最高|最低|最多|最少|水平|年龄|面积|高度|距离|温度)$`,
	string(List), `(?:条件|材料|资料|情形|要求|范围|内容|措施|手续)$`,
	string(Manner), `(?:流程|步骤|程序|办法|方法|方式)$`,
)

var (
	chineseVerdict = regexp.MustCompile(`^(?:行|可以|对|好|允许)(?:吗|么|不)|有没有|是否|能否|可否|是不是|可不可以|能不能|会不会|要不要|需不需要|算不算|行不行|对不对|用不用|应不应该|合不合`)
	chineseClause  = regexp.MustCompile(`[。？！?!；;\n]+|[，,]`)
	chineseAsks    = regexp.MustCompile(`多少|几|哪|什么|啥|谁|何|怎|如何|为何|多久|多长|多大|多高|咋`)
	chinesePolite  = regexp.MustCompile(`(?:请问|想问|问)(?:一?下)?(?:您|你)?(?:知道|清楚)?|能(?:不能)?(?:告诉|帮|说)(?:我|一?下)*|知道吗$|可以告诉|谢谢(?:您|你|大家)?|多谢|麻烦(?:您|你)?(?:了|帮我)?(?:查|看)?(?:一?下)?|您?好|大家好`)
)

func chinese(question string) Asked {
	question = strings.TrimRight(question, "？?。！!~～… 　")
	var clauses []string
	for _, c := range chineseClause.Split(question, -1) {
		if c = strings.TrimSpace(chinesePolite.ReplaceAllString(c, "")); c != "" {
			clauses = append(clauses, c)
		}
	}
	for i := len(clauses) - 1; i >= 0; i-- {
		clause := strings.TrimRight(clauses[i], "啊呀哈呢）)的了嘛哦噢 　")
		verdict := asksVerdict(clauses[i])
		if a, ok := apply(chineseAsking, clause); ok && !(verdict && endsInParticle(clauses[i])) {
			a.Clause = clause
			return a
		}
		if verdict {
			return Asked{Kind: Verdict, Clause: clause}
		}
	}
	if len(clauses) == 0 {
		return Asked{Kind: Other}
	}
	last := clauses[len(clauses)-1]
	a, _ := apply(chineseNouns, last)
	if a.Kind == "" {
		a.Kind = Other
	}
	a.Clause = last
	return a
}

// asksVerdict reports whether a clause asks for yes or no.
func asksVerdict(clause string) bool {
	if endsInParticle(clause) || chineseVerdict.MatchString(clause) {
		return true
	}
	// A不A, AB不AB and A不AB: 收不收, 交没交, 合不合规
	runes := []rune(clause)
	for i := 1; i+1 < len(runes); i++ {
		if (runes[i] == '不' || runes[i] == '没') && runes[i-1] == runes[i+1] {
			return true
		}
	}
	return false
}

// endsInParticle reports whether a clause ends as questions for yes or no do:
// 吗, 么, and 不, 没有 behind what is asked.
func endsInParticle(clause string) bool {
	clause = strings.TrimRight(clause, "啊呀哈呢）) 　的了哦噢")
	switch {
	case strings.HasSuffix(clause, "吗"), strings.HasSuffix(clause, "嘛"):
		return true
	case strings.HasSuffix(clause, "么"):
		return !strings.HasSuffix(clause, "什么") && !strings.HasSuffix(clause, "怎么") && !strings.HasSuffix(clause, "多么")
	case strings.HasSuffix(clause, "不"), strings.HasSuffix(clause, "没"), strings.HasSuffix(clause, "没有"), strings.HasSuffix(clause, "不行"):
		return !chineseAsks.MatchString(clause)
	}
	return false
}
