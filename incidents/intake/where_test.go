package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// placed is what is expected of a row: the areas, the precision and the name of its place.
type placed struct {
	row       string
	precision geo.Precision
	admin     string // country, state by name, municipality by name
	says      string // a message of the report
}

// What columns of areas say binds, however they are called and whatever else bears the name.
func TestColumnsBind(t *testing.T) {
	for name, tt := range map[string]struct {
		header  string
		country string
		rows    []placed
	}{
		"two letters": {"id|city|county|state", "", []placed{
			{"1|Dayton|Montgomery|OH", geo.Locality, "US|Ohio|Montgomery County", ""},
			{"2|Salem|Marion|OR", geo.Locality, "US|Oregon|Marion County", ""},
			{"3|Aberdeen|Brown|SD", geo.Locality, "US|South Dakota|Brown County", ""},
			{"4|Fargo|Cass|ND", geo.Locality, "US|North Dakota|Cass County", ""},
			{"5|Qwzxtown|Polk|IA", geo.Admin2, "US|Iowa|Polk County", "no place is known"},
			{"6|Waukesha|Davison|SD", geo.Admin2, "US|South Dakota|Davison County", "no place is known"},
		}},
		"states of Brazil": {"id|cidade|uf", "", []placed{
			{"1|Campinas|SP", geo.Locality, "BR|São Paulo|Campinas", ""},
			{"2|Niterói|RJ", geo.Locality, "BR|Rio de Janeiro|Niterói", ""},
			{"3|Salvador|BA", geo.Locality, "BR|Bahia|Salvador", ""},
		}},
		"a state called like its country": {"id|estado|municipio", "", []placed{
			{"1|Sonora|Hermosillo", geo.Admin2, "MX|Sonora|Hermosillo", ""},
			{"2|México|", geo.Admin1, "MX|México|", ""},
			{"3|Oaxaca|", geo.Admin1, "MX|Oaxaca|", ""},
			{"4|Durango|Durango", geo.Admin2, "MX|Durango|Durango", ""},
			{"5|Tabasco|Qwzx", geo.Admin1, "MX|Tabasco|", "no place is known"},
		}},
		"an old country": {"id|country|city", "", []placed{
			{"1|Burma|Mandalay", geo.Locality, "MM|Mandalay", ""},
			{"2|Zaire|Bukavu", geo.Locality, "CD|South Kivu|", ""},
			{"3|Congo, Democratic Republic|", geo.Country, "CD||", ""},
			{"4|Narnia|Paris", geo.Unlocated, "||", "no country is known"},
			{"5|NA|Windhoek", geo.Locality, "|", ""},
		}},
		"a place beside its areas": {"id|pais|estado|lugar", "", []placed{
			{"1|México|Jalisco|Avenida Vallarta, Guadalajara", geo.Locality, "MX|Jalisco|", "names a street"},
			{"2|México|Jalisco|Colonia Moderna", geo.Admin1, "MX|Jalisco|", "names a street"},
			{"3|México|Jalisco|Paris", geo.Admin1, "MX|Jalisco|", "no place is known"},
			{"4|México|Sonora|Mar de Cortés", geo.Admin1, "MX|Sonora|", ""},
		}},
		"coordinates that cannot be used": {"id|lat|lon|lugar|estado", "MX", []placed{
			{"1|0|0|Tapalpa|Jalisco", geo.Locality, "MX|Jalisco|", "Gulf of Guinea"},
			{"2|99|-200|Tapalpa|Jalisco", geo.Locality, "MX|Jalisco|", "not between"},
		}},
		"the country of the import": {"id|ciudad", "MX", []placed{
			{"1|Guadalajara", geo.Locality, "MX|Jalisco|", ""},
			{"2|Springfield", geo.Unlocated, "||", "no place is known"},
		}},
	} {
		lines := []string{tt.header}
		for _, r := range tt.rows {
			lines = append(lines, r.row)
		}
		f, drafts := take(t, tableOf(lines...), func(o *Options) {
			o.Geocoder, o.Country = world(), tt.country
			o.Map = map[string]string{}
			for field, column := range map[string]string{"state": "uf", "city": "cidade"} {
				if strings.Contains(tt.header+"|", "|"+column+"|") {
					o.Map[field] = column
				}
			}
		})
		for i, want := range tt.rows {
			w := drafts[i].Incident.Where
			got := w.Admin.Country + "|" + w.Admin.Admin1Name + "|" + w.Admin.Admin2Name
			if w.Precision != want.precision || want.admin != "|" && !strings.HasPrefix(got, want.admin) {
				t.Errorf("%s: %s: %s in %s, want %s in %s", name, want.row, w.Precision, got, want.precision, want.admin)
			}
			if want.says != "" && !says(f, want.says) {
				t.Errorf("%s: %s: nothing says %q in %v", name, want.row, want.says, f.Messages)
			}
		}
	}
}

// Of several columns of positions those are read that can be right, and each row falls back
// to the next.
func TestSeveralPositions(t *testing.T) {
	for name, tt := range map[string]struct {
		table []string
		want  []orb.Point // zero for none
		says  string
	}{
		"a grid beside degrees": {
			[]string{"id|XY (grid)|pos x|pos y", "1|POINT (98896.78 93532.43)|-58.47534|-34.68757", "2|POINT (95832.05 95505.41)|-58.508775|-34.669777"},
			[]orb.Point{{-58.47534, -34.68757}, {-58.508775, -34.669777}},
			"can be a position in 0 of the first 2 rows",
		},
		"a stray cell": {
			[]string{"id|Geocode|other", "1|18.799999,80.816666|", "2|26.116667,91.983330|", "3|15|", "4|24.633333,93.766670|", "5|28.000100,77.000100|37.983334,23.733334"},
			[]orb.Point{{80.816666, 18.799999}, {91.98333, 26.116667}, {}, {93.76667, 24.633333}, {77.0001, 28.0001}},
			"",
		},
		"one for some rows": {
			[]string{"id|lat|lon|location_point", "1|20.51234|-103.51234|", "2|||POINT(-103.61234 20.61234)", "3|20.71234|-103.71234|POINT(-203 20.5)"},
			[]orb.Point{{-103.51234, 20.51234}, {-103.61234, 20.61234}, {-103.71234, 20.71234}},
			"is read from",
		},
		"two pairs of columns": {
			[]string{"id|lat|lon|reported_lat|reported_lon", "1|20.51234|-103.51234|20.5|-103.5", "2|||20.61234|-103.61234"},
			[]orb.Point{{-103.51234, 20.51234}, {-103.61234, 20.61234}},
			"",
		},
	} {
		f, drafts := take(t, tableOf(tt.table...), nil)
		for i, want := range tt.want {
			got, isPoint := drafts[i].Incident.Where.Geometry.(orb.Point)
			if isPoint != (want != orb.Point{}) || isPoint && !near(got, want) {
				t.Errorf("%s, row %d: %v, want %v; %v", name, i+1, got, want, f.Messages)
			}
		}
		if tt.says != "" && !says(f, tt.says) {
			t.Errorf("%s: nothing says %q in %v", name, tt.says, f.Messages)
		}
	}
}

// A row whose own words agree with its numbers is not doubted for where the others lie; one
// without words is.
func TestCorrectOutliers(t *testing.T) {
	lines := []string{"id|country|lat|lon"}
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("%d|Nigeria|%.4f|%.4f", i, 7+float64(i%9)/2+0.0123, 5+float64(i%7)+0.0123))
	}
	lines = append(lines, "60|Angola|-10.6596|10.4741", "61|Zambia|-10.6596|27.4741", "62||-10.6596|8.4741")
	f, drafts := take(t, tableOf(lines...), func(o *Options) { o.Geocoder = world() })
	for i, want := range []bool{true, true, false} {
		if got := drafts[60+i].Incident.Where.Geometry; (got != nil) != want || want && got.Bound().Min[1] != -10.6596 {
			t.Errorf("row %d: %v, taken should be %v; %v", 60+i, got, want, f.Messages)
		}
	}
}

// Points get the areas that they lie in, marked as derived; at sea they get none.
func TestDerivedAreas(t *testing.T) {
	f, drafts := take(t, tableOf("id|lat|lon|estado", "1|20.720300|-103.384700|", "2|20.720300|-103.384700|Jalisco", "3|15.123400|-110.123400|", "4|25.671200|-100.312300|Jalisco"), func(o *Options) { o.Geocoder = world() })
	for i, want := range []geo.Admin{
		{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.120", Admin2Name: "Zapopan", Derived: true},
		{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.120", Admin2Name: "Zapopan", Derived: true},
		{},
		{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco"},
	} {
		if got := drafts[i].Incident.Where.Admin; got != want {
			t.Errorf("row %d: %+v, want %+v", i+1, got, want)
		}
	}
	if !says(f, "row 5", "outside of the area that the row names") {
		t.Errorf("messages: %v", f.Messages)
	}
}

// Metres in columns of degrees: the system that fits the rows' own words is found and named,
// and where none does the report says what to do.
func TestMetresAsDegrees(t *testing.T) {
	for _, tt := range []struct {
		name, header string
		rows         []string
		want         orb.Point
		says         string
	}{
		{"of UTM", "id|lat|lon|estado|pais", []string{"1|2296059.548|672382.3944|Jalisco|México", "2|2297059.5|672482.4|Jalisco|México"}, orb.Point{-103.344, 20.756}, "EPSG:32613"},
		{"of the south", "id|lat|lon|city|country", []string{"1|8665000.5|280000.5|Lima|Peru", "2|8664000.5|281000.5|Lima|Peru"}, orb.Point{-77.02, -12.07}, "EPSG:32718"},
		{"of Web Mercator", "id|lat|lon|country", []string{"1|2362165.1|-11504022.3|Mexico"}, orb.Point{-103.343, 20.748}, "EPSG:3857"},
		{"without words", "id|lat|lon|n", []string{"1|2296059.548|672382.3944|x"}, orb.Point{}, "--crs"},
	} {
		f, drafts := take(t, tableOf(append([]string{tt.header}, tt.rows...)...), func(o *Options) { o.Geocoder = world() })
		got, isPoint := drafts[0].Incident.Where.Geometry.(orb.Point)
		if isPoint != (tt.want != orb.Point{}) || isPoint && !near(got, tt.want) || !says(f, tt.says) {
			t.Errorf("%s: %v, want %v; %v", tt.name, got, tt.want, f.Messages)
		}
	}
}

// A column that is called a region and holds none of the country's states binds nothing.
func TestRegionsThatAreNoStates(t *testing.T) {
	f, drafts := take(t, tableOf("id|province|country|city", "1|Qwzx Alpha|Libya|Sirte", "2|Qwzx Beta|Somalia|Kismayo", "3|Qwzx Gamma|Mali|Gao", "4|Qwzx Delta|Yemen|Taiz", "5|Qwzx Zeta|Honduras|Tela"), func(o *Options) { o.Geocoder = world() })
	for i, d := range drafts {
		if d.Incident.Where.Precision != geo.Locality {
			t.Errorf("row %d: %s", i+1, d.Incident.Where.Precision)
		}
	}
	if !says(f, "province", "hardly any of its words") {
		t.Errorf("messages: %v", f.Messages)
	}
}

// A county or town without its state is that of the state in which the point lies, and not the
// best known of its name.
func TestCountiesWithoutStates(t *testing.T) {
	f, drafts := take(t, tableOf("id|lat|lon|county", "1|30.493410|-82.950136|Hamilton", "2|29.898792|-81.384605|St. Johns", "3|29.583536|-81.528656|Putnam", "4|29.583536|-81.528656|Qwzx", "5|28.161945|-81.873611|Polk"), func(o *Options) { o.Geocoder = world() })
	for i, want := range []string{"Hamilton County", "Saint Johns County", "Putnam County", "Qwzx", "Polk County"} {
		if a := drafts[i].Incident.Where.Admin; a.Country != "US" || a.Admin1 != "US.FL" || a.Admin2Name != want {
			t.Errorf("row %d: %+v, want %s", i+1, a, want)
		}
	}
	if says(f, "outside of the area") {
		t.Errorf("messages: %v", f.Messages)
	}
}
