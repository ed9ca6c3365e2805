package mapapi

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// appendGeometry writes a geometry as GeoJSON, null for none. The bytes are those of encoding/json, which takes ten times as
// long over the corners of an area.
func appendGeometry(b []byte, g orb.Geometry) ([]byte, error) {
	begin := func(name string) []byte {
		return append(append(append(b, `{"type":"`...), name...), `","coordinates":`...)
	}
	switch g := g.(type) {
	case nil:
		return append(b, "null"...), nil
	case orb.LineString:
		return append(appendLine(begin("LineString"), g), '}'), nil
	case orb.MultiLineString:
		return append(appendList(begin("MultiLineString"), g, appendLine), '}'), nil
	case orb.Polygon:
		return append(appendPolygon(begin("Polygon"), g), '}'), nil
	case orb.MultiPolygon:
		return append(appendList(begin("MultiPolygon"), g, appendPolygon), '}'), nil
	}
	text, err := json.Marshal(geojson.NewGeometry(g))
	return append(b, text...), err
}

func appendPolygon(b []byte, p orb.Polygon) []byte {
	return appendList(b, p, func(b []byte, r orb.Ring) []byte { return appendLine(b, orb.LineString(r)) })
}

func appendLine(b []byte, line orb.LineString) []byte {
	return appendList(b, line, func(b []byte, p orb.Point) []byte {
		b = append(appendNumber(append(b, '['), p[0]), ',')
		return append(appendNumber(b, p[1]), ']')
	})
}

// appendList writes a list by what writes one of it. One that is nil is null.
func appendList[S ~[]T, T any](b []byte, list S, one func([]byte, T) []byte) []byte {
	if list == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, item := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, item)
	}
	return append(b, ']')
}

// appendNumber writes a number as encoding/json does: with as few digits as tell it. Of numbers of up to six decimals, as
// outlines have, these are known without a search.
func appendNumber(b []byte, v float64) []byte {
	const most = 1e15 / 1e6 // of whole millionths a number has 15 digits, by which it is told from all others
	millionths := math.Round(v * 1e6)
	if math.Abs(v) >= most || millionths/1e6 != v || v == 0 && math.Signbit(v) {
		text, _ := json.Marshal(v) // what is no number is in no outline
		return append(b, text...)
	}
	return appendMillionths(b, int64(millionths))
}

// appendDegrees writes degrees with six decimals, without zeros at the end.
func appendDegrees(b []byte, v float64) []byte {
	const sure = 1e-4 // how far a product must be from the middle between two numbers, to be rounded as v itself is
	millionths := v * 1e6
	if whole := math.Floor(millionths); math.Abs(v) < 1e6 && math.Abs(millionths-whole-0.5) > sure {
		return appendMillionths(b, int64(math.Round(millionths)))
	}
	n := len(b)
	b = strconv.AppendFloat(b, v, 'f', 6, 64)
	for len(b) > n+1 && b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b[n:]) == "-0" {
		b = append(b[:n], '0')
	}
	return b
}

// appendMillionths writes a number of them as a decimal, without zeros at the end.
func appendMillionths(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1e6, 10)
	rest := n % 1e6
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for digit := int64(1e5); rest > 0; digit /= 10 {
		b = append(b, byte('0'+rest/digit))
		rest %= digit
	}
	return b
}
