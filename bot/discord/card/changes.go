package card

import (
	"fmt"

	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/knowledge"
)

// changesOnPage is how many changes a page of the list shows.
const changesOnPage = 10

// Changes shows a page of what has changed, newest first, by document. pageID
// makes the custom id of a button that shows a page.
func Changes(v View, list []state.Logged, page int, pageID func(page int) string) rest.Message {
	card := New()
	card.Text(Title(ChangesWords.title.In(v.Locale)))
	if len(list) == 0 {
		card.Text(ChangesWords.none.In(v.Locale))
		return card.Message()
	}
	pages := (len(list) + changesOnPage - 1) / changesOnPage
	page = min(max(page, 0), pages-1)
	document := knowledge.DocumentID("")
	for i, c := range list[page*changesOnPage : min(len(list), (page+1)*changesOnPage)] {
		if i == 0 || c.Change.Document != document {
			card.Rule()
			card.Text(Title(Escape(TitleOf(&c), 150)))
			document = c.Change.Document
		}
		card.Text(Strong(Escape(c.Change.Headline(v.Locale.told()), 250))+" · "+Moment(c.At), "> "+emphasised(c.Change.NewQuote.Text, c.Change.NewQuote.Marked, 120))
	}
	if pages > 1 {
		card.Text(Small(fmt.Sprintf(v.PageOf, v.Locale.Count(page+1), v.Locale.Count(pages))))
		var buttons []rest.Component
		if page > 0 {
			buttons = append(buttons, Button(rest.SecondaryButton, v.Before, pageID(page-1)))
		}
		if page+1 < pages {
			buttons = append(buttons, Button(rest.SecondaryButton, v.After, pageID(page+1)))
		}
		card.Buttons(buttons...)
	}
	return card.Message()
}

// ChangesWords is what the list of changes says in each locale.
var ChangesWords = struct{ title, none, BadSince Phrase }{
	title: Say("What has changed", "政策变化", "政策變化"),
	none:  Say("Nothing has changed in that time.", "这段时间没有变化。", "這段時間沒有變化。"),
	BadSince: Say("Write a day, such as 2025-03-01, or how long ago, such as 7d or 2w.", "请写日期，例如 2025-03-01，或多久以前，例如 7d、2w。",
		"請寫日期，例如 2025-03-01，或多久以前，例如 7d、2w。"),
}
