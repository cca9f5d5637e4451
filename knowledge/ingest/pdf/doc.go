// Package pdf reads PDF with PDFium in a WebAssembly sandbox: pages to lines,
// lines to paragraphs and tables, in reading order.
package pdf
