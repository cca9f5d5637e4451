package index

import (
	"runtime"
	"testing"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/knowledge"
)

// heapInUse returns how many bytes live on the heap.
func heapInUse() int64 {
	var m runtime.MemStats
	for range 2 { // what a pool holds lives through one collection
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// What is kept to answer faster is bounded by the base, not by how much was
// asked.
func TestQuestionsLeaveNothingBehind(t *testing.T) {
	base := indextest.Sample()
	base.Measures[0].Summary = knowledge.Text{
		knowledge.Chinese: "湘潭市的银行让困难企业的贷款延期还本付息。",
		knowledge.English: "Banks in Xiangtan let firms in difficulty put off loans.",
	}
	x := openBase(t, base)
	ask := func(times int) {
		for range times {
			if _, err := x.Answer(t.Context(), query.Parse("湘潭市贷款延期还本付息由谁公布？")); err != nil {
				t.Fatal(err)
			}
		}
	}
	const times, most = 3000, 256 << 10
	ask(100)
	before := heapInUse()
	ask(times)
	if grown := heapInUse() - before; grown > most {
		t.Errorf("the heap has grown by %d bytes after %d questions, want at most %d", grown, times, most)
	}
}
