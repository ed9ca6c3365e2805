package web_test

import (
	"testing"

	"incidentmap/web/webtest"
)

// What people, their programs and campaigns do to an address that is passed on gives no reader an error.
func TestAddressesThatWerePassedOn(t *testing.T) {
	s := webtest.NewSite(t)
	const tracked = "&fbclid=IwAR1&utm_source=x&utm_campaign=y&gclid=1"
	requests := []webtest.Request{
		{Name: "a slash too many", Address: "/stories/jalisco/?lang=en", Status: 308, Header: map[string]string{"Location": "/stories/jalisco?lang=en"}},
		{Name: "slashes too many", Address: "/stories/jalisco/embed//", Status: 308, Header: map[string]string{"Location": "/stories/jalisco/embed"}},
		{Name: "a slash behind nothing", Address: "/stories/jalisco/nothing/", Status: 404},
		{Name: "another host in place of a path", Address: "//example.org/stories/jalisco/", Status: 404},
		{Name: "a region of a language", Address: "/stories/jalisco?lang=en-US", Status: 200, MustHave: []string{`<html lang="en"`}},
		{Name: "another region", Address: "/stories/jalisco?lang=es-419", Status: 200, MustHave: []string{`<html lang="es"`}},
		{Name: "a list of stories in a region's language", Address: "/stories/nowhere?lang=es-MX", Status: 404, MustHave: []string{"No existe esa página"}},
		{Name: "another language is no region of one", Address: "/stories/jalisco?lang=ca", Headers: []string{"Accept-Language", "en"}, Status: 200, MustHave: []string{`<html lang="en"`}},
		{Name: "a filter that is mistyped is refused to programs", Address: "/stories/jalisco/layers/all.geojson?knd=attack", Status: 400},
	}
	for _, page := range []string{
		"/stories/jalisco", "/stories/jalisco/list", "/stories/jalisco/share", "/stories/jalisco/corrections",
		"/stories/jalisco/dictionary", "/stories/jalisco/feed.atom", "/stories/jalisco/feed.json", "/stories/jalisco/image.png",
		"/stories/jalisco/layers/all.geojson", "/stories/jalisco/layers/all.csv", "/stories/jalisco/incidents/" + webtest.Incidents()[0].ID,
	} {
		requests = append(requests, webtest.Request{Name: page + " by a campaign", Address: page + "?lang=en" + tracked, Status: 200})
	}
	for _, page := range []string{"/stories/jalisco/list", "/stories/jalisco/feed.atom"} {
		requests = append(requests, webtest.Request{Name: page + " with a word of somebody's", Address: page + "?lang=en&hello=1", Status: 200})
	}
	for _, r := range requests {
		t.Run(r.Name, func(t *testing.T) { s.Check(t, r) })
	}
}
