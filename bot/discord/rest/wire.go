package rest

import "encoding/json"

// The objects below are Discord's, with the properties this bot uses.
// discordgo's own types are not: they refuse a whole message that holds a kind
// of component they do not know, send null for empty lists, and have neither
// alt texts nor nonces.

// Flags of messages.
const (
	FlagEphemeral    = 1 << 6
	FlagComponentsV2 = 1 << 15 // the message is made of components only
)

// Message is a message to be sent. Every message is made of components:
// their headings show a figure large, text and buttons stand in the order of
// reading, links unfold no preview, and there is one limit on text instead of
// one for each part of an embed.
type Message struct {
	Flags           int             `json:"flags,omitempty"`
	Components      []Component     `json:"components,omitempty"`
	AllowedMentions allowedMentions `json:"allowed_mentions"`
	Attachments     []Attachment    `json:"attachments,omitempty"`
	Reference       *Reference      `json:"message_reference,omitempty"`
	Nonce           string          `json:"nonce,omitempty"`
	EnforceNonce    bool            `json:"enforce_nonce,omitempty"`

	Files []File `json:"-"`
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

// Reference makes a message an answer to another.
type Reference struct {
	Message         string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// Attachment describes a file of a message.
type Attachment struct {
	ID          string `json:"id"` // number of the file
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"` // for those who cannot see it
}

// File is what an attachment holds.
type File struct {
	Name, ContentType, Description string
	Data                           []byte
}

// Kinds of component.
const (
	ActionRow       = 1
	ButtonComponent = 2
	StringSelect    = 3
	TextInput       = 4
	RoleSelect      = 6
	ChannelSelect   = 8
	TextDisplay     = 10
	FileDisplay     = 13
	Separator       = 14
	Container       = 17
)

// Styles of buttons and text inputs.
const (
	PrimaryButton   = 1
	SecondaryButton = 2
	DangerButton    = 4
	linkButton      = 5

	ShortInput     = 1
	ParagraphInput = 2
)

// Component is a part of a message or modal; which properties count depends
// on its type.
type Component struct {
	Type          int            `json:"type"`
	Components    []Component    `json:"components,omitempty"`
	Content       string         `json:"content,omitempty"`
	AccentColor   int            `json:"accent_color,omitempty"`
	CustomID      string         `json:"custom_id,omitempty"`
	Label         string         `json:"label,omitempty"`
	Emoji         *Emoji         `json:"emoji,omitempty"`
	Style         int            `json:"style,omitempty"`
	URL           string         `json:"url,omitempty"`
	Disabled      bool           `json:"disabled,omitempty"`
	Placeholder   string         `json:"placeholder,omitempty"`
	Options       []Option       `json:"options,omitempty"`
	MinValues     *int           `json:"min_values,omitempty"`
	MaxValues     int            `json:"max_values,omitempty"`
	DefaultValues []DefaultValue `json:"default_values,omitempty"`
	ChannelTypes  []int          `json:"channel_types,omitempty"`
	Value         string         `json:"value,omitempty"`
	MaxLength     int            `json:"max_length,omitempty"`
	Required      *bool          `json:"required,omitempty"`
	File          *FileReference `json:"file,omitempty"`
}

// Emoji stands on a button.
type Emoji struct {
	Name string `json:"name"`
}

// Option is an entry of a menu.
type Option struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// DefaultValue is what a menu of roles or channels shows as chosen.
type DefaultValue struct {
	ID   string `json:"id"`
	Type string `json:"type"` // "role" or "channel"
}

// FileReference names an attachment of the same message.
type FileReference struct {
	URL string `json:"url"` // attachment://name
}

// Modal is a form.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// Choice is a suggestion while typing.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Kinds of interaction.
const (
	CommandInteraction      = 2
	componentInteraction    = 3
	AutocompleteInteraction = 4
	modalInteraction        = 5
)

// Interaction is something a person did.
type Interaction struct {
	ID          string          `json:"id"`
	Application string          `json:"application_id"`
	Type        int             `json:"type"`
	Token       string          `json:"token"`
	Data        InteractionData `json:"data"`
	Guild       string          `json:"guild_id"`
	Channel     string          `json:"channel_id"`
	Member      *member         `json:"member"`
	User        *User           `json:"user"`
	Locale      string          `json:"locale"`
	GuildLocale string          `json:"guild_locale"`
	Message     *Received       `json:"message"`

	Permissions string `json:"app_permissions"` // of the bot where it happened; "" for not said
}

// InteractionData is what was used, and how it was filled in.
type InteractionData struct {
	Name       string         `json:"name"`
	Options    []GivenOption  `json:"options"`
	CustomID   string         `json:"custom_id"`
	Values     []string       `json:"values"`
	Target     string         `json:"target_id"`
	Components []submittedRow `json:"components"`
	Resolved   struct {
		Messages    map[string]Received `json:"messages"`
		Attachments map[string]SentFile `json:"attachments"`
	} `json:"resolved"`
}

// SentFile is a file that a person has attached to a message, or given for an
// option of a command.
type SentFile struct {
	ID   string `json:"id"`
	Name string `json:"filename"`
	Size int64  `json:"size"` // bytes
	URL  string `json:"url"`
}

// GivenOption is an option of a command as a person filled it in.
type GivenOption struct {
	Name    string        `json:"name"`
	Value   any           `json:"value"`
	Options []GivenOption `json:"options"`
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
	User        User     `json:"user"`
	Roles       []string `json:"roles"`
	Permissions int64    `json:"permissions,string"`
}

// User is a person, or a bot.
type User struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// Received is a message as Discord shows it to the bot.
type Received struct {
	ID          string     `json:"id"`
	Channel     string     `json:"channel_id"`
	Guild       string     `json:"guild_id"`
	Author      User       `json:"author"`
	Content     string     `json:"content"`
	Mentions    []User     `json:"mentions"`
	Webhook     string     `json:"webhook_id"`
	Member      *member    `json:"member"` // of a server: who wrote it
	Attachments []SentFile `json:"attachments"`
	Embeds      []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"embeds"`

	Roles    []string   `json:"mention_roles"` // that it mentions
	Answers  *Reference `json:"message_reference"`
	Answered *Received  `json:"referenced_message"` // what it answers, where Discord shows that
}

// Person returns who did it.
func (i *Interaction) Person() string {
	if i.Member != nil {
		return i.Member.User.ID
	}
	if i.User != nil {
		return i.User.ID
	}
	return ""
}
