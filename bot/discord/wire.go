package discord

import "encoding/json"

// The objects below are Discord's, with the properties this bot uses.
// discordgo's own types are not: they refuse a whole message that holds a kind
// of component they do not know, send null for empty lists, and have neither
// alt texts nor nonces.

// Flags of messages.
const (
	flagEphemeral    = 1 << 6
	flagComponentsV2 = 1 << 15 // the message is made of components only
)

// message is a message to be sent. Every message is made of components:
// their headings show a figure large, text and buttons stand in the order of
// reading, links unfold no preview, and there is one limit on text instead of
// one for each part of an embed.
type message struct {
	Flags           int             `json:"flags,omitempty"`
	Components      []component     `json:"components,omitempty"`
	AllowedMentions allowedMentions `json:"allowed_mentions"`
	Attachments     []attachment    `json:"attachments,omitempty"`
	Reference       *reference      `json:"message_reference,omitempty"`
	Nonce           string          `json:"nonce,omitempty"`
	EnforceNonce    bool            `json:"enforce_nonce,omitempty"`

	files []file
}

// allowedMentions says who may be pinged; the zero value, nobody. Without it
// the text of a message would decide.
type allowedMentions struct {
	Roles []string
	Users []string
}

func (a allowedMentions) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Parse []string `json:"parse"`
		Roles []string `json:"roles,omitempty"`
		Users []string `json:"users,omitempty"`
	}{[]string{}, a.Roles, a.Users})
}

// reference makes a message an answer to another.
type reference struct {
	Message         string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// attachment describes a file of a message.
type attachment struct {
	ID          string `json:"id"` // number of the file
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"` // for those who cannot see it
}

// file is what an attachment holds.
type file struct {
	name, contentType, description string
	data                           []byte
}

// Kinds of component.
const (
	actionRow     = 1
	button        = 2
	stringSelect  = 3
	textInput     = 4
	roleSelect    = 6
	channelSelect = 8
	textDisplay   = 10
	fileDisplay   = 13
	separator     = 14
	container     = 17
)

// Styles of buttons and text inputs.
const (
	primaryButton   = 1
	secondaryButton = 2
	dangerButton    = 4
	linkButton      = 5

	shortInput     = 1
	paragraphInput = 2
)

// component is a part of a message or modal; which properties count depends
// on its type.
type component struct {
	Type          int            `json:"type"`
	Components    []component    `json:"components,omitempty"`
	Content       string         `json:"content,omitempty"`
	AccentColor   int            `json:"accent_color,omitempty"`
	CustomID      string         `json:"custom_id,omitempty"`
	Label         string         `json:"label,omitempty"`
	Emoji         *emoji         `json:"emoji,omitempty"`
	Style         int            `json:"style,omitempty"`
	URL           string         `json:"url,omitempty"`
	Disabled      bool           `json:"disabled,omitempty"`
	Placeholder   string         `json:"placeholder,omitempty"`
	Options       []option       `json:"options,omitempty"`
	MinValues     *int           `json:"min_values,omitempty"`
	MaxValues     int            `json:"max_values,omitempty"`
	DefaultValues []defaultValue `json:"default_values,omitempty"`
	ChannelTypes  []int          `json:"channel_types,omitempty"`
	Value         string         `json:"value,omitempty"`
	MaxLength     int            `json:"max_length,omitempty"`
	Required      *bool          `json:"required,omitempty"`
	File          *fileReference `json:"file,omitempty"`
}

type emoji struct {
	Name string `json:"name"`
}

type option struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

type defaultValue struct {
	ID   string `json:"id"`
	Type string `json:"type"` // "role" or "channel"
}

type fileReference struct {
	URL string `json:"url"` // attachment://name
}

// modal is a form.
type modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// choice is a suggestion while typing.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Kinds of interaction.
const (
	commandInteraction      = 2
	componentInteraction    = 3
	autocompleteInteraction = 4
	modalInteraction        = 5
)

// interaction is something a person did.
type interaction struct {
	ID          string          `json:"id"`
	Application string          `json:"application_id"`
	Type        int             `json:"type"`
	Token       string          `json:"token"`
	Data        interactionData `json:"data"`
	Guild       string          `json:"guild_id"`
	Channel     string          `json:"channel_id"`
	Member      *member         `json:"member"`
	User        *user           `json:"user"`
	Locale      string          `json:"locale"`
	GuildLocale string          `json:"guild_locale"`
	Message     *received       `json:"message"`
}

type interactionData struct {
	Name       string         `json:"name"`
	Options    []givenOption  `json:"options"`
	CustomID   string         `json:"custom_id"`
	Values     []string       `json:"values"`
	Target     string         `json:"target_id"`
	Components []submittedRow `json:"components"`
	Resolved   struct {
		Messages map[string]received `json:"messages"`
	} `json:"resolved"`
}

// givenOption is an option of a command as a person filled it in.
type givenOption struct {
	Name    string        `json:"name"`
	Value   any           `json:"value"`
	Options []givenOption `json:"options"`
	Focused bool          `json:"focused"`
}

// submittedRow is a row of a modal as a person filled it in.
type submittedRow struct {
	Components []struct {
		CustomID string `json:"custom_id"`
		Value    string `json:"value"`
	} `json:"components"`
}

type member struct {
	User        user     `json:"user"`
	Roles       []string `json:"roles"`
	Permissions int64    `json:"permissions,string"`
}

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// received is a message as Discord shows it to the bot.
type received struct {
	ID       string `json:"id"`
	Channel  string `json:"channel_id"`
	Guild    string `json:"guild_id"`
	Author   user   `json:"author"`
	Content  string `json:"content"`
	Mentions []user `json:"mentions"`
	Webhook  string `json:"webhook_id"`
	Embeds   []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"embeds"`
}

// person returns who did it.
func (i *interaction) person() string {
	if i.Member != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}
