package bot

import (
	"fmt"
	"math/rand"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policybot/index"
)

// fuzzVariable sets how many questions TestFuzzedQuestions asks.
const fuzzVariable = "POLICYBOT_TEST_QUESTIONS"

// TestFuzzedQuestions asks questions put together at random, with years and
// places that the base knows nothing of, and broken characters. None takes the
// program down, and every number of a reply stands in what it cites or in the
// arithmetic that it prints. The check here shares nothing with the program's.
func TestFuzzedQuestions(t *testing.T) {
	asks := 250
	if n, err := strconv.Atoi(os.Getenv(fuzzVariable)); err == nil {
		asks = n
	}
	b, err := Open(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	random := rand.New(rand.NewSource(23))
	answered := 0
	for range asks {
		question := fuzzed(random)
		a, err := b.Ask(t.Context(), Asker{}, question)
		if err != nil {
			t.Errorf("%q: %v", question, err)
			continue
		}
		if a.Status != index.Answered {
			continue
		}
		answered++
		if n := unproven(a); n != "" {
			t.Errorf("%q: %s stands nowhere in what is cited:\n%s", question, n, a.Text)
		}
	}
	if answered == 0 {
		t.Error("no question was answered: this test tests nothing")
	}
	t.Logf("%d asked, %d answered", asks, answered)
}

// fuzzed puts a question together.
func fuzzed(random *rand.Rand) string {
	pick := func(list ...string) string { return list[random.Intn(len(list))] }
	var q string
	if random.Intn(2) == 0 {
		q = pick("", "江苏", "浙江", "南京市", "2019年", "2020年", "3月底", "去年") + pick("新建多少5G基站", "延期还本付息的企业有多少户", "贷款本金延期了多少", "医用口罩日产量", "复工率", "减税降费多少", "外贸企业有什么支持", "最晚什么时候申报", "延期的本金和利息一共多少", "能不能延期还款") +
			pick("？", "", "!", "，谢谢", "吗?", "\u202e", "\x00", "?????")
	} else {
		q = pick("", "In 2019, ", "In Zhejiang, ", "For a firm of 30 people, ", "Please: ") + pick("how many 5G base stations are built", "how many firms had loan principal deferred", "what is the total of deferred principal and interest",
			"how many masks a day", "by when must I apply", "may a small firm defer its loan", "what share of firms are back at work", "is it free") + pick("?", "", " in "+fmt.Sprint(1950+random.Intn(120))+"?", " in Utopia?", "\xff\xfe")
	}
	if random.Intn(6) == 0 && len(q) > 4 { // cut in the middle of a character
		at := random.Intn(len(q))
		q = q[:at] + string(rune(random.Intn(0x3000))) + q[at:]
	}
	if random.Intn(20) == 0 {
		q = strings.Repeat(q, 1+random.Intn(30))
	}
	return q
}

var numbers = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)

// unproven returns a number of a reply that neither the cited words nor the
// printed arithmetic hold, "" for none.
func unproven(a *index.Answer) string {
	var said strings.Builder
	for _, c := range a.Citations {
		fmt.Fprintln(&said, c.Text, c.Statement, c.Date, strings.Join(c.Heading, " "), c.Title)
	}
	for _, f := range a.Figures {
		fmt.Fprintln(&said, f.AsOf)
		fmt.Fprintln(&said, f.AsOf.Year, int(f.AsOf.Month), f.AsOf.Day)
	}
	proof := strings.ReplaceAll(said.String(), ",", "") + strings.ReplaceAll(a.Working, ",", "")
	held := map[string]bool{}
	for _, n := range numbers.FindAllString(proof, -1) {
		held[strings.TrimLeft(n, "0")] = true
	}
	for _, n := range numbers.FindAllString(strings.ReplaceAll(a.Text, ",", ""), -1) {
		if !held[strings.TrimLeft(n, "0")] {
			return n
		}
	}
	return ""
}
