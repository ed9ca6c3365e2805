package intake

import (
	"strings"
	"testing"
)

// TestWhatFilesSayOfThemselves holds that what a column or a name says of others is heard: how exactly dates are known, in which
// order they are, when a form was sent, which numbers are of the new, where coordinates stand for an area.
func TestWhatFilesSayOfThemselves(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want, says    []string
	}{
		{
			"ACLED's precision of dates", "event_date,time_precision,type\n2024-01-15,3,attack\n2024-02-11,2,attack\n2024-02-15,1,attack\n2024-02-16,9,attack\n",
			[]string{"attack | 2024-01-01T00:00 month | - |  | attack, 2024-01", "attack | 2024-02-08T00:00 week | - |  | attack, 2024-02-08", "attack | 2024-02-15T00:00 day | - |  | attack, 2024-02-15", "attack | 2024-02-16T00:00 day | - |  | attack, 2024-02-16"},
			[]string{"is no precision of a date"},
		},
		{
			"UCDP's, and words", "date,date_prec,type\n2024-01-15,5,attack\n2024-02-11,day,attack\n2024-02-11,mes,flood\n",
			[]string{"attack | 2024-01-01T00:00 year | - |  | attack, 2024", "attack | 2024-02-11T00:00 day | - |  | attack, 2024-02-11", "flood | 2024-02-01T00:00 month | - |  | flood, 2024-02"},
			nil,
		},
		{
			"an order in the name", "Date (DD/MM/YYYY),type\n03/04/2024,attack\n04/05/2024,flood\n",
			[]string{"attack | 2024-04-03T00:00 day | - |  | attack, 2024-04-03", "flood | 2024-05-04T00:00 day | - |  | flood, 2024-05-04"},
			[]string{"as its name says"},
		},
		{
			"a form of the web", "Timestamp,Email Address,What happened?,When?\n13/1/2024 14:30:00,a@example.org,attack,12 January 2024\n14/1/2024 9:12:00,b@example.org,flood,11 January 2024\n",
			[]string{"attack | 2024-01-12T00:00 day | - |  | attack, 2024-01-12", "flood | 2024-01-11T00:00 day | - |  | flood, 2024-01-11"},
			nil,
		},
		{
			"a form that asks for no day", "Marca temporal,¿Qué pasó?,¿Cuántos muertos?\n13/1/2024 14:30:00,ataque,2\n14/1/2024 9:12:00,incendio,0\n",
			[]string{"attack | 2024-01-13T14:30 minute | - | killed /2/ | ataque, 2024-01-13", "fire_or_smoke | 2024-01-14T09:12 minute | - | killed /0/ | incendio, 2024-01-14"},
			[]string{"says when it was reported"},
		},
		{
			"new ones and all so far", "date,type,new deaths,total deaths\n2024-01-01,flood,3,3\n2024-01-02,flood,2,5\n",
			[]string{"flood | 2024-01-01T00:00 day | - |  | flood, 2024-01-01", "flood | 2024-01-02T00:00 day | - |  | flood, 2024-01-02"},
			[]string{"may be running totals"},
		},
		{
			"the middle of a country", "date,type,place,country,lat,lon\n2024-01-01,attack,Guadalajara,Mexico,23.6345,-102.5528\n2024-01-02,attack,Tijuana,Mexico,23.6345,-102.5528\n2024-01-03,attack,Tepic,Mexico,23.6345,-102.5528\n2024-01-04,attack,,Mexico,23.6345,-102.5528\n",
			[]string{"attack | 2024-01-01T00:00 day | 20.6668,-103.3918 |  | attack, Guadalajara, 2024-01-01", "attack | 2024-01-02T00:00 day | 32.5027,-117.0037 |  | attack, Tijuana, 2024-01-02", "attack | 2024-01-03T00:00 day | 21.5095,-104.8957 |  | attack, Tepic, 2024-01-03", "attack | 2024-01-04T00:00 day | 23.1710,-101.1461 |  | attack, Mexico, 2024-01-04"},
			[]string{"the same coordinates stand beside places that lie elsewhere"},
		},
		{
			"several sites in a town", "date,type,place,country,lat,lon\n2024-01-01,attack,the market,Mexico,20.672,-103.351\n2024-01-02,attack,Plaza Central,Mexico,20.672,-103.351\n2024-01-03,attack,Guadalajara,Mexico,20.672,-103.351\n2024-01-04,attack,Zapopan,Mexico,20.672,-103.351\n",
			[]string{"attack | 2024-01-01T00:00 day | 20.6720,-103.3510 |  | attack, the market, 2024-01-01", "attack | 2024-01-02T00:00 day | 20.6720,-103.3510 |  | attack, Plaza Central, 2024-01-02", "attack | 2024-01-03T00:00 day | 20.6720,-103.3510 |  | attack, Guadalajara, 2024-01-03", "attack | 2024-01-04T00:00 day | 20.6720,-103.3510 |  | attack, Zapopan, 2024-01-04"},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "said.csv", tt.content, func(o *Options) { o.Geocoder = world() })
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				got = append(got, taken(&drafts[i]))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}

// TestSideways holds that a table whose rows are the fields is refused, and one of places that are called as fields is not.
func TestSideways(t *testing.T) {
	_, _, err := takeFile(t, "sideways.csv", "field,event 1,event 2\ndate,2024-01-01,2024-01-02\nplace,Lima,Cusco\ntype,attack,flood\nkilled,1,2\n", nil)
	if err == nil || !strings.Contains(err.Error(), "turned on its side") {
		t.Errorf("%v", err)
	}
	_, drafts, err := takeFile(t, "upright.csv", "title,date,type\nkilled,2024-01-01,attack\nplace,2024-01-02,flood\ndate,2024-01-02,flood\n", nil)
	if err != nil || len(drafts) != 3 {
		t.Errorf("%v, %v", drafts, err)
	}
}

// TestColumnsBesideOthers holds that words of columns beside a time, a date, a figure and a position are heard.
func TestColumnsBesideOthers(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want, says    []string
	}{
		{
			"halves of days", "date,time,am_pm,type\n2024-01-01,2:30,PM,attack\n2024-01-03,9:30,a.m.,flood\n2024-01-04,12:10,AM,flood\n",
			[]string{"attack | 2024-01-01T14:30 minute | - |  | attack, 2024-01-01", "flood | 2024-01-03T09:30 minute | - |  | flood, 2024-01-03", "flood | 2024-01-04T00:10 minute | - |  | flood, 2024-01-04"},
			[]string{"before or after noon"},
		},
		{
			"days of the week", "date,day,type\n2024-01-01,Tuesday,attack\n2024-01-03,miércoles,flood\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-03T00:00 day | - |  | flood, 2024-01-03"},
			[]string{"is not the day of the week"},
		},
		{
			"parts of others", "id,parent_id,date,type,killed\n1,,2024-01-01,attack,5\n2,1,2024-01-01,shooting,2\n3,1,2024-01-01,explosion,3\n",
			[]string{"attack | 2024-01-01T00:00 day | - | killed /5/ | attack, 2024-01-01", "attack | 2024-01-01T00:00 day | - |  | shooting, 2024-01-01", "explosion | 2024-01-01T00:00 day | - |  | explosion, 2024-01-01"},
			[]string{"is part of another"},
		},
		{
			"parents that are no rows", "id,parent_id,date,type,killed\n1,77,2024-01-01,attack,5\n2,78,2024-01-01,shooting,2\n",
			[]string{"attack | 2024-01-01T00:00 day | - | killed /5/ | attack, 2024-01-01", "attack | 2024-01-01T00:00 day | - | killed /2/ | shooting, 2024-01-01"},
			nil,
		},
		{
			"men and women, and children who may be among them", "date,type,men killed,women killed,children killed\n2024-01-01,attack,1,2,1\n2024-01-02,flood,1,0,0\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-02T00:00 day | - |  | flood, 2024-01-02"},
			[]string{"counts a part of the people (men)"},
		},
		{
			"axes that are said in the cell", "date,type,coords\n2024-01-01,attack,\"lon -71.97, lat -13.52\"\n2024-01-02,flood,\"lat: -12.05 lon: -77.04\"\n",
			[]string{"attack | 2024-01-01T00:00 day | -13.5200,-71.9700 |  | attack, 2024-01-01", "flood | 2024-01-02T00:00 day | -12.0500,-77.0400 |  | flood, 2024-01-02"},
			nil,
		},
		{
			"days of the week in front of dates", "date,type\nlundi 1er janvier 2024,attack\n\"sexta-feira, 5 de janeiro de 2024\",flood\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-05T00:00 day | - |  | flood, 2024-01-05"},
			nil,
		},
		{
			"where the reporter was", "date,type,reporter_lat,reporter_lon\n2024-01-01,attack,19.41,-99.13\n2024-01-02,flood,19.42,-99.14\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-02T00:00 day | - |  | flood, 2024-01-02"},
			[]string{"neither coordinates nor words"},
		},
		{
			"the day of the offence beside that of filing", "filing_date,offense_date,type\n2024-03-01,2024-01-01,attack\n2024-03-02,2024-01-02,flood\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-02T00:00 day | - |  | flood, 2024-01-02"},
			nil,
		},
		{
			"formulas that failed", "date,type,killed\n2024-01-01,attack,#REF!\n2024-01-02,flood,3\n",
			[]string{"attack | 2024-01-01T00:00 day | - |  | attack, 2024-01-01", "flood | 2024-01-02T00:00 day | - | killed /3/ | flood, 2024-01-02"},
			[]string{"#REF!"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "beside.csv", tt.content, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				got = append(got, taken(&drafts[i]))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}

// TestTwoCountries holds that a code of another country than the name beside it is told.
func TestTwoCountries(t *testing.T) {
	report, _, err := takeFile(t, "two.csv", "date,type,iso3,country,city\n2024-01-01,attack,PER,Mexico,Tepic\n2024-01-02,attack,MEX,Mexico,Tepic\n2024-01-03,flood,MEX,Mexico,Colima\n", func(o *Options) { o.Geocoder = world() })
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Files[0].Messages {
		if strings.HasPrefix(m.Reason, "names another country") {
			if m.Row != 2 || m.Count > 1 {
				t.Errorf("is told of %+v", m)
			}
			return
		}
	}
	t.Errorf("nothing says so in %v", report.Files[0].Messages)
}
