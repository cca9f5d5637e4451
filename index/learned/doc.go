// Package learned reads and applies the weights of linear and logistic models
// that are part of the program.
package learned
