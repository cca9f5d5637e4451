// Package epub reads electronic books: the pages of the spine, in its order.
package epub

import (
	"context"
	"strings"

	"policybot/knowledge/ingest/archive"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/html"
)

const maxChapters = 5_000

var (
	chaptersMissing = content.Message{
		English: "%d of %d chapters could not be read: save the book again",
		Chinese: "%d 章（共 %d 章）无法读取：请重新保存该电子书",
	}
	protected = content.Message{
		English: "the book is protected against copying: get a copy without protection",
		Chinese: "该电子书有版权保护（DRM）：请取得不带保护的版本",
	}
)

// Read reads a book.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	a, err := archive.Open(ctx, in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	if rights, err := a.Read("META-INF/rights.xml"); err == nil && rights != nil {
		return content.Parsed{}, content.Refuse(protected)
	}
	chapters, title, err := spine(a)
	if err != nil {
		return content.Parsed{}, err
	}
	var p content.Parsed
	missing := 0
	for _, name := range chapters {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		page, err := a.Read(name)
		if err != nil {
			return p, err
		}
		chapter, err := html.Read(ctx, content.Input{Path: name, Data: page})
		if err != nil || page == nil {
			missing++
			continue
		}
		p.Blocks = append(p.Blocks, chapter.Blocks...)
	}
	p.Source.Title = content.StatedTitle(title)
	if missing > 0 {
		p.Problems = append(p.Problems, content.Refuse(chaptersMissing, missing, len(chapters)))
	}
	return p, nil
}

// spine returns the names of the pages of a book in their order, and its title.
func spine(a *archive.Archive) (names []string, title string, err error) {
	container, err := a.Parse("META-INF/container.xml")
	if err != nil {
		return nil, "", err
	}
	if container == nil || len(container.All("rootfile")) == 0 {
		return nil, "", content.Refuse(content.NotWord, "EPUB")
	}
	main := container.All("rootfile")[0].Attribute("full-path")
	book, err := a.Parse(main)
	if err != nil {
		return nil, "", err
	}
	if book == nil {
		return nil, "", content.Refuse(content.Damaged)
	}
	items := map[string]string{}
	for _, item := range book.All("item") {
		if strings.Contains(item.Attribute("media-type"), "html") && !strings.Contains(item.Attribute("properties"), "nav") {
			items[item.Attribute("id")] = archive.Join(main, item.Attribute("href"))
		}
	}
	for _, ref := range book.All("itemref") {
		if name := items[ref.Attribute("idref")]; name != "" && ref.Attribute("linear") != "no" && len(names) < maxChapters {
			names = append(names, name)
		}
	}
	if titles := book.All("title"); len(titles) > 0 && len(titles[0].Children) > 0 {
		title = titles[0].Children[0].Text
	}
	return names, title, nil
}
