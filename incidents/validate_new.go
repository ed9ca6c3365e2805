package incidents

import (
	"strconv"
	"strings"
)

// checkNew holds all texts of a write against what no text may have.
func (w *Write) checkNew(p *Problems) {
	w.Note.checkNew(p, "revision.note")
	checkNew(p, "revision.author", "", w.Author)
	w.Incident.checkNew(p)
}

func (inc *Incident) checkNew(p *Problems) {
	inc.Title.checkNew(p, "title")
	inc.Summary.checkNew(p, "summary")
	Text(inc.Where.Place).checkNew(p, "where.place")
	checkNew(p, "where.admin1_name", "", inc.Where.Admin.Admin1Name)
	checkNew(p, "where.admin2_name", "", inc.Where.Admin.Admin2Name)
	for name, v := range inc.Extra {
		checkNew(p, "extra", "", name)
		checkNew(p, "extra", name, v)
	}
	checkNew(p, "origin.file", "", inc.Origin.File)
	var own Problems // of an item, whose place is named only where there are any
	for i := range inc.Sources {
		inc.Sources[i].checkNew(&own)
		own.moveTo(p, "sources", i)
	}
	for i := range inc.Claims {
		inc.Claims[i].checkNew(&own)
		own.moveTo(p, "claims", i)
	}
	for i := range inc.Media {
		inc.Media[i].checkNew(&own)
		own.moveTo(p, "media", i)
	}
	for i := range inc.Casualties {
		checkNew(&own, ".id", "", inc.Casualties[i].ID)
		if in := inc.Casualties[i].CountedIn; in != nil && strings.EqualFold(in.Incident, inc.ID) {
			own.Add(".counted_in", "names the incident itself; people are counted in a row of another")
		}
		own.moveTo(p, "casualties", i)
	}
}

func (s *Source) checkNew(p *Problems) {
	s.Publisher.checkNew(p, ".publisher")
	s.Reason.checkNew(p, ".reason")
	checkNew(p, ".id", "", s.ID)
	checkNew(p, ".lang", "", s.Lang)
	checkNew(p, ".hash", "", s.Hash)
	checkNew(p, ".url", "", s.URL)
	checkNew(p, ".archive", "", s.Archive)
}

func (c *Claim) checkNew(p *Problems) {
	c.Paraphrase.checkNew(p, ".paraphrase")
	checkNew(p, ".id", "", c.ID)
	checkNew(p, ".field", "", c.Field)
	checkNew(p, ".value", "", c.Value)
	checkNew(p, ".passage", "", c.Passage)
}

// ValidateNew is Validate of a story that is to be written: no text of it may hold what the rules
// for texts forbid, which stories that were written before may.
func (s *Story) ValidateNew() error {
	var p Problems
	s.validate(&p)
	s.Title.checkNew(&p, "title")
	s.Summary.checkNew(&p, "summary")
	s.Credit.checkNew(&p, "credit")
	checkNew(&p, "licence.name", "", s.Licence.Name)
	for i := range s.Columns {
		checkNew(&p, "columns["+strconv.Itoa(i)+"].source", "", s.Columns[i].Source)
	}
	for i := range s.Layers {
		s.Layers[i].Title.checkNew(&p, "layers["+strconv.Itoa(i)+"].title")
	}
	for i := range s.Kinds {
		s.Kinds[i].checkNew(&p, "kinds["+strconv.Itoa(i)+"]")
	}
	for i := range s.Steps {
		s.Steps[i].Title.checkNew(&p, "steps["+strconv.Itoa(i)+"].title")
		s.Steps[i].Text.checkNew(&p, "steps["+strconv.Itoa(i)+"].text")
	}
	return p.Err()
}
