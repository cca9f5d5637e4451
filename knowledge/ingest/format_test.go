package ingest

import (
	"slices"
	"testing"

	"policybot/knowledge/ingest/content"
)

// TestCompoundFiles tells an encrypted document from the formats of the 1990s
// that share its container, whatever the name says.
func TestCompoundFiles(t *testing.T) {
	tests := []struct{ stream, want string }{
		{"EncryptedPackage", content.NeedsPassword.English},
		{"PowerPoint Document", "an Office file of the 1997-2003 format is not read yet: save it as DOCX or XLSX"},
	}
	for _, test := range tests {
		data := slices.Concat([]byte(compoundFile), make([]byte, 1024), utf16LE(test.stream), make([]byte, 512))
		if _, problem := recognise(content.Input{Path: "policy.docx", Data: data}); problem == nil || problem.Message["en"] != test.want {
			t.Errorf("%s: %v, want %q", test.stream, problem, test.want)
		}
	}
}
