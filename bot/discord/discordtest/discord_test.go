package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestRules holds messages that break one rule each to the rules.
func TestRules(t *testing.T) {
	text := func(s string) string { return `{"type":10,"content":` + string(mustJSON(s)) + `}` }
	v2 := func(components ...string) string {
		return `{"flags":32768,"allowed_mentions":{"parse":[]},"components":[` + strings.Join(components, ",") + `]}`
	}
	row := func(components ...string) string {
		return `{"type":1,"components":[` + strings.Join(components, ",") + `]}`
	}
	button := `{"type":2,"style":2,"label":"a","custom_id":"a"}`
	for _, c := range []struct{ name, body, want string }{
		{"right", v2(text("x"), row(button)), ""},
		{"no allowed_mentions", `{"content":"x"}`, "no allowed_mentions"},
		{"empty", `{"allowed_mentions":{"parse":[]}}`, "says nothing"},
		{"content too long", `{"allowed_mentions":{},"content":"` + strings.Repeat("x", 2001) + `"}`, "2001 characters"},
		{"misspelt property", `{"allowed_mentions":{},"contents":"x"}`, `unknown property "contents"`},
		{"parsed and named", `{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, "both parsed and named"},
		{"component without the flag", `{"allowed_mentions":{},"components":[` + text("x") + `]}`, "needs the flag"},
		{"content beside components", `{"flags":32768,"content":"x","allowed_mentions":{},"components":[` + text("x") + `]}`, "has no content"},
		{"too much text", v2(text(strings.Repeat("x", 2001)), text(strings.Repeat("x", 2000))), "4001 characters of text"},
		{"too many components", v2(strings.TrimSuffix(strings.Repeat(text("x")+",", 41), ",")), "41 components"},
		{"custom id twice", v2(row(button), row(button)), "twice"},
		{"six buttons", v2(row(button, button, button, button, button, button)), "1 to 5 buttons"},
		{"button and select", v2(row(button, `{"type":5,"custom_id":"b"}`)), "1 to 5 buttons or one select"},
		{"link with custom id", v2(row(`{"type":2,"style":5,"label":"a","custom_id":"a","url":"https://a.example"}`)), "link button"},
		{"button without custom id", v2(row(`{"type":2,"style":1,"label":"a"}`)), "custom id"},
		{"link to a file", v2(row(`{"type":2,"style":5,"label":"a","url":"file:///a"}`)), "no http(s) URL"},
		{"select without options", v2(row(`{"type":3,"custom_id":"a","options":[]}`)), "0 options"},
		{"value twice", v2(row(`{"type":3,"custom_id":"a","options":[{"label":"x","value":"1"},{"label":"y","value":"1"}]}`)), "twice"},
		{"custom id too long", v2(row(`{"type":2,"style":1,"label":"a","custom_id":"` + strings.Repeat("x", 101) + `"}`)), "101 characters"},
		{"blank text", v2(text(" ")), "blank"},
		{"button outside a row", v2(button), "may not stand here"},
		{"embeds too long", `{"allowed_mentions":{},"embeds":[{"description":"` + strings.Repeat("x", 4000) + `"},{"description":"` + strings.Repeat("x", 2001) + `"}]}`, "6001 characters in all embeds"},
		{"empty field", `{"allowed_mentions":{},"embeds":[{"fields":[{"name":"a","value":""}]}]}`, "is empty"},
	} {
		got := strings.Join(Check([]byte(c.body)), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ name, body, want string }{
		{"right", `{"name":"ask","description":"x","options":[{"type":3,"name":"q","description":"x","required":true}]}`, ""},
		{"upper case", `{"name":"Ask","description":"x"}`, "cannot be a command's name"},
		{"no description", `{"name":"ask"}`, "0 characters"},
		{"menu with description", `{"type":3,"name":"Look up","description":"x"}`, "no description"},
		{"unknown locale", `{"name":"ask","description":"x","name_localizations":{"xx":"a"}}`, "no such locale"},
		{"required after optional", `{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x"},{"type":3,"name":"b","description":"x","required":true}]}`, "required after optional"},
		{"option twice", `{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x"},{"type":3,"name":"a","description":"x"}]}`, "two options"},
		{"mixed", `{"name":"ask","description":"x","options":[{"type":1,"name":"a","description":"x"},{"type":3,"name":"b","description":"x"}]}`, "mixes"},
		{"choices and autocomplete", `{"name":"ask","description":"x","options":[{"type":3,"name":"a","description":"x","autocomplete":true,"choices":[{"name":"a","value":"a"}]}]}`, "autocompletes"},
		{"permissions as a number", `{"name":"ask","description":"x","default_member_permissions":32}`, "string of digits"},
	} {
		var body object
		if err := json.Unmarshal([]byte(c.body), &body); err != nil {
			t.Fatal(err)
		}
		var in inspector
		in.commands([]object{body})
		got := strings.Join(in.problems, "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("command, %s: %q, want %q", c.name, got, c.want)
		}
	}
	var in inspector
	in.modal("modal", object{"custom_id": "a", "title": strings.Repeat("x", 46), "components": []any{}})
	if got := strings.Join(in.problems, "; "); !strings.Contains(got, "46 characters") || !strings.Contains(got, "0 components") {
		t.Errorf("modal: %q", got)
	}
}

// TestClock holds answers to interactions to their times.
func TestClock(t *testing.T) {
	d := Start(t)
	post := func(path, body string) (int, string) {
		t.Helper()
		response, err := http.Post(d.URL+"/api/v10"+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(text)
	}
	d.mu.Lock()
	i := &Interaction{ID: d.newID(), Token: "t", kind: kindCommand, sent: time.Now().Add(-d.FirstResponse), done: make(chan struct{}), d: d, Who: Person{ID: "1", Channel: "2"}}
	d.interactions["t"] = i
	d.mu.Unlock()
	answer := `{"type":4,"data":{"content":"x","allowed_mentions":{"parse":[]}}}`
	if status, body := post("/interactions/"+i.ID+"/t/callback", answer); status != 404 || !strings.Contains(body, "10062") {
		t.Errorf("after three seconds: %d %s", status, body)
	}
	i.sent = time.Now()
	if status, body := post("/interactions/"+i.ID+"/t/callback", answer); status != 204 {
		t.Errorf("in time: %d %s", status, body)
	}
	if status, body := post("/interactions/"+i.ID+"/t/callback", answer); status != 400 || !strings.Contains(body, "40060") {
		t.Errorf("a second time: %d %s", status, body)
	}
	follow := `{"content":"y","allowed_mentions":{"parse":[]}}`
	if status, body := post("/webhooks/"+d.Application+"/t", follow); status != 200 {
		t.Errorf("follow-up: %d %s", status, body)
	}
	i.sent = time.Now().Add(-d.TokenLife - time.Second)
	if status, body := post("/webhooks/"+d.Application+"/t", follow); status != 404 {
		t.Errorf("after fifteen minutes: %d %s", status, body)
	}
	if status, _ := post("/channels/1/messages", follow); status != 401 {
		t.Errorf("without a token: %d", status)
	}
}

// TestMultipart reads files and their alt texts.
func TestMultipart(t *testing.T) {
	body := "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n" + `{"attachments":[{"id":"0","description":"alt"}]}` +
		"\r\n--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n"
	r, err := http.NewRequest(http.MethodPost, "http://x", bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	got, err := decode(r)
	if err != nil || len(got.files) != 1 || got.files[0].Description != "alt" || string(got.files[0].Data) != "hello" {
		t.Errorf("%+v, %v", got, err)
	}
}
