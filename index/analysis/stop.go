package analysis

import (
	"strings"
	"sync"
)

// asking are the words that ask and say nothing of the subject. They are
// taken out of a question before it is split into terms, longest first.
var asking = []string{
	"可不可以", "能不能", "有没有", "是不是", "多长时间", "什么时候", "什么时间", "有什么", "是什么", "为什么", "怎么样", "怎样", "请问一下",
	"请问", "什么", "哪些", "哪个", "哪里", "哪儿", "哪几", "多少", "多久", "多大", "多长", "几个", "如何", "怎么", "为何", "是否", "能否", "可否", "何时",
	"何地", "有哪", "谁", "吗", "呢", "吧", "啊", "呀", "么", "哪",
}

// stopWords tell nothing when looked for: English function words in the form
// [Tokens] gives them, and single Chinese characters left between numbers.
var stopWords = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool)
	for word := range strings.FieldsSeq(`
		a about after all also am an and any are as at be been before being between but by can could did do does doing done
		down each for from further get give had has have having he her here hers him his how i if in into is it its just know
		let many me might more most much must my no nor not now of off on once only or other our ours out over own per please
		same say shall she should so some such tell than that the their them then there these they this those through to too
		under until up us very was we were what when where which while who whom whose why will with would you your
		年 月 日 个 元 第 条 有 为 至 到 从 对 等 共 约 达 已 不 后 前 内 中 上 下 号 点 次 名 人 项 种`) {
		words[Stem(word)] = true
		words[word] = true
	}
	return words
})

// IsStop reports whether a term is too common in any text to look for.
func IsStop(term string) bool { return stopWords()[term] }

// WithoutAsking folds a question and puts a space for each word that asks, so
// that no term reaches across it.
func WithoutAsking(question string) string {
	text := Fold(question)
	for _, word := range asking {
		if strings.Contains(text, word) {
			text = strings.ReplaceAll(text, word, " ")
		}
	}
	return text
}
