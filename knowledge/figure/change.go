package figure

// joinChanges joins the two levels of a change: 由75.6%提升至94%.
func (s *reader) joinChanges() {}

// readChanges reads changes that name their size: 同比增长3.2%.
func (s *reader) readChanges() {}
