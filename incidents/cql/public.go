package cql

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Queryable is a property of public incidents that filters may use.
type Queryable struct {
	Name string
	Type Type
}

// Queryables lists the properties of public incidents that filters may use, under the
// names they have in public features and with the values they have there: the geometry is one of
// them, and so are the columns of a story that readers may know of.
func Queryables(own ...incidents.Column) []Queryable {
	list := make([]Queryable, len(getters), len(getters)+len(own))
	for i, g := range getters {
		list[i] = g.Queryable
	}
	for _, c := range own {
		if c.IsPublic() {
			list = append(list, Queryable{c.Name, columnTypes[c.Type]})
		}
	}
	return list
}

// columnTypes are the types of the columns of stories.
var columnTypes = map[incidents.ColumnType]Type{
	incidents.TextColumn: String, incidents.IntegerColumn: Integer, incidents.NumberColumn: Number, incidents.BooleanColumn: Boolean, incidents.DateColumn: Date,
}

// PublicProperties is the allow-list that fits Public, for incidents of a story with these columns.
func PublicProperties(own ...incidents.Column) Properties {
	props := Properties{}
	for _, q := range Queryables(own...) {
		props[q.Name] = q.Type
	}
	return props
}

// Public is a public incident as seen in one language, to hold filters against.
func Public(p *incidents.Public, lang string) Subject { return localized{p, lang} }

// localized is an incident as told in one language.
type localized struct {
	*incidents.Public
	lang string
}

// Value gives a property; one that is not in Queryables is missing.
func (v localized) Value(name string) Value {
	if i, known := getterByName[name]; known {
		return getters[i].get(v)
	}
	for i := range v.Attributes {
		if v.Attributes[i].Name == name {
			return attribute(&v.Attributes[i])
		}
	}
	return Value{}
}

// attribute gives the value of a story's column.
func attribute(a *incidents.Attribute) Value {
	switch a.Type {
	case incidents.IntegerColumn, incidents.NumberColumn:
		n, err := strconv.ParseFloat(a.Value, 64)
		return numberOrNone(n, err)
	case incidents.BooleanColumn:
		return BooleanValue(a.Value == "true")
	case incidents.DateColumn:
		day, err := time.Parse(time.DateOnly, a.Value)
		if err != nil {
			return Value{}
		}
		return DateValue(day)
	}
	return textOrMissing(a.Value)
}

func numberOrNone(n float64, err error) Value {
	if err != nil {
		return Value{}
	}
	return NumberValue(n)
}

type getter struct {
	Queryable
	get func(localized) Value
}

// getters is the table of what filters may use.
var getters = []getter{
	{Queryable{"id", String}, func(v localized) Value { return textOrMissing(v.ID) }},
	{Queryable{"story", String}, func(v localized) Value { return textOrMissing(v.Story) }},
	{Queryable{"class", String}, func(v localized) Value { return textOrMissing(v.Class) }},
	{Queryable{"kind", String}, func(v localized) Value { return textOrMissing(v.Kind) }},
	{Queryable{"layers", Strings}, func(v localized) Value { return StringsValue(v.Layers) }},
	{Queryable{"title", String}, func(v localized) Value { return v.in(v.Title) }},
	{Queryable{"summary", String}, func(v localized) Value { return v.in(v.Summary) }},
	{Queryable{"lang", String}, func(v localized) Value { _, l := v.Title.In(v.lang); return textOrMissing(l) }},
	{Queryable{"start", Timestamp}, func(v localized) Value { return instant(v.When.Start) }},
	{Queryable{"end", Timestamp}, func(v localized) Value { return instant(v.When.End) }},
	{Queryable{"time_precision", String}, func(v localized) Value { return textOrMissing(v.When.Precision) }},
	{Queryable{"place", String}, func(v localized) Value { return v.in(v.Where.Place) }},
	{Queryable{"precision", String}, func(v localized) Value { return textOrMissing(v.Where.Precision) }},
	{Queryable{"radius_m", Number}, radius},
	{Queryable{"admin1", String}, func(v localized) Value { return textOrMissing(v.Where.Admin.Admin1Name) }},
	{Queryable{"admin2", String}, func(v localized) Value { return textOrMissing(v.Where.Admin.Admin2Name) }},
	{Queryable{"country", String}, func(v localized) Value { return textOrMissing(v.Where.Admin.Country) }},
	{Queryable{"area", String}, func(v localized) Value { return textOrMissing(cmp.Or(v.Where.Admin.Admin2, v.Where.Admin.Admin1)) }},
	{Queryable{"gazetteer_id", String}, func(v localized) Value { return textOrMissing(v.Where.GazetteerID) }},
	{Queryable{"geo_precision", Integer}, code(geo.Precision.ACLED)},
	{Queryable{"where_prec", Integer}, code(geo.Precision.UCDP)},
	{Queryable{"killed", Integer}, count(incidents.Killed, best)},
	{Queryable{"killed_low", Integer}, count(incidents.Killed, low)},
	{Queryable{"killed_high", Integer}, count(incidents.Killed, high)},
	{Queryable{"died_later", Integer}, count(incidents.DiedLater, best)},
	{Queryable{"died_later_low", Integer}, count(incidents.DiedLater, low)},
	{Queryable{"died_later_high", Integer}, count(incidents.DiedLater, high)},
	{Queryable{"wounded", Integer}, count(incidents.Wounded, best)},
	{Queryable{"wounded_low", Integer}, count(incidents.Wounded, low)},
	{Queryable{"wounded_high", Integer}, count(incidents.Wounded, high)},
	{Queryable{"detained", Integer}, count(incidents.Detained, best)},
	{Queryable{"detained_low", Integer}, count(incidents.Detained, low)},
	{Queryable{"detained_high", Integer}, count(incidents.Detained, high)},
	{Queryable{"missing", Integer}, count(incidents.Missing, best)},
	{Queryable{"missing_low", Integer}, count(incidents.Missing, low)},
	{Queryable{"missing_high", Integer}, count(incidents.Missing, high)},
	{Queryable{"verification", String}, func(v localized) Value { return textOrMissing(v.Verification) }},
	{Queryable{"disposition", String}, func(v localized) Value { return textOrMissing(v.Disposition) }},
	{Queryable{"note", String}, func(v localized) Value { return v.in(v.Note) }},
	{Queryable{"revision", Integer}, func(v localized) Value { return NumberValue(float64(v.Revision)) }},
	{Queryable{"seq", Integer}, func(v localized) Value { return NumberValue(float64(v.Seq)) }},
	{Queryable{"published", Timestamp}, func(v localized) Value { return instant(v.Published) }},
	{Queryable{"updated", Timestamp}, func(v localized) Value { return instant(v.Updated) }},
	{Queryable{"geometry", Geometry}, func(v localized) Value { return GeometryValue(v.Where.Geometry) }},
}

// getterByName finds a row of getters.
var getterByName = func() map[string]int {
	byName := map[string]int{}
	for i, g := range getters {
		byName[g.Name] = i
	}
	return byName
}()

// textOrMissing gives a text that is missing when it is empty, as features leave it out.
func textOrMissing[S ~string](s S) Value {
	if s == "" {
		return Value{}
	}
	return StringValue(string(s))
}

// in gives a text in its language, or in another it has.
func (v localized) in(t incidents.Text) Value {
	s, _ := t.In(v.lang)
	return textOrMissing(s)
}

// instant gives a time to the second, as features give it.
func instant(t time.Time) Value {
	if t.IsZero() {
		return Value{}
	}
	return TimeValue(t.Truncate(time.Second))
}

// radius gives whole metres, as features do.
func radius(v localized) Value {
	if v.Where.RadiusM <= 0 {
		return Value{}
	}
	return NumberValue(math.Round(v.Where.RadiusM))
}

// code gives the location's precision in another coding scheme.
func code(of func(geo.Precision) (int, bool)) func(localized) Value {
	return func(v localized) Value {
		c, has := of(v.Where.Coded())
		return numberOrMissing(&c, has)
	}
}

func best(c incidents.Count) *int { return c.Best }
func low(c incidents.Count) *int  { return c.Low }
func high(c incidents.Count) *int { return c.High }

func count(outcome incidents.Outcome, bound func(incidents.Count) *int) func(localized) Value {
	return func(v localized) Value {
		n := bound(v.Counts[outcome])
		return numberOrMissing(n, n != nil)
	}
}

func numberOrMissing(n *int, known bool) Value {
	if !known {
		return Value{}
	}
	return NumberValue(float64(*n))
}
