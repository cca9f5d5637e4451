package store

import (
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	bleveanalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	indexapi "github.com/blevesearch/bleve_index_api"

	"policybot/index/analysis"
)

// textField is the one field of the index. Nothing is stored in it and no
// positions are kept: the base holds the texts, and what is re-scored is read
// from them.
const textField = "text"

// termsName names the analyzer that splits texts as [analysis.Tokens] does.
const termsName = "policybot"

// bleveEntry is what Bleve sees of an entry.
type bleveEntry struct {
	Text string `json:"text"`
}

// termTokenizer is [analysis.Tokens] as a Bleve tokenizer, so that what is indexed and
// what is re-scored agree.
type termTokenizer struct{}

func (termTokenizer) Tokenize(text []byte) bleveanalysis.TokenStream {
	found := analysis.Tokens(string(text))
	stream := make(bleveanalysis.TokenStream, len(found))
	backing := make([]bleveanalysis.Token, len(found))
	for i, t := range found {
		backing[i] = bleveanalysis.Token{Term: []byte(t.Term), Start: t.Start, End: t.End, Position: i + 1}
		stream[i] = &backing[i]
	}
	return stream
}

// registerAnalyzer makes the analyzer known to Bleve, which finds analyzers by
// name when an index is made or opened.
var registerAnalyzer = sync.OnceValue(func() error {
	err := registry.RegisterAnalyzer(termsName, func(map[string]any, *registry.Cache) (bleveanalysis.Analyzer, error) {
		return &bleveanalysis.DefaultAnalyzer{Tokenizer: termTokenizer{}}, nil
	})
	if err != nil {
		return fmt.Errorf("register the analyzer: %w", err)
	}
	return nil
})

// newMapping returns the mapping of the index. A change of it, or of what
// [analysis.Tokens] gives, needs a new mappingVersion.
func newMapping() (mapping.IndexMapping, error) {
	if err := registerAnalyzer(); err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	text := bleve.NewTextFieldMapping()
	text.Analyzer = termsName
	text.Store = false
	text.IncludeTermVectors = false
	text.IncludeInAll = false
	text.DocValues = false
	entry := bleve.NewDocumentStaticMapping()
	entry.AddFieldMappingsAt(textField, text)
	entry.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	m.DefaultMapping = entry
	m.DefaultAnalyzer = termsName
	m.ScoringModel = indexapi.BM25Scoring
	m.StoreDynamic = false
	m.DocValuesDynamic = false
	return m, nil
}

// newMemoryIndex returns an empty index in memory, of the engine that is used
// on disk.
func newMemoryIndex() (bleve.Index, error) {
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	index, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("make an index in memory: %w", err)
	}
	return index, nil
}
