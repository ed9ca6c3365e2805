package extract

import (
	"fmt"
	"slices"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
)

// claims writes what each statement says, with its passage.
func (w *writer) claims() {
	inc := &w.d.Incident
	for _, s := range w.e.statements {
		if len(inc.Claims) >= mostClaims {
			break
		}
		w.claim("kind", string(s.kind), s.span, s.speaker, incidents.Supports)
		w.goods(s)
	}
}

// goods writes what a statement's sentence says was seized, once for the events of that sentence.
func (w *writer) goods(s *statement) {
	if familyOf(w.e.kind) != "violence" || w.r.goodsTold[s.sentence] {
		return
	}
	for _, span := range w.r.seized(&w.r.lines[s.sentence]) {
		if len(w.d.Incident.Claims) >= mostClaims {
			return
		}
		w.r.goodsTold[s.sentence] = true
		w.claim("seized", incidents.Cut(w.r.d.Words(span), 120), span, s.speaker, incidents.Supports)
	}
}

// mostClaims bounds the claims of a draft.
const mostClaims = 60

// claim adds a claim and its passage, and gives its id.
func (w *writer) claim(field, value string, span text.Range, by *attribution.Speaker, stance incidents.Stance) string {
	inc := &w.d.Incident
	at := w.passage(span)
	c := incidents.Claim{
		ID: "k" + strconv.Itoa(len(inc.Claims)+1), Field: field, Value: value, Source: w.source(by), Stance: stance,
		Passage: w.r.d.Slice(at.Start, at.End), Start: at.Start, End: at.End,
	}
	inc.Claims = append(inc.Claims, c)
	if !slices.Contains(w.d.Passages, at) {
		w.d.Passages = append(w.d.Passages, at)
		slices.SortFunc(w.d.Passages, func(a, b Span) int { return a.Start - b.Start })
	}
	return c.ID
}

// passage gives the place of a clause in the text, cut at the last word that fits.
func (w *writer) passage(r text.Range) Span {
	tokens := w.r.d.Tokens
	s := Span{Start: tokens[r.First].Start, End: tokens[r.Last-1].End}
	for i := r.Last - 1; i > r.First && s.End-s.Start > longestPassage; i-- {
		s.End = tokens[i-1].End
	}
	s.End = min(s.End, s.Start+longestPassage)
	return s
}

// source gives the id of who says something; nobody named is the report itself.
func (w *writer) source(by *attribution.Speaker) string {
	inc := &w.d.Incident
	lang := w.r.d.Lang
	if by == nil {
		by = &attribution.Speaker{Name: reportName[lang], Kind: incidents.Wire, Attribution: incidents.Institution}
	}
	if id, ok := w.sources[by.Name]; ok {
		return id
	}
	src := incidents.Source{
		ID: incidents.SourceID(by.Name, ""), Publisher: incidents.Text{lang: by.Name}, Lang: lang, Kind: by.Kind, Attribution: by.Attribution,
	}
	if by.Attribution == incidents.Anonymous && by.Reason != "" {
		src.Reason = incidents.Text{lang: by.Reason}
	}
	w.sources[by.Name] = src.ID
	inc.Sources = append(inc.Sources, src)
	return src.ID
}

// figures writes the rows of the event, each with its claim.
func (w *writer) figures() {
	inc := &w.d.Incident
	for k := range w.e.rows {
		row := &w.e.rows[k]
		if len(inc.Claims) >= mostClaims {
			return
		}
		span := text.Range{First: row.figure.First, Last: row.figure.Last}
		said := w.r.d.Words(row.figure.Party.Range)
		stance := incidents.Supports
		if row.withdrawn && !row.soft {
			stance = incidents.Disputes
		}
		id := w.claim("casualties", fmt.Sprintf("%s: %s", row.outcome, incidents.Cut(said, 120)), span, row.speaker, stance)
		if row.withdrawn {
			continue
		}
		inc.Casualties = append(inc.Casualties, incidents.Casualty{
			ID: "c" + strconv.Itoa(len(inc.Casualties)+1), Group: row.group, Outcome: row.outcome,
			Low: row.count.Low, Best: row.count.Best, High: row.count.High, Claim: id,
		})
	}
}
