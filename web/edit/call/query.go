package call

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// Bounds of lists.
const (
	UsualPage = 50
	MaxPage   = 200
	// MaxScanned is how many incidents are looked through for one page by what no index knows.
	MaxScanned = 2000
)

// PageOf reads how many of a list are asked for, and after which number.
func PageOf(p *incidents.Problems, asked url.Values) (limit int, after incidents.Seq) {
	limit = UsualPage
	if word := asked.Get("limit"); word != "" {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > MaxPage {
			p.Add("limit", "%s is not a number from 1 to %d", incidents.Quote(word), MaxPage)
		} else {
			limit = n
		}
	}
	if word := asked.Get("after"); word != "" {
		n, err := strconv.ParseInt(word, 10, 62)
		if err != nil || n < 1 {
			p.Add("after", "%s is not the next of a page before", incidents.Quote(word))
		}
		after = incidents.Seq(n)
	}
	return limit, after
}

// CommaList gives the words of a parameter, which are parted by commas or stand in several.
func CommaList(asked url.Values, name string) []string {
	var all []string
	for _, value := range asked[name] {
		for word := range strings.SplitSeq(value, ",") {
			if word = strings.TrimSpace(word); word != "" && !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	return all
}

// Listed reads words of which each must be one of a list.
func Listed[T ~string](p *incidents.Problems, asked url.Values, name string, known []T) []T {
	var all []T
	for _, word := range CommaList(asked, name) {
		if !slices.Contains(known, T(word)) {
			p.Add(name, "%s is not known; use some of %v", incidents.Quote(word), known)
			continue
		}
		all = append(all, T(word))
	}
	return all
}

// BadQuery gives an error of the address the status of a request that cannot be read.
func BadQuery(err error) error {
	if err == nil {
		return nil
	}
	return respond.Refused(http.StatusBadRequest, err)
}
