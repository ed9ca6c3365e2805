package intake

import (
	"fmt"
	"strings"
	"testing"
)

// Files of ordinary shapes keep the hashes that they had when they were first taken in: read again, nothing of them is new.
// A hash changes here only with how the same row is read.
func TestFilesAreKnownAgain(t *testing.T) {
	for name, tt := range map[string]struct{ content, want string }{
		"words for places": {"Date,Type,Location,Killed\n2026-02-22,attack,Centro,1\n2026-02-23,flood,Elm Street,2\n", "sha256:548170ec37e233e5"},
		"places beside coordinates": {
			"id,event_date,event_type,location,latitude,longitude,fatalities\nXX1,23 February 2024,Armed clash,Alborg,9.6054,-3.6580,3\nXX2,24 February 2024,Armed clash,Alborg,14.6402,0.1525,0\n",
			"sha256:1ae88259094ac976",
		},
		"coordinates alone": {"Date,Type,Lat,Lon\n2026-02-22,attack,20.671,-103.351\n2026-02-23,flood,20.5,-103.4\n", "sha256:383340b16d2529f1"},
		"towns and states":  {"Fecha,Delito,Municipio,Estado,Heridos\n22/02/2026,Homicidio,Tapalpa,Jalisco,3\n", "sha256:283c774016693aa9"},
	} {
		t.Run(name, func(t *testing.T) {
			_, drafts, err := takeFile(t, "table.csv", tt.content, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := drafts[0].Incident.Origin.Hash[:23]; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// A row that is read in another way, for what other rows of its file say now, is no longer the one that was taken.
func TestRowsThatAreReadAnew(t *testing.T) {
	var persian []string
	for i := range 40 {
		persian = append(persian, fmt.Sprintf("1404-%02d-%02d|flood", i/10+1, i%10+1))
	}
	for name, tt := range map[string]struct{ before, more []string }{
		"a figure that is a code now":            {[]string{"Date|Type|Killed", "2026-02-22|attack|99", "2026-02-22|flood|1", "2026-02-22|riot|2", "2026-02-22|storm|0", "2026-02-22|panic|3", "2026-02-22|arrest|1"}, []string{"2026-02-23|attack|99", "2026-02-24|attack|99"}},
		"a day that programs count from":         {[]string{"Date|Type|Killed", "1970-01-01|attack|99"}, []string{"1970-01-02|flood|1"}},
		"years that are of another calendar now": {[]string{"Date|Type", "1404-12-03|earthquake", "1985-09-19|earthquake"}, persian},
	} {
		t.Run(name, func(t *testing.T) {
			_, drafts := take(t, tableOf(tt.before...), nil)
			before := draftSink{drafts}
			f, again := take(t, tableOf(append(tt.before, tt.more...)...), func(o *Options) { o.Known = before.known })
			if f.Unchanged != 0 || f.Updated != len(tt.before)-1 || taken(&again[0]) == taken(&drafts[0]) {
				t.Errorf("%+v: %s, and was %s", f.Counts, taken(&again[0]), taken(&drafts[0]))
			}
		})
	}
}

// A row that was taken in and holds no longer stays where readers have it, and the report says that and nothing else; a
// new one is kept as a draft.
func TestRowsThatHoldNoLongerAndAreThere(t *testing.T) {
	for name, tt := range map[string]struct{ before, after []string }{
		"by its status":         {[]string{"ID|Type|Status", "7|flood|Active"}, []string{"ID|Type|Status", "7|flood|False alarm", "8|riot|False alarm"}},
		"of which nothing says": {[]string{"ID|Date|Type", "7|2026-02-22|flood"}, []string{"ID|Date|Type", "7||", "8||"}},
		"that may go on": {
			[]string{"Summary|Date|Type|Killed", "Gunmen came|2026-02-22|attack|1", "and went|||3", "A river rose|2026-02-22|flood|2"},
			[]string{"Summary|Date|Type|Killed", "Gunmen came|2026-02-22|attack|1", "and went|||3", "and drove|||4", "A river rose|2026-02-22|flood|2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, drafts := take(t, tableOf(tt.before...), nil)
			before := draftSink{drafts}
			f, _ := take(t, tableOf(tt.after...), func(o *Options) { o.Known = before.known })
			told := map[bool]int{}
			for _, m := range f.Messages {
				switch {
				case strings.Contains(m.Action, "stays published or a draft as it is"):
					told[true] += max(m.Count, 1)
				case strings.Contains(m.Action, "never published by an import"):
					told[false] += max(m.Count, 1)
				}
			}
			if f.Blank != 2 || told[true] != 1 || told[false] != 1 {
				t.Errorf("%+v, told %v: %v", f.Counts, told, f.Messages)
			}
		})
	}
}
