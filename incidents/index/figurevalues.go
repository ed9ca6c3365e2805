package index

import (
	"hash/maphash"
	"slices"

	"incidentmap/incidents"
)

// Figures of one source are never added to another's, so what rows say of casualties is summed by
// column: what one source says of one outcome. Most segments have one column or none; in others each
// row has a source of its own. Sources are put beside each other when all rows of an answer are in.

// figureColumn is what one source says of one outcome, by the order of incidents.Outcomes.
type figureColumn struct {
	figureSource
	outcome uint8
}

// figureSource is a source's id, and a hash of it, which is not zero and tells most that differ apart at once.
type figureSource struct {
	hash uint32
	id   string
}

func newFigureSource(id string) figureSource {
	return figureSource{max(1, uint32(maphash.String(hashSeed, id))), id}
}

// figureItem is a figure in a column of its segment.
type figureItem struct {
	column uint32
	incidents.Sum
}

// figureValues are the figures that rows of a segment have. The first is of rows that say nothing.
type figureValues struct {
	texts figureTexts
	start []uint32 // items of value i are those from start[i] up to start[i+1]
	items []figureItem
	// columns are those of the items. Of more than maxColumns there are neither: the texts are read.
	columns []figureColumn
	// leads are those of the texts, where there are more columns than maxPrefixColumns.
	leads []uint32
	// single holds the values when all are of one column, a single number below singleLimit each:
	// the number, and in the bits from singleBits up that there is one. So they add up together.
	single []uint64
}

// Numbers of single values are so small that those of 2^16 rows fit below singleBits.
const (
	singleBits  = 40
	singleLimit = 1 << 24
)

// maxColumns is of how many columns a segment lists the figures. An item and a column take several
// times the room of the text they are read from.
const maxColumns = 2048

func newFigureValues(texts figureTexts) figureValues {
	f := figureValues{texts: texts}
	if !f.list() {
		return figureValues{texts: texts, leads: texts.leads()}
	}
	if len(f.columns) > maxPrefixColumns {
		f.leads = texts.leads()
	}
	if len(f.columns) != 1 {
		return f
	}
	single := make([]uint64, texts.size())
	for i := range single {
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

// list makes the items and columns, and reports whether there are few enough of these.
func (f *figureValues) list() bool {
	var columns dict[figureColumn]
	f.start = make([]uint32, 1, f.texts.size()+1)
	for i := range f.texts.size() {
		f.texts.at(uint32(i)).Each(func(source string, outcome int, s incidents.Sum) {
			c := columns.add(figureColumn{newFigureSource(source), uint8(outcome)})
			f.items = append(f.items, figureItem{c, s})
		})
		if len(columns.list) > maxColumns {
			return false
		}
		f.start = append(f.start, uint32(len(f.items)))
	}
	f.columns, f.items = columns.list, slices.Clip(f.items)
	return true
}

// silent reports whether no row says anything.
func (f *figureValues) silent() bool { return f.leads == nil && len(f.columns) == 0 }

// of gives the figures of a value, where they are listed.
func (f *figureValues) of(value uint32) []figureItem { return f.items[f.start[value]:f.start[value+1]] }

func (f *figureValues) bytes() int {
	return f.texts.bytes() + sliceBytes(f.start) + sliceBytes(f.items) + sliceBytes(f.columns) + sliceBytes(f.leads) + sliceBytes(f.single)
}

// maxPrefixColumns is of how many columns a segment holds sums before each block. Of more, the rows
// are visited.
const maxPrefixColumns = 8
