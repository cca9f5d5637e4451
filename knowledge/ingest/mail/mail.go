// Package mail reads messages (EML) and web archives (MHT): the page in them,
// or the text where there is no page.
package mail

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html/charset"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/html"
	"policybot/knowledge/ingest/plain"
)

// Bounds of one message.
const (
	maxParts   = 2_000
	maxNesting = 8
	maxText    = 48 << 20
)

var (
	notMail = content.Message{
		English: "the file does not begin as a message does: save it again from the mail program or the browser",
		Chinese: "文件开头不是邮件或网页归档的格式：请用邮件程序或浏览器重新保存",
	}
	attachments = content.Message{
		English: "%d attached files were not read: save them beside the message",
		Chinese: "有 %d 个附件未予读取：请将附件另存到资料库中",
	}
)

// Read reads a message: its subject is the title.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	message, err := mail.ReadMessage(bytes.NewReader(in.Data))
	if err != nil {
		return content.Parsed{}, content.Refuse(notMail).Because(err)
	}
	r := reader{ctx: ctx}
	if err := r.part(message.Header, message.Body, 0); err != nil {
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	var p content.Parsed
	switch {
	case r.page != nil:
		p, err = html.Read(ctx, content.Input{Path: in.Path, Data: r.page})
	case r.text != nil:
		p, err = plain.Read(ctx, content.Input{Path: in.Path, Data: r.text})
	}
	if err != nil {
		return p, err
	}
	if subject := content.StatedTitle(decodeHeader(message.Header.Get("Subject"))); subject != "" && p.Source.Title == "" {
		p.Source.Title = subject
	}
	if sent, err := message.Header.Date(); err == nil && p.Source.Posted.IsZero() {
		p.Source.Posted = content.DateOf(sent.Format("2006"), sent.Format("1"), sent.Format("2"))
	}
	if r.files > 0 {
		p.Problems = append(p.Problems, content.Refuse(attachments, r.files))
	}
	return p, nil
}

func decodeHeader(text string) string {
	decoder := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if decoded, err := decoder.DecodeHeader(text); err == nil {
		return decoded
	}
	return text
}

// header is what both a message and its parts have.
type header interface{ Get(key string) string }

// reader looks for the page and the text of a message.
type reader struct {
	ctx        context.Context
	page, text []byte // in UTF-8
	files      int
	parts      int
	size       int
}

// part reads a part and those in it.
func (r *reader) part(h header, body io.Reader, depth int) error {
	if r.parts++; r.parts > maxParts || depth > maxNesting || r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	kind, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind, parameters = "text/plain", nil
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, parameters["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				if r.page != nil || r.text != nil {
					return nil // what follows is cut off
				}
				return err
			}
			if err := r.part(p.Header, p, depth+1); err != nil {
				return err
			}
		}
	}
	attached := strings.HasPrefix(strings.ToLower(h.Get("Content-Disposition")), "attachment")
	switch {
	case attached:
		r.files++
	case kind == "text/html" && r.page == nil:
		r.page, err = r.decoded(h, body, parameters["charset"])
		return err
	case kind == "text/plain" && r.text == nil:
		r.text, err = r.decoded(h, body, parameters["charset"])
		return err
	}
	return nil
}

// decoded returns a part in UTF-8 where it says how it is written, and as it
// is otherwise.
func (r *reader) decoded(h header, body io.Reader, set string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(io.LimitReader(body, int64(maxText-r.size)))
	if err != nil && len(data) == 0 {
		return nil, err
	}
	r.size += len(data)
	if set != "" {
		if in, err := charset.NewReaderLabel(set, bytes.NewReader(data)); err == nil {
			if decoded, err := io.ReadAll(io.LimitReader(in, maxText)); err == nil {
				return decoded, nil
			}
		}
	}
	return data, nil
}
