package docx

import (
	"context"
	"strings"
	"unicode/utf8"
)

// docxLevels is how many levels a list has.
const docxLevels = 9

// docxLevel is one level of a list.
type docxLevel struct {
	format  string // ST_NumberFormat
	text    string // with %1 to %9 for the numbers of the levels
	start   int
	restart int    // the level, from 1, whose next number restarts this one; 0 never, -1 any above
	style   string // id of the paragraph style that belongs to this level
	legal   bool   // all numbers in the text are decimal
	known   bool
}

// docxAbstract is a list's design. Lists of one design count on together.
type docxAbstract struct {
	levels   [docxLevels]docxLevel
	styledAs string // the numbering style whose design it takes
	counters [docxLevels]int
	begun    [docxLevels]bool
}

// docxList is a list: a design and what it changes about it.
type docxList struct {
	abstract  string
	overrides map[int]docxLevel
	starts    map[int]int
	begun     map[int]bool // levels whose overriding start has been used
}

// docxNumbering counts the automatic numbers of a document.
type docxNumbering struct {
	abstracts map[string]*docxAbstract
	lists     map[string]*docxList
}

func readDOCXNumbering(ctx context.Context, part []byte, styles docxStyles) (*docxNumbering, error) {
	n := &docxNumbering{abstracts: map[string]*docxAbstract{}, lists: map[string]*docxList{}}
	if part == nil {
		return n, nil
	}
	r := newXMLReader(ctx, part)
	if _, err := r.root(); err != nil {
		return n, err
	}
	err := r.each(func(e element) error {
		switch e.name {
		case "w:abstractNum":
			abstract := &docxAbstract{}
			n.abstracts[e.attribute("abstractNumId")] = abstract
			return r.each(func(e element) error {
				switch e.name {
				case "w:lvl":
					level, err := readDOCXLevel(r)
					if i := e.integer("ilvl", -1); i >= 0 && i < docxLevels {
						abstract.levels[i] = level
					}
					return err
				case "w:numStyleLink":
					abstract.styledAs = e.attribute("val")
				}
				return r.skip()
			})
		case "w:num":
			list := &docxList{overrides: map[int]docxLevel{}, starts: map[int]int{}, begun: map[int]bool{}}
			n.lists[e.attribute("numId")] = list
			return r.each(func(e element) error {
				switch e.name {
				case "w:abstractNumId":
					list.abstract = e.attribute("val")
				case "w:lvlOverride":
					i := e.integer("ilvl", -1)
					return r.each(func(e element) error {
						switch e.name {
						case "w:startOverride":
							list.starts[i] = e.integer("val", 1)
						case "w:lvl":
							level, err := readDOCXLevel(r)
							list.overrides[i] = level
							return err
						}
						return r.skip()
					})
				}
				return r.skip()
			})
		}
		return r.skip()
	})
	if err != nil {
		return n, err
	}
	for _, list := range n.lists {
		if abstract := n.abstracts[list.abstract]; abstract != nil && abstract.styledAs != "" {
			if reference, _ := styles.numbering(abstract.styledAs); n.lists[reference.list] != nil {
				list.abstract = n.lists[reference.list].abstract
			}
		}
	}
	return n, nil
}

func readDOCXLevel(r *xmlReader) (docxLevel, error) {
	level := docxLevel{format: "decimal", start: 1, restart: -1, known: true}
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:start":
			level.start = e.integer("val", 1)
		case "w:numFmt":
			// A custom format is an example of zero-padded numbers; the
			// plain fallback that Word writes beside it is passed over.
			if level.format = e.attribute("val"); level.format == "custom" && strings.HasPrefix(e.attribute("format"), "0") {
				level.format = "decimalZero"
			}
		case "w:lvlText":
			level.text = e.attribute("val")
		case "w:lvlRestart":
			level.restart = e.integer("val", -1)
		case "w:pStyle":
			level.style = e.attribute("val")
		case "w:isLgl":
			level.legal = e.on()
		case "mc:AlternateContent", "mc:Choice":
			return r.each(read)
		}
		return r.skip()
	}
	return level, r.each(read)
}

// docxNumber is the number Word puts before a paragraph.
type docxNumber struct {
	text   string // "第三条"; "" for a bullet
	bullet bool
	level  int // from 0
}

// next counts a paragraph of the given style and direct numbering, and
// returns its number. ok is false where it has none.
func (n *docxNumbering) next(styles docxStyles, style string, direct docxNumberingReference) (number docxNumber, ok bool) {
	reference, by := direct, ""
	if reference.list == "" {
		inherited, from := styles.numbering(style)
		by = from
		if inherited.level = max(inherited.level, direct.level); inherited.list == "" {
			return docxNumber{}, false
		}
		reference = inherited
	}
	list := n.lists[reference.list]
	if list == nil {
		return docxNumber{}, false
	}
	abstract := n.abstracts[list.abstract]
	if abstract == nil {
		return docxNumber{}, false
	}
	i := reference.level
	if by != "" && direct.level < 0 {
		for j := range abstract.levels {
			if abstract.levels[j].style == by {
				i = j
			}
		}
	}
	i = min(max(i, 0), docxLevels-1)
	level := list.level(abstract, i)
	if !level.known {
		return docxNumber{}, false
	}
	n.count(list, abstract, i)
	if level.format == "bullet" {
		return docxNumber{bullet: true, level: i}, true
	}
	return docxNumber{text: list.render(abstract, i), level: i}, true
}

func (list *docxList) level(abstract *docxAbstract, i int) docxLevel {
	if level, ok := list.overrides[i]; ok {
		return level
	}
	return abstract.levels[i]
}

func (list *docxList) start(abstract *docxAbstract, i int) int {
	if start, ok := list.starts[i]; ok {
		return start
	}
	return list.level(abstract, i).start
}

// count moves the counters of a design on by one paragraph at level i.
func (n *docxNumbering) count(list *docxList, abstract *docxAbstract, i int) {
	if _, ok := list.starts[i]; ok && !list.begun[i] {
		// An overriding start counts once, when its list first appears.
		list.begun[i] = true
		abstract.begun[i] = false
	}
	for j := range i {
		if !abstract.begun[j] {
			abstract.begun[j] = true
			abstract.counters[j] = list.start(abstract, j)
		}
	}
	if abstract.begun[i] {
		abstract.counters[i]++
	} else {
		abstract.begun[i] = true
		abstract.counters[i] = list.start(abstract, i)
	}
	for j := i + 1; j < docxLevels; j++ {
		if restart := list.level(abstract, j).restart; restart < 0 || restart > 0 && i < restart {
			abstract.begun[j] = false
		}
	}
}

// render writes the number of level i as it stands now.
func (list *docxList) render(abstract *docxAbstract, i int) string {
	level := list.level(abstract, i)
	var b strings.Builder
	for rest := level.text; rest != ""; {
		if rest[0] == '%' && len(rest) > 1 && rest[1] >= '1' && rest[1] <= '9' {
			j := int(rest[1] - '1')
			format := list.level(abstract, j).format
			if level.legal {
				format = "decimal"
			}
			b.WriteString(docxNumeral(format, abstract.counters[j]))
			rest = rest[2:]
			continue
		}
		_, n := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:n])
		rest = rest[n:]
	}
	return strings.TrimSpace(b.String())
}
