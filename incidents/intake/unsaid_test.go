package intake

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"incidentmap/geo/geocode"
	"incidentmap/incidents/records"
)

// TestWhatIsNotSaid takes in files that look like others and say another thing, or nothing: what a careful reader would not
// take for known is not taken, and the report says why.
func TestWhatIsNotSaid(t *testing.T) {
	const day = "2026-02-22T00:00 day"
	flags, codes := "Date,Type,Injured\n", "Date,Type,Killed\n"
	var flagged, coded []string
	for i := range 12 {
		flags += fmt.Sprintf("2026-02-%02d,attack,%d\n", i+1, i%2)
		flagged = append(flagged, fmt.Sprintf("attack | 2026-02-%02dT00:00 day | - | wounded /%d/ | attack, 2026-02-%02d", i+1, i%2, i+1))
		n, shown := i%5, fmt.Sprintf("killed /%d/", i%5)
		if i%4 == 0 {
			n, shown = 99, ""
		}
		codes += fmt.Sprintf("2026-02-%02d,attack,%d\n", i+1, n)
		coded = append(coded, fmt.Sprintf("attack | 2026-02-%02dT00:00 day | - | %s | attack, 2026-02-%02d", i+1, shown, i+1))
	}
	for _, tt := range []struct {
		name, content string
		want, says    []string
	}{
		{
			"dates of other calendars",
			"Date,Type,Killed\n2569-02-22,attack,1\n5786-06-05,attack,2\n115/02/22,attack,3\n0026-02-22,attack,4\n2026-02-22,attack,5\n",
			[]string{"attack | - | - | killed /1/ | attack", "attack | - | - | killed /2/ | attack", "attack | - | - | killed /3/ | attack", "attack | - | - | killed /4/ | attack", "attack | " + day + " | - | killed /5/ | attack, 2026-02-22"},
			[]string{"may be one of another calendar"},
		},
		{
			"a column of Persian years", "Date,Type\n1404-12-03,attack\n1403-01-20,flood\n",
			[]string{"attack | - | - |  | attack", "flood | - | - |  | flood"},
			[]string{"the Persian or the Islamic calendar"},
		},
		{
			"Persian years in a column of their own", "Year,Type,Killed\n1404,attack,1\n1403,flood,2\n",
			[]string{"attack | - | - | killed /1/ | attack", "flood | - | - | killed /2/ | flood"},
			[]string{"the Persian or the Islamic calendar"},
		},
		{
			"years long past beside others", "Date,Type\n1404-12-03,earthquake\n1985-09-19,earthquake\n",
			[]string{"earthquake | 1404-12-03T00:00 day | - |  | earthquake, 1404-12-03", "earthquake | 1985-09-19T00:00 day | - |  | earthquake, 1985-09-19"},
			nil,
		},
		{
			"the days from which programs count", "Date,Type\n1970-01-01,attack\n1900-01-01,attack\n1899-12-30 00:00:00,attack\n9999-12-31,attack\n2026-02-22,flood\n",
			[]string{"attack | - | - |  | attack", "attack | - | - |  | attack", "attack | - | - |  | attack", "attack | - | - |  | attack", "flood | " + day + " | - |  | flood, 2026-02-22"},
			[]string{"the day from which programs count"},
		},
		{
			"the first day of a file of that year", "Date,Type\n1970-01-01,attack\n1970-01-02,flood\n",
			[]string{"attack | 1970-01-01T00:00 day | - |  | attack, 1970-01-01", "flood | 1970-01-02T00:00 day | - |  | flood, 1970-01-02"},
			nil,
		},
		{
			"the order of days that another column tells", "Start,End,Type\n03/04/2026,15/04/2026,flood\n05/06/2026,25/06/2026,flood\n",
			[]string{"flood | 2026-04-03T00:00 month | - |  | flood, 2026-04", "flood | 2026-06-05T00:00 month | - |  | flood, 2026-06"},
			[]string{"as those of \"End\""},
		},
		{
			"hemispheres in columns of their own", "Date,Type,Lat,NS,Lon,EW\n2026-02-22,attack,33.456,S,70.651,W\n2026-02-22,flood,20.671,norte,103.351,Oeste\n2026-02-22,riot,20.671,,103.351,W\n2026-02-22,panic,-33.456,S,-70.651,W\n",
			[]string{"attack | " + day + " | -33.4560,-70.6510 |  | attack, 2026-02-22", "flood | " + day + " | 20.6710,-103.3510 |  | flood, 2026-02-22", "riot | " + day + " | - |  | riot, 2026-02-22", "panic | " + day + " | -33.4560,-70.6510 |  | panic, 2026-02-22"},
			[]string{"holds the letters of hemispheres", "is missing"},
		},
		{
			"hemispheres beside words for degrees", "Date,Type,Lat,NS,Lon,EW\n2026-02-22,attack,33.4 deg,S,70.6 deg,W\n2026-02-22,flood,33 grados 24 min,S,70 grados 36 min 0 seg,W\n2026-02-22,riot,33d24m,S,70d36m,W\n2026-02-22,panic,-33.4 deg,S,70.6 deg O,W\n2026-02-22,storm,s/d,S,n/a,W\n",
			[]string{"attack | " + day + " | -33.4000,-70.6000 |  | attack, 2026-02-22", "flood | " + day + " | -33.4000,-70.6000 |  | flood, 2026-02-22", "riot | " + day + " | -33.4000,-70.6000 |  | riot, 2026-02-22", "panic | " + day + " | -33.4000,-70.6000 |  | panic, 2026-02-22", "storm | " + day + " | - |  | storm, 2026-02-22"},
			[]string{"they are read with the coordinates"},
		},
		{
			"letters that are no hemispheres", "Date,Type,Lat,Lon,Armed,Blood\n2026-02-22,attack,33.456,70.651,N,O\n2026-02-22,flood,20.671,103.351,N,O\n",
			[]string{"attack | " + day + " | 33.4560,70.6510 |  | attack, 2026-02-22", "flood | " + day + " | 20.6710,103.3510 |  | flood, 2026-02-22"},
			nil,
		},
		{
			"coordinates among words for places", "Date,Type,Location\n2026-02-22,attack,POINT(-103.351 20.671)\n2026-02-22,flood,\"19.412,-99.127\"\n2026-02-22,riot,Centro\n2026-02-22,panic,\"20°30'0\"\"N 103°30'0\"\"W\"\n",
			[]string{"attack | " + day + " | 20.6710,-103.3510 |  | attack, 2026-02-22", "flood | " + day + " | 19.4120,-99.1270 |  | flood, 2026-02-22", "riot | " + day + " | - |  | riot, Centro, 2026-02-22", "panic | " + day + " | 20.5000,-103.5000 |  | panic, 2026-02-22"},
			[]string{"are coordinates and no words for a place"},
		},
		{
			"coordinates of which one or both are not known", "Date,Type,Lat,Lon\n2026-02-22,attack,0,-103.351\n2026-02-22,flood,20.671,0.0\n2026-02-22,riot,-1,-1\n2026-02-22,panic,9,9\n2026-02-22,storm,20.671,-103.351\n",
			[]string{"attack | " + day + " | - |  | attack, 2026-02-22", "flood | " + day + " | - |  | flood, 2026-02-22", "riot | " + day + " | - |  | riot, 2026-02-22", "panic | " + day + " | - |  | panic, 2026-02-22", "storm | " + day + " | 20.6710,-103.3510 |  | storm, 2026-02-22"},
			[]string{"one of the two coordinates is 0", "both coordinates are the same number"},
		},
		{
			"positions in other ways of writing", "Date,Type,MGRS,geohash,Plus Code,cell,ref\n2026-02-22,attack,13QFC7134567890,9ewmqwe,76GGGG2X+2X,8a2a1072b59ffff,///filled.count.soap\n",
			[]string{"attack | " + day + " | 20.5020,-103.3569 |  | attack, 2026-02-22"},
			[]string{"holds positions as MGRS", "as geohashes", "as plus codes", "is elsewhere than the position that is taken", "as cells of H3, which are not read", "as what3words, which are not read"},
		},
		{"codes for areas", "Date,Type,State FIPS\n2026-02-22,attack,06\n2026-02-22,flood,48\n", []string{"attack | " + day + " | - |  | attack, 2026-02-22", "flood | " + day + " | - |  | flood, 2026-02-22"}, []string{"codes of areas of the United States"}},
		{"figures that may be answers", flags, flagged, []string{"which may say no and yes"}},
		{"figures that are codes", codes, coded, []string{"comes again and again far above"}},
		{
			"whole numbers with three decimals", "Date,Type,Killed\n2026-02-22,flood,3.000\n2026-02-22,riot,0.000\n2026-02-22,panic,12.000\n",
			[]string{"flood | " + day + " | - |  | flood, 2026-02-22", "riot | " + day + " | - | killed /0/ | riot, 2026-02-22", "panic | " + day + " | - |  | panic, 2026-02-22"},
			[]string{"may be thousands or decimals: all cells of the column have three digits"},
		},
		{
			"thousands", "Date,Type,Wounded\n2026-02-22,flood,\"1,000\"\n2026-02-22,riot,\"2,000\"\n",
			[]string{"flood | " + day + " | - | wounded /1000/ | flood, 2026-02-22", "riot | " + day + " | - | wounded /2000/ | riot, 2026-02-22"},
			nil,
		},
		{
			"whole numbers with three decimals behind commas", "Date;Type;Killed\n2026-02-22;flood;3,000\n2026-02-22;riot;0,000\n",
			[]string{"flood | " + day + " | - |  | flood, 2026-02-22", "riot | " + day + " | - | killed /0/ | riot, 2026-02-22"},
			[]string{"all cells of the column have three digits"},
		},
		{
			"two numbers", "Date,Type,Killed\n2026-02-22,flood,1 and 2\n2026-02-22,riot,between 1 and 2\n2026-02-22,panic,1 or 2\n2026-02-22,attack,3\n",
			[]string{"flood | " + day + " | - |  | flood, 2026-02-22", "riot | " + day + " | - | killed 1//2 | riot, 2026-02-22", "panic | " + day + " | - | killed 1//2 | panic, 2026-02-22", "attack | " + day + " | - | killed /3/ | attack, 2026-02-22"},
			[]string{"is two numbers"},
		},
		{
			"records that go on in the next row", "ID,Date,Type,Killed,Summary\n1,2026-02-22,attack,1,Gunmen came\n,,,,and went\n2,2026-02-22,flood,2,A river rose\n,,,3,of whom three died later\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "other_incident | - | - |  | BLANK Other incident", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22", "deaths | - | - | killed /3/ | BLANK Deaths"},
			[]string{"may go on the row above it"},
		},
		{
			"records that go on in the next row, whose identifiers come last", "Summary,Date,Type,Killed,ID\nGunmen came,2026-02-22,attack,1,1\nand went,,,4,\nA river rose,2026-02-22,flood,2,2\nIt fell again,,,5,3\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "deaths | - | - | killed /4/ | BLANK Deaths", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22", "deaths | - | - | killed /5/ | Deaths"},
			[]string{"may go on the row above it"},
		},
		{
			"records that go on in the next row, without identifiers", "Summary,Date,Type,Killed\nGunmen came,2026-02-22,attack,1\nand went,,,4\nA river rose,2026-02-22,flood,2\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "deaths | - | - | killed /4/ | BLANK Deaths", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22"},
			[]string{"may go on the row above it"},
		},
		{
			"rows that have an address or a name alone", "Summary,Date,Type,Address,Name,Killed\nGunmen came,2026-02-22,attack,,,1\n,,,Av. Juárez 100,,2\n,,,,Ana Ríos,1\nand went,,,,,4\nA river rose,2026-02-22,flood,,,2\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "deaths | - | - | killed /2/ | Deaths, Av. Juárez 100", "deaths | - | - | killed /1/ | Ana Ríos", "deaths | - | - | killed /4/ | BLANK Deaths", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22"},
			[]string{"may go on the row above it"},
		},
		{
			"rows that hold no longer", "Date,Type,Killed,Status\n2026-02-22,attack,1,Confirmed\n2026-02-22,flood,2,False alarm\n2026-02-22,riot,3,DUPLICATE\n2026-02-22,flight cancelled,,Cancelled\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "flood | " + day + " | - | killed /2/ | BLANK flood, 2026-02-22", "riot | " + day + " | - | killed /3/ | BLANK riot, 2026-02-22", "flight_disruption | " + day + " | - |  | flight cancelled, 2026-02-22"},
			[]string{"is no incident, or none any more"},
		},
		{
			"rows that are marked", "Date,Type,Deleted,Valid\n2026-02-22,attack,no,yes\n2026-02-22,flood,Yes,yes\n2026-02-22,riot,0,No\n",
			[]string{"attack | " + day + " | - |  | attack, 2026-02-22", "flood | " + day + " | - |  | BLANK flood, 2026-02-22", "riot | " + day + " | - |  | BLANK riot, 2026-02-22"},
			[]string{"is no incident, or none any more"},
		},
		{
			"totals of a year, and of all", "Type,Date,Killed\nattack,2026-02-22,1\nflood,2026-02-22,2\nAll,,3\nGrand total,2026,3\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22"},
			[]string{"no incident"},
		},
		{
			"years that are no sums of days", "Date,City,Killed\n2019,,3\n2020,,4\n2021,Tapalpa,5\n",
			[]string{"deaths | 2019-01-01T00:00 year | - | killed /3/ | Deaths, 2019", "deaths | 2020-01-01T00:00 year | - | killed /4/ | Deaths, 2020", "deaths | 2021-01-01T00:00 year | - | killed /5/ | Deaths, Tapalpa, 2021"},
			nil,
		},
		{
			"years beside numbers alone", "Date,Killed,Wounded\n2019,3,5\n2020,4,6\n",
			[]string{"deaths | 2019-01-01T00:00 year | - | killed /3/ wounded /5/ | Deaths, 2019", "deaths | 2020-01-01T00:00 year | - | killed /4/ wounded /6/ | Deaths, 2020"},
			nil,
		},
		{
			"a column of people who were removed", "Date,Type,Removed,Excluded,Status\n2026-02-22,attack,1,1,Active\n2026-02-22,flood,3,2,Active\n2026-02-22,riot,0,0,Active\n",
			[]string{"attack | " + day + " | - |  | attack, 2026-02-22", "flood | " + day + " | - |  | flood, 2026-02-22", "riot | " + day + " | - |  | riot, 2026-02-22"},
			nil,
		},
		{
			"columns of tests", "Date,Type,Test,Prueba\n2026-02-22,attack,1,sí\n2026-02-22,flood,0,no\n",
			[]string{"attack | " + day + " | - |  | attack, 2026-02-22", "flood | " + day + " | - |  | flood, 2026-02-22"},
			nil,
		},
		{
			"headers over two lines that say their upper one again", "Date,Type,Killed,Killed\n,,men,women\n2026-02-22,attack,1,2\n2026-02-22,flood,3,0\n",
			[]string{"attack | " + day + " | - | killed /3/ | attack, 2026-02-22", "flood | " + day + " | - | killed /3/ | flood, 2026-02-22"},
			[]string{"make it up together"},
		},
		{
			"names that come twice", "Date,Type,Killed,Killed\n2026-02-22,attack,1,5\n2026-02-22,flood,3,6\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "flood | " + day + " | - | killed /3/ | flood, 2026-02-22"},
			[]string{"has the name of one before it", "nothing tells which of the two"},
		},
		{
			"headers that come again", "Date,Type,Killed\n2026-02-22,attack,1\nDate,Type,Killed\n2026-02-22,flood,2\n",
			[]string{"attack | " + day + " | - | killed /1/ | attack, 2026-02-22", "flood | " + day + " | - | killed /2/ | flood, 2026-02-22"},
			[]string{"repeats the header"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "table.csv", tt.content, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				got = append(got, taken(&drafts[i]))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(tt.want, "\n"), report.Files[0].Messages)
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}

// A column that is to be kept as it is says of no row that it holds no longer.
func TestKeptColumnsWithdrawNothing(t *testing.T) {
	rows := []string{"Date|Type|Deleted", "2026-02-22|attack|yes", "2026-02-22|flood|no"}
	for _, mapped := range []bool{false, true} {
		f, drafts := take(t, tableOf(rows...), func(o *Options) {
			if mapped {
				o.Map = map[string]string{"extra": "Deleted"}
			}
		})
		if drafts[0].Blank == mapped || drafts[1].Blank || says(f, "--map extra=COLUMN keeps the column as it is") == mapped {
			t.Errorf("mapped %v: %v, %v", mapped, drafts[0].Blank, f.Messages)
		}
	}
}

// Coordinates among words for places that are not used are kept, as the report says.
func TestCoordinatesAmongWordsAreKept(t *testing.T) {
	const header, rest = "Date,Type,Lat,Lon,Location\n", "\n2026-02-22,flood,,,Centro\n2026-02-22,riot,,,Norte\n"
	for row, tt := range map[string]struct{ kept, at string }{
		`2026-02-22,attack,19.43,-99.13,"20.67, -103.35"`: {"20.67, -103.35", "19.4300,-99.1300"},
		`2026-02-22,attack,,,"0.0, 0.0"`:                  {"0.0, 0.0", "-"},
		`2026-02-22,attack,0,0,"20.67, -103.35"`:          {"", "20.6700,-103.3500"},
		`2026-02-22,attack,,,"20.67, -103.35"`:            {"", "20.6700,-103.3500"},
		`2026-02-22,attack,19.43,-99.13,Sur`:              {"", "19.4300,-99.1300"},
	} {
		_, drafts, err := takeFile(t, "table.csv", header+row+rest, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := drafts[0].Incident.Extra["Location"]; got != tt.kept || !strings.Contains(taken(&drafts[0]), "| "+tt.at+" |") {
			t.Errorf("%s: %q is kept, %s", row, got, taken(&drafts[0]))
		}
	}
}

// A coordinate of 0 is one where the row's words or the other rows lie on the equator or at Greenwich, and else may stand
// for one that is not known.
func TestCoordinatesOfZero(t *testing.T) {
	around := func(lat, lon float64) []string {
		rows := []string{"Date|Type|Country|Lat|Lon"}
		for i := range 12 {
			rows = append(rows, fmt.Sprintf("2026-02-22|flood||%.3f|%.3f", lat+float64(i-6)/100+0.001, lon+float64(i-6)/100+0.001))
		}
		return rows
	}
	for name, tt := range map[string]struct {
		rows []string
		row  string
		want string
	}{
		"rows of Greenwich":        {around(51.5, 0), "2026-02-22|attack||51.5|0.0", "51.5000,0.0000"},
		"rows of the equator":      {around(0, 36.4), "2026-02-22|attack||0.0|36.4", "0.0000,36.4000"},
		"rows of Mexico":           {around(20.5, -103.4), "2026-02-22|attack||20.5|0.0", "-"},
		"half of the rows of it":   {append(around(20.5, -103.4), slices.Repeat([]string{"2026-02-22|flood||0|-103.4", "2026-02-22|flood||20.51|0"}, 6)...), "2026-02-22|attack||0|-103.41", "-"},
		"a country on the equator": {around(0, 0)[:1], "2026-02-22|attack|Kenya|0.0|36.4", "0.0000,36.4000"},
		"a country that is not":    {around(0, 0)[:1], "2026-02-22|attack|Mexico|0.0|-99.1", "0"},
		"nothing that vouches":     {around(0, 0)[:1], "2026-02-22|attack||0.0|36.4", "-"},
		"0, 0 in rows about it":    {around(0, 0), "2026-02-22|attack||0.0|0.0", "-"},
	} {
		f, drafts := take(t, tableOf(append(tt.rows, tt.row)...), func(o *Options) { o.Geocoder = world() })
		last := taken(&drafts[len(drafts)-1])
		if tt.want != "0" && !strings.Contains(last, "| "+tt.want+" |") || tt.want == "0" && strings.Contains(last, "| 0.0000,") {
			t.Errorf("%s: %s, %v", name, last, f.Messages)
		}
	}
}

// A geometry and columns that say another place are told apart.
func TestTwoPlacesOfARecord(t *testing.T) {
	report, drafts, err := takeFile(t, "a.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[-103.5,20.5]},"properties":{"date":"2026-02-22","type":"attack","lat":45.5,"lon":9.2}},
		{"type":"Feature","geometry":{"type":"Point","coordinates":[-103.4,20.5]},"properties":{"date":"2026-02-22","type":"flood","lat":20.51,"lon":-103.41}}]}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, m := range report.Files[0].Messages {
		if strings.Contains(m.Reason, "elsewhere than the record's own geometry") {
			told += max(m.Count, 1)
		}
	}
	if taken(&drafts[0]) != "attack | 2026-02-22T00:00 day | 20.5000,-103.5000 |  | attack, 2026-02-22" || told != 1 {
		t.Errorf("%s, told %d times: %v", taken(&drafts[0]), told, report.Files[0].Messages)
	}
}

// What a workbook shows beside a number is not lost: a share is no number of people, and days count from where it says.
func TestNumbersOfWorkbooks(t *testing.T) {
	in := tableOf("Date|Type|Killed", "44613|attack|1", "44614|flood|2")
	in.from1904 = true
	f, drafts := take(t, in, nil)
	if got := drafts[0].Incident.When.Start.Format("2006-01-02"); got != "2026-02-22" || !says(f, "from 1904, as the workbook says") {
		t.Errorf("%s, %v", got, f.Messages)
	}
	in = tableOf("Date|Type|Killed", "2026-02-22|attack|1", "2026-02-22|flood|2")
	rows := in.records
	in.records = func(ctx context.Context) iter.Seq2[records.Record, error] {
		return func(yield func(records.Record, error) bool) {
			for rec, err := range rows(ctx) {
				rec.Repairs = []records.Repair{{What: records.Share, Column: "Killed", Value: "1", Detail: "is shown as a share of a hundred"}}
				if !yield(rec, err) {
					return
				}
			}
		}
	}
	f, drafts = take(t, in, nil)
	if len(drafts[0].Incident.Casualties) > 0 || drafts[0].Incident.Extra["Killed"] != "1" || !says(f, "a share of a hundred, which is no number of people") {
		t.Errorf("%+v, %v", drafts[0].Incident, f.Messages)
	}
}

// Codes of countries are read in the scheme that they are of, or that is not known is said.
func TestSchemesOfCountries(t *testing.T) {
	for name, tt := range map[string]struct {
		rows []string
		want string // the countries of the rows
		says string
	}{
		"towns tell FIPS from ISO":       {[]string{"Date|Type|City|Country", "2026-02-22|attack|Vienna|AU", "2026-02-22|attack|Bern|SZ", "2026-02-22|attack|Berlin|GM"}, "AT CH DE", "of FIPS 10-4, in which AU is Austria, and not those of ISO 3166-1, in which it is Australia"},
		"coordinates tell FIPS from ISO": {[]string{"Date|Type|Lat|Lon|Country", "2026-02-22|attack|48.21|16.37|AU", "2026-02-22|attack|46.95|7.44|SZ"}, "AT CH", "fit those of FIPS 10-4"},
		"codes of one scheme alone":      {[]string{"Date|Type|Country", "2026-02-22|attack|AU", "2026-02-22|attack|IZ"}, "AT IQ", "fit those of FIPS 10-4"},
		"the name tells":                 {[]string{"Date|Type|Country FIPS", "2026-02-22|attack|AU"}, "AT", "its name says"},
		"nothing tells":                  {[]string{"Date|Type|Country", "2026-02-22|attack|AU", "2026-02-22|attack|CH"}, "AU CH", "may be those of ISO 3166-1, in which AU is Australia, or of FIPS 10-4, in which it is Austria"},
		"towns tell ISO":                 {[]string{"Date|Type|City|Country", "2026-02-22|attack|Sydney|AU", "2026-02-22|attack|Bern|CH"}, "AU CH", ""},
		"numbers and towns":              {[]string{"Date|Type|City|Country", "2026-02-22|attack|Tapalpa|484", "2026-02-22|attack|Lyon|250", "2026-02-22|attack|Kabul|4"}, "MX FR AF", "codes of countries of ISO 3166-1"},
		"numbers and few towns":          {[]string{"Date|Type|City|Country", "2026-02-22|attack|Tapalpa|484", "2026-02-22|attack|Lyon|4", "2026-02-22|attack|Lyon|8"}, "  ", "nothing says of which scheme"},
		"numbers and their name":         {[]string{"Date|Type|M49", "2026-02-22|attack|484", "2026-02-22|attack|008"}, "MX AL", "codes of countries of ISO 3166-1"},
		"numbers alone":                  {[]string{"Date|Type|Country", "2026-02-22|attack|484", "2026-02-22|attack|70"}, " ", "nothing says of which scheme"},
		"no code of any country":         {[]string{"Date|Type|Country", "2026-02-22|attack|QQ", "2026-02-22|attack|MX"}, " MX", "no country is known"},
	} {
		t.Run(name, func(t *testing.T) {
			f, drafts := take(t, tableOf(tt.rows...), func(o *Options) { o.Geocoder = world() })
			var got []string
			for i := range drafts {
				got = append(got, drafts[i].Incident.Where.Admin.Country)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%v, want %s; %v", got, tt.want, f.Messages)
			}
			if tt.says != "" && !says(f, tt.says) || tt.says == "" && (says(f, "FIPS") || says(f, "scheme")) {
				t.Errorf("%v", f.Messages)
			}
		})
	}
	for _, code := range []string{"", "0", "1000", "x", "-4", "+4"} {
		if iso, ok := geocode.M49.Country(code); ok {
			t.Errorf("%q is %s", code, iso)
		}
	}
}
