// Package store keeps what is indexed of one revision of a base: documents,
// passages, facts and measures, their terms in a Bleve index on disk or in
// memory, and the exact scores of one question over all of them. It is the
// only importer of Bleve, and none of Bleve's types leave it.
//
// Most callers want [Open] and [Store.Scan].
package store
