package knowledge

// Language is a language a person reads: Chinese or English.
type Language string

// The languages of questions, answers and documents.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Text is the same thing said in each language.
type Text map[Language]string

// In returns the text in the given language, or in the other one where it is
// not said in that.
func (t Text) In(l Language) string {
	if s := t[l]; s != "" {
		return s
	}
	if s := t[Chinese]; s != "" {
		return s
	}
	return t[English]
}
