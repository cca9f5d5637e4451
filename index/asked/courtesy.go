package asked

import (
	"regexp"
	"strings"
	"unicode"
)

// Courtesy is what a message says that asks nothing of the documents.
type Courtesy string

// The courtesies; the empty one is none.
const (
	Greeting Courtesy = "greeting" // hello
	Thanks   Courtesy = "thanks"
	Farewell Courtesy = "farewell"
	Ability  Courtesy = "ability" // what can you do, who are you
)

// CourtesyOf returns the courtesy that a whole message, in simplified
// characters, is; "" where it says or asks anything else.
func CourtesyOf(message string) Courtesy {
	text := strings.ToLower(strings.ReplaceAll(message, "’", "'"))
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '\'' || unicode.IsSymbol(r)
	}), " ")
	if text == "" {
		return ""
	}
	for _, c := range courtesies {
		if c.pattern.MatchString(text) {
			return c.is
		}
	}
	return ""
}

var courtesies = []struct {
	is      Courtesy
	pattern *regexp.Regexp
}{
	{Ability, regexp.MustCompile(`^(?:` + hello + ` ?)*(?:what (?:can|do) you (?:do|know|answer|offer)(?: for (?:me|us))?|what (?:can|may|could) i ask(?: you)?(?: about)?|who are you|what are you|how (?:do|can) i use (?:you|this)(?: bot)?|how do(?:es)? (?:you|this|it) work|help|你(?:是谁|是什么|叫什么|能(?:够)?(?:做|干|回答|帮)(?:我|我们)?(?:些)?(?:什么|啥)?|会(?:做|干)?(?:些)?(?:什么|啥)|有(?:什么|哪些|啥)(?:功能|用|本事))|(?:怎么|如何)(?:使)?用(?:你)?|可以问(?:你)?(?:些)?什么|帮助|功能)(?:呀|啊|呢|吗)?$`)},
	{Thanks, regexp.MustCompile(`^(?:(?:ok|okay|great|good|perfect|好的?|行|嗯|太好了|明白了?|知道了|了解) ?)*(?:(?:many )?thanks(?: a lot| so much| again)?|thank you(?: so much| very much| again| all)?|thx|ty|cheers|much appreciated|(?:非常|多|太)?(?:谢谢?|感谢)(?:你|您|了|啦|啊|大家|你们|帮助|解答)*|辛苦了?)(?: ?(?:bot|policybot|everyone|for (?:the|your) (?:help|answer)))?$`)},
	{Farewell, regexp.MustCompile(`^(?:bye(?: bye)?|goodbye|see you(?: later)?|good night|再见|拜拜|晚安|回头见)$`)},
	{Greeting, regexp.MustCompile(`^(?:` + hello + `(?: ?(?:there|all|everyone|bot|policybot|呀|啊|哈))? ?)+$`)},
}

const hello = `(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|how are you|greetings|你好|您好|大家好|早上好|早安|早|上午好|中午好|下午好|晚上好|嗨|哈喽|哈啰|在吗|在不在|有人吗)`
