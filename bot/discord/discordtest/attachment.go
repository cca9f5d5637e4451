package discordtest

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// upload keeps the files among the options of a command and puts their ids in
// place of them, as Discord's clients do. It returns what the interaction says
// of them.
func (d *Discord) upload(channel string, options map[string]any) (map[string]any, object) {
	out, resolved := maps.Clone(options), object{}
	for name, value := range options {
		if f, isFile := value.(File); isFile {
			a := d.attach(channel, f)
			out[name], resolved[str(a, "id")] = a["id"], a
		}
	}
	return out, resolved
}

// attach keeps a file that a person uploads and returns it as Discord shows it.
func (d *Discord) attach(channel string, f File) object {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := d.newID()
	d.attachments[id] = f
	return object{"id": id, "filename": f.Name, "size": len(f.Data), "content_type": f.ContentType, "ephemeral": true,
		"url": d.URL + "/attachments/" + channel + "/" + id + "/" + url.PathEscape(f.Name)}
}

// Attach writes a message with files, which mentions nobody, and returns it
// with the addresses of the files.
func (d *Discord) Attach(who Person, content string, files ...File) (m *Message, addresses []string) {
	var attached []object
	for _, f := range files {
		a := d.attach(who.Channel, f)
		attached, addresses = append(attached, a), append(addresses, str(a, "url"))
	}
	m = d.Say(who, content, nil)
	d.mu.Lock()
	defer d.mu.Unlock()
	m.raw["attachments"] = attached
	return m, addresses
}

// serveAttachment is Discord's other host, the one for files.
func (d *Discord) serveAttachment(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		d.violate("GET /attachments: the token of the bot is sent to the host for files")
	}
	d.mu.Lock()
	f, known := d.attachments[r.PathValue("id")]
	d.mu.Unlock()
	if !known {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Write(f.Data) // the bot may be gone
}

// readMessage shows a message to the bot: what it says and what is attached only
// where Discord shows that without the privileged intent.
func (d *Discord) readMessage(r *request) (any, error) {
	c, err := d.place(r.PathValue("channel"))
	if err != nil {
		return nil, err
	}
	m := d.messages[r.PathValue("message")]
	if m == nil || m.Deleted || m.Channel != r.PathValue("channel") {
		return nil, unknownMessage
	}
	shown := d.event(m, "")
	if c.guild != "" && m.Author != d.Application && !strings.Contains(str(m.raw, "content"), "<@"+d.Application+">") {
		shown["content"], shown["attachments"] = "", []object{}
	}
	return shown, nil
}
