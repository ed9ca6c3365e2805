package intake

import (
	"strings"
	"testing"
)

// TestZonesOfRows holds that letters of several zones are those of the row's country, and of no zone where nothing says so.
func TestZonesOfRows(t *testing.T) {
	const unsaid = "are of several time zones, and nothing says which is meant"
	for _, tt := range []struct {
		name, content, zone string
		want, says          []string
	}{
		{
			"a column of zones, countries beside it",
			"date,time,tz,country,type,place\n2024-03-01,14:30,IST,India,attack,a\n2024-03-01,14:30,IST,Israel,flood,b\n2024-07-01,14:30,CST,China,fire,c\n2024-07-01,14:30,CST,France,fire,d\n2024-07-01,14:30,EST,Australia,fire,e\n", "",
			[]string{"2024-03-01T09:00 minute", "2024-03-01T12:30 minute", "2024-07-01T06:30 minute", "2024-07-01T00:00 day", "2024-07-01T04:30 minute"},
			[]string{unsaid},
		},
		{
			"letters behind the time", "date,country,type\n2024-07-01 14:30 CST,China,fire\n2024-07-01 2:30 pm EST,Australia,flood\n2024-07-01 14:30 PKT,Pakistan,attack\n2024-07-01 14:30 local time,Peru,attack\n", "",
			[]string{"2024-07-01T06:30 minute", "2024-07-01T04:30 minute", "2024-07-01T09:30 minute", "2024-07-01T14:30 minute"},
			nil,
		},
		{
			"no country, and the story's zone near", "date,type\n2024-01-01 14:30 CST,fire\n2024-01-02 14:30 EST,fire\n2024-01-03 14:30 IST,fire\n", "America/Mexico_City",
			[]string{"2024-01-01T20:30 minute", "2024-01-02T19:30 minute", "2024-01-03T06:00 day"},
			[]string{"those of the zone nearest to America/Mexico_City", unsaid},
		},
		{
			"no country, and a story in UTC", "date,type\n2024-01-01 14:30 CST,fire\n", "",
			[]string{"2024-01-01T00:00 day"},
			[]string{unsaid},
		},
		{
			"offsets in a column", "date,time,utc_offset,type\n2024-03-01,14:30,5.5,fire\n2024-03-02,14:30,-3,fire\n2024-03-03,14:30,0530,fire\n2024-03-04,14:30,+01:00,fire\n2024-03-05,14:30,330,fire\n", "",
			[]string{"2024-03-01T09:00 minute", "2024-03-02T17:30 minute", "2024-03-03T09:00 minute", "2024-03-04T13:30 minute", "2024-03-05T14:30 minute"},
			[]string{"is not a time zone"},
		},
		{
			"words in a column of zones", "date,time,tz,type\n2024-03-01,14:30,here,fire\n2024-03-02,14:30,there,fire\n", "",
			[]string{"2024-03-01T14:30 minute", "2024-03-02T14:30 minute"},
			[]string{"has the name of a column of zone"},
		},
		{
			"local times and those of UTC", "date,Local time,UTC time,type\n2024-03-01,14:30,09:00,fire\n2024-03-02,02:30,21:00,fire\n", "",
			[]string{"2024-03-01T14:30 minute", "2024-03-02T02:30 minute"},
			nil,
		},
		{
			"times that nothing is called as", "date,alarm,type\n2024-03-01,14:30,fire\n2024-03-02,02:30,fire\n", "",
			[]string{"2024-03-01T00:00 day", "2024-03-02T00:00 day"},
			[]string{"holds times of day"},
		},
		{
			"hours to 12 alone", "date,time,type\n2024-03-01,2:30,fire\n2024-03-02,11:45,fire\n2024-03-03,3:15,fire\n2024-03-04,12:05,fire\n2024-03-05,9:20,fire\n2024-03-06,1:20,fire\n2024-03-07,8:20,fire\n2024-03-08,6:20,fire\n", "",
			[]string{"2024-03-01T00:00 day", "2024-03-02T00:00 day", "2024-03-03T00:00 day", "2024-03-04T00:00 day", "2024-03-05T00:00 day", "2024-03-06T00:00 day", "2024-03-07T00:00 day", "2024-03-08T00:00 day"},
			[]string{"before or after noon"},
		},
		{
			"hours to 12 alone behind dates", "date,type\n13/1/2024 2:30,fire\n14/1/2024 11:45,fire\n15/1/2024 3:15,fire\n16/1/2024 12:05,fire\n17/1/2024 9:20,fire\n18/1/2024 1:20,fire\n19/1/2024 8:20,fire\n20/1/2024 6:20,fire\n", "",
			[]string{"2024-01-13T00:00 day", "2024-01-14T00:00 day", "2024-01-15T00:00 day", "2024-01-16T00:00 day", "2024-01-17T00:00 day", "2024-01-18T00:00 day", "2024-01-19T00:00 day", "2024-01-20T00:00 day"},
			[]string{"before or after noon"},
		},
		{
			"two times with a hyphen", "date,time,type\n2024-03-01,10:00-11:00,fire\n2024-03-02,10:00 - 11:00,fire\n", "",
			[]string{"2024-03-01T00:00 day", "2024-03-02T10:00 hour"},
			[]string{"may be a span of time"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "zones.csv", tt.content, func(o *Options) {
				o.Geocoder, o.Story.Zone, o.Zone = world(), "UTC", tt.zone
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				w := drafts[i].Incident.When
				got = append(got, w.Start.UTC().Format("2006-01-02T15:04")+" "+string(w.Precision))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
			if len(tt.says) == 0 && says(report.Files[0], unsaid) {
				t.Errorf("is doubted: %v", report.Files[0].Messages)
			}
		})
	}
}
