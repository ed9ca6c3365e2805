package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents/intake"
)

// Columns that are no field stay, typed, in what is exported; those that a later file brings are there
// for the incidents of both.
func TestImportKeepsColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	store := filepath.Join(t.TempDir(), "store.db")
	first := "id,title,date,lat,lon,Cause of death,age\n1,Uno,2026-02-22,20.5,-103.5,Drowning,31\n2,Dos,2026-02-23,20.6,-103.6,,\n"
	if code, said, printed := importRows(t, store, first, "--publish"); code != 0 || said.Created != 2 || !strings.Contains(printed, "x_cause_of_death, text") {
		t.Fatalf("status %d, %+v\n%s", code, said, printed)
	}
	all := exported(t, store)
	if !strings.Contains(all, `"x_age":31,"x_cause_of_death":"Drowning","x_id":"1"`) {
		t.Errorf("exported:\n%s", all)
	}
	r := startOn(t, store)
	const below = "/stories/calles/incidents/"
	uno := all[strings.LastIndex(all, below)+len(below):][:26] // the newest come first
	if _, page := get(t, r.root+below+uno); !strings.Contains(string(page), "<dt>age</dt><dd>31</dd>") {
		t.Errorf("the card does not show the columns:\n%s", page)
	}
	items := r.root + "/stories/calles/ogc/collections/all/items?f=json"
	for filter, want := range map[string]int{
		"&x_cause_of_death=Drowning": 1, "&x_age=31": 1, "&x_age=30": 0, "&filter=x_age%3E30%20AND%20x_cause_of_death%20LIKE%20'Drow%25'": 1, "&filter=x_age%20IS%20NULL": 1, "&q=drowning": 1, "": 2,
	} {
		status, body := get(t, items+filter)
		if got := strings.Count(string(body), `"type":"Feature"`); status != 200 || got != want {
			t.Errorf("%s: status %d, %d incidents, want %d\n%.500s", filter, status, got, want, body)
		}
	}
	if status, body := get(t, items+"&x_unknown=1"); status != 400 || !strings.Contains(string(body), "is no column of story") {
		t.Errorf("status %d, %s", status, body)
	}
	for _, resource := range []string{"schema", "queryables"} {
		if _, body := get(t, r.root+"/stories/calles/ogc/collections/all/"+resource+"?f=json"); !strings.Contains(string(body), `"x_age":{`) || !strings.Contains(string(body), `"type":"integer"`) {
			t.Errorf("%s has no columns: %s", resource, body)
		}
	}
	second := "id,title,date,lat,lon,age,armed\n3,Tres,2026-02-24,20.7,-103.7,about 30,true\n"
	if code, said, printed := importRows(t, store, second, "--publish"); code != 0 || said.Created != 1 {
		t.Fatalf("status %d, %+v\n%s", code, said, printed)
	}
	if all = exported(t, store); !strings.Contains(all, `"x_age":"31"`) || !strings.Contains(all, `"x_age":"about 30","x_armed":true`) {
		t.Errorf("a column whose type has widened:\n%s", all)
	}
}

// Rows of which nothing says what happened are not published, and the command says so.
func TestImportOfBlankRows(t *testing.T) {
	text := "when,latitude,longitude,wind\n2026-02,20.5,-103.5,3\n2026-03,20.6,-103.6,4\n"
	store := filepath.Join(t.TempDir(), "store.db")
	code, said, printed := importRows(t, store, text, "--publish")
	if code != 1 || said.Created != 2 || !strings.Contains(printed, "2 of 2 incidents are not published by the import") {
		t.Errorf("status %d, %+v\n%s", code, said, printed)
	}
	if code, all, errs := invokeAlive(t, "export", "--store=sqlite:"+store, "--story=calles", "-o", "-", "--format=geojsonl"); code != 0 || all != "" {
		t.Errorf("published: %s %s", all, errs)
	}
	if code, _, printed = importRows(t, filepath.Join(t.TempDir(), "kinds.db"), text, "--publish", "--kind=storm"); code != 0 {
		t.Errorf("with a kind: status %d\n%s", code, printed)
	}
	text = "date,type,status\n2026-02-22,flood,Active\n2026-02-23,riot,Duplicate\n"
	if code, said, printed = importRows(t, filepath.Join(t.TempDir(), "duplicate.db"), text, "--publish"); code != 0 || said.Created != 2 || !strings.Contains(printed, "1 that no import publishes") {
		t.Errorf("a row that says that it is none: status %d, %+v\n%s", code, said, printed)
	}
	again := filepath.Join(t.TempDir(), "again.db")
	for _, status := range []string{"Active", "False alarm"} {
		code, said, printed = importRows(t, again, "id,date,type,status\n7,2026-02-22,flood,"+status+"\n", "--publish")
	}
	if code != 0 || said.Updated != 1 || !strings.Contains(printed, "it is there already, and stays published") || strings.Contains(printed, "kept as a draft") {
		t.Errorf("a published row that says later that it is none: status %d, %+v\n%s", code, said, printed)
	}
	if code, all, errs := invokeAlive(t, "export", "--store=sqlite:"+again, "--story=calles", "-o", "-", "--format=geojsonl"); code != 0 || !strings.Contains(all, "flood") {
		t.Errorf("it is no longer published: %s %s", all, errs)
	}
	if code, said, printed = importRows(t, filepath.Join(t.TempDir(), "none.db"), "qwe,rty\na,b\n", "--publish"); code != 1 || said.Created != 0 || !strings.Contains(printed, "nothing of it is understood") {
		t.Errorf("nothing known: status %d, %+v\n%s", code, said, printed)
	}
}

// A story that an import makes has a title, layers by kind, and says what is not known of it.
func TestImportMakesAStory(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	store := filepath.Join(t.TempDir(), "store.db")
	code, _, printed := importRows(t, store, "title,date,kind,lat,lon\nUno,2026-02-22,Robo,20.5,-103.5\nDos,2026-02-22,Homicidio,20.6,-103.6\nTres,2026-02-22,Robo,20.7,-103.7\n", "--publish", "--credit=Mesa de datos")
	if code != 0 || !strings.Contains(printed, "no licence (--licence") || strings.Contains(printed, "no credit") {
		t.Errorf("status %d\n%s", code, printed)
	}
	r := startOn(t, store)
	_, body := get(t, r.root+"/stories/calles/layers")
	if text := string(body); !strings.Contains(text, `"robbery"`) || !strings.Contains(text, `"killing"`) {
		t.Errorf("layers: %s", text)
	}
	_, body = get(t, r.root+"/stories/calles?lang=es")
	if text := string(body); !strings.Contains(text, "no lo ha verificado") || !strings.Contains(text, "Rows") {
		t.Errorf("the page says neither where it is from nor its title: %.2000s", text)
	}
}

func TestWordsOfName(t *testing.T) {
	for in, want := range map[string]string{"missing_migrants-2020.csv": "Missing migrants 2020", "week.zip/monday.csv": "Monday", "a.b.geojson": "A", "": "", "übung.csv": "Übung"} {
		if got := wordsOfName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// at is a moment so many seconds after the beginning.
func at(seconds int) time.Time { return time.Unix(1_700_000_000+int64(seconds), 0) }

func TestProgressLine(t *testing.T) {
	p := &progress{file: "a.csv", since: at(0)}
	for _, tt := range []struct {
		is   intake.Progress
		at   int
		want string
	}{
		{intake.Progress{File: "a.csv", Rows: 8192}, 1, "a.csv: 8192 rows looked at"},
		{intake.Progress{File: "a.csv", Rows: 250_000, Total: 1_000_000}, 5, "a.csv: 25% of 1000000 rows, 50000 rows a second, 15s left"},
		{intake.Progress{File: "a.csv", Rows: 10, Total: 1000}, 0, "a.csv: 1% of 1000 rows"},
	} {
		if got := p.line(tt.is, at(tt.at)); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
