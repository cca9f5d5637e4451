package figure

// dropBare drops numbers that state nothing: no unit, no magnitude and no word
// that makes them a figure.
func (s *reader) dropBare() {
	g := s.glyphs
	for i := range s.terms {
		t := &s.terms[i]
		if t.date || t.hasUnit || t.n.magnitude > 0 && !t.n.bare {
			continue
		}
		if t.start == 0 && t.end == len(g) || t.n.vague {
			continue
		}
		t.drop = true
	}
}

// resolveDates gives every date its year.
func (s *reader) resolveDates() {
	var previous *term
	for i := range s.terms {
		if t := &s.terms[i]; t.date {
			s.resolve(t, previous)
			if !t.drop {
				previous = t
			}
		}
	}
	var asOf *term
	for i := range s.terms {
		t := &s.terms[i]
		if t.drop {
			continue
		}
		if t.date {
			if t.role == AsOf {
				asOf = t
			}
			continue
		}
		if asOf != nil {
			t.asOf = asOf.toDate
			if t.asOf.IsZero() {
				t.asOf = asOf.fromDate
			}
		}
	}
}

func (s *reader) readPer()     {}
func (s *reader) setRoles()    {}
func (s *reader) setSubjects() {}
