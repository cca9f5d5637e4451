package index

import (
	"context"
	"testing"

	"policybot/index/compose"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/knowledge"
)

func TestEmptyBase(t *testing.T) {
	ctx := context.Background()
	for name, dir := range map[string]string{"in memory": "", "on disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			x, err := Open(ctx, dir, &knowledge.Base{Revision: "0"})
			if err != nil {
				t.Fatal(err)
			}
			defer x.Close()
			answer, err := x.Answer(ctx, query.Parse("江苏新建多少座5G基站?"))
			if err != nil || answer.Status != compose.NotFound {
				t.Errorf("got %+v, %v, want not found", answer, err)
			}
			results, err := x.Search(ctx, query.Parse("5G"), retrieve.Page{})
			if err != nil || results.Total != 0 {
				t.Errorf("got %d hits, %v, want none", results.Total, err)
			}
		})
	}
}
