package format

import (
	"bytes"
	"cmp"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Places knows what other tables call areas by, and how countries are called.
type Places interface {
	// JoinCodes gives the codes of an area by its code here: "MX", "MX.14", "MX.14.120".
	JoinCodes(code string) geo.Codes
	// CountryName names a country, by its ISO 3166-1 alpha-2 code, in a language.
	CountryName(code, lang string) string
}

// joins are what a row may be joined with other tables by, and read by without them. No source says it: it
// follows from the row's kind, country and area, whose public values it never goes beyond.
type joins struct {
	kind                string // its name
	country             string // its name
	alpha3, iso         string
	cveEnt, cveGeo      string
	countryID, admin1ID string
	admin2ID            string
}

// joinColumns is the one table of what follows from other properties. Every format has it behind the properties that are
// stored; GeoJSON gets it when it is sent.
var joinColumns = table(
	joinText("kind_title", say("Kind (name)", "Tipo (nombre)"), "The kind's name in the file's language.", "El nombre del tipo en el idioma del archivo.",
		func(j *joins) string { return j.kind }),
	joinText("country_name", say("Country (name)", "País (nombre)"), "The country's name in the file's language.", "El nombre del país en el idioma del archivo.",
		func(j *joins) string { return j.country }),
	joinText("iso_3166_1_alpha_3", say("ISO 3166-1 alpha-3", "ISO 3166-1 alfa-3"), "The country's code of three letters.", "El código de tres letras del país.",
		func(j *joins) string { return j.alpha3 }),
	joinText("iso_3166_2", say("ISO 3166-2", "ISO 3166-2"), "The state's code, such as MX-JAL.", "El código del estado, como MX-JAL.",
		func(j *joins) string { return j.iso }),
	joinText("cve_ent", say("CVE_ENT", "CVE_ENT"), "INEGI's key of a Mexican state. GeoNames numbers four states otherwise.",
		"La clave de la entidad según el INEGI. GeoNames numera cuatro estados de otro modo.",
		func(j *joins) string { return j.cveEnt }),
	joinText("cvegeo", say("CVEGEO", "CVEGEO"), "INEGI's key of a Mexican municipality: CVE_ENT and CVE_MUN.", "La clave del municipio según el INEGI: CVE_ENT y CVE_MUN.",
		func(j *joins) string { return j.cveGeo }),
	joinText("country_gazetteer_id", say("GeoNames (country)", "GeoNames (país)"), "GeoNames' number of the country, such as geonames:3996063; empty where it is not known.",
		"El número del país en GeoNames, como geonames:3996063; vacío si no se conoce.",
		func(j *joins) string { return j.countryID }),
	joinText("admin1_gazetteer_id", say("GeoNames (state)", "GeoNames (estado)"), "GeoNames' number of the state, such as geonames:4004156; empty where it is not known.",
		"El número del estado en GeoNames, como geonames:4004156; vacío si no se conoce.",
		func(j *joins) string { return j.admin1ID }),
	joinText("admin2_gazetteer_id", say("GeoNames (municipality)", "GeoNames (municipio)"), "GeoNames' number of the municipality; empty where it is not known, as of most: area has its code.",
		"El número del municipio en GeoNames; vacío si no se conoce, como en la mayoría: area tiene su código.",
		func(j *joins) string { return j.admin2ID }),
)

func joinText(name string, title incidents.Text, en, es string, of func(*joins) string) column[*joins] {
	return column[*joins]{name: name, title: title, about: sayDerived(en, es), derived: true, getter: text(of)}
}

// joinsOfRow are the columns of joins in the rows of a flat format.
func joinsOfRow() []column[localized] {
	columns := make([]column[localized], len(joinColumns))
	for i, c := range joinColumns {
		columns[i] = column[localized]{
			name: c.name, title: c.title, about: c.about, derived: true,
			getter: text(func(v localized) string {
				if v.joins == nil {
					return ""
				}
				return c.text(v.joins)
			}),
		}
	}
	return columns
}

// Joiner finds what rows may be joined by, each area and each kind once. It is for one goroutine.
type Joiner struct {
	story    *incidents.Story
	places   Places // nil where none are known
	lang     string
	complete bool
	found    map[string]*rowJoins
	key      []byte
}

type rowJoins struct {
	joins
	json []byte // its members, each with a comma before it
}

// mostJoined is how many combinations of kinds and areas a Joiner remembers; then it forgets all.
const mostJoined = 1 << 14

// NewJoiner makes a Joiner for rows of a story. places may be nil: names of kinds are then all that is known. With complete,
// members without a value are null, as AppendComplete has them.
func NewJoiner(story *incidents.Story, places Places, lang string, complete bool) *Joiner {
	return &Joiner{story: story, places: places, lang: lang, complete: complete, found: map[string]*rowJoins{}}
}

// of gives what a row of a kind in a country and an area, which may be empty, may be joined by.
func (j *Joiner) of(kind, country, area []byte) *rowJoins {
	j.key = append(append(append(append(append(j.key[:0], kind...), 0), country...), 0), area...)
	if found := j.found[string(j.key)]; found != nil {
		return found
	}
	if len(j.found) >= mostJoined {
		clear(j.found)
	}
	found := &rowJoins{joins: j.find(incidents.Kind(kind), string(country), string(area))}
	for i := range joinColumns {
		c := &joinColumns[i]
		switch value := c.text(&found.joins); {
		case value != "":
			found.json = appendString(append(append(found.json, ','), c.key...), value)
		case j.complete:
			found.json = append(append(append(found.json, ','), c.key...), "null"...)
		}
	}
	j.found[string(j.key)] = found
	return found
}

func (j *Joiner) find(kind incidents.Kind, country, area string) joins {
	info, _ := j.story.LookupKind(kind)
	own := joins{kind: in(info.Title, j.lang)}
	if j.places == nil {
		return own
	}
	parts := strings.Split(area, ".")
	if country = cmp.Or(country, parts[0]); country == "" {
		return own
	}
	codes := j.places.JoinCodes(country)
	own.alpha3, own.countryID = codes.Alpha3, geoNamesID(codes)
	if own.alpha3 != "" || codes.GeoNames != "" {
		own.country = j.places.CountryName(country, j.lang)
	}
	if len(parts) < 2 || parts[0] != country {
		return own
	}
	// An area that the gazetteer does not have has no codes: what its number would make is no key of anything.
	if codes = j.places.JoinCodes(parts[0] + "." + parts[1]); codes.GeoNames == "" {
		return own
	}
	own.iso, own.cveEnt, own.admin1ID = codes.ISO, codes.CVEEnt, geoNamesID(codes)
	if len(parts) < 3 {
		return own
	}
	if codes = j.places.JoinCodes(area); codes.GeoNames != "" {
		own.cveGeo, own.admin2ID = codes.CVEGeo, geoNamesID(codes)
	}
	return own
}

// geoNamesID gives GeoNames' number of an area. Of those of which the gazetteer has no number it makes names of their codes,
// which stand in the column of areas.
func geoNamesID(c geo.Codes) string {
	if strings.HasPrefix(c.GeoNames, "geonames:") {
		return c.GeoNames
	}
	return ""
}

// AppendURL writes an encoded feature as the function of that name does, with what it may be joined by before its address.
func (j *Joiner) AppendURL(dst, feature []byte, base, path string) ([]byte, error) {
	properties, whole := bytes.CutSuffix(feature, []byte("}}"))
	if !whole {
		return AppendURL(dst, feature, base, path) // which says so
	}
	own := j.of(member(feature, "kind"), member(feature, "country"), member(feature, areaCode))
	dst = append(append(dst, properties...), own.json...)
	dst = append(dst, `,"url":`...)
	dst = appendString(dst, base+path)
	return append(dst, "}}"...), nil
}

// areaCode is the name of the property that says in which area a feature lies.
const areaCode = "area"

// member gives the text of a property that has no escapes in it and is none of the objects in lists; nothing where there is
// none. In JSON the bytes that it looks for are a member's name and never text, whose quotation marks are escaped, and no
// list of objects that come before has members of these names.
func member(feature []byte, name string) []byte {
	before := `,"` + name + `":"`
	at := bytes.Index(feature, []byte(before))
	if at < 0 {
		return nil
	}
	rest := feature[at+len(before):]
	return rest[:max(0, bytes.IndexByte(rest, '"'))]
}
