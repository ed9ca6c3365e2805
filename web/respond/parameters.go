package respond

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"incidentmap/incidents"
)

// MaxQuery is how many bytes the words of a text search may have.
const MaxQuery = 200

// isTracker reports whether a parameter is one that campaigns, networks and messengers add to any address that is
// shared, which says nothing of what is asked for.
func isTracker(name string) bool {
	return strings.HasPrefix(name, "utm_") || slices.Contains([]string{
		"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "igshid", "igsh", "yclid", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "_gl",
	}, name)
}

// ReaderParameters is Parameters for addresses that people open: what it does not know is left out, as the pages that
// lead to it, and those through which an address is passed on, add words of their own.
func ReaderParameters(r *http.Request, known ...string) (url.Values, error) {
	own := *r
	address := *r.URL
	own.URL = &address
	query := r.URL.Query()
	maps.DeleteFunc(query, func(name string, _ []string) bool { return !slices.Contains(known, name) })
	own.URL.RawQuery = query.Encode()
	return Parameters(&own, known...)
}

// Parameters reads the query of an address for programs. A parameter that it does
// not know is refused by name: a filter that is mistyped must not quietly give everything. What campaigns add is left out.
func Parameters(r *http.Request, known ...string) (url.Values, error) {
	if r.URL.RawQuery == "" { // as of most tiles
		return url.Values{}, nil
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, "query", "cannot be read (%v); percent-encode the values", err)
	}
	maps.DeleteFunc(query, func(name string, _ []string) bool { return isTracker(name) && !slices.Contains(known, name) })
	var problems incidents.Problems
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if !slices.Contains(known, name) && (!slices.Contains(known, incidents.AnyColumn) || !incidents.IsColumnName(name)) {
			problems.Add(name, "is not a parameter of this address; it takes %s", strings.Join(known, ", "))
			continue
		}
		for _, value := range query[name] {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				problems.Add(name, "is not UTF-8 text")
				break
			}
		}
	}
	if len(query.Get("q")) > MaxQuery {
		problems.Add("q", "has %d bytes; the limit is %d", len(query.Get("q")), MaxQuery)
	}
	if query.Has("lang") {
		if _, err := language.Parse(query.Get("lang")); err != nil {
			problems.Add("lang", "%q is not a language tag such as es or en", query.Get("lang"))
		}
	}
	return query, problems.Err()
}
