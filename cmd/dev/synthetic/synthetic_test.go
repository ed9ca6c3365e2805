package synthetic

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"incidentmap/incidents/intake/kinds"
)

func table(t *testing.T, n int, seed uint64) ([]byte, Summary) {
	t.Helper()
	var out bytes.Buffer
	sum, err := WriteCSV(&out, n, seed)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), sum
}

// The same number and seed give the same bytes, a longer table begins with the shorter, and
// another seed gives another.
func TestDeterministic(t *testing.T) {
	a, _ := table(t, 500, 1)
	b, _ := table(t, 500, 1)
	longer, _ := table(t, 800, 1)
	other, _ := table(t, 500, 2)
	if !bytes.Equal(a, b) {
		t.Error("two tables of one seed differ")
	}
	if !bytes.HasPrefix(longer, a) {
		t.Error("a longer table does not begin with the shorter")
	}
	if bytes.Equal(a, other) {
		t.Error("tables of two seeds are the same")
	}
}

// What is written reads back with the counts of the summary, inside its bounds.
func TestReadsBack(t *testing.T) {
	text, want := table(t, 5000, 7)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], columns) {
		t.Fatalf("header %q", rows[0])
	}
	at := func(row []string, column string) string { return row[slices.Index(columns, column)] }
	number := func(row []string, column string) float64 {
		v, err := strconv.ParseFloat(at(row, column), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	got := Summary{Kinds: map[string]int{}}
	ids, cities := map[string]bool{}, map[string]int{}
	for _, row := range rows[1:] {
		got.Rows++
		got.Fatalities += int(number(row, "fatalities"))
		got.Injured += int(number(row, "injured"))
		if at(row, "verified") == "true" {
			got.Verified++
		}
		kind, known := kinds.Find(at(row, "category"))
		if !known {
			t.Fatalf("an import does not know the category %q", at(row, "category"))
		}
		got.Kinds[string(kind)]++
		if lon, lat := number(row, "lon"), number(row, "lat"); lon < -180 || lon > 180 || lat < -90 || lat > 90 {
			t.Errorf("row %s lies at %g, %g", row[0], lon, lat)
		}
		when, err := time.Parse(time.RFC3339, at(row, "occurred_at"))
		if err != nil || when.Before(First) || when.After(Last.Add(6*time.Hour)) {
			t.Errorf("row %s is of %s (%v)", row[0], when, err)
		}
		ids[row[0]] = true
		cities[at(row, "city")]++
	}
	if got.Rows != want.Rows || got.Fatalities != want.Fatalities || got.Injured != want.Injured || got.Verified != want.Verified {
		t.Errorf("read back %+v, want %+v", got, want)
	}
	for kind, n := range want.Kinds {
		if got.Kinds[kind] != n {
			t.Errorf("%d of kind %s, want %d", got.Kinds[kind], kind, n)
		}
	}
	if len(ids) != got.Rows || cities["Ciudad de México"] < 5*cities["Mérida"] {
		t.Errorf("%d ids of %d rows; cities %v", len(ids), got.Rows, cities)
	}
}

// Half of what lies around a city is within its radius, and some of it is ten times as far.
func TestHeavyTail(t *testing.T) {
	c := mexican[1]
	places := newAtlas(newRandom(3))
	near, far := 0, 0
	const n = 4000
	for range n {
		s := places.near(c)
		km := kmPerDegree * math.Hypot((s.lon-c.lon)*math.Cos(c.lat*math.Pi/180), s.lat-c.lat)
		if km < c.radiusKM {
			near++
		}
		if km > 10*c.radiusKM {
			far++
		}
	}
	if near < n*45/100 || near > n*55/100 || far < n*3/100 || far > n*10/100 {
		t.Errorf("%d of %d within the radius, %d beyond ten", near, n, far)
	}
}

func TestPointsAreThoseOfTheTable(t *testing.T) {
	var out bytes.Buffer
	if err := WritePoints(&out, 100, 1); err != nil {
		t.Fatal(err)
	}
	i := 0
	for inc := range Incidents(100, 1) {
		pair := out.Bytes()[16*i:]
		lon, lat := math.Float64frombits(binary.LittleEndian.Uint64(pair)), math.Float64frombits(binary.LittleEndian.Uint64(pair[8:]))
		if lon != inc.Lon || lat != inc.Lat {
			t.Fatalf("point %d is %g, %g; want %g, %g", i, lon, lat, inc.Lon, inc.Lat)
		}
		i++
	}
	if out.Len() != 1600 {
		t.Errorf("%d bytes", out.Len())
	}
}

func TestTileAt(t *testing.T) {
	for _, c := range []struct {
		z        int
		lon, lat float64
		want     string
	}{
		{0, -103.35, 20.67, "0/0/0"},
		{1, -103.35, 20.67, "1/0/0"},
		{1, 103.35, -20.67, "1/1/1"},
		{10, -103.35, 20.67, "10/218/451"},
		{3, 180, -90, "3/7/7"},
		{3, -180, 90, "3/0/0"},
	} {
		if got := TileAt(c.z, c.lon, c.lat).String(); got != c.want {
			t.Errorf("zoom %d at %g, %g: %s, want %s", c.z, c.lon, c.lat, got, c.want)
		}
	}
}

func TestAsks(t *testing.T) {
	tiles := Tiles(600, 1)
	seen, zooms := map[Tile]bool{}, map[int]int{}
	for _, tile := range tiles {
		if side := 1 << tile.Z; seen[tile] || tile.X < 0 || tile.Y < 0 || tile.X >= side || tile.Y >= side {
			t.Errorf("%s is there twice or is no tile", tile)
		}
		seen[tile] = true
		zooms[tile.Z]++
	}
	if zooms[0] != 1 || zooms[14] < 20 || !slices.Equal(tiles, Tiles(600, 1)) {
		t.Errorf("tiles by zoom %v, or not the same twice", zooms)
	}
	for _, b := range Boxes(300, 1) {
		if b[0] >= b[2] || b[1] >= b[3] || b[0] < -180 || b[2] > 180 || b[1] < -90 || b[3] > 90 {
			t.Errorf("box %s", b)
		}
	}
	for _, f := range Filters(300, 1) {
		if !f.From.Before(f.To) || f.From.Before(First) || f.To.After(Last) || len(f.Kinds) < 1 || len(f.Kinds) > 4 {
			t.Errorf("filter %+v", f)
		}
	}
}
