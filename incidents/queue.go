package incidents

import "slices"

// QueueQuery says which incidents of a story are listed, published or not, by their newest
// revisions: see Store.Queue.
type QueueQuery struct {
	Story string // slug
	// Workflows, Dispositions and Kinds are those of which an incident is to have one; any when empty.
	Workflows    []Workflow
	Dispositions []Disposition
	Kinds        []Kind
	// From is the number of the last revision that was listed before, zero for none. OldestFirst goes on
	// with higher numbers, and else the list goes on with lower ones.
	From        Seq
	OldestFirst bool
	Limit       int // at least 1
}

// Workflows lists the stages in the order in which an incident passes them.
func Workflows() []Workflow { return []Workflow{DraftStage, Review, Approved, Published, Archived} }

// Dispositions lists what may become of an incident's record.
func Dispositions() []Disposition { return []Disposition{Active, Corrected, Merged, Retracted} }

// Standing lists the dispositions of incidents that are worked on and told: neither taken back nor merged into others.
func Standing() []Disposition { return []Disposition{Active, Corrected} }

// Wanted gives the stages to look through, each once: those that are asked for, or all.
func (q *QueueQuery) Wanted() []Workflow {
	return slices.DeleteFunc(Workflows(), func(w Workflow) bool {
		return len(q.Workflows) > 0 && !slices.Contains(q.Workflows, w)
	})
}
