// Package sheet reads tables of values: workbooks (XLSX) and CSV.
package sheet
