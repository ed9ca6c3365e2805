package revisions

import (
	"cmp"
	"context"
	"slices"
	"time"

	"incidentmap/incidents"
)

// Transaction is what a plan asks of a store's transaction: to read what is stored, as it was
// before the plan but for what the plan has written through it, and to write rows.
type Transaction interface {
	// Story gives a story as it is written now, nil if there is none of that slug.
	Story(ctx context.Context, slug string) (*incidents.Story, error)
	// Current fills in, by State.Stored, what is stored of the incidents whose ids the states have,
	// in whatever story; it leaves those alone that are not there.
	Current(ctx context.Context, states []*State) error
	// Owner gives the incident that came from a record, zero if there is none; or zero always, where
	// PutRecords refuses a record that is another's.
	Owner(ctx context.Context, r Record) (incidents.ULID, error)
	// Receipt gives what is kept under a key, nil for nothing.
	Receipt(ctx context.Context, key string) (*Kept, error)
	// Visible reports which of some incidents, of whatever story, readers see.
	Visible(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID]bool, error)
	// Newest gives an incident as its newest revision has it, of whatever story; nil if there is none.
	Newest(ctx context.Context, id incidents.ULID) (*incidents.Incident, error)
	// Histories gives all revisions, the oldest first, of those of some incidents that are there.
	Histories(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID][]Written, error)
	// Naming gives the public incidents in force that name any of some.
	Naming(ctx context.Context, targets []incidents.ULID) ([]Naming, error)
	// InForce gives the changes in force of the public incidents of a story, by number.
	InForce(ctx context.Context, story string) ([]incidents.Seq, error)
	// KindsOf gives which of some kinds newest revisions of incidents of a story have.
	KindsOf(ctx context.Context, story string, among []incidents.Kind) ([]incidents.Kind, error)
	// Encoded gives what changes in force are of, in that order.
	Encoded(ctx context.Context, changes []incidents.Seq) ([]Encoded, error)

	// Pending gives what waits of some incidents, of those of which something does.
	Pending(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID]*Held, error)
	// PendingOf gives what waits of the incidents of a story.
	PendingOf(ctx context.Context, story string) ([]*Held, error)
	// HeldBack gives all that was ever held back of some incidents, by number.
	HeldBack(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID][]*Held, error)
	// PutHeld writes what is held back, or puts it in place of that of the same number.
	PutHeld(ctx context.Context, held []*Held) error

	// RewriteStory puts in place of every version of a story, under its number, what of gives for it.
	RewriteStory(ctx context.Context, slug string, of func(*incidents.Story) (*Story, error)) error
	// PutStory writes a story under a number.
	PutStory(ctx context.Context, seq incidents.Seq, story *Story) error
	// Activate writes changes and ends those whose place they take. It looks at ctx where it may stop.
	Activate(ctx context.Context, changes []*Change) error
	// PutRecords lets go of records, and notes which incidents come from others.
	PutRecords(ctx context.Context, released []Record, taken []Taken) error
	// PutPointers writes which public incidents name which others from now on.
	PutPointers(ctx context.Context, removed, added []Pointer) error
	// Rows gives all rows of what readers saw or might have seen of an incident, by number, with stories as
	// they were then, and Until, Hidden and Previous as they are stored; nothing if it is not there.
	Rows(ctx context.Context, id incidents.ULID) ([]*Change, error)
	// Rewrite puts rows that Rows gave in place of those of the same numbers.
	Rewrite(ctx context.Context, rows []*Change) error
	// PutRedaction keeps that the revision of a number says what was taken away of an incident.
	PutRedaction(ctx context.Context, id incidents.ULID, seq incidents.Seq, form []byte) error
	// DropMedia takes the files of pictures of an incident away, once the rest is kept; all of them for no hashes.
	DropMedia(ctx context.Context, story string, id incidents.ULID, hashes []string) error
	// PutRun keeps which numbers an import gave out, from the first to the last.
	PutRun(ctx context.Context, run string, first, last incidents.Seq) error
	// PutAudit appends to the log of who wrote what, of stories that the plan has asked for.
	PutAudit(ctx context.Context, entries []incidents.AuditEntry) error
	// RedactAudit takes the names of those out of the log who wrote some revisions of an incident.
	RedactAudit(ctx context.Context, story string, id incidents.ULID, concerns func(revision int) bool) error
	// ForgetReceipts forgets receipts of writes before a time, so many at most, the oldest first.
	ForgetReceipts(ctx context.Context, before time.Time, most int) error
	// PutReceipt keeps what was written under a key.
	PutReceipt(ctx context.Context, key string, kept *Kept) error
}

// Naming is a public incident in force that names another.
type Naming struct {
	Incident incidents.ULID
	Story    string
	Change   incidents.Seq
}

// Encoded is what a change in force is of.
type Encoded struct {
	ID        incidents.ULID
	Revision  *incidents.Revision
	Published time.Time // when readers first saw the incident
}

// Record names the record of a file that an incident came from.
type Record struct{ Story, Key string }

// Taken says which incident comes from a record.
type Taken struct {
	Record
	Incident incidents.ULID
	at       string
}

// OwnedBy is the error of a record that is another incident's.
func (t *Taken) OwnedBy(owner incidents.ULID) error {
	return incidents.Errorf(incidents.EConflict, t.at+"origin.key",
		"the incident %s of the story %q came from the record %q; write a revision of it", owner, t.Story, t.Key)
}

// Plan is what a transaction writes.
type Plan struct {
	tx   Transaction
	now  time.Time
	last incidents.Seq // the newest number given out, by the plan too

	stories  map[string]*incidents.Story
	states   map[incidents.ULID]*State
	order    []*State
	owners   map[Record]incidents.ULID // by the plan; zero for a record that was let go of
	receipts map[string]*Kept          // by the plan
	changes  []*Change
	audit    []incidents.AuditEntry // of what is not told revision by revision
	held     []*Held                // to be written
	columns  map[string][]string    // by story, the names of unpublished columns that readers now see values of
	rebased  []rebase               // of the job
	single   bool                   // it is of one job, so that nothing need be undone where that is refused
	refused  bool                   // the job of a plan that is of one was refused: Finish writes nothing
	undo     []func()               // takes back what the job made of the plan
}

// NewPlan begins a plan of some jobs at the newest number that was given out before. What it
// writes is of the time now. A plan of one job ends when that is refused.
func NewPlan(tx Transaction, jobs int, last incidents.Seq, now time.Time) *Plan {
	return &Plan{
		tx: tx, single: jobs <= 1, last: last, now: now,
		stories: map[string]*incidents.Story{},
	}
}

// Last gives the newest number given out.
func (p *Plan) Last() incidents.Seq { return p.last }

// Now gives the time of what is written.
func (p *Plan) Now() time.Time { return p.now }

// Add makes revisions of a job's writes, each of which must follow from what is in force when those
// before it are written: ENotFound for a story that is not there, EInvalid and EConflict
// name what is at fault. A job that has an error, or was done before, leaves the plan as it was.
func (p *Plan) Add(ctx context.Context, j *Job) error {
	if err := p.repeats(ctx, j); err != nil || j.Repeated != nil {
		return err
	}
	for i := range j.writes {
		if _, err := p.story(ctx, j.writes[i].Revision.Incident.Story); err != nil {
			return named(err, j.writes[i].at)
		}
	}
	if err := p.read(ctx, j); err != nil {
		return err
	}
	p.undo = p.undo[:0]
	made, err := p.revise(ctx, j)
	if err != nil {
		for _, undo := range slices.Backward(p.undo) {
			undo()
		}
		p.refused = p.single
		return err
	}
	p.keepReceipt(j, p.last+1)
	p.changes = append(p.changes, made...)
	p.last += incidents.Seq(len(j.writes))
	p.holdAnew()
	return nil
}

// story gives a story that must be there.
func (p *Plan) story(ctx context.Context, slug string) (*incidents.Story, error) {
	if story := p.stories[slug]; story != nil {
		return story, nil
	}
	story, err := p.tx.Story(ctx, slug)
	if err != nil {
		return nil, err
	}
	if story == nil {
		return nil, incidents.NoStory(slug)
	}
	p.stories[slug] = story
	return story, nil
}

// read makes sure that the state is known of all incidents that the job writes.
func (p *Plan) read(ctx context.Context, j *Job) error {
	room := make([]State, len(j.writes))
	asked := make([]*State, 0, len(j.writes))
	if p.states == nil {
		p.states = make(map[incidents.ULID]*State, len(j.writes))
	}
	for i := range j.writes {
		id := j.writes[i].ID
		if p.states[id] != nil {
			continue
		}
		st := &room[i]
		st.ID = id
		p.states[id], asked = st, append(asked, st)
	}
	p.order = append(p.order, asked...)
	if err := p.tx.Current(ctx, asked); err != nil {
		return err
	}
	var there []incidents.ULID
	for _, st := range asked {
		if st.Number > 0 {
			there = append(there, st.ID)
		}
	}
	if len(there) == 0 {
		return nil
	}
	pending, err := p.tx.Pending(ctx, there)
	for id, h := range pending {
		st := p.states[id]
		st.pending, st.Number = h, max(st.Number, h.Revision.Number)
	}
	return err
}

// revise makes changes of a job's writes.
func (p *Plan) revise(ctx context.Context, j *Job) ([]*Change, error) {
	made, room := make([]*Change, 0, len(j.writes)), make([]Change, len(j.writes))
	for i := range j.writes {
		w := &j.writes[i]
		st := p.states[w.ID]
		if err := p.accepts(ctx, st, w); err != nil {
			return nil, err
		}
		p.remember(st)
		c, err := p.follow(st, w, &room[i], p.last+1+incidents.Seq(i))
		if err != nil {
			return nil, err
		}
		if c != nil {
			made = append(made, c)
		}
	}
	return made, nil
}

// accepts reports whether a write follows from the state, and its record is no other incident's.
func (p *Plan) accepts(ctx context.Context, st *State, w *Write) error {
	if err := st.accepts(w); err != nil {
		return err
	}
	if err := p.acceptsKind(ctx, st, w); err != nil {
		return err
	}
	if err := p.checkCounted(ctx, w); err != nil {
		return err
	}
	if err := p.approves(ctx, st, w); err != nil {
		return err
	}
	r := Record{w.Revision.Incident.Story, w.Revision.Incident.Origin.Key}
	owner, err := p.owner(ctx, r, st)
	if err == nil && owner != (incidents.ULID{}) && owner != w.ID {
		err = (&Taken{r, w.ID, w.at}).OwnedBy(owner)
	}
	return err
}

// owner gives the incident that came from a record which is not the state's; zero for none, and where nobody asks.
func (p *Plan) owner(ctx context.Context, r Record, st *State) (incidents.ULID, error) {
	if r.Key == "" || r.Key == st.Origin {
		return incidents.ULID{}, nil
	}
	if owner, known := p.owners[r]; known {
		return owner, nil
	}
	return p.tx.Owner(ctx, r)
}

// write makes the change of a write that is accepted.
func (p *Plan) write(st *State, w *Write, c *Change, seq incidents.Seq) {
	p.takeRecord(st, w)
	w.Revision.Number, w.Revision.Seq, w.Revision.Time = cmp.Or(w.number, st.Number+1), seq, p.now
	*c = Change{
		Seq: seq, ID: w.ID, Revision: w.Revision, Write: w,
		Previous: st.Revision, audit: auditOf(st, w.Revision),
	}
	if st.isSilent(w.Revision) {
		c.Told = st.Told
	} else {
		c.Ends, c.EndsSeen = st.Told, !st.Published.IsZero()
	}
	st.Story = w.Revision.Incident.Story
	st.follow(c)
	c.Story, c.Published, c.names = p.stories[st.Story], st.Published, st.Names
}

// remember makes sure that a state can be undone if the job is refused.
func (p *Plan) remember(st *State) {
	if p.single {
		return
	}
	was, held := *st, len(p.held)
	p.undo = append(p.undo, func() {
		p.held, p.rebased = p.held[:held], nil
		*st = was
		if was.told != nil {
			was.told.Until = 0
		}
	})
}

// takeRecord notes that the incident comes from the record that the write names, and no
// longer from the one it came from before.
func (p *Plan) takeRecord(st *State, w *Write) {
	key, slug := w.Revision.Incident.Origin.Key, w.Revision.Incident.Story
	if st.Origin == key {
		return
	}
	if st.Origin != "" {
		p.own(Record{slug, st.Origin}, incidents.ULID{})
	}
	if st.originAt = w.at; key != "" {
		p.own(Record{slug, key}, w.ID)
	}
}

func (p *Plan) own(r Record, id incidents.ULID) {
	if !p.single {
		before, known := p.owners[r]
		p.undo = append(p.undo, func() {
			if delete(p.owners, r); known {
				p.owners[r] = before
			}
		})
	}
	if p.owners == nil {
		p.owners = make(map[Record]incidents.ULID, len(p.order))
	}
	p.owners[r] = id
}

// Finish writes all that the jobs come to: nothing where the only one was refused.
func (p *Plan) Finish(ctx context.Context) error {
	if p.refused {
		return nil
	}
	if err := p.hide(ctx, p.changes); err != nil {
		return err
	}
	if len(p.changes) > 0 {
		if err := p.activate(ctx, p.changes); err != nil {
			return err
		}
	}
	if released, taken := p.records(); len(released)+len(taken) > 0 {
		if err := p.tx.PutRecords(ctx, released, taken); err != nil {
			return err
		}
	}
	if err := p.putHeld(ctx); err != nil {
		return err
	}
	if err := p.encodeNaming(ctx); err != nil {
		return err
	}
	if err := p.publishColumns(ctx); err != nil {
		return err
	}
	if removed, added := p.pointers(); len(removed)+len(added) > 0 {
		if err := p.tx.PutPointers(ctx, removed, added); err != nil {
			return err
		}
	}
	if err := p.putAudit(ctx); err != nil {
		return err
	}
	if len(p.receipts) > 0 {
		if err := p.tx.ForgetReceipts(ctx, p.now.Add(-incidents.ReceiptLife), forgottenAtOnce); err != nil {
			return err
		}
	}
	for key, kept := range p.receipts {
		if err := p.tx.PutReceipt(ctx, key, kept); err != nil {
			return err
		}
	}
	return nil
}

// records lists which records the incidents let go of, and which they take, by key, so that
// neighbours in its index come one after another.
func (p *Plan) records() (released []Record, taken []Taken) {
	for _, st := range p.order {
		if st.Origin == st.stored.origin {
			continue
		}
		if st.stored.origin != "" {
			released = append(released, Record{st.Story, st.stored.origin})
		}
		if st.Origin != "" {
			taken = append(taken, Taken{Record{st.Story, st.Origin}, st.ID, st.originAt})
		}
	}
	slices.SortFunc(taken, func(a, b Taken) int {
		return cmp.Or(cmp.Compare(a.Story, b.Story), cmp.Compare(a.Key, b.Key))
	})
	return released, taken
}
