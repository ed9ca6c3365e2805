package hostile

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// table is what a run prints: a row as soon as an attack is over.
type table struct {
	machine string
	rows    int
	broken  int
	themes  []string // lines about the reader
	notes   []string
}

const tableHead = `| attack | gate | requests | status | CPU-s of one | CPU-s of all | MB over rest | longest answer | at rest after | reader's p99 | verdict |
|---|---|---|---|---|---|---|---|---|---|---|
`

// add prints the row of an attack.
func (t *table) add(w io.Writer, theme string, a *attack, m *measured) error {
	if t.rows == 0 {
		if _, err := io.WriteString(w, tableHead); err != nil {
			return err
		}
	}
	t.rows++
	broken := judge(a, m)
	if len(broken) > 0 {
		t.broken++
	}
	p99 := ""
	if m.reader.n() > 0 {
		p99 = fmt.Sprintf("%d ms", m.reader.p99().Milliseconds())
	}
	cells := []string{
		theme + "/" + a.name, a.gate, strconv.Itoa(m.n), statuses(&m.tally), fmt.Sprintf("%.2f", m.cpuEach().Seconds()),
		fmt.Sprintf("%.2f", m.cpu.Seconds()), strconv.FormatInt(m.memory>>20, 10), size(m.most),
		fmt.Sprintf("%.1f s", m.rest.Seconds()), p99, verdict(broken),
	}
	if m.said != "" {
		cells[len(cells)-1] += " (" + m.said + ")"
	}
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(c), " "), "|", `\|`)
	}
	_, err := fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	return err
}

// statuses lists what came back and how often.
func statuses(t *tally) string {
	var all []string
	for _, status := range slices.Sorted(maps.Keys(t.statuses)) {
		name := strconv.Itoa(status)
		if status == 0 {
			name = "none"
		}
		if t.n > 1 {
			name = fmt.Sprintf("%d × %s", t.statuses[status], name)
		}
		all = append(all, name)
	}
	if t.left > 0 {
		all = append(all, fmt.Sprintf("%d left", t.left))
	}
	return strings.Join(all, ", ")
}

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}

// theme notes how the reader fared beside the attacks of a theme.
func (t *table) theme(name string, r reading) {
	if r.n() == 0 {
		return
	}
	said := verdictOf(judgeReader(&r))
	if said != "ok" {
		t.broken++
	}
	t.themes = append(t.themes, fmt.Sprintf("| %s | %d | %d | %d ms | %d ms | %s |",
		name, r.n(), r.failed, r.p50().Milliseconds(), r.p99().Milliseconds(), said))
}

// log judges what a server has logged: a terminal that shows it must not be steered by strangers,
// and a secret must not be in it: neither a token that is good nor one that was guessed. That a token is
// to be sent as "Bearer TOKEN" may be said.
func (t *table) log(text []byte) {
	for _, c := range []struct{ name, text string }{
		{"an escape", "\x1b"},
		{"a bidi override", "\u202e"},
		{"a token", "incidentmap_"},
		{"a guess of a token", "im_0000"},
		{"a long token", strings.Repeat("a", 64)},
	} {
		if bytes.Contains(text, []byte(c.text)) {
			t.broken++
			t.notes = append(t.notes, fmt.Sprintf("- **the server logged %s that a stranger sent**", c.name))
		}
	}
}

// end prints how the reader fared, and the whole.
func (t *table) end(w io.Writer, all *reading, took time.Duration) error {
	t.theme("the whole run", *all)
	if all.n() == 0 {
		t.themes = append(t.themes, "| there was no reader | | | | | |")
	}
	_, err := fmt.Fprintf(w, "\n| the reader beside | requests | failed | 50 %% in | 99 %% in | verdict |\n|---|---|---|---|---|---|\n%s\n\n%s"+
		"%d attacks in %.0f s; %d times a rule was broken.\nMachine: %s\n",
		strings.Join(t.themes, "\n"), strings.Join(append(t.notes, ""), "\n"), t.rows, took.Seconds(), t.broken, t.machine)
	return err
}

func verdictOf(broken string) string {
	if broken == "" {
		return verdict(nil)
	}
	return verdict([]string{broken})
}
