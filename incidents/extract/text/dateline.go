package text

import "strings"

// Dateline is the place and the day that a report begins with: "CULIACÁN, México (AP) —",
// "SAN SALVADOR, 3 JAN 90 (EFE) --", "Durango, Dgo., a 1/o. de diciembre de 2012".
type Dateline struct {
	Range         // of the whole, with the mark that ends it; empty where the text has none
	Agency string // the name in brackets
}

// longestDateline bounds the tokens of a dateline.
const longestDateline = 30

// readDateline finds a dateline at the beginning of one of the first sentences: a headline or
// a byline may stand above it.
func (d *Document) readDateline() Dateline {
	for _, s := range d.Sentences[:min(len(d.Sentences), 8)] {
		if r := d.datelineAt(s.Range); r.Len() > 0 {
			return Dateline{Range: r, Agency: d.agency(r)}
		}
	}
	return Dateline{}
}

// datelineAt gives the dateline that a sentence begins with: names that a comma, a date or an
// agency follows, up to a dash; or a line of place and date.
func (d *Document) datelineAt(s Range) Range {
	first := d.Tokens[s.First]
	if first.Shape != Capital && first.Shape != Upper {
		return Range{}
	}
	dash := -1
	for i := s.First; i < min(s.Last, s.First+longestDateline); i++ {
		w := d.Tokens[i].Word
		if w == "—" || w == "-" && d.Tokens[i].Space || w == "-" && i > s.First && (d.Tokens[i-1].Word == "." || d.Tokens[i-1].Word == ")" || d.Tokens[i-1].Word == "-") {
			dash = i
			break
		}
	}
	if dash > s.First {
		end := dash + 1
		for end < s.Last && (d.Tokens[end].Word == "-" || d.Tokens[end].Word == "—") {
			end++
		}
		if d.soundsLikeDateline(Range{s.First, dash}) {
			return Range{s.First, end}
		}
		return Range{}
	}
	if s.Len() <= longestDateline && d.hasWrittenDate(s) {
		return s
	}
	return d.withoutDash(s)
}

// withoutDash gives the dateline of a sentence that no dash parts from it: "LAHORE: Eleven died", "LUCKNOW, Nov 2 (PTI) Nine died". The town is in
// capitals.
func (d *Document) withoutDash(s Range) Range {
	const longest, longestTown = 14, 4
	if d.Loud || d.Tokens[s.First].Shape != Upper || len(d.Tokens[s.First].Word) < 3 {
		return Range{}
	}
	for i := s.First + 1; i+1 < min(s.Last, s.First+longest); i++ {
		switch d.Tokens[i].Word {
		case ":":
			if i <= s.First+longestTown && d.isUpper(Range{s.First, i}) {
				return Range{s.First, i + 1}
			}
			return Range{}
		case ")":
			if d.soundsLikeDateline(Range{s.First, i}) {
				return Range{s.First, i + 1}
			}
			return Range{}
		}
	}
	return Range{}
}

// isUpper reports whether all words are in capitals.
func (d *Document) isUpper(r Range) bool {
	for i := r.First; i < r.Last; i++ {
		if t := d.Tokens[i]; t.Shape != Upper && t.Shape != Mark {
			return false
		}
	}
	return true
}

// soundsLikeDateline reports whether words before a dash are names, numbers and little else.
func (d *Document) soundsLikeDateline(r Range) bool {
	names, small := 0, 0
	bracket := false
	for i := r.First; i < r.Last; i++ {
		t := d.Tokens[i]
		switch {
		case t.Word == "(" || t.Word == "[":
			bracket = true
		case t.Shape == Capital || t.Shape == Upper:
			names++
		case t.Shape == Lower && !joinsName[t.Word] && !months[t.Word]:
			small++
		}
	}
	return names > 0 && small == 0 && (bracket || r.Len() <= 16)
}

// joinsName are small words within the names and dates of datelines.
var joinsName = WordSet(`de del la las los el y a of the al horas hrs hours gmt`)

// hasWrittenDate reports whether a line, of a place and little else, has a month and a year:
// "Durango, Dgo., a 1/o. de diciembre de 2012".
func (d *Document) hasWrittenDate(r Range) bool {
	month, year, comma := false, false, false
	for i := r.First; i < r.Last; i++ {
		t := d.Tokens[i]
		month = month || months[t.Word]
		year = year || t.Shape == Number && len(t.Word) == 4 && (strings.HasPrefix(t.Word, "19") || strings.HasPrefix(t.Word, "20"))
		comma = comma || t.Word == ","
		if t.Shape == Lower && !joinsName[t.Word] && !months[t.Word] && t.Word != "o" {
			return false
		}
	}
	return month && year && comma
}

var months = WordSet(`january february march april may june july august september october november december
	enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic`)

// InAgency reports whether a token stands in the brackets of the dateline, as the name of an agency or a paper does.
func (d *Document) InAgency(i int) bool {
	if !d.Dateline.Holds(i) {
		return false
	}
	for j := i; j >= d.Dateline.First; j-- {
		switch d.Tokens[j].Word {
		case "(", "[":
			return true
		case ")", "]":
			return false
		}
	}
	return false
}

// agency gives the words in the first brackets of a dateline.
func (d *Document) agency(r Range) string {
	for i := r.First; i < r.Last; i++ {
		if d.Tokens[i].Word != "(" {
			continue
		}
		for j := i + 1; j < r.Last; j++ {
			if d.Tokens[j].Word == ")" {
				return d.Words(Range{i + 1, j})
			}
		}
	}
	return ""
}
