#!/bin/sh
# Prints the samples from their sources. It needs LibreOffice Writer, Chromium
# and two families of fonts, in Debian:
#   apt-get install libreoffice-writer chromium fonts-wqy-microhei fonts-liberation
set -eu
cd "$(dirname "$0")"
for source in *.fodt; do
	soffice --headless --convert-to pdf "$source" >/dev/null
	soffice --headless --convert-to docx "$source" >/dev/null
done
for kind in doc rtf odt; do
	soffice --headless --convert-to $kind notice_zh.fodt >/dev/null
done
soffice --headless --convert-to epub notice_zh.fodt >/dev/null
mv notice_zh.epub book_zh.epub
for source in *.html; do
	chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="${source%.html}.pdf" "$source" 2>/dev/null
done
