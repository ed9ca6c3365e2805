package columns

import (
	"regexp"
	"strings"

	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/kinds"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
)

// SampleSize is how many cells of a column are looked at to tell what it holds.
const SampleSize = 400

// Sample is the first cells of a column that hold something.
type Sample struct {
	cells    []string
	rows     int // that were looked at
	said     int // of them, those whose cell holds something
	distinct map[string]bool
}

// NewSample begins the sample of a column that so many rows before it did not have.
func NewSample(rows int) *Sample { return &Sample{rows: rows} }

// Add takes a cell, as long as there is room, and tells whether there still is.
func (s *Sample) Add(cell string) bool {
	s.rows++
	if cell == "" {
		return len(s.cells) < SampleSize
	}
	s.said++
	if len(s.cells) >= SampleSize {
		return false
	}
	if cell = strings.TrimSpace(cell); cell != "" && (len(cell) >= 16 || !words.Missing(words.Plain(cell))) {
		s.cells = append(s.cells, cell)
	}
	return len(s.cells) < SampleSize
}

// filled is the share of rows whose cell holds something.
func (s *Sample) filled() float64 {
	if s == nil || s.rows == 0 {
		return 1
	}
	return float64(s.said) / float64(s.rows)
}

// Cells gives the cells taken.
func (s *Sample) Cells() []string { return s.cells }

// share is how many of the cells hold to a rule, 0 to 1; 0 for an empty sample.
func (s *Sample) share(holds func(string) bool) float64 {
	if len(s.cells) == 0 {
		return 0
	}
	n := 0
	for _, c := range s.cells {
		if holds(c) {
			n++
		}
	}
	return float64(n) / float64(len(s.cells))
}

// fit is how well the cells go with a field that the name speaks for. An empty column
// fits a little: it stands behind one with cells.
func (s *Sample) fit(f Field) float64 {
	if s == nil || len(s.cells) == 0 {
		return 0.5
	}
	switch f {
	case Lat:
		return s.share(isAngle(90, coordinates.Lon))
	case Lon:
		return s.share(isAngle(180, coordinates.Lat))
	case X, Y:
		return s.share(isNumber)
	case LatLon:
		return s.share(inDegrees)
	case URL:
		return max(0.6, s.tells(URL))
	case Geometry:
		return s.tells(f)
	case Date, Start, End:
		return s.fitDate()
	case Time:
		return s.share(isTime)
	case Zone:
		return s.share(isZone)
	case Kind:
		return s.fitKind()
	case Place, Address:
		if s.share(isPlaceClass) > 0.9 {
			return 0.2
		}
		return max(0.3, 1-s.share(isPosition))
	case Title, Name, Summary, City, County, State:
		return max(0.3, 1-s.share(isNumber))
	case YearPart, MonthPart, DayPart, HourPart, MinutePart, EndYear, EndMonth, EndDay, EndHour, EndMinute:
		return s.fitPart(f)
	case ID:
		return s.fitID()
	case Verification:
		if s.share(isMany) > 0 {
			return 0.2 // counts: "confirmed" cases
		}
		return 1
	case Country:
		return max(0.75, 1-s.share(isNumber)) // a number is no name; what it is a code of is decided later
	case Class, Lang, Precise, Publisher, Tags, Surname:
		return 1
	}
	return s.share(isCount)
}

// tells is how surely the cells are of a field, whatever the column is called.
func (s *Sample) tells(f Field) float64 {
	if s == nil {
		return 0
	}
	switch f {
	case Geometry:
		return s.share(func(c string) bool { return looksGeometry(c) })
	case LatLon:
		return s.share(isPair)
	case Date:
		return s.share(isDate)
	case URL:
		return s.share(isAddress)
	case Kind:
		if len(s.cells) < 2 {
			return 0
		}
		return s.share(isKindName)
	}
	return 0
}

// isAddress tells a web address of a page: pictures are no sources.
func isAddress(c string) bool {
	if !strings.HasPrefix(c, "http://") && !strings.HasPrefix(c, "https://") {
		return false
	}
	path, _, _ := strings.Cut(strings.ToLower(c), "?")
	for _, ending := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".heic"} {
		if strings.HasSuffix(path, ending) {
			return false
		}
	}
	return true
}

// isPosition tells numbers alone: one, or the two to four of a position with its height and accuracy.
func isPosition(c string) bool {
	fields := strings.FieldsFunc(strings.Trim(c, "()[] "), func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	if len(fields) < 1 || len(fields) > 4 {
		return false
	}
	for _, f := range fields {
		if !isNumber(f) {
			return false
		}
	}
	return true
}

// isPlaceClass tells the classes of places of OpenStreetMap, which are no names.
func isPlaceClass(c string) bool {
	switch strings.ToLower(c) {
	case "city", "town", "village", "hamlet", "suburb", "neighbourhood", "neighborhood", "isolated_dwelling", "locality", "borough", "quarter", "municipality", "county", "state", "country", "island", "farm", "region", "district", "province":
		return true
	}
	return false
}

// isKindName tells a cell that is the name of a kind and nothing else.
func isKindName(c string) bool { k, ok := kinds.Find(c); return ok && k != "other_incident" }

// isMany tells a number larger than the one that stands for yes.
func isMany(c string) bool {
	v, err := numbers.Decimal(c, false)
	return err == nil && v > 1
}

func isKind(c string) bool { _, ok := kinds.Read(c); return ok }

func isNumber(c string) bool {
	_, err := numbers.Decimal(c, false)
	return err == nil
}

func isCount(c string) bool {
	_, _, err := numbers.Count(c)
	return err == nil || strings.HasPrefix(c, "-")
}

// isAngle lets pairs that stand the wrong way round through: they are told of later.
func isAngle(most float64, other coordinates.Axis) func(string) bool {
	return func(c string) bool {
		a, err := coordinates.ParseAngle(c)
		return err == nil && a.Axis != other && a.Degrees >= -180 && a.Degrees <= 180 || isNumber(c) && most > 0
	}
}

// isPair is sure of what it takes for a pair: two whole numbers may be anything.
func isPair(c string) bool {
	return strings.ContainsAny(c, ".°º'NSns") && inDegrees(c)
}

func inDegrees(c string) bool {
	p, err := coordinates.ParsePair(c)
	return err == nil && max(abs(p.First.Degrees), abs(p.Second.Degrees)) <= 180
}

// IsCoordinates tells a cell that holds a geometry, both coordinates or the code of a cell of a grid, whatever its column is called.
func IsCoordinates(c string) bool {
	return c != "" && strings.ContainsAny(c, "0123456789") && (looksGeometry(c) || isPair(c) || coordinates.SchemeOf(c) != "")
}

func abs(v float64) float64 { return max(v, -v) }

// wktBegin is how Well-Known Text begins, whatever follows.
var wktBegin = regexp.MustCompile(`(?i)(?:^|[;\s])(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*(?:ZM?|M)?\s*(?:\(|EMPTY)`)

func looksGeometry(c string) bool {
	if coordinates.IsGeometry(c) {
		return true
	}
	begin := c[:min(len(c), 40)]
	return (strings.Contains(begin, "(") || strings.Contains(strings.ToUpper(begin), "EMPTY")) && wktBegin.MatchString(begin)
}

// anyDate reads dates of either order; isDate leaves out what may be another number.
var anyDate = dates.Format{Mixed: true, Order: dates.DMY}

func isDate(c string) bool {
	if len(c) < 8 || isNumber(c) {
		return false
	}
	_, err := anyDate.Parse(c)
	return err == nil
}

// fitDate: numbers may be epochs, serial days or years, vague words need a reference day.
func (s *Sample) fitDate() float64 {
	var p dates.Profile
	for _, c := range s.cells {
		p.Add(c)
	}
	numeric := p.Decide(dates.Undecided, dates.DMY, anyDate.Today)
	if numeric.Dated() {
		return 1
	}
	years := 0
	share := s.share(func(c string) bool {
		if len(c) == 4 && isNumber(c) {
			years++
		}
		f := anyDate
		_, err := f.Parse(c)
		return err == nil || strings.ContainsAny(c, "0123456789") && strings.ContainsAny(c, "/-: ") || looksVague(c)
	})
	if years*2 > len(s.cells) {
		return share * 0.7 // a date in full is better than a year
	}
	return share
}

// looksVague tells words of time that only a reference day makes a date.
func looksVague(c string) bool {
	_, err := anyDate.Parse(c)
	return err != nil && strings.Contains(err.Error(), "relative")
}

func isTime(c string) bool {
	_, err := dates.ParseTime(c, true)
	return err == nil
}

func isZone(c string) bool { return dates.IsZone(c) }

// AreClocks tells that most cells are times of day with a colon.
func (s *Sample) AreClocks() bool {
	return s.share(func(c string) bool { return strings.Contains(c, ":") && isTime(c) }) > 0.8
}

// fitKind: words of the closed list speak for it; free text of one's own in each cell is
// no kind, and neither are numbers.
func (s *Sample) fitKind() float64 {
	if s.share(isNumber) > 0.5 {
		return 0.2
	}
	known := s.share(isKind)
	if known == 0 && len(s.cells) >= 20 && s.variety() > 0.8 {
		return 0.4
	}
	return 0.85 + 0.15*known
}

// fitID: an identifier is another in most cells; several rows may tell of one thing. Two in a short
// table speak against nothing; whether rows are one is decided for each.
func (s *Sample) fitID() float64 {
	v := s.variety()
	if repeated := len(s.cells) - len(s.distinct); repeated > max(2, len(s.cells)/2) {
		return v * 0.3
	}
	return 1
}

// variety is the share of cells that differ from all others.
func (s *Sample) variety() float64 {
	if s.distinct == nil {
		s.distinct = map[string]bool{}
		for _, c := range s.cells {
			s.distinct[c] = true
		}
	}
	return float64(len(s.distinct)) / float64(len(s.cells))
}
