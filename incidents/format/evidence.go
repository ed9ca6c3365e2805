package format

import (
	"time"

	"incidentmap/incidents"
)

// The tables of the objects in a feature's lists.

var casualtyColumns = table(
	column[*incidents.Casualty]{
		name: "id", getter: text(func(c *incidents.Casualty) string { return c.ID }),
		about: say("The row's id in the incident.", "El identificador de la fila en el incidente."),
	},
	column[*incidents.Casualty]{
		name: "group", getter: text(func(c *incidents.Casualty) string { return string(c.Group) }), values: words(incidents.Groups()),
		about: say("Whom the figure counts.", "A quiénes cuenta la cifra."),
	},
	column[*incidents.Casualty]{
		name: "outcome", getter: text(func(c *incidents.Casualty) string { return string(c.Outcome) }), values: words(incidents.Outcomes()),
		about: say("What became of them.", "Qué fue de ellos."),
	},
	column[*incidents.Casualty]{
		name: "low", getter: number(func(c *incidents.Casualty) (int, bool) { return given(c.Low) }),
		about: say("At least so many.", "Al menos tantos."),
	},
	column[*incidents.Casualty]{
		name: "best", getter: number(func(c *incidents.Casualty) (int, bool) { return given(c.Best) }),
		about: say("The figure given.", "La cifra que se da."),
	},
	column[*incidents.Casualty]{
		name: "high", getter: number(func(c *incidents.Casualty) (int, bool) { return given(c.High) }),
		about: say("At most so many.", "A lo sumo tantos."),
	},
	column[*incidents.Casualty]{
		name: "claim", getter: text(func(c *incidents.Casualty) string { return c.Claim }),
		about: say("The id of the claim it rests on.", "El identificador de la afirmación en que se basa."),
	},
	column[*incidents.Casualty]{
		name: "counted_in", getter: getter[*incidents.Casualty]{valueType: Object, json: countedIn, items: describe(refColumns)},
		about: say("Another incident's row that already holds these people; this one is in no sum.",
			"La fila de otro incidente que ya contiene a estas personas; esta no entra en ninguna suma."),
	},
)

func countedIn(dst []byte, c *incidents.Casualty) []byte {
	if c.CountedIn == nil {
		return dst
	}
	return appendObject(dst, refColumns, c.CountedIn)
}

var refColumns = table(
	column[*incidents.CasualtyRef]{
		name: "incident", getter: text(func(r *incidents.CasualtyRef) string { return r.Incident }),
		about: say("The other incident's id.", "El identificador del otro incidente."),
	},
	column[*incidents.CasualtyRef]{
		name: "casualty", getter: text(func(r *incidents.CasualtyRef) string { return r.Casualty }),
		about: say("The row's id there.", "El identificador de la fila allí."),
	},
)

// source is a source as seen in one language.
type source struct {
	*incidents.Source
	lang string
}

var sourceColumns = table(
	column[source]{
		name: "id", getter: text(func(s source) string { return s.ID }),
		about: say("The same id means the same source throughout the story.", "El mismo identificador es la misma fuente en toda la historia."),
	},
	column[source]{
		name: "publisher", getter: text(func(s source) string { return in(s.Publisher, s.lang) }),
		about: say("Who it is, or how it is described.", "Quién es, o cómo se le describe."),
	},
	column[source]{
		name: "kind", getter: text(func(s source) string { return string(s.Kind) }),
		values: words(incidents.SourceKinds()),
		about:  say("The kind of document or voice.", "El tipo de documento o de voz."),
	},
	column[source]{
		name: "attribution", getter: text(func(s source) string { return string(s.Attribution) }),
		values: words(incidents.Attributions()),
		about:  say("How it is identified.", "Cómo se identifica."),
	},
	column[source]{
		name: "reason", getter: text(func(s source) string { return in(s.Reason, s.lang) }),
		about: say("The reason given for not naming it.", "El motivo dado para no nombrarla."),
	},
	column[source]{
		name: "via", getter: text(func(s source) string { return s.Via }),
		about: say("The id of the source that quotes it.", "El identificador de la fuente que la cita."),
	},
	column[source]{
		name: "url", getter: text(func(s source) string { return s.URL }),
		about: say("The document's address.", "La dirección del documento."),
	},
	column[source]{
		name: "archive", getter: text(func(s source) string { return s.Archive }),
		about: say("The address of an archived copy.", "La dirección de una copia archivada."),
	},
	column[source]{
		name: "published", getter: moment(func(s source) time.Time { return s.Published }),
		about: say("When it was published.", "Cuándo se publicó."),
	},
	column[source]{
		name: "retrieved", getter: moment(func(s source) time.Time { return s.Retrieved }),
		about: say("When it was retrieved.", "Cuándo se consultó."),
	},
	column[source]{
		name: "lang", getter: text(func(s source) string { return s.Lang }),
		about: say("The document's language, BCP 47.", "El idioma del documento, BCP 47."),
	},
	column[source]{
		name: "hash", getter: text(func(s source) string { return s.Hash }),
		about: say("A checksum of the document as retrieved.", "Una suma de comprobación del documento consultado."),
	},
)

// claim is a claim as seen in one language.
type claim struct {
	*incidents.Claim
	lang string
}

var claimColumns = table(
	column[claim]{
		name: "id", getter: text(func(c claim) string { return c.ID }),
		about: say("The claim's id in the incident.", "El identificador de la afirmación en el incidente."),
	},
	column[claim]{
		name: "field", getter: text(func(c claim) string { return c.Field }),
		about: say("The field it speaks of.", "El campo del que habla."),
	},
	column[claim]{
		name: "value", getter: text(func(c claim) string { return c.Value }),
		about: say("The value it gives, as said.", "El valor que da, como se dijo."),
	},
	column[claim]{
		name: "source", getter: text(func(c claim) string { return c.Source }),
		about: say("The source's id in the incident.", "El identificador de la fuente en el incidente."),
	},
	column[claim]{
		name: "passage", getter: text(func(c claim) string { return c.Passage }),
		about: say("The source's own wording.", "Las palabras de la fuente."),
	},
	column[claim]{
		name: "start", getter: number(func(c claim) (int, bool) { return c.Start, c.Passage != "" }),
		about: say("Where the passage begins in the text, in Unicode code points.", "Dónde empieza el pasaje en el texto, en puntos de código Unicode."),
	},
	column[claim]{
		name: "end", getter: number(func(c claim) (int, bool) { return c.End, c.Passage != "" }),
		about: say("Where it ends, not included.", "Dónde termina, sin incluirse."),
	},
	column[claim]{
		name: "paraphrase", getter: text(func(c claim) string { return in(c.Paraphrase, c.lang) }),
		about: say("What it says in other words, where its own may not be published.", "Lo que dice en otras palabras, donde las suyas no pueden publicarse."),
	},
	column[claim]{
		name: "stance", getter: text(func(c claim) string { return string(c.Stance) }),
		values: words([]incidents.Stance{incidents.Supports, incidents.Disputes}),
		about:  say("Whether it speaks for the value or against it.", "Si habla a favor o en contra del valor."),
	},
)

var relationColumns = table(
	column[*incidents.Relation]{
		name: "type", getter: text(func(r *incidents.Relation) string { return string(r.Type) }),
		values: words([]incidents.RelationType{
			incidents.PartOf, incidents.CausedBy, incidents.RetaliationFor, incidents.DuplicateOf, incidents.Supersedes,
		}),
		about: say("How it stands to the other.", "Cómo se relaciona con el otro."),
	},
	column[*incidents.Relation]{
		name: "incident", getter: text(func(r *incidents.Relation) string { return r.Incident }),
		about: say("The other incident's id.", "El identificador del otro incidente."),
	},
)
