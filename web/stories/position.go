package stories

import (
	"net/url"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// AfterWord is the word of an address that says behind which incident a part of a list begins: by its class, its start in
// microseconds since 1970, nothing where that is not known, and its id, which are what lists are sorted by.
const AfterWord = "after"

// PositionOf writes where an incident stands in a list.
func PositionOf(p *incidents.Public) string {
	start := ""
	if at := incidents.StartOf(&p.When); at != incidents.UnknownStart {
		start = strconv.FormatInt(at, 10)
	}
	return string(p.Class) + "." + start + "." + p.ID
}

// ReadPosition reads from the words of an address what PositionOf wrote, and whether it is there. EInvalid if it is none.
func ReadPosition(words url.Values) (p index.Position, has bool, err error) {
	text := words.Get(AfterWord)
	if text == "" {
		return p, false, nil
	}
	class, rest, _ := strings.Cut(text, ".")
	start, id, _ := strings.Cut(rest, ".")
	p = index.Position{Class: incidents.Class(class), Start: incidents.UnknownStart}
	if start != "" {
		p.Start, err = strconv.ParseInt(start, 10, 64)
	}
	if err == nil {
		p.ID, err = incidents.ParseULID(id)
	}
	if err != nil {
		return p, false, incidents.Errorf(incidents.EInvalid, AfterWord, "%s is no place in a list; follow the links of its parts", incidents.Quote(text))
	}
	return p, true, nil
}
