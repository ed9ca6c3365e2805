package page

import (
	"math"
	"net/url"
	"strconv"

	"incidentmap/incidents"
)

// mostNumber is more than the pages of any list.
const mostNumber = math.MaxInt32 / 50

// Number reads page=, of which the first is 1.
func Number(words url.Values) (int, error) {
	if !words.Has("page") {
		return 1, nil
	}
	n, err := strconv.Atoi(words.Get("page"))
	if err != nil || n < 1 || n > mostNumber {
		return 0, incidents.Errorf(incidents.EInvalid, "page", "%q is not the number of a page; the first is 1", words.Get("page"))
	}
	return n, nil
}
