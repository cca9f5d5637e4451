package measures

import (
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"
)

// sound is a file without a mistake.
const sound = `source:
  id: ferry
  title: {zh: 轮渡公告, en: Notice of the ferry}
  publisher: {zh: 轮渡公司, en: Ferry Company}
  date: 2024-03-01
  language: en
topics:
  - id: fares
    name: {zh: 票价, en: Fares}
measures:
  - id: child-fares
    title: {zh: 儿童票, en: Fares for children}
    summary:
      zh: 儿童半价乘船。
      en: Children travel at half price.
    topic: fares
    effective: 2024-04-01
    also: [kids, 小孩]
    facts:
      - id: fare
        label: {zh: 儿童票价, en: child fare}
        statement:
          zh: 儿童单程票价为4.5美元。
          en: A child's single ticket costs USD 4.50.
        as_of: 2024-02-29
`

// TestMistakes makes mistakes in a file at random, as people do who write by
// hand. None breaks the reader, and what is complained of is said in both
// languages, with a line that the file has.
func TestMistakes(t *testing.T) {
	times := 400
	if n, err := strconv.Atoi(os.Getenv("POLICYBOT_TEST_MISTAKES")); err == nil {
		times = n
	}
	if f := Read("ferry.yaml", []byte(sound)); len(f.Problems) > 0 {
		t.Fatalf("the file without a mistake has %v", f.Problems)
	}
	random := rand.New(rand.NewSource(4))
	complained := 0
	for range times {
		text := sound
		for range 1 + random.Intn(3) {
			text = mistake(random, text)
		}
		f := Read("ferry.yaml", []byte(text))
		if len(f.Problems) > 0 {
			complained++
		}
		for _, p := range f.Problems {
			if len(p.Message) != 2 || p.Line < 0 || p.Line > strings.Count(text, "\n")+1 {
				t.Errorf("complaint %+v of\n%s", p, text)
			}
		}
	}
	if complained < times/2 {
		t.Errorf("%d of %d files with mistakes are complained of", complained, times)
	}
}

// mistake changes one line.
func mistake(random *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	i := random.Intn(len(lines))
	switch random.Intn(9) {
	case 0:
		lines[i] = "  " + lines[i]
	case 1:
		lines[i] = strings.TrimPrefix(lines[i], "  ")
	case 2:
		lines[i] = strings.Replace(lines[i], ":", "", 1)
	case 3:
		lines[i] = strings.Replace(lines[i], ": ", ":", 1)
	case 4:
		lines = append(lines[:i], lines[i+1:]...)
	case 5:
		lines[i] = "\t" + lines[i]
	case 6:
		lines[i] = strings.Replace(lines[i], "2024", "20x4", 1)
	case 7:
		lines[i] += " \"" + string(rune(random.Intn(0x2000)))
	case 8:
		lines = append(lines, lines[i])
	}
	return strings.Join(lines, "\n")
}
