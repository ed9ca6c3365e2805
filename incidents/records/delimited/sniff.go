package delimited

import (
	"bytes"
	"strings"
)

// sniffRows is how many rows are looked at to find the dialect.
const sniffRows = 200

// separators are those that are looked for, in the order of their likelihood.
const separators = ",;\t|"

// Sniff finds the dialect of the table that begins with sample, which is UTF-8. A
// separator of zero is looked for. whole tells that the sample is the whole table.
func Sniff(sample []byte, separator byte, whole bool) Dialect {
	declared, rest := declaration(sample)
	if !whole {
		rest = rest[:lastLineEnd(rest)]
	}
	if separator == 0 {
		separator = declared
	}
	candidates := separators
	if separator != 0 {
		candidates = string([]byte{separator})
	}
	best, bestFit := Dialect{Separator: candidates[0]}, -1.0
	for i := range len(candidates) {
		d := Dialect{Separator: candidates[i]}
		if fit := tryOut(rest, &d); fit > bestFit {
			best, bestFit = d, fit
		}
	}
	if bytes.Contains(rest, []byte(`\"`)) {
		d := Dialect{Separator: best.Separator, Backslash: true}
		if tryOut(rest, &d) > bestFit {
			best = d
		}
	}
	best.Declared = declared != 0
	return best
}

// declaration reads Excel's first line "sep=;" and gives what follows it.
func declaration(sample []byte) (separator byte, rest []byte) {
	if len(sample) < 5 || !strings.EqualFold(string(sample[:4]), "sep=") {
		return 0, sample
	}
	if end := lineEndLength(sample[5:]); end > 0 && lineEnd(sample) == 5 {
		return sample[4], sample[5+end:]
	}
	return 0, sample
}

func lastLineEnd(text []byte) int {
	if i := bytes.LastIndexAny(text, "\r\n"); i >= 0 {
		return i
	}
	return len(text)
}

// tryOut splits the sample in a dialect, notes the number of cells that most rows have,
// and says how well the dialect fits: the share of such rows, less those with flaws, and
// more where the first of them looks like a header, which a text cut at its decimal
// commas does not.
func tryOut(sample []byte, d *Dialect) float64 {
	limits := Limits{Cell: len(sample) + 1, Row: len(sample) + 1, Cells: len(sample) + 1}
	r := NewReader(bytes.NewReader(sample), *d, limits, false)
	counts := map[int]int{}
	header := map[int]bool{} // by number of cells: is the first such row text alone?
	rows, flawed := 0, 0
	for rows < sniffRows {
		row, err := r.Read()
		if err != nil {
			break
		}
		n := len(row.Cells)
		if n == 0 {
			continue
		}
		if counts[n] == 0 {
			header[n] = textAlone(row.Cells)
		}
		if len(row.Flaws) > 0 {
			flawed++
		}
		counts[n]++
		rows++
	}
	width := 1
	for n, k := range counts {
		if n > 1 && (k > counts[width] || width == 1 || k == counts[width] && n > width) {
			width = n
		}
	}
	if width == 1 {
		d.Width = 1
		return 0
	}
	d.Width = width
	fit := (float64(counts[width]) - 0.5*float64(flawed)) / float64(rows)
	if header[width] {
		fit += 0.1
	}
	return fit + 0.0005*float64(min(width, 50))
}

// textAlone tells that no cell begins like a number.
func textAlone(cells []string) bool {
	for _, c := range cells {
		if c = strings.TrimLeft(c, " -+."); c != "" && c[0] >= '0' && c[0] <= '9' {
			return false
		}
	}
	return true
}
