package lexicon

import (
	"testing"

	"policybot/knowledge"
)

func BenchmarkSegment(b *testing.B) {
	const text = "参加失业保险的企业上年度未裁员或者裁员率不高于规定比例的，可以向参保地经办机构申请返还上年度实际缴纳失业保险费的一部分。"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Segment(text)
	}
}

func BenchmarkCosine(b *testing.B) {
	x, _ := Vector("loan", knowledge.English)
	y, _ := Vector("贷款", knowledge.Chinese)
	for b.Loop() {
		Cosine(&x, &y)
	}
}

func BenchmarkVectorOfChinese(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Vector("贷款", knowledge.Chinese)
	}
}

// BenchmarkUnpack is what the first use of each part costs.
func BenchmarkUnpack(b *testing.B) {
	for name, data := range map[string][]byte{"chinese": chineseData, "english": englishData, "glosses": glossData} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				unpack(data)
			}
		})
	}
}
