package measures

import (
	"fmt"
	"strings"

	"policybot/knowledge"
)

// nothingElse says of one language's figures that they are all in the other.
const nothingElse = "nothing beside what both have"

// chineseMeasuresMessages holds the Chinese for what is said of measures in
// YAML, by its English format. Keys of the file stay as they are written.
var chineseMeasuresMessages = map[string]string{
	"the file is empty: write source and measures, or remove it":            "文件是空的：请写上 source 和 measures，或删除文件",
	"the file holds several YAML documents, parted by ---: keep one a file": "文件里有用 --- 隔开的多个 YAML 文档：请每个文件只放一个",
	"not YAML: %s": "不是有效的 YAML：%s",

	"%s: want keys and values, such as %s: …; found %s":                                             "%s：这里应是键和值，例如 %s: …；现在是 %s",
	"%s: unknown key %q: did you mean %s?":                                                          "%s：没有名为 %q 的键：是不是 %s？",
	"%s: unknown key %q: use one of %s":                                                             "%s：没有名为 %q 的键：可用的有 %s",
	"%s: %s is given twice: keep one":                                                               "%s：%s 写了两次：请只留一个",
	"%s: %s is an alias (*%s): write it out":                                                        "%s：%s 用了别名（*%s）：请直接写出内容",
	"%s: %s is empty: fill it in or leave it out":                                                   "%s：%s 是空的：请填上或删掉这一行",
	"%s: no %s: add %s: …":                                                                          "%s：缺少 %s：请加上 %s: …",
	"%s: %s: want one value; found %s":                                                              "%s：%s：这里应是一个值；现在是 %s",
	"%s: %s %q: use lower-case letters, digits and hyphens, such as loan-deferral":                  "%s：%s %q：请用小写字母、数字和连字符，例如 loan-deferral",
	"%s: %s: %q is not a date: write YYYY-MM-DD, such as 2020-04-15":                                "%s：%s：%q 不是日期：请写成 YYYY-MM-DD，例如 2020-04-15",
	"%s: say it in both languages: {zh: …, en: …}":                                                  "%s：中英文都要写：{zh: …, en: …}",
	"%s: not said in %s: add %s: …":                                                                 "%s：缺少%s：请加上 %s: …",
	"%s: %s: want a list, each member after a hyphen; found %s":                                     "%s：%s：这里应是列表，每项前加连字符；现在是 %s",
	"%s: %s: %s in the list: write it out or remove it":                                             "%s：%s：列表里有%s：请写出内容或删掉",
	"%s: %s: want words; found %s":                                                                  "%s：%s：这里应是词语；现在是 %s",
	"source: language %q: write zh or en":                                                           "source：language %q：请写 zh 或 en",
	"source: url %q: write the whole address, from https:// on":                                     "source：url %q：请写完整网址，从 https:// 开始",
	"source: id %s is already that of %s: give this one an id of its own":                           "source：id %s 已被 %s 使用：请换一个",
	"%s %s is already on line %d: give this one an id of its own":                                   "%s %s 已在第 %d 行出现：请换一个 id",
	"%s is already on line %d: give this one an id of its own":                                      "%s 已在第 %d 行出现：请换一个 id",
	"measure %s is already in %s: give this one an id of its own":                                   "measure %s 已在 %s 中出现：请换一个 id",
	"measure %s: unknown topic %q: did you mean %s?":                                                "measure %s：没有名为 %q 的主题：是不是 %s？",
	"measure %s: unknown topic %q: use one of %s, or add it under topics":                           "measure %s：没有名为 %q 的主题：可用的有 %s，或在 topics 下添加",
	"measure %s: unknown topic %q: add it under topics":                                             "measure %s：没有名为 %q 的主题：请在 topics 下添加",
	"%s: deadline %s is before it takes effect on %s: check both":                                   "%s：deadline %s 早于生效日 %s：请核对两者",
	"%s: as_of %s is after the source's date, %s: check both":                                       "%s：as_of %s 晚于来源的日期 %s：请核对两者",
	"%s: %q does not stand in the statement in %s: write it as it stands there":                     "%s：%q 不在陈述（%[3]s）里：请照原样写",
	"%s: %q is not read as a figure: write a number and its unit, such as 1,200 tonnes or 680.91亿元": "%s：%q 读不出数字：请写数字和单位，例如 1,200 tonnes 或 680.91亿元",
	"%s: %q is part of %q, which is already listed":                                                 "%s：%q 属于已列出的 %q",
	"%s: the statement also says %q: list it, or say it in a fact of its own":                       "%s：陈述里还有 %q：请列出来，或另写一条 fact",
	"%s: the languages differ in figures: Chinese has %s, English has %s: make them say the same":   "%s：中英文的数字不一致：中文有 %s，英文有 %s：请改成一致",

	"base: language %q: write zh or en":                                                 "base：language %q：请写 zh 或 en",
	"base: time_zone %q is not known: write an IANA name, such as Asia/Shanghai":        "base：无法识别 time_zone %q：请写 IANA 时区名，例如 Asia/Shanghai",
	"base: region %q is not a place that is known: write its full name, such as 江苏省":    "base：无法识别地名 region %q：请写全称，例如 江苏省",
	"base: synonyms: write each group as a list, such as [小微企业, small firms]; found %s": "base：synonyms：每组同义词写成一个列表，例如 [小微企业, small firms]；现在是 %s",
	"base: synonyms: a group needs two words or more: add one or remove it":             "base：synonyms：每组至少两个词：请补充或删掉",

	"Chinese": "中文", "English": "英文",
	"keys and values": "键和值",
	"a list":          "列表",
	"an alias":        "别名",
	"nothing":         "空白",
	nothingElse:       "没有多出来的",

	quoteIt:        "文字里有冒号加空格，须放在引号里",
	closeBracket:   "括号 { 或 [ 没有闭合，或其中的文字没有加引号",
	closeQuote:     "引号没有闭合",
	spacesOnly:     "缩进用了制表符：请改用空格",
	specialStart:   "值以制表符或特殊字符开头：请用空格缩进，并把这样的文字放在引号里",
	alignKeys:      "缩进不齐：同一层的键和连字符要对齐",
	savedAsUTF8:    "不是 UTF-8 文字：请以 UTF-8 另存",
	unreadableYAML: "此处无法解读：请检查缩进、冒号和引号",
}

// What is wrong with a file that is not YAML, in words for people.
const (
	quoteIt        = "a text with a colon and a space in it must stand in quotes"
	closeBracket   = "a bracket { or [ is not closed, or a text inside it must stand in quotes"
	closeQuote     = "a quotation mark is not closed"
	spacesOnly     = "tabs are used to indent: use spaces"
	specialStart   = "a tab or a special character begins a value: indent with spaces, and put such a text in quotes"
	alignKeys      = "the indentation is uneven: align the keys and hyphens of one level"
	savedAsUTF8    = "it is not UTF-8 text: save it as UTF-8"
	unreadableYAML = "it cannot be understood here: check indentation, colons and quotation marks"
)

// say returns the same message in each language. Strings among the arguments
// that chineseMeasuresMessages translates are translated too.
func say(format string, args ...any) knowledge.Text {
	translated := make([]any, len(args))
	for i, arg := range args {
		translated[i] = arg
		if s, ok := arg.(string); ok {
			translated[i] = inChinese(s)
		}
	}
	return knowledge.Text{
		knowledge.English: fmt.Sprintf(format, args...),
		knowledge.Chinese: fmt.Sprintf(inChinese(format), translated...),
	}
}

// inChinese returns the translation of a message, or the message.
func inChinese(message string) string {
	if t := chineseMeasuresMessages[message]; t != "" {
		return t
	}
	return message
}

// syntaxMessage says for people what the YAML parser found wrong.
func syntaxMessage(parser string) string {
	for _, known := range []struct{ part, words string }{
		{"mapping values are not allowed", quoteIt},
		{"expected ',' or", closeBracket},
		{"unexpected end of stream", closeQuote},
		{"tab", spacesOnly},
		{"cannot start any token", specialStart},
		{"expected key", alignKeys},
		{"expected '-'", alignKeys},
		{"sequence entries are not allowed", alignKeys},
		{"UTF-8", savedAsUTF8},
	} {
		if strings.Contains(parser, known.part) {
			return known.words
		}
	}
	return unreadableYAML
}
