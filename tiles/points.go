package tiles

import (
	"encoding/binary"

	"incidentmap/incidents/index"
)

// pointLayer writes the layer "incidents".
type pointLayer struct{ featureLayer }

// pointsName is the name of the layer.
const pointsName = "incidents"

// append writes the clusters of a tile behind b. Nothing is written of none.
func (l *pointLayer) append(b []byte, clusters []index.Cluster, a address) []byte {
	l.begin()
	for i := range clusters {
		if clusters[i].Count > 0 {
			l.cluster(&clusters[i], a)
		}
	}
	return l.appendTo(b, pointsName)
}

func (l *pointLayer) cluster(c *index.Cluster, a address) {
	id := cellID(c.Level, c.X, c.Y)
	if c.Count == 1 && c.Alone != nil {
		id = uint64(c.Alone.Seq)
		l.place(c.Alone, &c.Figures, l)
	} else {
		l.sums(&c.Sums, l)
		if zoom, parts := splitsAt(c.Splits); parts {
			l.number(propSplitsAt, uint64(zoom))
		}
	}
	x, y := a.unit(c.MeanX, c.MeanY)
	var room [12]byte
	g := binary.AppendUvarint(append(room[:0], moveTo|1<<3), uint64(x)<<1) // zigzag of what is not negative
	l.end(id, pointType, binary.AppendUvarint(g, uint64(y)<<1))
}
