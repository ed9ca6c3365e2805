package match

import "incidentmap/incidents"

// words say the reasons to people.
var words = map[Code]incidents.Text{
	SameKind:      {"en": "the same kind", "es": "el mismo tipo"},
	LikeKind:      {"en": "kinds that one thing may be given", "es": "tipos que pueden nombrar un mismo hecho"},
	OtherKind:     {"en": "another kind", "es": "otro tipo"},
	SamePlace:     {"en": "the same place", "es": "el mismo lugar"},
	NearPlace:     {"en": "places near one another", "es": "lugares cercanos"},
	WithinPlace:   {"en": "one place lies in the other", "es": "un lugar está dentro del otro"},
	UnknownPlace:  {"en": "one of the two has no known place", "es": "de uno de los dos no se conoce el lugar"},
	OtherPlace:    {"en": "another place", "es": "otro lugar"},
	SameTime:      {"en": "the same time", "es": "el mismo momento"},
	NextDay:       {"en": "less than a day apart", "es": "con menos de un día de diferencia"},
	UnknownTime:   {"en": "one of the two has no known time", "es": "de uno de los dos no se conoce la fecha"},
	OtherTime:     {"en": "another time", "es": "otro momento"},
	SameFigures:   {"en": "the same figures", "es": "las mismas cifras"},
	OtherPeople:   {"en": "figures about other people", "es": "cifras sobre otras personas"},
	FiguresDiffer: {"en": "the figures differ", "es": "las cifras difieren"},
	SameWords:     {"en": "the same words in the titles", "es": "las mismas palabras en los títulos"},
	SameSource:    {"en": "the same source", "es": "la misma fuente"},
}
