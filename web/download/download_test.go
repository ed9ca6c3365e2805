package download_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/webtest"
)

func TestEveryFormatOfALayer(t *testing.T) {
	s := webtest.NewSite(t)
	for _, f := range format.Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			first, again := s.Get(t, webtest.LayerFile(f.Ext)), s.Get(t, webtest.LayerFile(f.Ext))
			h := first.Header()
			if first.Code != http.StatusOK || first.Body.Len() == 0 || h.Get("Content-Type") != f.MediaType {
				t.Fatalf("status %d, %d bytes of %s", first.Code, first.Body.Len(), h.Get("Content-Type"))
			}
			if h.Get("ETag") == "" || !bytes.Equal(first.Body.Bytes(), again.Body.Bytes()) || h.Get("ETag") != again.Header().Get("ETag") {
				t.Error("not the same bytes and tag at the same sequence number")
			}
			if other := webtest.NewSite(t).Get(t, webtest.LayerFile(f.Ext)); !bytes.Equal(first.Body.Bytes(), other.Body.Bytes()) {
				t.Error("another server of the same state gives other bytes")
			}
			_, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
			if want := "jalisco-all-en-13." + f.Ext; err != nil || params["filename"] != want {
				t.Errorf("file name %q, want %q (%v)", params["filename"], want, err)
			}
			links := strings.Join(h.Values("Link"), "\n")
			for _, link := range []string{
				`<https://creativecommons.org/licenses/by/4.0/>; rel="license"`,
				`<https://maps.example.org` + webtest.LayerFile(f.Ext) + `>; rel="self"`,
				`<https://maps.example.org/stories/jalisco/dictionary?lang=en>; rel="describedby"`,
			} {
				if !strings.Contains(links, link) {
					t.Errorf("no %s in %s", link, links)
				}
			}
			if known := s.Get(t, webtest.LayerFile(f.Ext), "If-None-Match", h.Get("ETag")); known.Code != http.StatusNotModified {
				t.Errorf("status %d for a known tag", known.Code)
			}
			for _, secret := range []string{"UNPUBLISHED", "INÉDITO", "secret editor", webtest.DraftID + `"}}`} {
				if strings.Contains(unpacked(t, first.Body.Bytes()), secret) {
					t.Errorf("holds %q", secret)
				}
			}
		})
	}
}

// unpacked gives all text of a file, also of what a zip archive holds.
func unpacked(t *testing.T, b []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return string(b)
	}
	var all strings.Builder
	for _, entry := range archive.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestDownloadRequests(t *testing.T) {
	csvFile := "/stories/jalisco/layers/all.csv"
	tests := []webtest.Request{
		{Name: "filtered", Address: csvFile + "?lang=en&kind=fire_or_smoke", Status: 200, MustHave: []string{webtest.SmokeID}, MustLack: []string{webtest.OperationID}},
		{Name: "byte order mark", Address: csvFile + "?bom=1", Status: 200, MustHave: []string{"\ufeffid,story,"}},
		{Name: "no byte order mark", Address: csvFile + "?bom=0", Status: 200, MustLack: []string{"\ufeff"}},
		{Name: "filter in the citation", Address: "/stories/jalisco/layers/all.geojson?lang=es&class=advisory&kind=shelter_advisory&q=salvo", Status: 200, MustHave: []string{`"filter":"clase: Aviso; tipo: Aviso de resguardo; palabras: salvo"`}},
		{Name: "title of the layer in the citation", Address: "/stories/jalisco/layers/advisories.kml?lang=en", Status: 200, MustHave: []string{"A day in Jalisco: Advisories"}},
		{Name: "a bom that is no number", Address: csvFile + "?bom=yes", Status: 400, MustHave: []string{`"parameter":"bom"`}},
		{Name: "a bom of KML", Address: "/stories/jalisco/layers/all.kml?bom=1", Status: 400, MustHave: []string{`"parameter":"bom"`}},
		{Name: "unknown format lists the formats", Address: "/stories/jalisco/layers/all.pdf", Status: 404, MustHave: []string{"gpkg, fgb, parquet"}, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "future number", Address: csvFile + "?as_of=14", Status: 400, MustHave: []string{`"parameter":"as_of"`, "newest is 13"}, Header: map[string]string{"ETag": "", "Link": ""}},
		{Name: "huge number", Address: csvFile + "?as_of=99999999999999999999", Status: 400, MustHave: []string{`"parameter":"as_of"`}},
		{Name: "negative number", Address: csvFile + "?as_of=-1", Status: 400, MustHave: []string{`"parameter":"as_of"`}},
		{Name: "future time", Address: csvFile + "?as_of=2999-01-01T00:00:00Z", Status: 400, MustHave: []string{"still to come"}},
		{Name: "no time", Address: csvFile + "?as_of=yesterday", Status: 400, MustHave: []string{`"parameter":"as_of"`}},
		{Name: "empty as_of", Address: csvFile + "?as_of=", Status: 400, MustHave: []string{`"parameter":"as_of"`}},
		{Name: "two as_of", Address: csvFile + "?as_of=1&as_of=2", Status: 400, MustHave: []string{`"parameter":"as_of"`}},
		{Name: "a search of the past", Address: csvFile + "?as_of=3&q=x", Status: 400, MustHave: []string{`"parameter":"q"`}},
		{Name: "unknown level", Address: csvFile + "?by=adm3", Status: 400, MustHave: []string{`"parameter":"by"`}},
		{Name: "counts in a format without", Address: "/stories/jalisco/layers/all.fgb?by=adm1", Status: 400, MustHave: []string{`"parameter":"by"`}},
		{Name: "index of layers lists every format", Address: "/stories/jalisco/layers?lang=en", Status: 200, MustHave: []string{
			"/stories/jalisco/layers/operation.parquet?lang=en", "/layers/all.gpkg?lang=en", `"application/vnd.google-earth.kmz"`, "all.geojson?by=adm1",
		}},
		{Name: "page offers every format", Address: webtest.StoryEN, Status: 200, MustHave: []string{
			`href="/stories/jalisco/layers/operation.xlsx?lang=en"`, `href="/stories/jalisco/layers/all.parquet?lang=en"`, `href="/stories/jalisco/dictionary?lang=en"`,
		}},
	}
	s := webtest.NewSite(t)
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
}

// linesOf gives a layer's features, one a line, sorted.
func linesOf(t *testing.T, s *webtest.Site, query string) []string {
	t.Helper()
	got := s.Get(t, "/stories/jalisco/layers/all.geojsonl?lang=en&"+query)
	if got.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", query, got.Code, got.Body)
	}
	lines := strings.Split(strings.TrimSuffix(got.Body.String(), "\n"), "\n")
	slices.Sort(lines)
	return lines
}

// As of the newest change a layer is what it is now, by every filter: what is copied is
// what is encoded anew, and what the index selects is what is filtered one by one.
func TestAsOfNowIsNow(t *testing.T) {
	s := webtest.NewSite(t)
	for _, query := range []string{
		"", "bbox=-103.8,19.9,-103.7,20.0", "bbox=10,10,11,11", "datetime=2020-06-01", "datetime=2026-02-22T12:00:00Z/..",
		"kind=fire_or_smoke,attack", "class=advisory&class=aggregate", "verification=unverified", "kind=arrest",
	} {
		if diff := cmp.Diff(linesOf(t, s, query), linesOf(t, s, query+"&as_of=13")); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
	for _, ext := range []string{"geojson", "geojsons", "csv"} {
		now, then := s.Get(t, webtest.LayerFile(ext)).Body.String(), s.Get(t, webtest.LayerFile(ext)+"&as_of=13").Body.String()
		if len(now) == 0 || strings.Count(now, webtest.OperationID) != strings.Count(then, webtest.OperationID) {
			t.Errorf("%s: %d and %d bytes", ext, len(now), len(then))
		}
	}
}

func TestAsOf(t *testing.T) {
	s := webtest.NewSite(t)
	inc := webtest.Incidents()[0]
	inc.Title = incidents.Text{"en": "Told anew", "es": "Contado de nuevo"}
	s.Store.Write(inc, incidents.Correction, nil) // 14, at 02:13
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	has := func(query, want, wantNot string) {
		t.Helper()
		got := s.Get(t, webtest.LayerFile("geojson")+query)
		if body := got.Body.String(); got.Code != 200 || !strings.Contains(body, want) || wantNot != "" && strings.Contains(body, wantNot) {
			t.Errorf("%s: want %q and not %q: %s", query, want, wantNot, body)
		}
	}
	has("", "Told anew", "Operation in Tapalpa\"")
	has("&as_of=13", "Operation in Tapalpa", "Told anew")
	has("&as_of=13", `"seq":13`, "")
	has("&as_of=2026-02-23T02:12:59Z", `"seq":13,"as_of":"2026-02-23T02:12:59Z"`, "Told anew")
	has("&as_of=2026-02-22T20:13:00-06:00", `"seq":14`, "Operation in Tapalpa\"")
	has("&as_of=2026-02-23t02:13:00z", "Told anew", "")
	has("&as_of=0", `"features":[`, webtest.OperationID)
	has("&as_of=2000-01-01T00:00:00Z", `"seq":0`, webtest.OperationID)
	// What the number says and the time says of it agree.
	var head struct {
		AsOf string `json:"as_of"`
	}
	if err := json.Unmarshal(s.Get(t, webtest.LayerFile("geojson")+"&as_of=13").Body.Bytes(), &head); err != nil || head.AsOf != "2026-02-23T02:12:00Z" {
		t.Errorf("change 13 is as of %q, %v", head.AsOf, err)
	}

	// Withdrawn now, it is withdrawn from what was; the answer was never one to keep.
	asked := webtest.LayerFile("csv") + "&as_of=13&v="
	before := s.Get(t, asked+versionOf(t, s))
	inc.Workflow = incidents.Review
	s.Store.Write(inc, incidents.Update, nil)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	after := s.Get(t, asked+versionOf(t, s))
	if strings.Contains(after.Body.String(), "Operation in Tapalpa,") || !strings.Contains(before.Body.String(), "Operation in Tapalpa,") {
		t.Errorf("withdrawn and still told: %s", after.Body)
	}
	if before.Header().Get("ETag") == after.Header().Get("ETag") || strings.Contains(before.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("the past is kept for ever: %v", before.Header())
	}
}

// versionOf gives the ?v= that the page asks for features with.
func versionOf(t *testing.T, s *webtest.Site) string {
	t.Helper()
	_, v, _ := strings.Cut(s.Config(t, webtest.StoryEN).Features, "v=")
	return v
}

func TestDownloadThatIsCutOff(t *testing.T) {
	s := webtest.NewSite(t)
	s.Store.CutAfter = 2
	for _, ext := range []string{"csv", "kml", "fgb", "gpkg"} {
		if got := s.Get(t, webtest.LayerFile(ext)); got.Code != http.StatusInternalServerError || got.Header().Get("Content-Disposition") != "" || got.Header().Get("Link") != "" {
			t.Errorf("%s: status %d, %v", ext, got.Code, got.Header())
		}
	}
}

// formula is text that programs would act on.
const formula = `=HYPERLINK("http://evil.example","click")`

func TestHostileTextIsHarmlessInEveryFormat(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	texts := []string{webtest.Hostile, formula, "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "=1+1"}
	for i, text := range texts {
		inc := webtest.HostileIncident()
		inc.ID = webtest.AttackID[:25] + strconv.Itoa(i)
		inc.Title = incidents.Text{"en": text, "es": text}
		inc.Summary = inc.Title
		inc.Where.Place = map[string]string{"en": text}
		inc.Where.Admin.Country, inc.Where.Admin.Admin1, inc.Where.Admin.Admin1Name = "MX", "MX."+strconv.Itoa(i), text
		m.Write(inc, incidents.Create, incidents.Text{"en": text})
	}
	s := webtest.Serve(t, m)
	for _, f := range format.Formats() {
		body := unpacked(t, s.Get(t, webtest.LayerFile(f.Ext)).Body.Bytes())
		if isJSON := strings.HasPrefix(f.Ext, "geojson"); isJSON {
			continue // its text is for programs, as it was written; below it is read back
		}
		if f.Ext == "kml" || f.Ext == "kmz" {
			checkBalloons(t, body)
		}
	}
	for _, file := range []string{webtest.LayerFile("csv"), webtest.LayerFile("csv") + "&by=adm1"} {
		checkCells(t, s.Get(t, file).Body)
	}
	for _, file := range []string{webtest.LayerFile("geojson"), webtest.LayerFile("geojson") + "&by=adm1"} {
		if c := s.Collection(t, file); len(c.Features) != len(texts) {
			t.Errorf("%s: %d features", file, len(c.Features))
		}
	}
	if page := s.Get(t, "/stories/jalisco/dictionary?lang=%3Cscript%3E"); strings.Contains(page.Body.String(), "<script>") {
		t.Error("the dictionary says what it was asked")
	}
}

// checkCells holds that no cell is taken for a formula.
func checkCells(t *testing.T, body io.Reader) {
	t.Helper()
	rows, err := csv.NewReader(body).ReadAll()
	if err != nil || len(rows) < 7 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); err == nil || cell == "" {
				continue
			}
			if strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Errorf("%s is %q", rows[0][i], cell)
			}
		}
	}
}

// checkBalloons holds that what programs show as HTML has nothing in it that runs.
func checkBalloons(t *testing.T, kml string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(kml))
	inside, balloons := "", 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
		case xml.CharData:
			if inside != "description" && inside != "text" {
				continue
			}
			balloons++
			for _, sign := range []string{"<script", "<img src=x", "href=\"javascript", "href=\"data:"} {
				if bytes.Contains(token, []byte(sign)) {
					t.Errorf("a balloon holds %q: %s", sign, token)
				}
			}
		}
	}
	if balloons < 8 {
		t.Errorf("%d balloons", balloons)
	}
}

func TestInstantOfAChange(t *testing.T) {
	s := webtest.NewSite(t)
	for seq, want := range map[int]string{2: "2026-02-23T02:01:00Z", 13: "2026-02-23T02:12:00Z"} {
		c := s.Collection(t, webtest.LayerFile("geojson")+"&as_of="+strconv.Itoa(seq))
		if c.AsOf != want || c.Seq != seq {
			t.Errorf("change %d is as of %s, want %s", seq, c.AsOf, want)
		}
		at, err := time.Parse(time.RFC3339, c.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		if back := s.Collection(t, webtest.LayerFile("geojson")+"&as_of="+at.Format(time.RFC3339)); back.Seq != seq {
			t.Errorf("as of %s is change %d, want %d", c.AsOf, back.Seq, seq)
		}
	}
}
