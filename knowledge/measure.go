package knowledge

import "policybot/knowledge/figure"

// MeasureID names a measure within its base.
type MeasureID string

// FactID names a fact within its base.
type FactID string

// TopicID names a topic of a base.
type TopicID string

// Topic is a heading under which a base files its measures.
type Topic struct {
	ID   TopicID
	Name Text
	Also []string // other names people use
}

// Measure is a thing a policy does (措施): defer loan repayments, build base
// stations.
type Measure struct {
	ID        MeasureID
	Title     Text
	Summary   Text
	Topic     TopicID
	Agency    Text
	Speaker   Text // who announced it, with their office
	Audience  []Text
	Also      []string // keywords and other names people use, any language
	Facts     []Fact
	Effective figure.Date
	Deadline  figure.Date
	Cite      Citation // the section that says it
}

// Fact is a statement that carries figures.
type Fact struct {
	ID        FactID
	Measure   MeasureID       // "" for a fact read from running text
	Label     Text            // what the fact is about, short: "延期偿还贷款本金"
	Statement Text            // the full statement; for a fact read from a document, its own sentence
	Figures   []figure.Figure // read from Statement in Language; offsets are into it
	Labels    []Text          // what each of Figures is, where the fact names them one by one; else nil
	Language  Language        // the language whose statement Figures were read from
	Also      []string        // other names people use for it
	AsOf      figure.Date
	Cite      Citation
}

// LabelOf returns what the figure at index i of f.Figures is: its own label,
// else that of the fact.
func (f Fact) LabelOf(i int) Text {
	if i < len(f.Labels) && len(f.Labels[i]) > 0 {
		return f.Labels[i]
	}
	return f.Label
}
