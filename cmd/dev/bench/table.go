package bench

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// row is a line of the table.
type row struct {
	measure string
	figure  string
	peer    string  // what the same is elsewhere; empty when there is none
	ratio   float64 // how many times as good as the peer; zero when there is none
	repeat  string  // the command
}

// table is what a run prints.
type table struct {
	machine string
	rows    []row
	notes   []string
}

// write prints the table as Markdown, then what could not be measured, then the machine.
func (t *table) write(w io.Writer) error {
	var b strings.Builder
	b.WriteString("| measure | figure | peer | times as good | repeat with |\n|---|---|---|---|---|\n")
	for _, r := range t.rows {
		ratio := ""
		if r.ratio > 0 && !math.IsInf(r.ratio, 0) {
			ratio = significant(r.ratio) + " ×"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | `%s` |\n", cell(r.measure), cell(r.figure), cell(r.peer), ratio, cell(r.repeat))
	}
	b.WriteString("\n")
	for _, note := range t.notes {
		fmt.Fprintf(&b, "- %s\n", strings.Join(strings.Fields(note), " "))
	}
	if len(t.notes) > 0 {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "Machine: %s\n", t.machine)
	_, err := io.WriteString(w, b.String())
	return err
}

// cell keeps a text within its cell.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}

// moreIsBetter gives the ratio of a figure to its peer's, of what is better the more there is of it: above one if ours is better.
func moreIsBetter(own, peer float64) float64 { return quotient(own, peer) }

// lessIsBetter gives the ratio of what is better the less there is of it: above one if ours is better.
func lessIsBetter(own, peer float64) float64 { return quotient(peer, own) }

// quotient is zero, which is none, when there is nothing to compare.
func quotient(a, b float64) float64 {
	if a <= 0 || b <= 0 {
		return 0
	}
	return a / b
}

// significant writes a number with three digits that count, and thousands divided.
func significant(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-2)
	v = math.Round(v/unit) * unit
	if math.Abs(v) < 100 {
		decimals := int(math.Max(0, 2-math.Floor(math.Log10(math.Abs(v)))))
		return strconv.FormatFloat(v, 'f', decimals, 64)
	}
	return thousands(int64(math.Round(v)))
}

// thousands writes a whole number with commas.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}

// megabytes writes a number of bytes in millions of them.
func megabytes(bytes int64) string { return significant(float64(bytes)/1e6) + " MB" }

// span writes a time.
func span(d time.Duration) string {
	switch {
	case d >= time.Second:
		return significant(d.Seconds()) + " s"
	case d >= time.Millisecond:
		return significant(float64(d)/1e6) + " ms"
	}
	return significant(float64(d)/1e3) + " µs"
}
