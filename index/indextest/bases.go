// Package indextest holds small bases for the tests of the rooms of index.
package indextest

import "policybot/knowledge"

// Notices is a base of two notices, with a list and a heading.
func Notices() *knowledge.Base {
	return &knowledge.Base{Documents: []knowledge.Document{
		{ID: "pass.txt", Title: "北京市应急物资运输车辆通行证件办理信息公示", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Text: "为做好应急物资的运输保障工作，现将通行证件的发放流程及使用要求公示如下。"},
			{ID: "2", Heading: []string{"一、发放流程"}, Number: "一、", Text: "一、发放流程\n承运单位自行下载打印通行证件，并填写有关信息。"},
			{ID: "3", Heading: []string{"二、使用要求"}, Number: "二、", Text: "二、使用要求\n1、承运单位车辆应随车携带通行证件，伪造证件的将依法处罚。\n2、持证车辆不得搭载无关人员。\n3、货物运输车辆不得夹带危险货物。"},
			{ID: "4", Text: "特此公示。\n北京市交通委员会\n2020年2月7日"},
		}},
		{ID: "rent.txt", Title: "苏州市支持中小企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Heading: []string{"一、减免房租"}, Text: "一、减免房租。对承租国有房产的中小企业，免收三个月房租；截至3月末，已为1200户企业减免房租2.4亿元。"},
			{ID: "2", Heading: []string{"二、稳定岗位"}, Text: "二、稳定岗位。对不裁员的企业，返还上年度失业保险费的50%。由市人力资源和社会保障局负责受理。"},
		}},
	}}
}

// Sample is a small base about two provinces.
func Sample() *knowledge.Base {
	loans := knowledge.Measure{
		ID: "loans", Title: knowledge.Text{knowledge.Chinese: "贷款延期还本付息", knowledge.English: "Loan deferral"},
		Facts: []knowledge.Fact{{
			ID: "loans/principal", Measure: "loans",
			Label:     knowledge.Text{knowledge.Chinese: "延期偿还的贷款本金", knowledge.English: "principal deferred"},
			Statement: knowledge.Text{knowledge.Chinese: "延期偿还贷款本金680.91亿元。", knowledge.English: "Principal of CNY 68.091 billion was deferred."},
		}},
		Cite: knowledge.Citation{Document: "a.txt", Section: "1"},
	}
	return &knowledge.Base{
		Documents: []knowledge.Document{
			{ID: "a.txt", Title: "湘潭市支持企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
				{ID: "1", Heading: []string{"金融支持"}, Text: "湘潭市对困难企业的贷款延期还本付息。对小微企业减免三个月房租。"},
			}},
			{ID: "b.txt", Title: "湘西州支持企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
				{ID: "1", Text: "湘西州对困难企业的贷款给予贴息。对小微企业减免一个月房租。"},
			}},
			{ID: "c.txt", Title: "Rent relief", Language: knowledge.English, Sections: []knowledge.Section{
				{ID: "1", Text: "Small firms renting state-owned premises pay no rent for three months."},
			}},
		},
		Measures: []knowledge.Measure{loans},
	}
}
