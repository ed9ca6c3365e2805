package index

import "incidentmap/incidents"

// MaxSources is the most sources of which figures of one answer are put beside each other. Of more, an
// answer has none: what they say has little in common, and counts by area list it by source.
const MaxSources = 32

// columnSum is what rows come to in a column.
type columnSum struct {
	figureColumn
	incidents.Sum
}

// Figures are what sources say of casualties, summed for each source. They are columns; or, as long as each text
// that was taken in is of one source that no other is of, these texts, which nobody has read yet.
type Figures struct {
	first columnSum // most have no other
	more  []columnSum
	texts []plainText
	of    *figureValues // that the texts are of
	seen  sourceHint    // of the columns in more, or of the texts
	// lead is how many columns of more are the first of their source.
	lead int
	over bool // there are more sources than MaxSources, and the columns are gone
	// scattered says that a column of more does not follow those of its source.
	scattered bool
}

// plainText is a text that speaks of one source, by its number and the hash of the source.
type plainText struct{ hash, value uint32 }

// sourceHint has a bit for the hash of each of some sources: one whose bit is not set is none of them.
type sourceHint [4]uint64

func (h *sourceHint) maybe(hash uint32) bool { return h[hash>>8&3]>>(hash>>2&63)&1 != 0 }

func (h *sourceHint) set(hash uint32) { h[hash>>8&3] |= 1 << (hash >> 2 & 63) }

// FiguresOf gives what sources say of incidents.
func FiguresOf(all ...incidents.SourceFigures) Figures {
	var f Figures
	for _, text := range all {
		f.addText(text)
	}
	return f
}

// add takes in what a source says of an outcome; s is not of nothing.
func (f *Figures) add(c figureColumn, s *incidents.Sum) {
	if len(f.texts) > 0 {
		f.read()
	}
	switch {
	case f.over:
		return
	case f.first.figureColumn == c:
		f.first.Add(s)
		return
	case !f.first.Said():
		f.first = columnSum{c, *s}
		return
	}
	isLead := f.first.figureSource != c.figureSource
	if f.seen.maybe(c.hash) {
		for i := range f.more {
			if f.more[i].figureColumn == c {
				f.more[i].Add(s)
				return
			}
			isLead = isLead && f.more[i].figureSource != c.figureSource
		}
	}
	f.append(c, s, isLead)
}

// append adds a column, which may be the first of its source.
func (f *Figures) append(c figureColumn, s *incidents.Sum, isLead bool) {
	if isLead {
		f.lead++
	}
	if 1+f.lead > MaxSources {
		f.giveUp()
		return
	}
	if !isLead {
		before := &f.first
		if n := len(f.more); n > 0 {
			before = &f.more[n-1]
		}
		f.scattered = f.scattered || before.figureSource != c.figureSource
	}
	f.more = append(f.more, columnSum{c, *s})
	f.seen.set(c.hash)
}

// leads reports whether no column before is of the same source.
func (f *Figures) leads(i int) bool {
	source := f.more[i].figureSource
	if f.first.figureSource == source {
		return false
	}
	for j := range f.more[:i] {
		if f.more[j].figureSource == source {
			return false
		}
	}
	return true
}

// addText takes in what a text says.
func (f *Figures) addText(text incidents.SourceFigures) {
	var of figureSource
	text.Each(func(source string, outcome int, s incidents.Sum) {
		if of.hash == 0 || of.id != source {
			of = newFigureSource(source)
		}
		f.add(figureColumn{of, uint8(outcome)}, &s)
	})
}

// addPlain takes in a text that is of one source, without reading it; false where that is not possible.
func (f *Figures) addPlain(v *figureValues, value uint32) bool {
	lead := v.leads[value]
	switch {
	case lead&leadPlain == 0 || f.first.Said() || f.of != v && len(f.texts) > 0:
		return false
	case f.seen.maybe(lead):
		for _, t := range f.texts {
			if t.hash == lead {
				return false
			}
		}
	}
	if len(f.texts) == MaxSources {
		f.giveUp()
		return true
	}
	f.of, f.texts = v, append(f.texts, plainText{lead, value})
	f.seen.set(lead)
	return true
}

// read makes columns of the texts.
func (f *Figures) read() {
	texts := f.texts
	f.texts, f.seen = nil, sourceHint{}
	for _, t := range texts {
		f.addText(f.of.texts.at(t.value))
	}
}

// addValue takes in the figures of a row.
func (f *Figures) addValue(v *figureValues, value uint32) {
	if v.columns == nil {
		if !f.over && !f.addPlain(v, value) {
			f.addText(v.texts.at(value))
		}
		return
	}
	items := v.of(value)
	for i := range items {
		f.add(v.columns[items[i].column], &items[i].Sum)
	}
}

// addSingle takes in single values that were added up.
func (f *Figures) addSingle(v *figureValues, sum uint64) {
	if sum > 0 {
		s := incidents.SumOfBest(uint32(sum>>singleBits), sum&(1<<singleBits-1))
		f.add(v.columns[0], &s)
	}
}

// addRows takes in rows, fewer than 2^16.
func (f *Figures) addRows(s *segment, rows []uint32) {
	v, column := &s.figures, s.figure
	if v.single != nil {
		sum := uint64(0)
		for _, i := range rows {
			sum += v.single[column.at(int(i))] // mostly of nothing, but asking costs more than adding
		}
		f.addSingle(v, sum)
		return
	}
	if f.over || v.silent() {
		return
	}
	if v.leads != nil && len(rows) > MaxSources {
		var seen sourceSet
		for _, i := range rows {
			if seen.fills(v.leads[column.at(int(i))]) {
				f.giveUp()
				return
			}
		}
	}
	for _, i := range rows {
		if value := column.at(int(i)); value != 0 {
			f.addValue(v, value)
		}
	}
}

// addRun takes in all rows from lo up to hi, fewer than 2^16.
func (f *Figures) addRun(s *segment, lo, hi int) {
	v, column := &s.figures, s.figure
	if v.single != nil {
		sum := uint64(0)
		for i := lo; i < hi; i++ {
			sum += v.single[column.at(i)]
		}
		f.addSingle(v, sum)
		return
	}
	if f.over || v.silent() {
		return
	}
	for i := lo; i < hi && !f.over; i++ {
		if value := column.at(i); value != 0 {
			f.addValue(v, value)
		}
	}
}

// addBlocks takes in the rows of the blocks from lo up to hi that are alive; dead are the others.
func (f *Figures) addBlocks(p *part, lo, hi int, dead []uint32) {
	v, n := &p.figures, len(p.figures.columns)
	switch {
	case f.over || v.silent():
		return
	case v.columns == nil || n > maxPrefixColumns:
		f.visitBlocks(p, lo, hi)
		return
	}
	before, after := p.before.figures[lo*n:(lo+1)*n], p.before.figures[hi*n:(hi+1)*n]
	for c, sum := range after {
		sum.TakeOut(&before[c])
		for _, i := range dead {
			items := v.of(p.figure.at(int(i)))
			for k := range items {
				if int(items[k].column) == c {
					sum.TakeOut(&items[k].Sum)
				}
			}
		}
		if sum.Said() {
			f.add(v.columns[c], &sum)
		}
	}
}

// visitBlocks does the same row by row.
func (f *Figures) visitBlocks(p *part, lo, hi int) {
	v := &p.figures
	if v.columns == nil || len(v.columns) > (hi-lo)*blockRows { // most are not met
		for i := lo * blockRows; i < hi*blockRows && !f.over; i++ {
			if value := p.figure.at(i); value != 0 && !p.isDead(i) {
				f.addValue(v, value)
			}
		}
		return
	}
	sums := make([]incidents.Sum, len(v.columns))
	for i := lo * blockRows; i < hi*blockRows; i++ {
		if value := p.figure.at(i); value != 0 && !p.isDead(i) {
			items := v.of(value)
			for k := range items {
				sums[items[k].column].Add(&items[k].Sum)
			}
		}
	}
	for c := range sums {
		if sums[c].Said() {
			f.add(v.columns[c], &sums[c])
		}
	}
}

// foresee looks whether the living rows from lo up to hi surely speak of too many sources, where there are
// many: mostly the first rows tell so already, and none of them has to be added up.
func (f *Figures) foresee(p *part, lo, hi int) {
	v := &p.figures
	if v.leads == nil || hi-lo <= MaxSources {
		return
	}
	var seen sourceSet
	for i := lo; i < hi && !f.over; i++ {
		if value := p.figure.at(i); value != 0 && !p.isDead(i) && seen.fills(v.leads[value]) {
			f.giveUp()
		}
	}
}

// join takes in what other rows say.
func (f *Figures) join(m *Figures) {
	if m.over {
		f.giveUp()
	}
	for _, t := range m.texts {
		f.addValue(m.of, t.value)
	}
	if m.first.Said() {
		f.add(m.first.figureColumn, &m.first.Sum)
	}
	for i := range m.more {
		f.add(m.more[i].figureColumn, &m.more[i].Sum)
	}
}

// giveUp lets go of the columns: there are too many sources.
func (f *Figures) giveUp() { *f = Figures{over: true} }

// TooMany reports whether more sources speak than are put beside each other, so that nothing is known of all.
func (f *Figures) TooMany() bool { return f.over }

// Totals puts what the sources say beside each other. They are of nothing said where more than
// MaxSources say something.
func (f *Figures) Totals() (t incidents.Totals) {
	for _, text := range f.texts {
		t.TakeText(f.of.texts.at(text.value))
	}
	switch {
	case !f.first.Said():
		return t
	case f.scattered:
		return f.scatteredTotals()
	}
	n := f.run(0)
	if n == 0 {
		t.TakeOne(int(f.first.outcome), &f.first.Sum)
	} else {
		says := outcomesOf(f.first.figureSource, f.more[:n])
		says[f.first.outcome] = f.first.Sum
		t.Take(&says)
	}
	for from := n; from < len(f.more); from += n {
		lead := &f.more[from]
		if n = 1 + f.run(from+1); n == 1 {
			t.TakeOne(int(lead.outcome), &lead.Sum)
		} else {
			says := outcomesOf(lead.figureSource, f.more[from:from+n])
			t.Take(&says)
		}
	}
	return t
}

// run tells how many columns of more, from one on, are of the source of the one before it.
func (f *Figures) run(from int) int {
	source := &f.first.figureSource
	if from > 0 {
		source = &f.more[from-1].figureSource
	}
	n := 0
	for from+n < len(f.more) && f.more[from+n].figureSource == *source {
		n++
	}
	return n
}

func (f *Figures) scatteredTotals() (t incidents.Totals) {
	says := outcomesOf(f.first.figureSource, f.more)
	says[f.first.outcome] = f.first.Sum
	t.Take(&says)
	for i := range f.more {
		if f.leads(i) {
			says = outcomesOf(f.more[i].figureSource, f.more[i:])
			t.Take(&says)
		}
	}
	return t
}

// outcomesOf gives what one source says in columns.
func outcomesOf(source figureSource, columns []columnSum) (says incidents.OutcomeSums) {
	for i := range columns {
		if columns[i].figureSource == source {
			says[columns[i].outcome] = columns[i].Sum
		}
	}
	return says
}
