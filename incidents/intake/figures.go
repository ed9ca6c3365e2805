package intake

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/numbers"
)

// figureColumns are the columns of one outcome; -1 for none.
type figureColumns struct {
	outcome         incidents.Outcome
	best, low, high int
	sum             []int          // columns that make up the figure together, where none has it whole
	fractions       map[int]string // by column: the signs that part decimals in some of its cells
	threes          map[int]byte   // by column: the sign behind which all of its cells have three digits, as whole numbers may be written
	codes           map[int][]int  // by column: numbers that stand for none
}

// figureColumns finds the columns of figures, and says of columns that look like some and are not
// taken.
func (pl *plan) figureColumns(p *profile) []figureColumns {
	var all []figureColumns
	sums := map[columns.Field][]int{}
	if !pl.own {
		sums = columns.Sums(pl.sampled(p), pl.fields)
	}
	for _, f := range []struct {
		outcome         incidents.Outcome
		best, low, high columns.Field
	}{
		{incidents.Killed, columns.Killed, columns.KilledLow, columns.KilledHigh},
		{incidents.DiedLater, columns.DiedLater, "", ""},
		{incidents.Wounded, columns.Wounded, columns.WoundedLow, columns.WoundedHigh},
		{incidents.Detained, columns.Detained, columns.DetainedLow, columns.DetainedHigh},
		{incidents.Missing, columns.Missing, columns.MissingLow, columns.MissingHigh},
	} {
		c := figureColumns{outcome: f.outcome, best: pl.column(f.best), low: pl.column(f.low), high: pl.column(f.high), sum: sums[f.best]}
		of := append([]int{c.best, c.low, c.high}, c.sum...)
		c.fractions, c.threes, c.codes = p.fractions(of), p.threes(of), pl.codesOf(p, of)
		if len(c.sum) > 0 {
			all = append(all, c)
			pl.note(-1, "no column holds the "+string(f.outcome)+" as a whole: "+quoted(pl.columnNames(c.sum))+" make it up together", "the figure is their sum; --map "+string(f.best)+"=COLUMN decides otherwise")
			for _, i := range c.sum {
				pl.fields[i].Figure = ""
			}
			continue
		}
		if c.best >= 0 || c.low >= 0 || c.high >= 0 {
			all = append(all, c)
		}
	}
	pl.decideTallies(p)
	for i, d := range pl.fields {
		if d.Figure != "" && d.Field == "" && !pl.own {
			pl.note(i, d.Figure, "it is kept as it is, and taken for no figure; --map killed=COLUMN takes a column for one")
		}
	}
	return all
}

// fractions gives the signs that part decimals in some of the first cells of columns of figures.
func (p *profile) fractions(of []int) map[int]string {
	all := map[int]string{}
	for _, i := range of {
		if i < 0 || i >= len(p.samples) {
			continue
		}
		for _, cell := range p.samples[i].Cells() {
			if sign := numbers.FractionSign(cell); sign != 0 && strings.IndexByte(all[i], sign) < 0 {
				all[i] += string(sign)
			}
		}
	}
	return all
}

// threes gives the signs behind which all of the first cells of columns of figures have three digits.
func (p *profile) threes(of []int) map[int]byte {
	all := map[int]byte{}
	for _, i := range of {
		if i < 0 || i >= len(p.samples) {
			continue
		}
		if sign := numbers.AreDecimals(p.samples[i].Cells()); sign != 0 {
			all[i] = sign
		}
	}
	return all
}

// codesOf gives the numbers that stand for none in columns of figures, and tells of those and of columns that may say no more
// than yes and no.
func (pl *plan) codesOf(p *profile, of []int) map[int][]int {
	var all map[int][]int
	for _, i := range of {
		if i < 0 || i >= len(p.samples) || pl.own {
			continue
		}
		if numbers.AreFlags(p.samples[i].Cells()) {
			pl.note(i, "all of its cells are 0 or 1, which may say no and yes and be no numbers of people", "they are read as numbers; look at it; --map extra=COLUMN keeps the column as it is")
		}
		if codes := numbers.Codes(p.samples[i].Cells()); len(codes) > 0 {
			if all == nil {
				all = map[int][]int{}
			}
			all[i] = codes
		}
	}
	return all
}

// sampled gives the columns with their samples.
func (pl *plan) sampled(p *profile) []columns.Column {
	all := make([]columns.Column, len(pl.names))
	for i, n := range pl.names {
		all[i] = columns.Column{Name: n, Tag: p.tags[n]}
		if i < len(p.samples) {
			all[i].Sample = p.samples[i]
		}
	}
	return all
}

// readFigures reads the numbers of people. A zero is a figure, an empty cell is none.
func (c *converter) readFigures() {
	if c.isPart() {
		c.leaveFigures()
		return
	}
	for i := range c.figures {
		f := &c.figures[i]
		n := c.count(f, f.best)
		if len(f.sum) > 0 {
			n = c.added(f)
		}
		if low := c.count(f, f.low); low.Best != nil || low.Low != nil {
			n.Low = orOther(low.Low, low.Best)
		}
		if high := c.count(f, f.high); high.Best != nil || high.High != nil {
			n.High = orOther(high.High, high.Best)
		}
		n = c.inOrder(f, n)
		c.addFigure(f.outcome, n)
	}
	c.readTally()
	c.readClaim()
	if c.inc.Kind == otherKind && !c.says {
		switch {
		case c.some(incidents.Killed):
			c.inc.Kind = "deaths"
		case c.some(incidents.Missing):
			c.inc.Kind = "missing_person"
		}
	}
}

// added gives the sum of the figures of parts that make up a whole. Where one is not known the others
// are the least that there were.
func (c *converter) added(f *figureColumns) incidents.Count {
	sum, known := 0, 0
	for _, column := range f.sum {
		if n := c.count(f, column); n.Best != nil {
			sum += *n.Best
			known++
		}
	}
	switch known {
	case 0:
		return incidents.Count{}
	case len(f.sum):
		return incidents.Count{Best: &sum}
	}
	return incidents.Count{Low: &sum}
}

var casualtyIDs = [...]string{"c1", "c2", "c3", "c4", "c5"}

func orOther(a, b *int) *int {
	if a != nil {
		return a
	}
	return b
}

// some tells that a figure says there were people of an outcome.
func (c *converter) some(o incidents.Outcome) bool {
	for _, f := range c.inc.Casualties {
		if f.Outcome != o {
			continue
		}
		for _, n := range []*int{f.Low, f.Best, f.High} {
			if n != nil && *n > 0 {
				return true
			}
		}
	}
	return false
}

// count reads one cell of a figure.
func (c *converter) count(f *figureColumns, column int) incidents.Count {
	v := c.value(column)
	if v == "" {
		return incidents.Count{}
	}
	n, form, err := numbers.CountOf(f.outcome, v)
	if signs := f.fractions[column]; err == nil && form == numbers.Worded && signs != "" && strings.ContainsAny(v, signs) && numbers.IsGrouped(v) {
		n, err = incidents.Count{}, errGrouped
	}
	if sign := f.threes[column]; err == nil && form == numbers.Worded && sign != 0 && strings.IndexByte(v, sign) >= 0 && numbers.IsGrouped(v) {
		n, err = incidents.Count{}, errThrees
	}
	if codes := f.codes[column]; err == nil && n.Best != nil && slices.Contains(codes, *n.Best) {
		n, err = incidents.Count{}, errCode
	}
	switch {
	case err != nil:
		c.lose(column, v, err.Error(), "the figure is left out, and the cell is kept")
		c.keep(column)
	case form == numbers.Worded:
		c.keep(column)
	case form == numbers.Missing && v != "-":
		c.keep(column)
	}
	return n
}

// inOrder lets bounds through that hold the figure between them.
func (c *converter) inOrder(f *figureColumns, n incidents.Count) incidents.Count {
	above := func(a, b *int) bool { return a != nil && b != nil && *a > *b }
	if !above(n.Low, n.Best) && !above(n.Best, n.High) && !above(n.Low, n.High) {
		return n
	}
	column := f.low
	if column < 0 || above(n.Best, n.High) {
		column = f.high
	}
	c.lose(column, c.value(column), errBounds.Error(), "the bounds are left out, and the cells are kept")
	c.keepAll(f.low, f.best, f.high)
	if n.Best == nil {
		return incidents.Count{}
	}
	return incidents.Count{Best: n.Best}
}

// errThrees is for "3.000" where all are so.
var errThrees = errors.New("may be thousands or decimals: all cells of the column have three digits behind the same sign")

// errCode is for 99 beside small numbers.
var errCode = errors.New("comes again and again far above all other numbers in the first rows of the column, as surveys write that nothing is known")

// errGrouped is for "12.345" beside "3.5".
var errGrouped = errors.New("may be thousands or decimals: other cells of the column have decimals behind the same sign")

var errBounds = errors.New("the lowest, best and highest figures are not in this order")

// readClaim says who gives the figures, where the row has a source.
func (c *converter) readClaim() {
	inc := c.inc
	if len(inc.Casualties) == 0 || len(inc.Sources) == 0 {
		return
	}
	value := c.query[:0]
	for i := range inc.Casualties {
		f := &inc.Casualties[i]
		f.Claim = "k1"
		if i > 0 {
			value = append(value, ", "...)
		}
		value = append(append(value, f.Outcome...), ' ')
		value = appendCount(value, f)
	}
	c.query = value
	inc.Claims = append(inc.Claims, incidents.Claim{ID: "k1", Field: "casualties", Value: string(value), Source: inc.Sources[0].ID, Stance: incidents.Supports})
}

func appendCount(b []byte, f *incidents.Casualty) []byte {
	switch {
	case f.Best != nil:
		return strconv.AppendInt(b, int64(*f.Best), 10)
	case f.Low != nil && f.High != nil:
		return strconv.AppendInt(append(strconv.AppendInt(b, int64(*f.Low), 10), '-'), int64(*f.High), 10)
	case f.Low != nil:
		return strconv.AppendInt(append(b, "at least "...), int64(*f.Low), 10)
	}
	return strconv.AppendInt(append(b, "at most "...), int64(*f.High), 10)
}
