package index

import (
	"unique"

	"incidentmap/incidents"
)

// Figures of one source are never added to another's, so what rows say of casualties is summed by
// column: what one source says of one outcome. Most segments have one column or none. Sources are
// put beside each other when all rows of an answer are in.

// figureColumn is what one source says of one outcome, by the order of incidents.Outcomes.
type figureColumn struct {
	source  unique.Handle[string]
	outcome uint8
}

// figureItem is a figure in a column of its segment.
type figureItem struct {
	column uint32
	incidents.Sum
}

// figureValues are the figures that rows of a segment have, each once. The first is of rows that
// say nothing.
type figureValues struct {
	texts   []incidents.SourceFigures
	start   []uint32 // items of value i are those from start[i] up to start[i+1]
	items   []figureItem
	columns []figureColumn
	// single holds the values when all are of one column, a single number below singleLimit each:
	// the number, and in the bits from singleBits up that there is one. So they add up together.
	single []uint64
}

// Numbers of single values are so small that those of 2^16 rows fit below singleBits.
const (
	singleBits  = 40
	singleLimit = 1 << 24
)

func newFigureValues(texts []incidents.SourceFigures) figureValues {
	f := figureValues{texts: texts, start: make([]uint32, 1, len(texts)+1)}
	var columns dict[figureColumn]
	for _, text := range texts {
		text.Each(func(source string, outcome int, s incidents.Sum) {
			c := columns.add(figureColumn{unique.Make(source), uint8(outcome)})
			f.items = append(f.items, figureItem{c, s})
		})
		f.start = append(f.start, uint32(len(f.items)))
	}
	f.columns = columns.list
	if len(f.columns) != 1 {
		return f
	}
	single := make([]uint64, len(texts))
	for i := range texts {
		for _, item := range f.of(uint32(i)) {
			n, _ := item.Best()
			if item.Sum != incidents.SumOfBest(1, n) || n >= singleLimit {
				return f
			}
			single[i] = 1<<singleBits | n
		}
	}
	f.single = single
	return f
}

// of gives the figures of a value.
func (f *figureValues) of(value uint32) []figureItem { return f.items[f.start[value]:f.start[value+1]] }

func (f *figureValues) bytes() int {
	return roomOf(f.texts) + roomOf(f.start) + roomOf(f.items) + roomOf(f.columns) + roomOf(f.single)
}

// maxPrefixColumns is of how many columns a segment holds sums before each block. Of more, the rows
// are visited.
const maxPrefixColumns = 8

// MaxSources is the most sources of which figures of one answer are put beside each other. Of more, an
// answer has none: what they say has little in common, and counts by area list it by source.
const MaxSources = 32

// columnSum is what rows come to in a column.
type columnSum struct {
	figureColumn
	incidents.Sum
}

// ledger is what rows say by column.
type ledger struct {
	first columnSum // most have no other
	more  []columnSum
	over  bool // there are more sources than MaxSources
}

// add takes in what a source says of an outcome; s is not of nothing.
func (l *ledger) add(c figureColumn, s incidents.Sum) {
	switch {
	case l.over:
		return
	case l.first.figureColumn == c:
		l.first.Sum = l.first.Plus(s)
		return
	case !l.first.Said():
		l.first = columnSum{c, s}
		return
	}
	for i := range l.more {
		if l.more[i].figureColumn == c {
			l.more[i].Sum = l.more[i].Plus(s)
			return
		}
	}
	l.more = append(l.more, columnSum{c, s})
	l.over = l.sources() > MaxSources
}

// sources tells how many there are.
func (l *ledger) sources() int {
	n := 1
	for i := range l.more {
		if l.leads(i) {
			n++
		}
	}
	return n
}

// leads reports whether no column before is of the same source.
func (l *ledger) leads(i int) bool {
	source := l.more[i].source
	if l.first.source == source {
		return false
	}
	for j := range l.more[:i] {
		if l.more[j].source == source {
			return false
		}
	}
	return true
}

// addValue takes in the figures of a row.
func (l *ledger) addValue(f *figureValues, value uint32) {
	for _, item := range f.of(value) {
		l.add(f.columns[item.column], item.Sum)
	}
}

// addSingle takes in single values that were added up.
func (l *ledger) addSingle(f *figureValues, sum uint64) {
	if sum > 0 {
		l.add(f.columns[0], incidents.SumOfBest(uint32(sum>>singleBits), sum&(1<<singleBits-1)))
	}
}

// addRun takes in all rows from lo up to hi, fewer than 2^16.
func (l *ledger) addRun(s *segment, lo, hi int) {
	f, column := &s.figures, s.figure
	if f.single != nil {
		sum := uint64(0)
		for i := lo; i < hi; i++ {
			sum += f.single[column.at(i)] // mostly of nothing, but asking costs more than adding
		}
		l.addSingle(f, sum)
		return
	}
	if len(f.columns) == 0 {
		return
	}
	for i := lo; i < hi; i++ {
		if v := column.at(i); v != 0 {
			l.addValue(f, v)
		}
	}
}

// addBlocks takes in the rows of the blocks from lo up to hi that are alive; dead are the others.
func (l *ledger) addBlocks(p *part, lo, hi int, dead []uint32) {
	f, n := &p.figures, len(p.figures.columns)
	if n > maxPrefixColumns {
		for i := lo * blockRows; i < hi*blockRows && !l.over; i++ {
			if v := p.figure.at(i); v != 0 && !p.isDead(i) {
				l.addValue(f, v)
			}
		}
		return
	}
	var sums [maxPrefixColumns]incidents.Sum
	before, after := p.before.figures[lo*n:(lo+1)*n], p.before.figures[hi*n:(hi+1)*n]
	for c := range before {
		sums[c] = after[c].Minus(before[c])
	}
	for _, i := range dead {
		for _, item := range f.of(p.figure.at(int(i))) {
			sums[item.column] = sums[item.column].Minus(item.Sum)
		}
	}
	for c := range before {
		if sums[c].Said() {
			l.add(f.columns[c], sums[c])
		}
	}
}

// join takes in what other rows say.
func (l *ledger) join(m *ledger) {
	l.over = l.over || m.over
	if m.first.Said() {
		l.add(m.first.figureColumn, m.first.Sum)
	}
	for i := range m.more {
		l.add(m.more[i].figureColumn, m.more[i].Sum)
	}
}

// totals puts what the sources say beside each other; false where none says anything, or too many do.
func (l *ledger) totals() (t incidents.Totals, says bool) {
	if l.over || !l.first.Said() {
		return t, false
	}
	t.Take(l.outcomes(l.first.source))
	for i := range l.more {
		if l.leads(i) {
			t.Take(l.outcomes(l.more[i].source))
		}
	}
	return t, true
}

// outcomes gives what one source says.
func (l *ledger) outcomes(source unique.Handle[string]) *incidents.OutcomeSums {
	var says incidents.OutcomeSums
	if l.first.source == source {
		says[l.first.outcome] = l.first.Sum
	}
	for i := range l.more {
		if l.more[i].source == source {
			says[l.more[i].outcome] = l.more[i].Sum
		}
	}
	return &says
}
