package figure

import (
	"fmt"
	"strings"
	"testing"

	"policybot/knowledge/figure/date"
)

// notice is an ordinary passage of policy text: about one figure in thirty
// characters, and as many numbers that are none.
const notice = "一、加大信贷支持力度。截至3月末，全省银行机构累计为2.17万户企业办理延期还本680.91亿元，为0.466万户企业办理延期付息9.92亿元，贷款加权平均利率由年初的5.6%下降到4.9%。" +
	"各地要认真贯彻落实《关于进一步做好2020年稳就业工作的意见》（国发〔2020〕12号）第五条要求，对不裁员或者少裁员的参保企业，可返还其上年度实际缴纳失业保险费的50%，返还标准最高可提高到100%。" +
	"对符合条件的小微企业，给予不超过50万元的担保贷款，期限最长不超过3年；受疫情影响较大的困难行业企业2020年度发生的亏损，最长结转年限由5年延长至8年。咨询电话：025-12345678，12345热线。" +
	"各地区各部门要充分认识做好当前工作的重要意义，切实加强组织领导，明确责任分工，完善工作机制，确保各项政策措施落到实处、取得实效。有关部门要密切配合，形成工作合力，及时研究解决工作中出现的新情况新问题。\n"

func BenchmarkFindChinese(b *testing.B) {
	text := strings.Repeat(notice, 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, date.Date{Year: 2020, Month: 4, Day: 20})
	}
}

func BenchmarkFindEnglish(b *testing.B) {
	text := strings.Repeat("By the end of March 2020, banks in the province had deferred principal of RMB 68.091 billion for 21,700 firms, up 3.2% year on year. "+
		"Under Article 5 of the circular, an eligible firm may borrow up to CNY 500,000 for no more than three years, and must apply within 30 working days. ", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, date.Date{Year: 2020, Month: 4, Day: 20})
	}
}

// BenchmarkFindLength shows that the time for a byte does not grow with the
// length of the text, whatever the text is.
func BenchmarkFindLength(b *testing.B) {
	for name, unit := range hostile {
		for _, size := range []int{10_000, 100_000, 1_000_000} {
			if testing.Short() && size > 10_000 {
				continue
			}
			text := strings.Repeat(unit, size/len(unit))
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					Find(text, date.Date{Year: 2020, Month: 4, Day: 20})
				}
			})
		}
	}
}
