package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"

	"policybot/bot/state"
	"policybot/knowledge"
)

// FeedChanges is how many changes the feed holds, the latest.
const FeedChanges = 100

// The Atom documents of RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Content atomText   `xml:"content"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Feed serves the latest changes as an Atom feed, newest first, in the
// language asked for with ?language=en, Chinese otherwise.
func Feed(b *Bot, store *state.Store, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := knowledge.Chinese
		if r.URL.Query().Get("language") == string(knowledge.English) {
			l = knowledge.English
		}
		changes, err := store.Changes(r.Context(), state.Bases{Operator: true}, time.Time{}, FeedChanges)
		if err != nil {
			log.Error("feed", "error", err)
			http.Error(w, "the change log cannot be read", http.StatusInternalServerError)
			return
		}
		name := "policybot"
		if own := b.Base().Name.In(l); own != "" {
			name = own
		}
		body, err := xml.MarshalIndent(feedOf(name, changes, l), "", "  ")
		if err != nil {
			log.Error("feed", "error", err)
			http.Error(w, "the feed cannot be written", http.StatusInternalServerError)
			return
		}
		hash := sha256.Sum256(body)
		etag := `"` + hex.EncodeToString(hash[:8]) + `"`
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, "%s%s\n", xml.Header, body)
	})
}

func feedOf(name string, changes []state.Logged, l knowledge.Language) atomFeed {
	title := knowledge.Text{knowledge.Chinese: "政策变化", knowledge.English: "Policy changes"}.In(l)
	feed := atomFeed{ID: "urn:policybot:changes", Title: name + " · " + title, Author: atomAuthor{"policybot"},
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339)}
	for i := len(changes) - 1; i >= 0; i-- {
		c := &changes[i]
		entry := atomEntry{ID: fmt.Sprintf("urn:policybot:change:%d:%d", c.Seq, c.At.UnixMilli()), Updated: c.At.UTC().Format(time.RFC3339),
			Title: written(c.Change.Title + " — " + c.Change.Headline(l)), Content: atomText{Type: "text"}}
		var text []string
		if q := c.Change.OldQuote.Text; q != "" {
			text = append(text, "− "+q)
		}
		if q := c.Change.NewQuote.Text; q != "" {
			text = append(text, "+ "+q)
		}
		entry.Content.Text = written(strings.Join(text, "\n"))
		if strings.HasPrefix(c.URL, "https://") || strings.HasPrefix(c.URL, "http://") {
			entry.Links = append(entry.Links, atomLink{written(c.URL)})
		}
		if len(feed.Entries) == 0 {
			feed.Updated = entry.Updated
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return feed
}

// written drops what XML cannot hold.
func written(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}
