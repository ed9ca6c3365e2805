package download_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// The long table of figures says of each whose it is, and leads to the incident.
func TestFiguresTable(t *testing.T) {
	s := webtest.NewSite(t)
	got := s.Get(t, webtest.LayerFile("figures.csv"))
	rows, err := csv.NewReader(got.Body).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		if row[at["best"]]+row[at["low"]]+row[at["high"]] == "" || row[at["incident"]] == "" || !strings.Contains(row[at["url"]], row[at["incident"]]) {
			t.Errorf("row %v", row)
		}
		if (row[at["counted_in"]] != "" || row[at["stance"]] == "disputes") && row[at["summed"]] != "false" {
			t.Errorf("%v is summed", row)
		}
	}
	if name := got.Header().Get("Content-Disposition"); !strings.Contains(name, ".figures.csv") {
		t.Errorf("the file is named %s", name)
	}
}

// What a CSV file is is found where the standard looks for it, and describes the columns that are there.
func TestCSVMetadata(t *testing.T) {
	s := webtest.NewSite(t)
	for _, ext := range []string{"csv", "figures.csv"} {
		path, query, _ := strings.Cut(webtest.LayerFile(ext), "?")
		file := s.Get(t, path+"?"+query)
		if links := strings.Join(file.Header().Values("Link"), " "); !strings.Contains(links, path+"-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"") {
			t.Errorf("%s links to %s", ext, links)
		}
		head, _, _ := strings.Cut(file.Body.String(), "\r\n")
		var described struct {
			URL      string `json:"url"`
			Citation string `json:"dc:bibliographicCitation"`
			Schema   struct {
				Columns    []struct{ Name, Titles, Datatype string }
				PrimaryKey []string
			} `json:"tableSchema"`
		}
		got := s.Get(t, path+"-metadata.json?"+query)
		if err := json.Unmarshal(got.Body.Bytes(), &described); err != nil || got.Header().Get("Content-Type") != "application/csvm+json" {
			t.Fatalf("%v: %v %s", err, got.Header(), got.Body)
		}
		var names []string
		for _, c := range described.Schema.Columns {
			if c.Name != c.Titles || c.Datatype == "" {
				t.Errorf("%s: column %v", ext, c)
			}
			names = append(names, c.Name)
		}
		if strings.Join(names, ",") != head || !strings.HasSuffix(described.URL, path+"?"+query) || described.Citation == "" {
			t.Errorf("%s: %s for %s, of %s (%s)", ext, names, head, described.URL, described.Citation)
		}
	}
	s.Check(t, webtest.Request{Address: "/stories/jalisco/layers/all.csv-metadata.json?by=adm1", Status: 400, MustHave: []string{`"parameter":"by"`}})
	s.Check(t, webtest.Request{Address: "/stories/jalisco/layers/none.figures.csv", Status: 404})
}
