package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/shelf"
	"policybot/bot/state"
)

// attachmentOption is the kind of option that takes a file.
const attachmentOption = 11

// progressEvery is how often a person sees how far the reading is.
const progressEvery = 2 * time.Second

// documentCommands are the subcommands of /policy that change what a server has
// put into its base.
func documentCommands() []dispatch.Command {
	handler := func(run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Handler {
		return dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Run: run}
	}
	long := func(run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Handler {
		h := handler(run)
		h.Long = true
		return h
	}
	return []dispatch.Command{
		{Name: card.Say("add", "添加", "新增"), Description: card.Say("Put documents into this server's base: PDF, Word, Excel, CSV, web pages, Markdown, text, YAML", "把文件放入本服务器的文件库：PDF、Word、Excel、CSV、网页、Markdown、文本、YAML", "把文件放入本伺服器的文件庫：PDF、Word、Excel、CSV、網頁、Markdown、文字、YAML"),
			Options: addOptions(), Handler: long(addDocuments)},
		{Name: card.Say("remove", "移除", "移除"), Description: card.Say("Take a document out of this server's base", "从本服务器的文件库移除一份文件", "從本伺服器的文件庫移除一份文件"),
			Options: []dispatch.CommandOption{{Kind: dispatch.StringOption, Required: true, Most: limit.ChoiceValue, Name: card.Say("document", "文件", "文件"),
				Description: card.Say("The document; type to see suggestions", "文件名，输入时会有提示", "檔名，輸入時會有提示"), Complete: completeOwnDocument}}, Handler: long(removeDocument)},
		{Name: card.Say("undo", "撤销", "復原"), Description: card.Say("Take back the last change of this server's documents", "撤销对本服务器文件的最近一次更改", "復原對本伺服器文件的最近一次變更"), Handler: long(undoDocuments)},
		{Name: card.Say("documents", "文件", "文件"), Description: card.Say("What this server has put in, with versions", "本服务器放入的文件及其版本", "本伺服器放入的文件及其版本"), Handler: handler(listOwnDocuments)},
	}
}

// addOptions are files, and the link to one.
func addOptions() []dispatch.CommandOption {
	var options []dispatch.CommandOption
	for i := range limit.Files {
		number := ""
		if i > 0 {
			number = strconv.Itoa(i + 1)
		}
		options = append(options, dispatch.CommandOption{Kind: attachmentOption, Name: card.Say("file"+number, "文件"+number, "檔案"+number),
			Description: card.Say("A document", "一份文件", "一份文件")})
	}
	return append(options, dispatch.CommandOption{Kind: dispatch.StringOption, Most: 1000, Name: card.Say("link", "链接", "連結"),
		Description: card.Say("Or the link to an attachment, or to a message of this channel that has some", "或附件的链接，或本频道中带附件的消息的链接", "或附件的連結，或本頻道中帶附件的訊息的連結")})
}

// addMessageCommand puts the attachments of a message into the base.
func addMessageCommand() dispatch.Command {
	return dispatch.Command{
		Kind: dispatch.MessageCommand, InGuilds: true,
		Name:   card.Say("Add to the documents", "放入文件库", "放入文件庫"),
		InHelp: card.Say("puts what is attached into this server's base", "把消息的附件放入本服务器的文件库", "把訊息的附件放入本伺服器的文件庫"),
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Long: true, Run: func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return putIn(ctx, c, c.Event.Data.Resolved.Messages[c.Event.Data.Target].Attachments)
		}},
	}
}

func documentControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{
		"doc-undo": {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Long: true, Run: undoDocuments}},
		"doc-page": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Manager: true, Run: listOwnDocuments}},
	}
}

func addDocuments(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	var files []rest.SentFile
	for _, o := range addOptions() {
		if o.Kind != attachmentOption {
			continue
		}
		if id := c.Option(o.Name.En); id != "" {
			if a, given := c.Event.Data.Resolved.Attachments[id]; given {
				files = append(files, a)
			}
		}
	}
	linked, err := linkedFiles(ctx, c, strings.TrimSpace(c.Option("link")))
	if err != nil {
		return dispatch.Reply{}, err
	}
	return putIn(ctx, c, append(files, linked...))
}

// linkedFiles returns the attachments that a link leads to: an attachment
// itself, or a message of the channel in which the link is given. Whoever gives
// it sees that channel; of others it is not known.
func linkedFiles(ctx context.Context, c *dispatch.Call, link string) ([]rest.SentFile, error) {
	if link == "" {
		return nil, nil
	}
	link = strings.Trim(link, "<>")
	if channel, message, isMessage := messageLink(link, c.Who.Guild); isMessage {
		if channel != c.Who.Channel {
			return nil, dispatch.Refusal(documentWords.elsewhere.In(c.Locale))
		}
		m, err := c.API.Message(ctx, channel, message)
		if err != nil && !rest.Gone(err) {
			return nil, err
		}
		if len(m.Attachments) == 0 {
			return nil, dispatch.Refusal(documentWords.noneThere.In(c.Locale))
		}
		return m.Attachments, nil
	}
	a, err := c.API.LinkedAttachment(link)
	if err != nil {
		return nil, dispatch.Refusal(documentWords.badLink.In(c.Locale))
	}
	return []rest.SentFile{a}, nil
}

// messageLink reads the link to a message of a server.
func messageLink(link, server string) (channel, message string, ok bool) {
	_, path, found := strings.Cut(link, "/channels/"+server+"/")
	if !found || server == "" || !strings.HasPrefix(link, "https://") {
		return "", "", false
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) != 2 || strings.Trim(parts[0]+parts[1], "0123456789") != "" {
		return "", "", false
	}
	return parts[0], parts[1], true
}

// putIn loads attachments and puts them into the base of the server.
func putIn(ctx context.Context, c *dispatch.Call, files []rest.SentFile) (dispatch.Reply, error) {
	if len(files) == 0 {
		return dispatch.Reply{}, dispatch.Refusal(documentWords.noFiles.In(c.Locale))
	}
	var uploads []shelf.Upload
	for _, a := range files[:min(len(files), limit.Files)] {
		uploads = append(uploads, shelf.Upload{Name: a.Name, Size: a.Size, Open: func(ctx context.Context) (io.ReadCloser, error) {
			file, err := c.API.Attachment(ctx, a.URL, c.Shelf.FileBytes)
			if errors.Is(err, rest.ErrLarge) {
				err = shelf.ErrLarge
			}
			return file, err
		}})
	}
	shown := time.Now()
	report, err := c.Shelf.Add(ctx, c.Who.Guild, c.Who.User, uploads, func(done, total int, name string) {
		if time.Since(shown) < progressEvery {
			return
		}
		shown = time.Now()
		words := documentWords.putting.In(c.Locale)
		if done < total {
			words = fmt.Sprintf(documentWords.reading.In(c.Locale), c.Locale.Count(done+1), c.Locale.Count(total), card.Escape(name, 100))
		}
		c.Progress(ctx, card.Sentence(words))
	})
	return edited(c, report, err)
}

// edited says what an edit of the documents did, or why it did nothing.
func edited(c *dispatch.Call, report *shelf.Report, err error) (dispatch.Reply, error) {
	switch {
	case errors.Is(err, state.ErrTooManyDocuments):
		return dispatch.Reply{}, dispatch.Refusal(fmt.Sprintf(documentWords.tooMany.In(c.Locale), c.Locale.Count(c.Shelf.Limits.Documents)))
	case errors.Is(err, state.ErrTooManyBytes):
		return dispatch.Reply{}, dispatch.Refusal(fmt.Sprintf(documentWords.tooLarge.In(c.Locale), c.Locale.Count(int(c.Shelf.Limits.Bytes>>20))))
	case errors.Is(err, shelf.ErrNoSuchDocument):
		return dispatch.Reply{}, dispatch.Refusal(documentWords.unknown.In(c.Locale))
	case errors.Is(err, shelf.ErrNothingToUndo), errors.Is(err, state.ErrForgotten):
		return dispatch.Reply{}, dispatch.Refusal(documentWords.nothingToUndo.In(c.Locale))
	case err != nil:
		return dispatch.Reply{}, err
	}
	undo := ""
	if report.Edit > 0 {
		undo = c.ID("doc-undo", strconv.FormatInt(report.Edit, 10))
	}
	return dispatch.Reply{Message: card.Edited(c.View, report, c.Shelf.FileBytes, undo)}, nil
}

func removeDocument(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	report, err := c.Shelf.Remove(ctx, c.Who.Guild, c.Who.User, strings.TrimSpace(c.Option("document")))
	return edited(c, report, err)
}

// undoDocuments takes back the last edit, or the one that a button belongs to
// where nothing came after it.
func undoDocuments(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	report, err := c.Shelf.Undo(ctx, c.Who.Guild, c.Who.User, int64(c.Argument(0)))
	return edited(c, report, err)
}

func listOwnDocuments(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	list, err := c.Store.ServerDocuments(ctx, c.Who.Guild)
	if err != nil {
		return dispatch.Reply{}, err
	}
	if len(list) == 0 {
		return dispatch.Reply{Message: card.Sentence(documentWords.nothingHere.In(c.Locale))}, nil
	}
	return dispatch.Reply{Message: card.OwnDocuments(c.View, list, c.Bot.Own(), c.Shelf.Limits, c.Argument(0), c.ID)}, nil
}

func completeOwnDocument(ctx context.Context, c *dispatch.Call, typed string) []rest.Choice {
	if !c.Manages() {
		return nil
	}
	list, err := c.Store.ServerDocuments(ctx, c.Who.Guild)
	if err != nil {
		c.Log.Warn("suggest documents", "error", err)
		return nil
	}
	list = slices.DeleteFunc(list, func(d state.ServerDocument) bool { return !fits(typed, []string{d.Name}) })
	var out []rest.Choice
	for _, d := range list {
		out = append(out, rest.Choice{Name: d.Name, Value: d.Name})
	}
	return out
}

// documentWords is what the commands of documents say in each locale.
var documentWords = struct {
	noFiles, badLink, noneThere, elsewhere, reading, putting, tooMany, tooLarge, unknown, nothingToUndo, nothingHere card.Phrase
}{
	noFiles:       card.Say("Attach a document: PDF, DOCX, XLSX, CSV, HTML, Markdown, text or YAML.", "请附上文件：PDF、DOCX、XLSX、CSV、HTML、Markdown、文本或 YAML。", "請附上文件：PDF、DOCX、XLSX、CSV、HTML、Markdown、文字或 YAML。"),
	badLink:       card.Say("Only attachments on Discord are loaded: a link that begins with https://cdn.discordapp.com/ or https://media.discordapp.net/, or the link to a message of this channel.", "只读取 Discord 上的附件：以 https://cdn.discordapp.com/ 或 https://media.discordapp.net/ 开头的链接，或本频道中消息的链接。", "只讀取 Discord 上的附件：以 https://cdn.discordapp.com/ 或 https://media.discordapp.net/ 開頭的連結，或本頻道中訊息的連結。"),
	noneThere:     card.Say("No attachment is to be seen there. On the message, choose Apps, Add to the documents.", "在那里看不到附件。请在该消息上选择“应用”→“放入文件库”。", "在那裡看不到附件。請在該訊息上選擇「應用程式」→「放入文件庫」。"),
	elsewhere:     card.Say("That message is in another channel. Use this command there, or on the message choose Apps, Add to the documents.", "该消息在另一个频道。请在那个频道使用本命令，或在该消息上选择“应用”→“放入文件库”。", "該訊息在另一個頻道。請在那個頻道使用本指令，或在該訊息上選擇「應用程式」→「放入文件庫」。"),
	reading:       card.Say("Reading %s of %s: %s …", "正在读取第 %s 份，共 %s 份：%s ……", "正在讀取第 %s 份，共 %s 份：%s ……"),
	putting:       card.Say("All are read. The index is being built …", "已全部读取，正在建立索引……", "已全部讀取，正在建立索引……"),
	tooMany:       card.Say("That would be more than the %s documents that this server may have. Nothing was changed. Remove some first with /policy remove.", "这样会超过本服务器可有的 %s 份文件。没有做任何更改。请先用 /政策管理 移除 移除一些。", "這樣會超過本伺服器可有的 %s 份文件。沒有做任何變更。請先用 /政策管理 移除 移除一些。"),
	tooLarge:      card.Say("That would be more than the %s MB that this server's documents may have together. Nothing was changed. Remove some first with /policy remove.", "这样会超过本服务器文件合计可有的 %s MB。没有做任何更改。请先用 /政策管理 移除 移除一些。", "這樣會超過本伺服器文件合計可有的 %s MB。沒有做任何變更。請先用 /政策管理 移除 移除一些。"),
	unknown:       card.Say("This server has no document of that name. /policy documents lists them.", "本服务器没有这个名称的文件。/政策管理 文件 可列出全部。", "本伺服器沒有這個名稱的文件。/政策管理 文件 可列出全部。"),
	nothingToUndo: card.Say("There is nothing to take back: something came after it, or the earlier version is no longer kept.", "没有可撤销的更改：之后又有更改，或之前的版本已不再保存。", "沒有可復原的變更：之後又有變更，或之前的版本已不再保存。"),
	nothingHere:   card.Say("This server has put in no documents yet. /policy add puts some in.", "本服务器还没有放入文件。用 /政策管理 添加 放入。", "本伺服器還沒有放入文件。用 /政策管理 新增 放入。"),
}
