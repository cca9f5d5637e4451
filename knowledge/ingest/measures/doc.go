// Package measures reads what is written by hand for a base, in YAML: its
// settings and its measures with their facts.
package measures
