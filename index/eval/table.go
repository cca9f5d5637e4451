package eval

import (
	"fmt"
	"io"
	"text/tabwriter"

	"policybot/knowledge"
)

// row is one metric of a report.
type row struct {
	path   string // in the JSON
	name   knowledge.Text
	metric Metric
}

// rows lists the metrics that a report has.
func (r *Report) rows() []row {
	var list []row
	add := func(path, zh, en string, m *Metric) {
		if m != nil {
			list = append(list, row{path, knowledge.Text{knowledge.Chinese: zh, knowledge.English: en}, *m})
		}
	}
	for _, level := range []struct {
		path, zh, en string
		found        *Found
	}{{"documents", "文件", "document", r.Documents}, {"passages", "段落", "passage", r.Passages}} {
		if level.found == nil {
			continue
		}
		for _, depth := range depths {
			m := level.found.Recall[depth.name]
			add(level.path+".recall."+depth.name, level.zh+"召回率 @"+depth.name, level.en+" recall @"+depth.name, &m)
		}
		add(level.path+".mrr", level.zh+"平均倒数排名 @10", level.en+" MRR @10", &level.found.MRR)
	}
	if r.RougeL != nil {
		add("rouge_l.gold_document", "ROUGE-L（给定文件）", "ROUGE-L, document given", r.RougeL.GoldDocument)
		add("rouge_l.end_to_end", "ROUGE-L（从提问到回答）", "ROUGE-L, end to end", &r.RougeL.EndToEnd)
	}
	add("figures", "数字全对", "figures all right", r.Figures)
	add("right", "回答可用", "answer will do", r.Right)
	if g := r.Graded; g != nil {
		add("graded.right", "答对（含说到）", "right, told first or not", g.Right)
		add("graded.right_or_offered", "答对或列在最接近的三条中", "right, or among the three nearest", g.RightOrOffered)
		add("graded.wrong", "给出的回答中答错", "wrong, of the answers given", g.Wrong)
		add("graded.rightly_refused", "文件没有答案时拒答", "not in the documents, refused", g.Refused)
	}
	if r.Refusal != nil {
		add("refusal.auroc", "拒答 AUROC", "refusal AUROC", &r.Refusal.AUROC)
		add("refusal.refused", "无答案的问题被拒答", "unanswerable refused", &r.Refusal.Refused)
		add("refusal.answered", "有答案的问题得到回答", "answerable answered", r.Refusal.Answered)
		add("refusal.elsewhere", "去掉文件后由其他文件答对", "answered as well elsewhere", r.Refusal.Elsewhere)
	}
	return list
}

// WriteTable prints the report for people, in Chinese or English.
func (r *Report) WriteTable(w io.Writer, language knowledge.Language) error {
	say := func(zh, en string) string {
		return knowledge.Text{knowledge.Chinese: zh, knowledge.English: en}.In(language)
	}
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n", say("指标", "metric"), say("数值", "value"), say("95% 区间", "95% interval"), say("问题数", "questions"))
	for _, row := range r.rows() {
		fmt.Fprintf(table, "%s\t%.3f\t%.3f–%.3f\t%d\t\n", row.name.In(language), row.metric.Value, row.metric.Low, row.metric.High, row.metric.Of)
	}
	for _, line := range []struct {
		name string
		Latency
	}{{say("检索", "search"), r.Search}, {say("回答", "answer"), r.Latency}} {
		fmt.Fprintf(table, "%s p50 / p99, ms\t%.2f\t%.2f\t%d\t\n", line.name, line.P50, line.P99, r.Questions)
	}
	if len(r.Reliability) > 0 {
		fmt.Fprintf(table, "\t\t\t\t\n%s\t%s\t%s\t%s\t\n", say("置信度", "confidence"), say("平均置信度", "mean"), say("正确率", "right"), say("回答数", "answers"))
		for _, bin := range r.Reliability {
			fmt.Fprintf(table, "%.1f–%.1f\t%.2f\t%.2f\t%d\t\n", bin.From, bin.To, bin.Confidence, bin.Right, bin.Answers)
		}
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	if r.Graded != nil {
		fmt.Fprintln(w)
		if err := r.Graded.writeTable(w, language); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	return nil
}
