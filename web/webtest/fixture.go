package webtest

import (
	"slices"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Ids of the fixture's incidents.
const (
	OperationID = "01KJ0000000000000000000001"
	LeaderID    = "01KJ0000000000000000000002"
	AdvisoryID  = "01KJ0000000000000000000003"
	AggregateID = "01KJ0000000000000000000004"
	SmokeID     = "01KJ0000000000000000000005"
	DraftID     = "01KJ0000000000000000000006"
	RetractedID = "01KJ0000000000000000000007"
	AttackID    = "01KJ0000000000000000000008"
	DeathsID    = "01KJ0000000000000000000009"
	PastID      = "01KJ000000000000000000000A"
)

const mexicoCity = "America/Mexico_City"

// Count is a figure of a casualty row.
func Count(n int) *int { return &n }

// day is a whole day in Mexico City.
func day(y int, month time.Month, d int) incidents.When {
	zone := time.FixedZone("", -6*3600)
	start := time.Date(y, month, d, 0, 0, 0, 0, zone)
	return incidents.When{
		Start: start, End: start.Add(24*time.Hour - time.Second), Zone: mexicoCity,
		Precision: incidents.Day, Basis: incidents.EventTime,
	}
}

// Story is the fixture's story: two layers of its own, in Spanish and English.
func Story() incidents.Story {
	return incidents.Story{
		Slug: "jalisco", Title: incidents.Text{"en": "A day in Jalisco", "es": "Un día en Jalisco"},
		Summary:   incidents.Text{"es": "Solo en español."},
		Languages: []string{"es", "en"}, Zone: mexicoCity,
		View:    incidents.Viewport{BBox: [4]float64{-108, 17, -96, 27}},
		Credit:  incidents.Text{"en": "The desk", "es": "La redacción"},
		Licence: incidents.Licence{Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Layers: []incidents.Layer{
			{
				ID: "operation", Title: incidents.Text{"en": "Operation", "es": "Operativo"},
				Symbol: incidents.Symbol{Shape: incidents.Star, Color: "#b2182b"},
				Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"security_operation"}},
			},
			{
				ID: "advisories", Title: incidents.Text{"en": "Advisories", "es": "Avisos"},
				Symbol: incidents.Symbol{Shape: incidents.Wedge, Color: "#2166ac"},
				Filter: incidents.LayerFilter{Classes: []incidents.Class{incidents.ClassAdvisory}},
			},
		},
	}
}

// sources are the sources of the fixture's claims.
func sources() (wire, army, official incidents.Source) {
	wire = incidents.Source{
		ID: "wire", Publisher: incidents.Text{"en": "The wire report", "es": "La información de agencia"},
		Kind: incidents.Wire, Attribution: incidents.Institution, URL: "https://example.org/report",
	}
	army = incidents.Source{
		ID: "army", Publisher: incidents.Text{"en": "Defense Department", "es": "Secretaría de la Defensa"},
		Kind: incidents.Official, Attribution: incidents.Institution, Via: "wire",
	}
	official = incidents.Source{
		ID: "official", Publisher: incidents.Text{"en": "a state official", "es": "un funcionario estatal"},
		Kind: incidents.Official, Attribution: incidents.Anonymous, Via: "wire",
		Reason: incidents.Text{"en": "not allowed to speak publicly", "es": "sin permiso para hablar en público"},
	}
	return wire, army, official
}

// Incidents are one of each sort that pages treat differently.
func Incidents() []incidents.Incident { return slices.Concat(events(), others()) }

// base is an incident of the fixture as far as all are alike.
func base(id string, class incidents.Class, kind incidents.Kind, en, es string) incidents.Incident {
	return incidents.Incident{
		ID: id, Story: "jalisco", Class: class, Kind: kind, When: day(2026, 2, 22),
		Title: incidents.Text{"en": en, "es": es}, Where: geo.Location{Precision: geo.Unlocated},
		Workflow: incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Active,
	}
}

// events are what was done, each with figures.
func events() []incidents.Incident {
	wire, army, official := sources()
	operation := base(OperationID, incidents.ClassIncident, "security_operation", "Operation in Tapalpa", "Operativo en Tapalpa")
	operation.Where = geo.Location{
		Geometry: orb.Point{-103.758, 19.945}, Precision: geo.Locality, RadiusM: 2500,
		Place: map[string]string{"en": "Tapalpa, Jalisco", "es": "Tapalpa, Jalisco"},
	}
	operation.Sources = []incidents.Source{wire, army}
	operation.Claims = []incidents.Claim{{ID: "k1", Field: "casualties", Value: "4 killed", Source: "army", Stance: incidents.Supports}}
	operation.Casualties = []incidents.Casualty{
		{ID: "c1", Group: "suspected_criminal", Outcome: incidents.Killed, Best: Count(4), Claim: "k1"},
		{ID: "c2", Group: "military", Outcome: incidents.Wounded, Low: Count(3), Claim: "k1"},
		{ID: "c3", Group: "suspected_criminal", Outcome: incidents.DiedLater, Best: Count(3), Claim: "k1"},
	}
	leader := base(LeaderID, incidents.ClassIncident, "deaths", "The leader dies", "Muere el líder")
	leader.Where = geo.Location{Geometry: orb.LineString{{-103.758, 19.945}, {-99.13, 19.43}}, Precision: geo.InTransit}
	leader.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: OperationID}, {Type: incidents.CausedBy, Incident: DraftID}}
	leader.Sources, leader.Claims = operation.Sources, operation.Claims
	leader.Casualties = []incidents.Casualty{{
		ID: "c1", Group: "suspected_criminal", Outcome: incidents.DiedLater, Best: Count(1), Claim: "k1",
		CountedIn: &incidents.CasualtyRef{Incident: OperationID, Casualty: "c3"},
	}}
	deaths := base(DeathsID, incidents.ClassIncident, "deaths", "Guard members killed in Zapopan", "Mueren guardias en Zapopan")
	deaths.Where = geo.Location{
		Geometry: orb.Point{-103.41, 20.72}, Precision: geo.Admin2, RadiusM: 20000,
		Place: map[string]string{"en": "Zapopan", "es": "Zapopan"},
	}
	deaths.Sources = []incidents.Source{wire, official}
	deaths.Claims = []incidents.Claim{{ID: "k1", Field: "casualties", Value: "6", Source: "official", Stance: incidents.Supports}}
	deaths.Casualties = []incidents.Casualty{{ID: "c1", Group: "national_guard", Outcome: incidents.Killed, Best: Count(6), Claim: "k1"}}
	return []incidents.Incident{operation, leader, deaths}
}

// others are an advisory, an aggregate, an incident of no known time or place, a draft, and
// background.
func others() []incidents.Incident {
	advisory := base(AdvisoryID, incidents.ClassAdvisory, "shelter_advisory", "Stay in safe places", "Permanecer a salvo")
	advisory.Where = geo.Location{
		Geometry: orb.Polygon{{{-105, 19}, {-102, 19}, {-102, 22}, {-105, 22}, {-105, 19}}}, Precision: geo.Admin1,
		Place: map[string]string{"en": "Jalisco", "es": "Jalisco"},
	}
	aggregate := base(AggregateID, incidents.ClassAggregate, "roadblock", "Roadblocks in many states", "Bloqueos en muchos estados")
	aggregate.Where = geo.Location{
		Geometry: orb.Polygon{{{-117, 15}, {-87, 15}, {-87, 32}, {-117, 32}, {-117, 15}}}, Precision: geo.Country,
		Place: map[string]string{"en": "Mexico", "es": "México"},
	}
	smoke := base(SmokeID, incidents.ClassIncident, "fire_or_smoke", "Smoke", "Humo")
	smoke.When = incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
	draft := base(DraftID, incidents.ClassIncident, "panic", "UNPUBLISHED rumour", "Rumor INÉDITO")
	draft.Workflow = incidents.Review
	past := base(PastID, incidents.ClassBackground, "attack", "An attack in 2020", "Un ataque en 2020")
	past.When = incidents.When{
		Start: time.Date(2020, 1, 1, 6, 0, 0, 0, time.UTC), End: time.Date(2021, 1, 1, 5, 59, 59, 0, time.UTC),
		Zone: mexicoCity, Precision: incidents.Year, Basis: incidents.EventTime,
	}
	return []incidents.Incident{advisory, aggregate, smoke, draft, past}
}

// Hostile is text that would run if it were not escaped.
const Hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`

// HostileIncident has such text in every place that takes one.
func HostileIncident() incidents.Incident {
	return incidents.Incident{
		ID: AttackID, Story: "jalisco", Class: incidents.ClassIncident, Kind: "other_incident",
		Title: incidents.Text{"en": Hostile, "es": Hostile}, Summary: incidents.Text{"en": Hostile},
		When:  day(2026, 2, 22),
		Where: geo.Location{Geometry: orb.Point{-103, 20}, Precision: geo.Exact, Place: map[string]string{"en": Hostile}},
		Sources: []incidents.Source{{
			ID: "s", Publisher: incidents.Text{"en": Hostile}, Kind: incidents.Social, Attribution: incidents.Anonymous,
			Reason: incidents.Text{"en": Hostile}, URL: "https://example.org/?a=" + Hostile, Archive: `https://example.org/"onmouseover="alert(4)" x="`,
		}},
		Claims:   []incidents.Claim{{ID: "k", Field: Hostile, Value: Hostile, Source: "s", Passage: Hostile, Stance: incidents.Supports}},
		Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Corrected,
	}
}
