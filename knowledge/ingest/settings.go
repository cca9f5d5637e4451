package ingest

// baseFile holds the settings of a base: its name, languages, time zone,
// region, topics and synonyms.
const baseFile = "base.yaml"
