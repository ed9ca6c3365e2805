package filter

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Trait is the choices of a word of incidents.TraitFilters.
type Trait struct {
	Word, Title string
	Options     []Option
}

// unlisted is the word of which a page offers no choices: it keeps what its address asks for.
const unlisted = "class"

// traits makes the choices of each word but unlisted.
func (v *Form) traits(story *incidents.Story, q index.Query, w *Criteria, c *Counter) []Trait {
	var all []Trait
	for _, of := range incidents.TraitFilters() {
		switch of.Word() {
		case unlisted:
		case "kind":
			all = append(all, Trait{of.Word(), v.T("kinds"), v.kinds(story, q, w, c)})
		default:
			all = append(all, Trait{of.Word(), v.T(of.Word()), v.values(of, q, w, c)})
		}
	}
	return all
}

// values makes the choices of a closed set: those that would find something, and those that are made.
func (v *Form) values(of incidents.TraitFilter, q index.Query, w *Criteria, c *Counter) []Option {
	var options []Option
	for _, id := range of.Values() {
		one := q
		of.Want(&one.Filter, []string{id})
		checked := slices.Contains(of.Wanted(&w.Filter), id)
		if count, _ := c.Of(one); count > 0 || checked {
			options = append(options, Option{ID: id, Text: v.T(of.Word() + "." + id), Count: count, Checked: checked})
		}
	}
	return options
}

// kinds makes the choices of the kinds that the story has incidents of, and of those that are made.
func (v *Form) kinds(story *incidents.Story, q index.Query, w *Criteria, c *Counter) []Option {
	q.Kinds = nil
	_, kinds := c.Of(q)
	_, all := c.Of(index.Query{})
	var options []Option
	for _, k := range story.AllKinds() {
		checked := slices.Contains(w.Kinds, k.Kind)
		if all[k.Kind] > 0 || checked {
			options = append(options, Option{
				ID: string(k.Kind), Text: v.Say.Words(k.Title, v.Lang).Text, Shape: string(k.Shape), Count: kinds[k.Kind], Checked: checked,
			})
		}
	}
	return options
}
