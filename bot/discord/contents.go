package discord

import (
	"context"
	"strings"

	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/index"
	"policybot/knowledge"
)

// documentsCommand lists the documents that a server is answered from.
func documentsCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("documents", "文件", "文件"),
		Description: card.Say("The documents, with their dates and figures", "查看文件及其日期和数字", "查看文件及其日期和數字"),
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Most: limit.ChoiceValue, Name: card.Say("document", "文件", "文件"),
				Description: card.Say("Only this document", "只看这份文件", "只看這份文件"), Complete: completeDocument},
			publicOption,
		},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Run: showDocuments},
	}
}

// contentControls are the menus of documents. Those of a group are named by its
// key and a page.
func contentControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{
		"docs":     {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: turnDocuments}},
		"group":    {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: openGroup}},
		"document": {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: openDocument}},
	}
}

func showDocuments(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	base := c.Bot.Base()
	if wanted := strings.TrimSpace(c.Option("document")); wanted != "" {
		found := documentNamed(base, wanted)
		if found == nil {
			return dispatch.Reply{}, dispatch.Refusal(card.ContentWords.NoDocument.In(c.Locale))
		}
		return dispatch.Reply{Message: documentCard(c, found)}, nil
	}
	return dispatch.Reply{Message: card.Documents(c.View, base, c.Bot.Figures(), "", 0, c.ID)}, nil
}

func turnDocuments(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	group := ""
	if len(c.Args) > 1 {
		group = c.Args[1]
	}
	return dispatch.Reply{Message: card.Documents(c.View, c.Bot.Base(), c.Bot.Figures(), group, c.Argument(0), c.ID)}, nil
}

func openGroup(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return dispatch.Reply{Message: card.Documents(c.View, c.Bot.Base(), c.Bot.Figures(), strings.Join(c.Event.Data.Values, ""), 0, c.ID)}, nil
}

func openDocument(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	base := c.Bot.Base()
	found := documentNamed(base, strings.Join(c.Event.Data.Values, ""))
	if found == nil {
		return dispatch.Reply{}, dispatch.Refusal(card.ContentWords.NoDocument.In(c.Locale))
	}
	return dispatch.Reply{Message: documentCard(c, found)}, nil
}

// documentCard shows a document that the server sees.
func documentCard(c *dispatch.Call, d *knowledge.Document) rest.Message {
	return card.Document(c.View, d, c.Bot.Figures()[d.ID], c.Bot.Facts(d.ID, card.MostFacts))
}

// documentNamed finds a document by its key, its title or a part of it.
func documentNamed(base *knowledge.Base, name string) *knowledge.Document {
	var part *knowledge.Document
	for i := range base.Documents {
		d := &base.Documents[i]
		if card.DocumentKey(d) == name || string(d.ID) == name || strings.EqualFold(card.Line(d.Title), card.Line(name)) {
			return d
		}
		if part == nil && fits(name, []string{d.Title, string(d.ID)}) {
			part = d
		}
	}
	return part
}

// provisionNamed finds the provision that words name: a heading of a document,
// or what a search finds first; nil where there is none.
func provisionNamed(ctx context.Context, c *dispatch.Call, name string) (*knowledge.Document, *knowledge.Section) {
	base := c.Bot.Base()
	for i := range base.Documents {
		d := &base.Documents[i]
		for j := range d.Sections {
			if s := &d.Sections[j]; strings.EqualFold(card.HeadingOf(s), card.Line(name)) {
				return d, s
			}
		}
	}
	found, err := c.Bot.Search(ctx, c.Who, name, index.Page{Limit: limit.Choices})
	if err != nil {
		c.Log.Warn("find a provision", "error", err)
		return nil, nil
	}
	for _, hit := range found.Hits {
		if d := base.Document(hit.Document); d != nil {
			if s := d.Section(hit.Citation.Section); s != nil {
				return d, s
			}
		}
	}
	return nil, nil
}

// completeProvision suggests headings of documents that hold what was typed.
func completeProvision(c *dispatch.Call, typed string, room int) []rest.Choice {
	var out []rest.Choice
	seen := map[string]bool{}
	for _, d := range c.Bot.Base().Documents {
		if d.Format == "yaml" {
			continue
		}
		for i := range d.Sections {
			name := card.HeadingOf(&d.Sections[i])
			if len(out) == room {
				return out
			}
			if name == "" || seen[name] || limit.Length(name) > limit.ChoiceValue || !fits(typed, []string{name, d.Title}) {
				continue
			}
			seen[name] = true
			out = append(out, rest.Choice{Name: card.Joined(" — ", name, d.Title), Value: name})
		}
	}
	return out
}
