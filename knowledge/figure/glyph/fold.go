package glyph

import "unicode"

// fold returns r as the reader compares it: full-width forms as half width,
// letters in lower case, and the traditional characters that write numbers,
// units and bounds as simplified ones. It reports whether r was full width and
// whether it was upper case.
func fold(r rune) (folded rune, wide, upper bool) {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A', false, true
		}
		return r, false, false
	case r >= 0x4E00 && r <= 0x9FFF:
		return rune(simplified[r-0x4E00]), false, false
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFF01 - '!'
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A', true, true
		}
		return r, true, false
	}
	switch r {
	case '○', '◯', '０':
		return '〇', false, false
	case '￥', '¥':
		return '¥', false, false
	case '￡':
		return '£', false, false
	case '﹪':
		return '%', false, false
	case '︰':
		return ':', false, false
	case '〔', '﹝', '【', '［', '〖':
		return '[', false, false
	case '〕', '﹞', '】', '］', '〗':
		return ']', false, false
	case '℅':
		return '%', false, false
	case '㎡':
		return '㎡', false, false
	}
	if unicode.IsUpper(r) {
		return unicode.ToLower(r), false, true
	}
	return r, false, false
}

// simplified maps every ideograph of the main block to itself, or to its
// simplified form where the reader's tables need it.
var simplified = func() (table [0x9FFF - 0x4E00 + 1]uint16) {
	for i := range table {
		table[i] = uint16(0x4E00 + i)
	}
	pairs := []rune(traditional)
	for i := 0; i+1 < len(pairs); i += 2 {
		table[pairs[i]-0x4E00] = uint16(pairs[i+1])
	}
	return table
}()

// traditional lists pairs of a traditional character and its simplified form.
// It holds the characters that occur in the tables of this package, not all of
// Chinese.
const traditional = "萬万億亿圓圆個个箇个餘余馀余幾几兩两倆两貳贰貮贰參叁叄叁陸陆點点負负過过內内達达於于約约" +
	"將将數数變变雙双對对從从時时間间歲岁噸吨畝亩頃顷條条項项戶户輛辆隻只張张處处種种類类臺台" +
	"場场屆届輪轮頭头顆颗號号樓楼層层額额貸贷補补貼贴獎奖勵励給给與与續续繳缴費费實实際际減减" +
	"長长漲涨縮缩擴扩調调環环較较來来後后週周鐘钟鍾钟齡龄學学課课僅仅佔占總总計计為为爲为滿满" +
	"並并還还應应須须執执報报請请納纳稅税業业員员職职機机構构銀银幣币鎊镑歐欧韓韩國国門门連连" +
	"級级審审產产廠厂設设備备術术證证書书離离併并筆笔單单冊册頁页傳传隊队組组廣广東东開开關关" +
	"頂顶歷历終终結结區区縣县鄉乡鎮镇發发認认無无覆复擔担標标準准資资財财務务貧贫農农會会議议" +
	"辦办動动線线網网電电話话質质護护醫医藥药衛卫應应參叁確确診诊療疗險险養养儲储備备檢检測测" +
	"驗验運运輸输車车鐵铁橋桥顯显響响買买賣卖購购價价錢钱幹干軍军團团體体優优裡里圖图題题現现" +
	"規规劃划導导領领黨党進进選选維维組组織织統统聯联繫系績绩緊紧綠绿營营塊块積积縱纵繼继讓让" +
	"該该詳详語语論论講讲識识譯译護护變变貨货責责賬账賠赔贏赢趨趋躍跃違违遠远適适遲迟"
