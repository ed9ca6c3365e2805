package format

import (
	"bufio"
	"context"
	"io"
	"time"

	"incidentmap/incidents"
)

// figureRow is one casualty row of an incident with what it rests on: the claim and its source, each nil
// where none is stated.
type figureRow struct {
	localized
	row    *incidents.Casualty
	claim  *incidents.Claim
	source *incidents.Source
	sums   bool // whether it is part of its source's sums
}

// figureColumns is the table of what a row of the long table of figures says. Names are stable once
// released.
var figureColumns = table(
	column[figureRow]{
		name: "incident", always: true, getter: text(func(f figureRow) string { return f.ID }), title: say("Incident", "Incidente"),
		about: say("The incident's id, as in the other files.", "El identificador del incidente, como en los demás archivos."),
	},
	column[figureRow]{
		name: "figure", always: true, getter: text(func(f figureRow) string { return f.row.ID }), title: say("Figure", "Cifra"),
		about: say("The row's id in the incident.", "El identificador de la fila en el incidente."),
	},
	column[figureRow]{
		name: "kind", always: true, getter: text(func(f figureRow) string { return string(f.Kind) }), title: say("Kind", "Tipo"), values: kindWords(nil),
		about: say("What happened, from a closed list.", "Qué ocurrió, de una lista cerrada."),
	},
	column[figureRow]{
		name: "title", always: true, getter: text(func(f figureRow) string { return f.in(f.Title) }), title: say("Title", "Título"),
		about: say("What happened, in a line.", "Qué ocurrió, en una línea."),
	},
	column[figureRow]{
		name: "start", getter: moment(func(f figureRow) time.Time { return f.When.Start }), title: say("Start", "Inicio"),
		about: say("The earliest instant it can have begun.", "El instante más temprano en que pudo comenzar."),
	},
	column[figureRow]{
		name: "group", always: true, getter: text(func(f figureRow) string { return string(f.row.Group) }), title: say("Group", "Grupo"), values: words(incidents.Groups()),
		about: say("Whom the figure counts.", "A quiénes cuenta la cifra."),
	},
	column[figureRow]{
		name: "outcome", always: true, getter: text(func(f figureRow) string { return string(f.row.Outcome) }), title: say("Outcome", "Desenlace"), values: words(incidents.Outcomes()),
		about: say("What became of them.", "Qué fue de ellos."),
	},
	column[figureRow]{
		name: "low", getter: number(func(f figureRow) (int, bool) { return given(f.row.Low) }), title: say("Low", "Mínimo"),
		about: say("At least so many.", "Al menos tantos."),
	},
	column[figureRow]{
		name: "best", getter: number(func(f figureRow) (int, bool) { return given(f.row.Best) }), title: say("Best", "Cifra"),
		about: say("The figure given.", "La cifra que se da."),
	},
	column[figureRow]{
		name: "high", getter: number(func(f figureRow) (int, bool) { return given(f.row.High) }), title: say("High", "Máximo"),
		about: say("At most so many.", "A lo sumo tantos."),
	},
	column[figureRow]{
		name: "source", getter: text(func(f figureRow) string { return f.publisher() }), title: say("Source", "Fuente"),
		about: say("Who says so; empty where no source is stated.", "Quién lo dice; vacío si no se indica la fuente."),
	},
	column[figureRow]{
		name: "source_id", getter: text(func(f figureRow) string { return f.of().ID }), title: say("Source id", "Identificador de la fuente"),
		about: say("The source's id in the story. Figures are summed within one source, never across sources.",
			"El identificador de la fuente en la historia. Las cifras se suman dentro de una fuente, nunca entre fuentes."),
	},
	column[figureRow]{
		name: "source_kind", getter: text(func(f figureRow) string { return string(f.of().Kind) }), title: say("Source kind", "Tipo de fuente"), values: words(incidents.SourceKinds()),
		about: say("The kind of document or voice.", "El tipo de documento o de voz."),
	},
	column[figureRow]{
		name: "attribution", getter: text(func(f figureRow) string { return string(f.of().Attribution) }), title: say("Attribution", "Atribución"), values: words(incidents.Attributions()),
		about: say("How the source is identified.", "Cómo se identifica la fuente."),
	},
	column[figureRow]{
		name: "source_url", getter: text(func(f figureRow) string { return f.of().URL }), title: say("Source address", "Dirección de la fuente"),
		about: say("The document's address.", "La dirección del documento."),
	},
	column[figureRow]{
		name: "stance", getter: text(func(f figureRow) string { return f.stance() }), title: say("Stance", "Postura"),
		values: []string{string(incidents.Supports), string(incidents.Disputes)},
		about: say("Whether the source supports the figure or disputes it; what is disputed is in no sum.",
			"Si la fuente apoya la cifra o la disputa; lo que se disputa no entra en ninguna suma."),
	},
	column[figureRow]{
		name: "passage", getter: text(func(f figureRow) string { return f.passage() }), title: say("Passage", "Pasaje"),
		about: say("The source's own wording.", "Las palabras de la fuente."),
	},
	column[figureRow]{
		name: "counted_in", getter: text(func(f figureRow) string { return f.countedIn().Incident }), title: say("Counted in", "Contado en"),
		about: say("The other incident, one of whose rows holds these people already; this row is in no sum.",
			"El otro incidente, una de cuyas filas ya contiene a estas personas; esta fila no entra en ninguna suma."),
	},
	column[figureRow]{
		name: "counted_in_figure", getter: text(func(f figureRow) string { return f.countedIn().Casualty }), title: say("Counted in figure", "Contado en la cifra"),
		about: say("The id of the row there.", "El identificador de la fila allí."),
	},
	column[figureRow]{
		name: "summed", always: true, getter: getter[figureRow]{valueType: Boolean, text: func(f figureRow) string { return f.summed() }}, title: say("Summed", "Sumada"),
		about: say("Whether the best figure is part of its source's sums: not where the people are counted in another row, the figure is disputed, or the incident was retracted, merged or debunked, or is background.",
			"Si la cifra entra en las sumas de su fuente: no cuando esas personas se cuentan en otra fila, la cifra se disputa, o el incidente fue retirado, integrado en otro o desmentido, o es un antecedente."),
	},
	column[figureRow]{
		name: "verification", always: true, getter: text(func(f figureRow) string { return string(f.Verification) }), title: say("Verification", "Verificación"), values: words(incidents.Verifications()),
		about: say("How well the incident is established.", "Qué tan establecido está el incidente."),
	},
	column[figureRow]{
		name: "url", getter: text(func(f figureRow) string { return f.url }), title: say("Address", "Dirección"),
		about: say("The incident's page.", "La página del incidente."),
	},
)

func (f figureRow) of() *incidents.Source {
	if f.source == nil {
		return &incidents.Source{}
	}
	return f.source
}

func (f figureRow) publisher() string { return f.in(f.of().Publisher) }

func (f figureRow) stance() string {
	if f.claim == nil {
		return ""
	}
	return string(f.claim.Stance)
}

func (f figureRow) passage() string {
	if f.claim == nil {
		return ""
	}
	return f.claim.Passage
}

func (f figureRow) countedIn() incidents.CasualtyRef {
	if f.row.CountedIn == nil {
		return incidents.CasualtyRef{}
	}
	return *f.row.CountedIn
}

func (f figureRow) summed() string {
	if f.sums {
		return "true"
	}
	return "false"
}

// eachFigure calls write for every casualty row of an incident.
func eachFigure(v localized, write func(figureRow) error) error {
	sums := v.Sums()
	for i := range v.Casualties {
		f := figureRow{localized: v, row: &v.Casualties[i], sums: sums[i]}
		f.claim, f.source = v.Evidence(f.row)
		if err := write(f); err != nil {
			return err
		}
	}
	return nil
}

// writeFigures writes the long table of figures as CSV: one row a casualty row, in the form of writeCSV.
func writeFigures(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	out := bufio.NewWriterSize(w, writeBuffer)
	var row []byte
	if h.BOM {
		row = append(row, byteOrderMark...)
	}
	for _, c := range figureColumns {
		row = append(append(row, c.name...), ',')
	}
	if _, err := out.Write(endRow(row)); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	var cell []byte
	err := each(ctx, &h, all, func(v localized) error {
		return eachFigure(v, func(f figureRow) error {
			row = row[:0]
			for i := range figureColumns {
				cell = figureColumns[i].appendCell(cell[:0], f)
				row = append(AppendCSV(row, cell), ',')
			}
			_, err := out.Write(endRow(row))
			return err
		})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// endRow puts the end of a row in place of the comma behind its last cell.
func endRow(row []byte) []byte { return append(row[:len(row)-1], "\r\n"...) }

// FiguresDictionary describes the columns of the long table of figures; see Dictionary.
func FiguresDictionary(story *incidents.Story) []Property {
	return withKinds(describe(figureColumns), story)
}
