//go:build race

package eval

// raceDetector says whether the tests run under the race detector.
const raceDetector = true
