//go:build ignore

// Traditional writes traditional.txt, the table by which the program reads
// traditional characters as simplified ones, from the package opencc-js:
//
//	npm pack opencc-js@1.4.2 && tar xzf opencc-js-1.4.2.tgz
//	go run ./knowledge/script/gen/traditional.go package knowledge/script/traditional.txt
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

const header = `# Traditional characters and the simplified ones they are read as, a pair a
# word: 萬万. Characters outside the basic plane are left out.
#
# Made by gen/traditional.go from TSCharacters of opencc-js 1.4.2 (MIT), which
# is data of OpenCC, Copyright Carbo Kuo and the OpenCC contributors, licensed
# under the Apache License, Version 2.0.
`

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run traditional.go PACKAGE-DIRECTORY OUTPUT")
	}
	script, err := os.ReadFile(filepath.Join(os.Args[1], "dist", "esm-lib", "dict", "TSCharacters.js"))
	if err != nil {
		log.Fatal(err)
	}
	_, body, ok := strings.Cut(string(script), `"`)
	body, _, closed := strings.Cut(body, `"`)
	if !ok || !closed {
		log.Fatal("TSCharacters.js: no string found; has its form changed?")
	}
	var out strings.Builder
	out.WriteString(header)
	column := 0
	for entry := range strings.SplitSeq(body, "|") {
		traditional, rest, _ := strings.Cut(entry, " ")
		simplified, _, _ := strings.Cut(rest, " ")
		from, n := utf8.DecodeRuneInString(traditional)
		to, m := utf8.DecodeRuneInString(simplified)
		if n != len(traditional) || m != len(simplified) || from > 0xFFFF || to > 0xFFFF || from == to {
			continue
		}
		out.WriteString(traditional + simplified)
		if column++; column%16 == 0 {
			out.WriteByte('\n')
		} else {
			out.WriteByte(' ')
		}
	}
	text := strings.TrimRight(out.String(), " \n") + "\n"
	if err := os.WriteFile(os.Args[2], []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d characters\n", column)
}
