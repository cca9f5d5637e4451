package unit

import "policybot/knowledge/figure/glyph"

// PerNames are the words for what a figure is per, under one name for each.
var PerNames = map[string]string{
	"人": "person", "名": "person", "位": "person", "人次": "person-time", "户": "household", "家": "家", "月": "month", "个月": "month", "年": "year", "日": "day", "天": "day", "周": "week",
	"季度": "quarter", "季": "quarter", "小时": "hour", "次": "time", "学期": "semester", "学年": "year", "吨": "t", "公斤": "kg", "千克": "kg", "亩": "亩", "平方米": "m²", "立方米": "m³", "公里": "km", "千瓦时": "kWh", "度": "kWh", "工作日": "workday", "年度": "year", "学生": "person", "生": "person",
}

var PerWords = func() *glyph.Lexicon[string] {
	all := make(map[string]string)
	for word, u := range measures {
		if u.Dimension != Percent {
			all[word] = u.Name
		}
	}
	for word, name := range PerNames {
		all[word] = name
	}
	for word, u := range map[string]string{"个": "个", "件": "件", "台": "台", "套": "套", "辆": "辆", "项": "项", "间": "间", "所": "所", "张": "张", "条": "条", "份": "份", "场": "场", "期": "期", "课时": "课时", "班": "班", "企业": "企业", "股": "股", "只": "只", "头": "头", "床": "床", "床位": "床位", "车": "车", "标箱": "标箱", "箱": "箱", "例": "例", "座": "座", "栋": "栋", "家企业": "家", "个项目": "项目", "项目": "项目"} {
		all[word] = u
	}
	return glyph.NewLexicon(all)
}()

// EnglishPerNames are the words after per, a or each.
var EnglishPerNames = glyph.NewLexicon(map[string]string{
	"person": "person", "capita": "person", "head": "person", "employee": "person", "worker": "person", "student": "person", "household": "household", "family": "household", "firm": "firms", "company": "firms", "project": "projects",
	"month": "month", "year": "year", "annum": "year", "day": "day", "week": "week", "hour": "hour", "quarter": "quarter", "tonne": "t", "ton": "t", "kilogram": "kg", "kg": "kg", "square metre": "m²", "square meter": "m²", "kilometre": "km", "kwh": "kWh", "unit": "units", "share": "shares",
})

// PerAdverbs after an amount say what it is per: $500 quarterly.
var PerAdverbs = glyph.NewLexicon(map[string]string{
	"hourly": "hour", "daily": "day", "per diem": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year", "a year": "year",
})
