package compose

import (
	"policybot/index/asked"
	"policybot/index/facts"
)

// courtesyText returns what is said to a message that asks nothing of the
// documents: a greeting, thanks, "what can you do".
func (x *Composer) courtesyText(a *Answer, c asked.Courtesy) string {
	switch c {
	case asked.Thanks:
		return facts.Say(a.Language, "不客气。还有什么政策问题，随时可以问。", "You are welcome. Ask whenever there is another question about policy.")
	case asked.Farewell:
		return facts.Say(a.Language, "再见。有政策问题时随时可以问。", "Goodbye. Ask whenever there is a question about policy.")
	}
	text := facts.Say(a.Language,
		"我从政策文件中回答问题：给出准确的数字、所在的原句、日期和出处；文件没有说明的，就如实说明。政策有变化时，会告诉订阅的频道。",
		"I answer questions from the policy documents: the exact figure with the sentence it comes from, its date and its source, or that the documents do not say. When a policy changes, I tell the channels that subscribe.")
	if c == asked.Greeting {
		text = facts.Say(a.Language, "您好！", "Hello! ") + text
	}
	if example := x.exampleQuestion(a); example != "" {
		text += facts.Say(a.Language, "例如可以问：“"+example+"是多少？”", " You could ask, for example: “"+capital(example)+"?”")
	}
	return text
}

// exampleQuestion returns what a fact of a measure gives the figure of, "" for a
// base without measures: what running text says was named by nobody.
func (x *Composer) exampleQuestion(a *Answer) string {
	for i := range x.store.Facts {
		if f := &x.store.Facts[i]; f.Measure != nil {
			return f.Fact.Label.In(a.Language)
		}
	}
	return ""
}
