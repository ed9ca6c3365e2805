package storypage_test

import (
	"regexp"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// The figures and the newest are of what the reader asked for, in the page and in the list that its script takes them from.
func TestFiguresFollowTheFilter(t *testing.T) {
	s := webtest.NewSite(t)
	part := func(address, id string) string {
		page := s.Get(t, address).Body.String()
		from := strings.Index(page, `<section id="`+id+`"`)
		if from < 0 {
			t.Fatalf("%s has no %s", address, id)
		}
		return page[from : from+strings.Index(page[from:], "</section>")]
	}
	for _, tt := range []struct {
		words, list string
		has, lacks  []string
	}{
		{"", "", []string{"Defense Department", "<b>4</b> killed"}, []string{"that was asked for", "hidden"}},
		{"&kind=shelter_advisory", "&kind=shelter_advisory", []string{` hidden`, "Of the 1 entry that was asked for."}, []string{"<dl>"}},
		{"&kind=security_operation", "&kind=security_operation", []string{"Defense Department", "Of the 1 entry that was asked for."}, nil},
		{"&layers=advisories", "&layer=advisories", []string{"Of the 1 entry that was asked for."}, []string{"<dl>"}},
	} {
		figures := part(webtest.StoryEN+tt.words, "ledger")
		for _, want := range tt.has {
			if !strings.Contains(figures, want) {
				t.Errorf("%q: no %s in %s", tt.words, want, figures)
			}
		}
		for _, no := range tt.lacks {
			if strings.Contains(figures, no) {
				t.Errorf("%q: %s in %s", tt.words, no, figures)
			}
		}
		for _, id := range []string{"ledger", "newest"} {
			if page, list := part(webtest.StoryEN+tt.words, id), part("/stories/jalisco/list?lang=en"+tt.list, id); page != list {
				t.Errorf("%q: the page has %s, the list %s", tt.words, page, list)
			}
		}
	}
	times := regexp.MustCompile(`<time datetime="([^"]*)"`).FindAllStringSubmatch(part(webtest.StoryEN, "newest"), -1)
	for i := 1; i < len(times); i++ {
		if times[i][1] > times[i-1][1] {
			t.Errorf("%s stands below %s", times[i][1], times[i-1][1])
		}
	}
	if len(times) == 0 {
		t.Error("there is no newest")
	}
}
