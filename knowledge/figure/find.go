package figure

// Find returns the figures and dates in text, in order of Start. A date
// without a year takes the year that published suggests; with no published
// date it stays without one and is marked Ambiguous.
func Find(text string, published Date) []Figure { return nil }
