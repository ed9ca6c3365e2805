package call

import (
	"net/http"
	"strconv"
	"strings"

	"incidentmap/incidents"
)

// A tag of this API names a state of what it is of: a revision by its number, a story by a hash.
// What codes answers on the way changes tags: nginx makes them weak (W/"3"), others write their
// coding behind them ("3-gzip"). RFC 9110 (section 13.1.1) would have a server refuse the weak
// ones, as they do not name bytes; but no bytes are compared here, and whoever holds such a tag
// saw that very revision. So they are read as the tags that they were.

// codings are what stands behind a tag that a proxy has changed: Apache, Caddy and others write
// one sign before the coding, Jetty two.
var codings = []string{"gzip", "br", "zstd", "deflate", "compress"}

// tagsOf reads the entity tags of a list (RFC 9110, section 8.8.3), weak or not, without their
// quotes and without what proxies write behind them; false when it is no list of tags.
func tagsOf(list string) ([]string, bool) {
	var all []string
	rest := list
	for {
		rest = strings.TrimLeft(rest, " \t,")
		if rest == "" {
			return all, len(all) > 0
		}
		quoted, ok := strings.CutPrefix(strings.TrimPrefix(rest, "W/"), `"`)
		if !ok {
			return nil, false
		}
		tag, after, ok := strings.Cut(quoted, `"`)
		if after = strings.TrimLeft(after, " \t"); !ok || after != "" && after[0] != ',' || len(all) == mostTags {
			return nil, false
		}
		all, rest = append(all, withoutCoding(tag)), after
	}
}

// mostTags is how many tags a list may have: nobody has reason to send several.
const mostTags = 20

func withoutCoding(tag string) string {
	for _, c := range codings {
		if at, ok := strings.CutSuffix(tag, c); ok && len(at) > 1 && strings.IndexByte("-;:", at[len(at)-1]) >= 0 {
			return strings.TrimRight(at, "-;:")
		}
	}
	return tag
}

// WantedRevision reads If-Match: the number of the revision that the sender saw.
func WantedRevision(r *http.Request) (int, error) {
	given := strings.TrimSpace(strings.Join(r.Header.Values("If-Match"), ","))
	if given == "" {
		return 0, Refuse(http.StatusPreconditionRequired, CodeNoCondition, "If-Match",
			`is missing; send the ETag of the revision that you saw, such as "3"`)
	}
	tags, ok := tagsOf(given)
	wanted := 0
	for _, tag := range tags {
		number, err := strconv.Atoi(tag)
		if err != nil || number < 1 || strconv.Itoa(number) != tag || wanted != 0 && number != wanted {
			ok = false
			break
		}
		wanted = number
	}
	if !ok {
		return 0, Refuse(http.StatusBadRequest, codeBadCondition, "If-Match", `%s is not the ETag of one revision, such as "3"`, incidents.Quote(given))
	}
	return wanted, nil
}

// HasTag reports whether a list of tags names a state by its tag.
func HasTag(list, tag string) bool {
	tags, _ := tagsOf(list)
	for _, t := range tags {
		if `"`+t+`"` == tag {
			return true
		}
	}
	return false
}

// ETag is the entity tag of a revision.
func ETag(revision int) string { return `"` + strconv.Itoa(revision) + `"` }
