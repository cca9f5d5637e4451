package asked

import "testing"

func TestOf(t *testing.T) {
	for _, c := range []struct {
		question string
		kind     Kind
		unit     string
	}{
		{"How many days of unpaid leave may a trainee take?", Duration, "days"},
		{"How many harbour masters were appointed?", Count, "harbour masters"},
		{"how much does a mooring permit cost", Money, ""},
		{"What share of the levy goes to the lighthouse fund?", Percent, ""},
		{"When does the ferry by-law take effect?", Date, ""},
		{"Until when can claims be handed in?", Date, ""},
		{"How far ahead must berths be booked?", Duration, ""},
		{"Who signs the pilot's certificate?", Party, ""},
		{"Which department keeps the register?", Party, ""},
		{"Why was the quay closed?", Reason, ""},
		{"Which vessels are exempt from the fee?", List, ""},
		{"What sorts of cargo count as dangerous?", List, ""},
		{"May I moor overnight without a permit?", Verdict, ""},
		{"My boat is nine metres long. Do I need a licence?", Verdict, ""},
		{"Could you tell me what the daily charge is?", Money, ""},
		{"When I leave the harbour, how long is the permit valid?", Duration, ""},
		{"What is the longest period of storage?", Duration, ""},
		{"How do I apply for a berth?", Manner, ""},
		{"停泊费每天多少元？", Money, ""},
		{"休渔期最长几个月？", Duration, "月"},
		{"罚款怎么算，超载的怎么罚？", Money, ""},
		{"补贴比例是多少？", Percent, ""},
		{"哪些船舶可以免费停靠？", List, ""},
		{"码头由谁管理？", Party, ""},
		{"几号开始申请？", Date, ""},
		{"本办法什么时候施行？", Date, ""},
		{"这个费率什么时候调整？", Date, ""},
		{"申请的办法是什么？", Manner, ""},
		{"渔船可以在航道里下网吗？", Verdict, ""},
		{"外地船收不收停泊费", Verdict, ""},
		{"为什么停航？", Reason, ""},
		{"全港一共有多少艘拖轮？", Count, "艘"},
		{"在哪里办理登记？", Place, ""},
		{"想问一下，船员证的有效期", Duration, ""},
	} {
		got := Of(c.question)
		if got.Kind != c.kind || c.unit != "" && got.Unit != c.unit {
			t.Errorf("%s: got %s %q, want %s %q", c.question, got.Kind, got.Unit, c.kind, c.unit)
		}
	}
}

func TestOperation(t *testing.T) {
	for question, want := range map[string]Operation{
		"How much more does the large berth cost than the small one?": Difference,
		"甲港比乙港多多少个泊位？":                                                Difference,
		"两个港口一共多少个泊位？":                                                Sum,
		"How many berths do both have in total?":                      Sum,
		"甲港有多少个泊位？":                                                   "",
	} {
		if got := Of(question).Operation; got != want {
			t.Errorf("%s: got operation %q, want %q", question, got, want)
		}
	}
}

func TestSeveral(t *testing.T) {
	for question, want := range map[string]bool{
		"停泊费多少？押金能退吗？":                                 true,
		"停泊费多少？":                                       false,
		"How high is the fee and when is it due?":      true,
		"How high is the fee for barges and dinghies?": false,
	} {
		if got := Of(question).Several; got != want {
			t.Errorf("%s: got several %v, want %v", question, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("How many days?")
	f.Add("多少天？")
	f.Add("？，")
	f.Fuzz(func(t *testing.T, question string) {
		if got := Of(question); got.Kind == "" {
			t.Errorf("%q: no kind of answer", question)
		}
	})
}
