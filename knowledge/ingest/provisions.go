package ingest

import "policybot/knowledge"

// measures returns the measures that a document's numbered provisions
// announce.
func measures(document *knowledge.Document) []knowledge.Measure {
	return nil
}
