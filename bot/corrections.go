package bot

// Correction tells somebody that a figure they were once told has changed.
type Correction struct {
	Question string `json:"question"`
	Told     string `json:"told"` // the words of the figure as told
	ToldAt   int64  `json:"told_at"`
	Message  string `json:"message,omitempty"` // that told it; "" where only the asker saw it
	Change   int64  `json:"change"`            // place of the change in the log
}
