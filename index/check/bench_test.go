package check

import "testing"

// BenchmarkProve proves the true replies of testdata/replies.txtar, one at a time.
func BenchmarkProve(b *testing.B) {
	replies := TrueReplies(b)
	for i := 0; b.Loop(); i++ {
		if err := Prove(&replies[i%len(replies)]); err != nil {
			b.Fatal(err)
		}
	}
}
