// Package figure reads the figures and dates in policy text, Chinese and
// English: their exact value, unit, dimension and bound, and the words that
// say so.
//
// Most callers want [Find]. It knows nothing of documents: it takes text and
// the date the text was published, against which dates without a year are
// resolved, and never looks at a clock.
//
// # What is promised
//
//   - A bound is never turned round: 不超过 and "up to" are at most, 以上 and "at
//     least" are at least, and inclusion follows article 1259 of the PRC Civil
//     Code unless the text says 含 or 不含.
//   - A value is exact. 0.466万 is 4660; no number passes through floating point.
//   - What is no figure is left alone: numbers of documents and articles,
//     telephone numbers, times of day, names (5G, COVID-19, 二级响应, 四个意识), item
//     numbers, numbers in 《titles》.
//   - Offsets are byte offsets of the text given, and Text is that text.
//   - The time taken grows with the length of the text, whatever the text is.
//
// # What is read
//
//	numbers     680.91亿 3万4000 壹佰贰拾万 二〇二〇 １，２３４．５ 三分之一 两成半 十几 数十 1:1;
//	            68.091 billion, two and a half million, nine in ten, thirty (30)
//	units       money as its ISO code (CNY, USD), measures by their symbol (t, km, m²,
//	            kWh, ℃; 亩 and 斤 as written), durations in calendar units (year, month,
//	            workday; never converted), % and pp (百分点) apart, Chinese counts by
//	            their counter (户, 家, 个), English counts by their head noun in lower
//	            case (of "52,000 5G base stations" it is stations)
//	bounds      约 近 余 不到 不超过 超过 至少 以上 …; about, nearly, up to, at least …
//	ranges      2至5万元, 10万元以上100万元以下, 不低于30%且不高于50%
//	changes     由75.6%提升至94% is one figure with both levels; 同比增长3.2% is a
//	            change of 3.2%, not a level; 增长20倍, 增长到20倍 and 是…的20倍 differ
//	dates       days, months, quarters, halves, years, five-year plans and ranges of
//	            them, as of, deadline, effective or period
//
// # Choices
//
// 一 with a counter is an article (一个平台, 一批企业), as "one" is in English, and is
// read only where a bound or nothing else makes it a number (至少一名, 一人以上).
// 二 with 类, 期, 级 or 次 names a grade or an order (二类疫苗); 两 counts. A number with
// neither unit nor magnitude states nothing, unless it stands alone or a word
// gives it as a value (指数为39.5).
//
// A date without a year is the latest not after publication where it says how
// things were (截至, 末), the first not before it where it sets a limit (前), and the
// nearest otherwise. A beginning (起) of the last three months is past. A date
// takes the year of a date before it in its sentence only where it goes on from
// it: in a range, or later in the same year. A day alone (9日) takes the month of
// the last date read. Where this is a guess, Ambiguous is set.
//
// # How it works
//
// Each thing that stands in text has a room: [policybot/knowledge/figure/glyph]
// cuts the text into sentences of characters, number reads numbers, unit knows
// what they are numbers of, bound the words that limit them and how they changed,
// date reads dates, and decoy what only looks like a figure.
//
// This package binds them. One scan over a sentence finds numbers with their
// units, and dates (scan.go, quantity.go, accept.go, english_units.go, sign.go).
// Then passes over what was found, in the order that reader.read shows, share
// units in lists, join ranges, set bounds, join changes, resolve dates and name
// subjects (ranges.go, bounds.go, change.go, per.go, roles.go, subject.go). Words
// are data: tables beside the code that uses them, looked up through lexicons.
package figure
