package card

import (
	"fmt"
	"strconv"

	"policybot/bot/discord/rest"
	"policybot/bot/shelf"
	"policybot/bot/state"
	"policybot/knowledge"
)

// documentsShown is how many documents are on one page.
const documentsShown = 10

// Edited says what became of the documents that a server put in or took out.
// fileBytes is how large one may be, undo the custom id of what takes it back,
// "" for nothing to take back.
func Edited(v View, report *shelf.Report, fileBytes int64, undo string) rest.Message {
	card := New()
	counts := map[shelf.Outcome]int{}
	for _, d := range report.Documents {
		counts[d.Outcome]++
	}
	var heads []string
	for _, o := range []shelf.Outcome{shelf.Added, shelf.Replaced, shelf.Restored, shelf.Removed, shelf.Unchanged, shelf.Refused} {
		if counts[o] > 0 {
			heads = append(heads, fmt.Sprintf(outcomeCounts[o].In(v.Locale), v.Locale.Count(counts[o])))
		}
	}
	card.Text(Title(Joined(documentSays.between.In(v.Locale), heads...)))
	for i := range report.Documents {
		card.Text(editedLines(v, &report.Documents[i], fileBytes)...)
	}
	if report.Changes > 0 {
		card.Text(Small(fmt.Sprintf(documentSays.changes.In(v.Locale), v.Locale.Count(report.Changes))))
	}
	if undo != "" {
		card.Buttons(Button(rest.SecondaryButton, documentSays.undo.In(v.Locale), undo))
	}
	return card.Message()
}

// editedLines say what became of one document.
func editedLines(v View, e *shelf.Edited, fileBytes int64) []string {
	mark := outcomeMarks[e.Outcome]
	lines := []string{mark + " " + Strong(Escape(e.Name, 120)) + v.Colon + outcomeNames[e.Outcome].In(v.Locale)}
	switch e.Why {
	case shelf.WhyLarge:
		lines = append(lines, fmt.Sprintf(documentSays.large.In(v.Locale), v.Locale.Count(int(fileBytes>>20))))
	case shelf.WhyName:
		lines = append(lines, documentSays.name.In(v.Locale))
	case shelf.WhyUnavailable:
		lines = append(lines, documentSays.unavailable.In(v.Locale))
	}
	if e.Sections+e.Measures > 0 {
		read := fmt.Sprintf(documentSays.read.In(v.Locale), v.Locale.Count(e.Sections), v.Locale.Count(e.Figures))
		if e.Tables > 0 {
			read += fmt.Sprintf(documentSays.tables.In(v.Locale), v.Locale.Count(e.Tables))
		}
		if e.Measures > 0 {
			read += fmt.Sprintf(documentSays.measures.In(v.Locale), v.Locale.Count(e.Measures))
		}
		lines = append(lines, Joined(" · ", Escape(e.Title, 120), read))
	}
	const most = 3
	for _, p := range e.Problems[:min(len(e.Problems), most)] {
		where := ""
		if p.Page > 0 {
			where = v.page(p.Page) + " "
		}
		lines = append(lines, Small("⚠ "+where+Escape(p.Message.In(v.Locale.Language()), 250)))
	}
	if more := len(e.Problems) - most; more > 0 {
		lines = append(lines, Small(fmt.Sprintf(v.AndMore, v.Locale.Count(more))))
	}
	return lines
}

// OwnDocuments lists what a server has put in, a page of it; base is what is
// read of it.
func OwnDocuments(v View, list []state.ServerDocument, base *knowledge.Base, limits state.Limits, page int, id func(string, ...string) string) rest.Message {
	card := New()
	var bytes int64
	for _, d := range list {
		bytes += d.Size
	}
	card.Text(Title(fmt.Sprintf(documentSays.own.In(v.Locale), v.Locale.Count(len(list)))),
		Small(fmt.Sprintf(documentSays.room.In(v.Locale), megabytes(bytes), megabytes(limits.Bytes), v.Locale.Count(limits.Documents))))
	titles := map[string]string{}
	for i := range base.Documents {
		titles[base.Documents[i].Path] = base.Documents[i].Title
	}
	last := max(len(list)-1, 0) / documentsShown
	page = min(max(page, 0), last)
	for _, d := range list[page*documentsShown : min((page+1)*documentsShown, len(list))] {
		who := ""
		if d.Actor != "" {
			who = "<@" + d.Actor + ">"
		}
		card.Text("• "+Strong(Escape(d.Name, 120)), Small(Joined(" · ", Escape(titles[d.Name], 100), fmt.Sprintf(documentSays.version.In(v.Locale), v.Locale.Count(d.Version)),
			megabytes(d.Size)+" MB", Moment(d.At), who)))
	}
	if len(base.Problems) > 0 {
		card.Rule()
		card.Text(problemLines(v, base.Problems)...)
	}
	pager(card, v, page, last, func(to int, end string) string { return id("doc-page", strconv.Itoa(to), end) })
	return card.Message()
}

// megabytes writes a number of bytes in megabytes, with one digit.
func megabytes(n int64) string {
	tenths := (n*10 + 1<<19) >> 20
	if tenths == 0 && n > 0 {
		tenths = 1
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

var outcomeMarks = map[shelf.Outcome]string{shelf.Added: "✓", shelf.Replaced: "✓", shelf.Restored: "✓", shelf.Removed: "−", shelf.Unchanged: "=", shelf.Refused: "✗"}

var outcomeNames = map[shelf.Outcome]Phrase{
	shelf.Added:     Say("added", "已放入", "已放入"),
	shelf.Replaced:  Say("replaced; the version before is kept", "已替换，之前的版本仍保存", "已取代，之前的版本仍保存"),
	shelf.Restored:  Say("as it was before", "已恢复为之前的版本", "已恢復為之前的版本"),
	shelf.Removed:   Say("removed; it is kept for undo", "已移除，可撤销", "已移除，可復原"),
	shelf.Unchanged: Say("is there already, the same", "已有相同的文件", "已有相同的文件"),
	shelf.Refused:   Say("not taken", "未放入", "未放入"),
}

var outcomeCounts = map[shelf.Outcome]Phrase{
	shelf.Added:     Say("Added: %s", "放入 %s 份", "放入 %s 份"),
	shelf.Replaced:  Say("Replaced: %s", "替换 %s 份", "取代 %s 份"),
	shelf.Restored:  Say("Restored: %s", "恢复 %s 份", "恢復 %s 份"),
	shelf.Removed:   Say("Removed: %s", "移除 %s 份", "移除 %s 份"),
	shelf.Unchanged: Say("Unchanged: %s", "未变 %s 份", "未變 %s 份"),
	shelf.Refused:   Say("Not taken: %s", "未放入 %s 份", "未放入 %s 份"),
}

// documentSays is what cards of documents say in each locale.
var documentSays = struct {
	between, changes, undo, large, name, unavailable, read, tables, measures, own, room, version Phrase
}{
	between:     Say(" · ", "，", "，"),
	changes:     Say("Changes told to subscriptions: %s", "通知订阅者的变化：%s 处", "通知訂閱者的變化：%s 處"),
	undo:        Say("Undo", "撤销", "復原"),
	large:       Say("It is larger than the %s MB that one document may have. Split it, or save it smaller.", "超过单个文件的上限 %s MB。请拆分或缩小后再上传。", "超過單一檔案的上限 %s MB。請拆分或縮小後再上傳。"),
	name:        Say("It has no name. Rename the file and send it again.", "没有文件名。请重命名后再上传。", "沒有檔名。請重新命名後再上傳。"),
	unavailable: Say("It could not be loaded from Discord. Send it again.", "无法从 Discord 读取。请再上传一次。", "無法從 Discord 讀取。請再上傳一次。"),
	read:        Say("sections: %s, statements with figures: %s", "%s 个小节，%s 条带数字的陈述", "%s 個小節，%s 條帶數字的陳述"),
	tables:      Say(", tables: %s", "，%s 张表", "，%s 張表"),
	measures:    Say(", measures: %s", "，%s 项措施", "，%s 項措施"),
	own:         Say("Documents of this server: %s", "本服务器的文件：%s 份", "本伺服器的文件：%s 份"),
	room:        Say("%s of %s MB, at most %s documents", "已用 %s MB，上限 %s MB、%s 份", "已用 %s MB，上限 %s MB、%s 份"),
	version:     Say("version %s", "第 %s 版", "第 %s 版"),
}
