package incidents

import "slices"

// Class says what sort of statement an incident is.
type Class string

// The classes.
const (
	ClassIncident   Class = "incident"   // something that happened at a place
	ClassDisruption Class = "disruption" // something that stopped working
	ClassAdvisory   Class = "advisory"   // what people were told to do
	ClassAggregate  Class = "aggregate"  // a claim about many incidents that are not listed one by one
	ClassBackground Class = "background" // context, not an event of the story's time
)

// Classes lists the classes in the order in which people read them.
func Classes() []Class {
	return []Class{ClassIncident, ClassDisruption, ClassAdvisory, ClassAggregate, ClassBackground}
}

// ClassesOfTheDay lists all classes but background, which is no event and kept off maps and counts.
func ClassesOfTheDay() []Class {
	return slices.DeleteFunc(Classes(), func(c Class) bool { return c == ClassBackground })
}

// ClassTitle names a class for people.
func ClassTitle(c Class) Text { return classTitles[c] }

var classTitles = map[Class]Text{
	ClassIncident:   {"en": "Incident", "es": "Incidente"},
	ClassDisruption: {"en": "Disruption", "es": "Interrupción"},
	ClassAdvisory:   {"en": "Advisory", "es": "Aviso"},
	ClassAggregate:  {"en": "Summary claim", "es": "Afirmación global"},
	ClassBackground: {"en": "Background", "es": "Antecedente"},
}
