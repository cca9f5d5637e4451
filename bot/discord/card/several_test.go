package card

import (
	"encoding/json"
	"strings"
	"testing"

	"policybot/index"
	"policybot/knowledge"
)

// TestAnswerToSeveralQuestions shows each question with what is known of it and
// the words that carry it; a courtesy shows no refusal.
func TestAnswerToSeveralQuestions(t *testing.T) {
	cited := []index.CitedText{{Title: "Yard rules", Text: "Trailers must not be left in the yard."}}
	yes := &index.Answer{Status: index.Answered, Text: "No. Trailers must not be left in the yard.", Citations: cited, Language: knowledge.English}
	open := &index.Answer{Status: index.NotFound, Text: "The documents do not say.", Language: knowledge.English}
	empty := &index.Answer{Status: index.Answered, Text: "A part that cites nothing.", Language: knowledge.English}
	whole := &index.Answer{
		Status: index.Answered, Language: knowledge.English, Citations: cited, Parts: []*index.Answer{yes, open, empty},
		Text: "May I leave a trailer?\n" + yes.Text + "\n\nHow much is a lamp?\n" + open.Text,
	}
	shown := func(a *index.Answer) string {
		raw, err := json.Marshal(Answer(ViewIn(English), a, nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	card := shown(whole)
	for _, want := range []string{"May I leave a trailer?", "How much is a lamp?", "The documents do not say.", "Yard rules"} {
		if !strings.Contains(card, want) {
			t.Errorf("got %s, want it to say %q", card, want)
		}
	}
	hello := &index.Answer{Status: index.NotFound, Courtesy: "greeting", Text: "Hello! Ask me about policy.", Language: knowledge.English}
	if card := shown(hello); !strings.Contains(card, "Ask me about policy.") || strings.Contains(card, ViewIn(English).NotFound) {
		t.Errorf("got %s, want the greeting and no refusal", card)
	}
}
