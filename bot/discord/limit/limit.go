// Package limit holds what Discord takes at most, as its documentation
// publishes it. The renderer keeps to it and the local Discord of package
// discordtest holds requests to it.
//
// Lengths are in characters, which [Length] counts.
package limit

import (
	"regexp"
	"sync"
	"time"
	"unicode/utf16"
)

// Messages.
const (
	Content         = 2000 // of a message; the published specification says 4000 for channels
	MessageText     = 4000 // all text displays of a message together
	Components      = 40   // of a message, nested ones counted
	RowButtons      = 5    // in one action row, which holds buttons or one select
	Nonce           = 25
	Files           = 10
	FileSize        = 10 << 20 // bytes, by default
	RequestSize     = 25 << 20 // bytes
	Description     = 1024     // alt text of an attachment
	AllowedMentions = 100      // users, and roles, that a message may name
)

// Components.
const (
	CustomID          = 100
	ButtonLabel       = 80
	ButtonURL         = 512
	SelectOptions     = 25
	OptionLabel       = 100
	OptionValue       = 100
	OptionDescription = 100
	SelectPlaceholder = 150
	SectionTexts      = 3
)

// Modals.
const (
	ModalTitle      = 45
	ModalComponents = 5 // the published specification says 40
	InputLabel      = 45
	InputValue      = 4000
	Placeholder     = 100 // of a text input
)

// Commands.
const (
	CommandName        = 32
	CommandDescription = 100
	CommandOptions     = 25
	CommandText        = 8000 // names, descriptions and values of one command; the longest localisation counts
	ChatCommands       = 100
	MenuCommands       = 15 // of users, and of messages
	Choices            = 25
	ChoiceName         = 100
	ChoiceValue        = 100 // the published specification says 6000
	StringOption       = 6000
)

// Threads.
const (
	ThreadName = 100
	ThreadTags = 5
)

// Time and traffic.
const (
	FirstResponse  = 3 * time.Second  // after which an interaction is unknown
	TokenLife      = 15 * time.Minute // of an interaction
	GatewayPayload = 4096             // bytes sent to the gateway
	GatewaySends   = 120              // a minute
	RequestsSecond = 50               // of one bot; interactions are not counted
	Invalid        = 10_000           // answers 401, 403 and 429 in ten minutes, then the address is banned
)

// commandName is what a chat command or an option may be called.
var commandName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)
})

// IsCommandName reports whether a chat command or an option may be called
// name; letters that have a lower case must be in it.
func IsCommandName(name string) bool { return commandName().MatchString(name) }

// Length counts the characters of s as Discord's clients do, in UTF-16 code
// units. Its servers count code points, which are never more.
func Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(max(r, 0))
	}
	return n
}

// Locales are the languages Discord's clients come in; localisations have
// these keys.
var Locales = map[string]bool{
	"id": true, "da": true, "de": true, "en-GB": true, "en-US": true, "es-ES": true, "es-419": true, "fr": true,
	"hr": true, "it": true, "lt": true, "hu": true, "nl": true, "no": true, "pl": true, "pt-BR": true, "ro": true,
	"fi": true, "sv-SE": true, "vi": true, "tr": true, "cs": true, "el": true, "bg": true, "ru": true, "uk": true,
	"hi": true, "th": true, "zh-CN": true, "ja": true, "zh-TW": true, "ko": true, "ar": true, "he": true,
}
