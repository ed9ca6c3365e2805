package incidents

// Kind is what happened: one of the closed list that Kinds gives, or one that a story declares (see Story.Kinds).
type Kind string

// Shape is a symbol's outline: kinds are told apart by shape, never by colour alone.
type Shape string

// The shapes.
const (
	Circle   Shape = "circle"
	Square   Shape = "square"
	Diamond  Shape = "diamond"
	Triangle Shape = "triangle"
	Wedge    Shape = "wedge" // a triangle that points down
	Pentagon Shape = "pentagon"
	Hexagon  Shape = "hexagon"
	Star     Shape = "star"
	Cross    Shape = "cross"
)

// Shapes lists the shapes.
func Shapes() []Shape {
	return []Shape{Circle, Square, Diamond, Triangle, Wedge, Pentagon, Hexagon, Star, Cross}
}

// KindInfo is a row of the table of kinds, or a kind that a story declares.
type KindInfo struct {
	Kind  Kind  `json:"id"`
	Class Class `json:"class"` // the class an incident of this kind has unless its editor says otherwise
	Title Text  `json:"title"`
	Shape Shape `json:"shape"`
	// Codes of other schemes, empty where nothing fits.
	ACLEDEvent    string `json:"acled_event,omitempty"` // ACLED Codebook, event and sub-event types
	ACLEDSubEvent string `json:"acled_sub_event,omitempty"`
	CAMEO         string `json:"cameo,omitempty"` // CAMEO event codes, Schrodt 2012
	IPTC          string `json:"iptc,omitempty"`  // IPTC Media Topics
	UCDP          string `json:"ucdp,omitempty"`  // UCDP GED Codebook, type_of_violence
	EMDAT         string `json:"emdat,omitempty"` // EM-DAT, disaster type
	GLIDE         string `json:"glide,omitempty"` // GLIDE, hazard code
	// What is asked of a kind of the table where reports are read and compared; it is in no file and no answer.
	Number   uint8    `json:"-"` // of the kind in stored entries, from 1 on: never changed, and never given to another
	Family   Family   `json:"-"` // the kind itself where it is empty
	Rank     int      `json:"-"` // see TellsMore; 0 of what is no incident
	Deadly   bool     `json:"-"` // deaths may be told of it: of violence, and of what else people die of
	Accident bool     `json:"-"` // a disaster or an accident, which nobody meant
	Alike    Likeness `json:"-"` // what it may be taken for
}

// Family says which kinds may be told of one event: an armed clash with people killed and arrested.
type Family string

const (
	familyViolence  Family = "violence"
	familyAbduction Family = "abduction"
	familyBlockade  Family = "blockade"
	familyUnrest    Family = "unrest"
	familyFire      Family = "fire"
	familyCollapse  Family = "collapse"
	familyWeather   Family = "weather"
)

// Likeness is a set of groups of kinds. Two reporters may well give one thing any two kinds of a group.
type Likeness uint16

const (
	likeAttack Likeness = 1 << iota
	likeOperation
	likeBlast
	likeBlockade
	likeArson
	likeDisappearance
	likeUnrest
	likeTheft
	likeWeather
	likeAdvice
	likeDrugs
)

// Kinds lists the table of kinds in its order; the caller must not change it.
func Kinds() []KindInfo { return kinds }

// LookupKind finds a kind's row.
func LookupKind(k Kind) (KindInfo, bool) {
	if i, known := kindRows[k]; known {
		return kinds[i], true
	}
	return KindInfo{}, false
}

// kindRows are the places of kinds in the table.
var kindRows = func() map[Kind]int {
	rows := make(map[Kind]int, len(kinds))
	for i := range kinds {
		rows[kinds[i].Kind] = i
	}
	return rows
}()

// info gives the row of a kind of the table; of any other, one that says nothing.
func (k Kind) info() *KindInfo {
	if i, known := kindRows[k]; known {
		return &kinds[i]
	}
	return &KindInfo{}
}

// Family gives the family of a kind: the kind itself where it has no other.
func (k Kind) Family() Family {
	if family := k.info().Family; family != "" {
		return family
	}
	return Family(k)
}

// TellsMore reports whether of two kinds that were told of one event this one says more of it: of an explosion in
// which people were killed, the kind is the explosion. It is the one of the lower rank.
func (k Kind) TellsMore(than Kind) bool { return k.info().Rank < than.info().Rank }

// IsDeadly reports whether deaths may be told of incidents of the kind.
func (k Kind) IsDeadly() bool { return k.info().Deadly }

// IsAccident reports whether incidents of the kind are disasters or accidents, which nobody meant.
func (k Kind) IsAccident() bool { return k.info().Accident }

// MayBe reports whether two reporters may well give one thing the two kinds.
func (k Kind) MayBe(other Kind) bool { return k == other || k.info().Alike&other.info().Alike != 0 }
