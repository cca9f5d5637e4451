package statement

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// counter matches what a page counts and how long ago it says it was made.
var counter = regexp.MustCompile(`(?i)^\W*(?:(?:last )?(?:updated|published|posted|edited|written|modified)?\s*(?:over |about |almost )?(?:\d+|an?|one|two|three|several|a few)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago|yesterday|just now)\W*$` +
	`|^\W*(?:page |article |post )?(?:views?|viewed|read|visited|visits|downloads|downloaded|shared)\s*:?\s*[\d,]+(?: times?)?\W*$` +
	`|(?:阅读|浏览|点击|访问|下载|播放|转发|收藏|点赞|评论)(?:次数|人数|总数|量|数)?\s*[:：]?\s*[\d,.万]+\s*次?` +
	`|^\W*[\d,.]+\s*(?:万)?\s*(?:views?|likes?|comments?|shares?|replies|reads?|followers|次(?:阅读|浏览|点击|访问|播放)|人(?:阅读|浏览|点赞|评论))\W*$`)

// pageWords begin the lines around the text of a page: where one is, what else
// there is, who keeps the page.
var pageWords = []string{"当前位置", "您的位置", "您现在的位置", "您当前的位置", "上一篇", "下一篇", "上一条", "下一条", "返回顶部", "返回首页", "返回列表", "分享到",
	"打印本页", "关闭窗口", "字号", "字体大小", "扫一扫", "网站地图", "版权所有", "责任编辑", "编辑：", "来源：", "稿源", "主办单位：", "承办单位：", "网站标识码", "友情链接",
	"相关链接", "相关阅读", "相关文章", "相关稿件", "相关推荐", "推荐阅读", "无障碍", "首页 >", "首页>", "首页 »",
	"skip to content", "skip to main content", "back to top", "table of contents", "on this page", "in this article", "share this", "share on", "print this page",
	"breadcrumb", "copyright ", "©", "all rights reserved", "cookie settings", "cookie preferences", "accept cookies", "accept all cookies", "reject all",
	"manage cookies", "manage preferences", "we use cookies on", "we use cookies to", "this site uses cookies", "this website uses cookies", "sign in", "sign up", "log in", "login",
	"subscribe", "follow us", "was this page helpful", "was this article helpful", "was this information helpful", "did this answer your question", "yes no", "get started",
	"start free", "try for free", "try it for free", "request a demo", "contact sales", "book a demo", "learn more", "read more", "see all", "view all", "previous page",
	"previous article", "next page", "next article", "powered by", "menu", "search", "advertisement", "sponsored"}

// licenceMark matches the registration of a Chinese web site.
var licenceMark = regexp.MustCompile(`^\W*\p{Han}{0,2}(?:ICP备|公网安备)`)

// besides matches the headings of what a page offers beside its text.
var besides = regexp.MustCompile(`(?i)^\W*(?:related (?:articles?|content|links|pages|topics|posts)|see also|further (?:information|reading)|additional resources|more (?:articles|from|in this)|you (?:may|might) also (?:like|be interested)|popular (?:articles|posts|now)|most (?:read|popular)|recent (?:posts|articles|news)|recommended|latest news|相关(?:链接|阅读|文章|稿件|推荐|新闻|信息)|推荐阅读|热门(?:文章|推荐|新闻)|最新(?:文章|新闻|资讯)|友情链接|猜你喜欢)\W*$`)

// history matches a line of the list, at the head of a law, of when it was
// passed and amended.
var history = regexp.MustCompile(`^[\s（(]*(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})年\p{Han}{0,3}[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.*(?:通过|公布|发布|颁布|批准|修订|修正|修改|施行|实施|决定|令|起草)[^。]*[)）。\s]*$` +
	`|^[\s（(]*根据\s*(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})年.*(?:修正|修订|修改)[^。]*[)）。\s]*$`)

// inForce matches the line of such a list that says since when a law holds: that
// is no history.
var inForce = regexp.MustCompile(`^[^日]*日\s*(?:起\s*)?(?:施行|实施|生效)[）)。\s]*$`)

// documentCode matches a line that holds nothing but the code of a form or
// template: Stnd0725.
var documentCode = regexp.MustCompile(`^\W*[A-Za-z]{2,}[-_ ]?\d{3,}[\w.-]*\W*$`)

// LinkText matches a Markdown link.
var LinkText = regexp.MustCompile(`!?\[([^\[\]]*(?:\[[^\[\]]*\])?[^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)`)

// onlyLinks reports whether a line is made of links and nothing else: a menu,
// a banner, a list of further pages. A link that is a whole sentence is not.
func onlyLinks(text string) bool {
	if !strings.Contains(text, "](") {
		return false
	}
	rest := LinkText.ReplaceAllString(text, "")
	if strings.IndexFunc(rest, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
		return false
	}
	last := ""
	if all := LinkText.FindAllStringSubmatch(text, -1); len(all) > 0 {
		last = strings.TrimSpace(all[len(all)-1][1])
	}
	text = strings.TrimSpace(text)
	return !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, "。") && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "。")
}

// IsFurniture reports whether the statement belongs to the page. It is looked
// at only where a page differs.
func (s *Statement) IsFurniture() bool {
	switch {
	case s.Section < 0:
		return onlyLinks(s.Text)
	case standsBeside(s.heads):
		return true
	case s.Row:
		return false
	case s.letters < 2 && strings.IndexFunc(s.Masked, unicode.IsNumber) < 0:
		return true
	}
	return isPageLine(s.Text) || s.beginning && (history.MatchString(s.Text) && !inForce.MatchString(s.Text) || s.echoes())
}

// trail matches the line that says where in a site a page lies: Home > Rules > Boats.
var trail = regexp.MustCompile(`^[^.。>»›→]+(?:\s*[>»›→]\s*[^.。>»›→]+){2,}$`)

func isPageLine(text string) bool {
	const longest = 160 // bytes; a line of a page is short
	if onlyLinks(text) {
		return true
	}
	if len(text) <= longest && trail.MatchString(text) {
		return true
	}
	if len(text) > longest {
		return false
	}
	line := strings.ToLower(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '©' }))
	// A line that begins like a menu and goes on like a sentence is one.
	sentence := strings.HasSuffix(line, ".") || strings.HasSuffix(line, "。") || strings.HasSuffix(line, "；")
	if !sentence && slices.ContainsFunc(pageWords, func(w string) bool { return strings.HasPrefix(line, w) }) {
		return true
	}
	switch {
	case strings.Contains(text, "备"):
		return licenceMark.MatchString(text)
	case IsASCII(text) && !strings.Contains(strings.TrimSpace(text), " "):
		return documentCode.MatchString(text)
	}
	return mayCount(text) && counter.MatchString(text)
}

// mayCount is quick to tell that a line is no counter.
func mayCount(text string) bool {
	if IsASCII(text) {
		return len(text) < 60 && (strings.ContainsAny(text, "0123456789") || strings.Contains(text, "ago") || strings.Contains(text, "now") || strings.Contains(strings.ToLower(text), "yesterday"))
	}
	return strings.ContainsAny(text, "0123456789") && slices.ContainsFunc(counted, func(w string) bool { return strings.Contains(text, w) })
}

// counted are the words for what a page counts.
var counted = []string{"阅读", "浏览", "点击", "访问", "下载", "播放", "转发", "收藏", "点赞", "评论"}

// echoes reports whether the statement says a part of the document's title.
func (s *Statement) echoes() bool {
	const shortest = 12 // bytes, four characters of Chinese
	words := s.Words
	return len(words) >= shortest && strings.Contains(s.title, words)
}

func standsBeside(heading []string) bool {
	return slices.ContainsFunc(heading, func(h string) bool { return besides.MatchString(h) })
}
