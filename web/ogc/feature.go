package ogc

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// appendUTC writes an encoded feature with its start and its end in UTC, where they are
// stored with the offset of the place: of a filter on a time with another offset, GDAL asks
// the server for the same clock in UTC, and would miss features without a word.
func appendUTC(dst, feature []byte) []byte {
	dst = slices.Grow(dst, len(feature)+len("+00:00")) // a feature may have a megabyte of outline
	// In JSON these bytes are a member's name and never text, whose quotation marks are
	// escaped, and no list of objects comes before the two.
	for _, name := range []string{`,"start":"`, `,"end":"`} {
		at := bytes.Index(feature, []byte(name))
		if at < 0 {
			continue
		}
		at += len(name)
		end := at + max(bytes.IndexByte(feature[at:], '"'), 0)
		dst = append(dst, feature[:at]...)
		if t, err := time.Parse(time.RFC3339, string(feature[at:end])); err == nil {
			dst = t.UTC().AppendFormat(dst, time.RFC3339)
		} else {
			dst = append(dst, feature[at:end]...)
		}
		feature = feature[end:]
	}
	return append(dst, feature...)
}

// cutFeature divides an encoded feature in front of its properties. A geometry, which comes before, may be a thousand times as
// long as what follows, and is seldom changed.
func cutFeature(feature []byte) (head, tail []byte, err error) {
	at := bytes.Index(feature, []byte(`,"properties":{`)) // a geometry has no text in it
	if at < 0 {
		return nil, nil, incidents.Errorf(incidents.EDamaged, "", "a stored feature has no geometry before its properties")
	}
	return feature[:at], feature[at:], nil
}

// appendHead writes what cutFeature gives of a feature in front of its properties with the positions in another system. It starts
// from the positions as they are encoded, so that a place is the same in every system, and copies everything else.
func appendHead(dst, head []byte, to system) ([]byte, error) {
	// The id, which comes before, holds no quotation marks.
	begin := bytes.Index(head, []byte(`"geometry":`))
	if begin < 0 {
		return dst, incidents.Errorf(incidents.EDamaged, "", "a stored feature has no geometry before its properties")
	}
	dst = append(dst, head[:begin]...)
	rest := head[begin:]
	for {
		open := positionIn(rest)
		if open < 0 {
			return append(dst, rest...), nil
		}
		dst = append(dst, rest[:open]...)
		closing := open + bytes.IndexByte(rest[open:], ']')
		if closing < open {
			return dst, incidents.Errorf(incidents.EDamaged, "", "a stored position does not end")
		}
		var err error
		if dst, err = appendPosition(dst, rest[open+1:closing], to); err != nil {
			return dst, err
		}
		rest = rest[closing+1:]
	}
}

// positionIn finds the bracket that opens the first position, or gives -1.
func positionIn(geometry []byte) int {
	for i := 0; i+1 < len(geometry); i++ {
		if next := geometry[i+1]; geometry[i] == '[' && (next == '-' || next >= '0' && next <= '9') {
			return i
		}
	}
	return -1
}

// appendPosition writes the position of "lon,lat" in another system.
func appendPosition(dst, degrees []byte, to system) ([]byte, error) {
	lonText, latText, _ := bytes.Cut(degrees, []byte(","))
	lon, err1 := strconv.ParseFloat(string(lonText), 64)
	lat, err2 := strconv.ParseFloat(string(latText), 64)
	if err1 != nil || err2 != nil {
		return dst, incidents.Errorf(incidents.EDamaged, "", "a stored position is %q", degrees)
	}
	at, err := to.fromDegrees(orb.Point{lon, lat})
	if err != nil {
		return dst, incidents.Errorf(incidents.EInvalid, "crs", "%v", err)
	}
	dst = appendCoordinate(append(dst, '['), at[0], to.decimals)
	dst = appendCoordinate(append(dst, ','), at[1], to.decimals)
	return append(dst, ']'), nil
}

func appendCoordinate(dst []byte, v float64, decimals int) []byte {
	scale := math.Pow10(decimals)
	return strconv.AppendFloat(dst, math.Round(v*scale)/scale+0 /* no negative zero */, 'f', -1, 64)
}
