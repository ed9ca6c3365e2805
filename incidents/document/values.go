package document

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"incidentmap/geo"
)

// float is the eight bytes of IEEE 754, the lowest first. Like JSON it has finite numbers only.
func (d *document) float(v *float64) {
	switch {
	case !d.reading:
		if math.IsNaN(*v) || math.IsInf(*v, 0) {
			d.fail("it holds a number that is not finite")
		}
		d.out = binary.LittleEndian.AppendUint64(d.out, math.Float64bits(*v))
	case len(d.in) < 8:
		d.fail("it is cut off")
	default:
		*v = math.Float64frombits(binary.LittleEndian.Uint64([]byte(d.in[:8])))
		d.in = d.in[8:]
	}
}

// Between these seconds since 1970, of the years 1 and 9998, the year need not be looked at.
const (
	surelyFrom = -62_135_000_000
	surelyTo   = 253_370_000_000
)

// time is 0 for the zero time, else 3 and three numbers: the seconds since 1970, the
// nanoseconds, and the minutes east of UTC. Like RFC 3339 it has the years 0 to 9999 only.
func (d *document) time(v *time.Time) {
	var seconds, nanos, minutes, n int
	if !d.reading && !v.IsZero() {
		if s := v.Unix(); (s < surelyFrom || s >= surelyTo) && (v.Year() < 0 || v.Year() > 9999) {
			d.fail("it holds a time beyond the year 9999")
		}
		_, east := v.Zone()
		n, seconds, nanos, minutes = 3, int(v.Unix()), v.Nanosecond(), east/60
	}
	if n = d.count(n); n == 0 {
		return
	}
	d.int(&seconds)
	d.int(&nanos)
	d.int(&minutes)
	if d.reading {
		*v = time.Unix(int64(seconds), int64(nanos)).In(zone(minutes))
	}
}

// zone gives the zone so many minutes east of UTC, without a name.
func zone(east int) *time.Location {
	if east == 0 {
		return time.UTC
	}
	return time.FixedZone("", east*60)
}

// geometry is well-known binary (OGC 06-103r4, section 8.2) after its length; nothing for nil.
func (d *document) geometry(v *orb.Geometry) {
	if point, isPoint := (*v).(orb.Point); isPoint && !d.reading {
		d.point(point)
		return
	}
	if !d.reading {
		var form []byte
		if *v != nil {
			var err error
			if form, err = d.outlines.Of(*v, func(g orb.Geometry) ([]byte, error) { return wkb.Marshal(g) }); err != nil {
				d.fail(err.Error())
			}
		}
		d.count(len(form))
		d.out = append(d.out, form...)
		return
	}
	n := d.count(0)
	form := ""
	form, d.in = d.in[:n], d.in[n:]
	if n == 0 {
		return
	}
	if n == pointSize && strings.HasPrefix(form, pointHead) {
		x := binary.LittleEndian.Uint64([]byte(form[len(pointHead):]))
		y := binary.LittleEndian.Uint64([]byte(form[len(pointHead)+8:]))
		*v = orb.Point{math.Float64frombits(x), math.Float64frombits(y)}
		return
	}
	if d.read != nil && d.read.form == form {
		*v = orb.Clone(d.read.geometry) // whoever has one may change it
		return
	}
	g, err := wkb.Unmarshal([]byte(form))
	if err != nil {
		d.fail(err.Error())
		return
	}
	if *v = g; d.read != nil && geo.HasManyCorners(g) {
		*d.read = readOutline{form, orb.Clone(g)}
	}
}

// A point is what nearly all geometries are: the order of bytes, lowest first, the type 1, and
// longitude and latitude.
const (
	pointHead = "\x01\x01\x00\x00\x00"
	pointSize = len(pointHead) + 16
)

func (d *document) point(p orb.Point) {
	d.count(pointSize)
	d.out = append(d.out, pointHead...)
	d.out = binary.LittleEndian.AppendUint64(d.out, math.Float64bits(p[0]))
	d.out = binary.LittleEndian.AppendUint64(d.out, math.Float64bits(p[1]))
}
