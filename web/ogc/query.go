package ogc

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/incidents/cql"
)

// How many features a page of items holds.
const (
	defaultLimit = 100
	maxLimit     = 10_000
	maxListed    = 1000 // of a page for people
)

// itemsWords lists the parameters of a page of items besides f and lang: those of the
// standards, the text search, and every property that filters may use.
func itemsWords() []string {
	words := []string{
		"limit", "offset", "after", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs", "q",
	}
	for _, p := range propertyWords {
		words = append(words, p.Name)
	}
	return words
}

// propertyWords lists the properties that are parameters. The language of a title is not:
// lang chooses the language of the answer.
var propertyWords = func() []cql.Queryable {
	var list []cql.Queryable
	for _, p := range cql.Queryables() {
		if p.Type != cql.Geometry && p.Name != "lang" {
			list = append(list, p)
		}
	}
	return list
}()

// itemsQuery is which of a collection's incidents are wanted, and how.
type itemsQuery struct {
	filter        incidents.Filter // what the index answers
	exprs         []cql.Expr       // what else must be true of each
	area          *cql.Expr        // true of geometries that meet a box which is not one in degrees
	crs           system
	after         incidents.ULID // before the page; zero for none
	limit, offset int
}

// readItems reads the parameters of a page of items.
func (r *request) readItems(c *collection) (itemsQuery, error) {
	q := itemsQuery{limit: defaultLimit}
	var faults parameterFaults
	q.filter = faults.filter(r, c)
	if r.query.Has("limit") {
		q.limit = faults.number("limit", r.query.Get("limit"), 1, maxLimit)
	}
	if r.query.Has("offset") {
		q.offset = faults.number("offset", r.query.Get("offset"), 0, math.MaxInt32)
	}
	var err error
	if r.query.Get("after") != "" {
		q.after, err = incidents.ParseULID(r.query.Get("after"))
		if err != nil {
			faults.Add("after", "%s is not the id of an incident; take it from a page's next link", incidents.Quote(r.query.Get("after")))
		}
	}
	q.crs, err = r.crs("crs", c)
	faults.note("crs", err)
	if r.query.Has("bbox") || r.query.Has("bbox-crs") {
		q.filter.BBox, q.area, err = r.box(c)
		faults.note("bbox", err)
	}
	expr, err := r.filterExpr(c)
	faults.note("filter", err)
	if r.query.Has("filter") {
		q.exprs = append(q.exprs, expr)
	}
	for _, p := range propertyWords {
		if r.query.Has(p.Name) && !isListWord(p.Name) {
			expr, err := equality(p, r.query.Get(p.Name), cql.PublicProperties())
			faults.note(p.Name, err)
			q.exprs = append(q.exprs, expr)
		}
	}
	for _, expr := range q.exprs {
		narrow(&q.filter, expr.Narrow())
	}
	return q, faults.Err()
}

// parameterFaults collects what is wrong with parameters.
type parameterFaults struct{ incidents.Problems }

// note adds an error, under the parameters that it names itself or else under the one given.
func (f *parameterFaults) note(parameter string, err error) {
	var several incidents.Problems
	var one *incidents.Error
	switch {
	case err == nil:
	case errors.As(err, &several):
		f.Join(several...)
	case errors.As(err, &one) && one.Field != "":
		f.Join(one)
	default:
		f.Add(parameter, "%v", err)
	}
}

// number reads a whole number. One that is too large is taken for the largest, as OGC API
// Features Part 1, clause 7.15.2, wants of limit.
func (f *parameterFaults) number(parameter, text string, least, most int) int {
	for _, c := range text {
		if c < '0' || c > '9' {
			f.Add(parameter, "%q is not a whole number of %d or more, written in digits", text, least)
			return least
		}
	}
	n, err := strconv.Atoi(text)
	switch {
	case errors.Is(err, strconv.ErrRange) || n > most:
		return most
	case err != nil || n < least:
		f.Add(parameter, "%q is not a whole number of %d or more", text, least)
	}
	return n
}

// filter reads what the index can answer but for the box, whose system matters.
func (f *parameterFaults) filter(r *request, c *collection) incidents.Filter {
	words := map[string][]string{}
	for name, values := range r.query {
		if name == "q" || incidents.IsColumnName(name) || slices.Contains(incidents.TraitWords(), name) {
			words[name] = values
		}
	}
	if r.query.Has("datetime") {
		interval, err := withoutDuration(r.query.Get("datetime"))
		f.note("datetime", err)
		if err == nil {
			words["datetime"] = []string{interval}
		}
	}
	filter, err := incidents.ParseFilter(words)
	if err == nil {
		err = filter.Check(&r.story.Story)
	}
	f.note("", err)
	if err == nil && filter.Time != nil && *filter.Time == (incidents.Interval{}) {
		f.Add("datetime", "is open at both ends; leave the parameter out to have everything")
	}
	filter.Layers = []string{c.layerID()}
	return filter
}

// narrow adds to a filter what must be true besides, where the filter does not yet say
// anything of the same.
func narrow(f *incidents.Filter, more incidents.Filter) {
	if f.BBox == nil {
		f.BBox = more.BBox
	}
	f.NarrowTraits(&more)
}
