package incidents

import (
	"context"
	"iter"
	"time"

	"github.com/paulmach/orb"
)

// Seq orders every change of a whole store: 1 is the first, and each change has a number
// of its own. It is the ETag of answers, the id of live events, and since= and as_of=.
type Seq int64

// RevisionKind says why an incident was written.
type RevisionKind string

// The kinds of revisions.
const (
	Create        RevisionKind = "create"
	Update        RevisionKind = "update"        // the facts went on
	Clarification RevisionKind = "clarification" // it was right and could be misread
	Correction    RevisionKind = "correction"    // it was wrong
	Retraction    RevisionKind = "retraction"    // it should not have been published
)

// Corrects reports whether a revision of the kind says that what stood was wrong, or could be misread.
func (k RevisionKind) Corrects() bool {
	return k == Clarification || k == Correction || k == Retraction
}

// Write is what a writer asks to be written of an incident.
type Write struct {
	Incident Incident
	// Base is the number of the revision that the writer saw; zero for a new incident.
	Base     int
	Kind     RevisionKind
	Author   string // name
	AuthorID string // the Actor's id; empty for who has none
	Note     Text   // public
}

// Revision is a state of an incident, as written. Revisions are never changed.
type Revision struct {
	Number   int // 1 for the first of its incident
	Seq      Seq
	Time     time.Time // UTC
	Kind     RevisionKind
	Author   string
	AuthorID string // see Write
	Note     Text
	Incident Incident
	// Due is from when on readers see it, where that is decided and not come yet; zero for any other.
	Due time.Time
}

// Change is an item of the store's change feed: of the four things it may tell, one. Incidents that
// readers have never seen are not in the feed.
//
//   - The story was written: Incident and Entry are zero.
//   - Readers see the incident as Entry has it from Seq on, or with a nil Entry nothing of it any more. That is told
//     once: what is written of the incident after, until it is public again, is in no feed.
//   - Gone: what the change Seq, of the past, made of the incident stands no more.
//   - Nothing but that the feed has come to Seq: all else is zero.
type Change struct {
	Seq      Seq
	Story    string
	Incident ULID
	Entry    *Entry // valid until the next change is asked for
	Gone     bool
}

// OfStory reports whether the change tells that the story was written.
func (c *Change) OfStory() bool { return c.Incident == ULID{} && c.Story != "" && !c.Gone }

// Imported is what became of a record that Store.Import was given.
type Imported struct {
	Incident string // id; empty for a record that breaks a rule
	// Revision is what was written; its Number is zero when nothing was.
	Revision Revision
	// Kept names what the record would have changed and stays, since an editor has changed it or no
	// record owns it: fields as of Incident, "evidence" for casualties, claims and sources together.
	Kept []string
	// Err is why nothing was written of the record, besides that it changes nothing: EInvalid names the
	// field that breaks a rule, EConflict what an editor did of the whole incident, or another import.
	Err error
}

// ReceiptLife is how long a receipt is kept at least. Later writes with a receipt forget it.
const ReceiptLife = 7 * 24 * time.Hour

// Receipt makes a write safe to repeat: see Store.WriteOnce.
type Receipt struct {
	Key     string   // the writer's own; at most 255 bytes
	Request [32]byte // a hash of what was asked for under the key
}

// Feature is an encoded public incident, as an [Encoder] wrote it.
type Feature struct {
	Seq  Seq
	ID   string
	JSON []byte // valid until the next one is asked for
}

// Known is what a store holds of a record that came before.
type Known struct {
	Incident string // id
	Revision int    // its newest revision's number
	Hash     string // the record's content when it was last written
}

// Store keeps stories and the revisions of their incidents. All methods may be called
// by many goroutines at once. Every error is an *Error or wraps one: ENotFound where a
// story or an incident is not there, EUnavailable where the store cannot be read or
// written at the moment, EDamaged where what is stored fails a check.
//
// A write that was acknowledged survives the death of the process and of the machine.
type Store interface {
	PeopleStore
	MediaStore

	// Stories lists all stories by slug.
	Stories(ctx context.Context) ([]Story, error)

	// Story gives one story. ENotFound if there is none of that slug.
	Story(ctx context.Context, slug string) (Story, error)

	// PutStory writes a story, new or in place of the one of the same slug, and gives the
	// last sequence number it used. When what readers see of the story's incidents changes
	// with it (layers, policy, languages), each is encoded again, as a change with a number of
	// its own and no new revision. EInvalid if the story breaks a rule of Validate. EConflict,
	// naming "version", if it has a Version and is another now; a story without one is written
	// whatever is there. Whether a column is unpublished is the story's word only for a new one: it ends, under a
	// number of the store's own and with a new version of the story, with the first public incident that has a
	// value of it, and does not come back.
	PutStory(ctx context.Context, s Story) (Seq, error)

	// Write writes all of the writes or none of them, each as a new revision with a
	// number of its own in their order, and gives the revisions once they are on disk. Each
	// incident must belong to a story that is there (ENotFound), hold to Validate (EInvalid,
	// naming "[i].field" of the i-th write when there is more than one), and be at the
	// revision it was based on (EConflict, naming "base" or "[i].base"). One that is retracted
	// stays so (EConflict, naming "disposition").
	Write(ctx context.Context, writes ...Write) ([]Revision, error)

	// WriteOnce writes as Write does, unless a write under the same key was acknowledged
	// before: then it writes nothing, and gives the revisions that one gave, and true. EConflict
	// when the key came with another request. The receipt is on disk with what it is for, and is
	// kept for ReceiptLife: a write that is repeated later is written again.
	WriteOnce(ctx context.Context, receipt Receipt, writes ...Write) ([]Revision, bool, error)

	// Import writes the incidents of records, each for itself: what became of each is in the result, at
	// its place, and an error is of all. The run names the import, for UndoImport; it is not empty. A
	// record of an incident that is there changes only what records own and no editor has changed
	// since: never its workflow, disclosure, disposition, nor anything of one that is retracted or merged.
	// Where nothing is left to change there is no revision. Write.Base is not looked at.
	Import(ctx context.Context, run string, records ...Write) ([]Imported, error)

	// UndoImport takes back what an import wrote, as the author, with the note for readers, and says
	// of each incident what became of it, those that stay as they are among them. What was changed since
	// stays, and is in Kept. An incident that the import made, and nobody has changed since, is retracted, and
	// its record can be imported again. ENotFound if there is no import of that name.
	UndoImport(ctx context.Context, run, author string, note Text) ([]Imported, error)

	// PublishDue puts in force all that waits for its time and is due by now, each as a revision of now, and gives when
	// the next is due, zero for never. What is written of a story with a delay, or with Incident.PublishAt, waits
	// so: Write gives its revision with Due, Incident and Revisions give it to editors, and
	// nothing else tells of it: readers go on seeing what stood, or nothing. Retractions and
	// redactions never wait. Any number of programs may say it at the same time.
	PublishDue(ctx context.Context) (next time.Time, err error)

	// Redact takes words of an incident away, of what was written before too, and gives the new
	// revision that says so: a correction with the redaction's note. The old words are in no revision, public
	// incident, feature, change or search any more, whatever number is asked for; no record brings them
	// back. The file or database may still hold them, apart from all reading. ENotFound if there is
	// no such incident in that story; EInvalid names the fields at fault.
	Redact(ctx context.Context, r Redaction) (Revision, error)

	// Erase redacts an incident, or all of a story, its own title and summary too, in every version of it, and takes the words off the disk: rows, the texts that
	// other rows are kept as differences to, words to search by, receipts, free pages and the write-ahead log.
	// Of an incident stays a retracted tombstone without content, and no record is known to be its; of a
	// source's words the rest of the incident. It takes as long as writing the store anew, and room for that.
	// EUnavailable, naming "log", when the words are out of all that can be read and others keep them on the disk at the
	// moment: then say it again. Backups, and what a database server keeps for its replicas, are their
	// operators'. ENotFound as Incident, and EInvalid as Redact.
	Erase(ctx context.Context, e Erasure) error

	// Redactions gives what was taken away of an incident when and why, the oldest first. ENotFound as
	// Incident.
	Redactions(ctx context.Context, story, id string) ([]Redaction, error)

	// Incident gives an incident's newest revision, public or not. ENotFound if there is
	// no such incident in that story.
	Incident(ctx context.Context, story, id string) (Revision, error)

	// Public gives an incident as readers see it. ENotFound if there is no such incident
	// in that story or readers may not see it. Readers are not told of other incidents, of any
	// story, that they do not see: Public.Redact. When one that others name becomes public or
	// hidden, these are encoded again, after all that is written with it, each as a change
	// with a number of its own and no new revision.
	Public(ctx context.Context, story, id string) (*Public, error)

	// Revisions gives all revisions of an incident, the oldest first. ENotFound as above.
	Revisions(ctx context.Context, story, id string) ([]Revision, error)

	// Queue lists newest revisions of incidents of a story, public or not, by number. An incident that is
	// written while a list is read has a new number, and stands at the list's newer end. ENotFound as Story.
	Queue(ctx context.Context, q QueueQuery) ([]Revision, error)

	// QueueCounts counts the incidents of a story that stand, by their stage: those whose newest revision has a
	// disposition of Standing. ENotFound as Story.
	QueueCounts(ctx context.Context, story string) (map[Workflow]int, error)

	// Audit gives what was written of a story by whom, the newest first. ENotFound as Story.
	Audit(ctx context.Context, q AuditQuery) ([]AuditEntry, error)

	// Changes gives first, as Gone, every change up to the given one of an incident that was
	// in force then and is no more; and then, by sequence number, every change after it that is
	// still in force: for each incident that readers see its newest, for each that they once saw the one by
	// which it went, for each story its newest; and at last, where the newest number of all is of none of these, a change that tells
	// it alone. All of it is of one state of the store. Whoever holds what was in force at after, and
	// follows, holds what is in force now. What readers never saw costs nothing here, however much it is.
	Changes(ctx context.Context, after Seq) iter.Seq2[Change, error]

	// Shapes gives the geometries that entries in force name. ENotFound if there is none of
	// a name.
	Shapes(ctx context.Context, ids []ShapeID) (map[ShapeID]orb.Geometry, error)

	// Wait blocks until there is a change after the given one, by this program or another, and
	// gives the newest sequence number; it knows of this program's own at once, and of
	// another's within a second. It ends with the context.
	Wait(ctx context.Context, after Seq) (Seq, error)

	// Features gives the encoded public incidents of the given changes, in that order, in
	// the wanted language where they have it, else in the story's first language they have,
	// else in the alphabetically first. A number that is not of a public incident is ENotFound.
	Features(ctx context.Context, seqs []Seq, lang string) iter.Seq2[Feature, error]

	// Publics gives public incidents of the given changes, in that order, as Features does
	// their encodings.
	Publics(ctx context.Context, seqs []Seq) iter.Seq2[*Public, error]

	// AsOf gives the public incidents of a story as they stood at a sequence number, in no
	// promised order, under the rules of today: what readers may not see now they may not see
	// as of then, a place that is withheld or coarsened now is so as of then, and of a
	// retracted incident stays the tombstone. ENotFound as Story.
	AsOf(ctx context.Context, story string, at Seq) iter.Seq2[*Public, error]

	// PublicAt gives one incident as AsOf has it. ENotFound if it is not among those that AsOf gives,
	// or there is no such story.
	PublicAt(ctx context.Context, story, id string, at Seq) (*Public, error)

	// SeqAt gives the newest sequence number that was given out at or before an instant, zero
	// if there was none.
	SeqAt(ctx context.Context, t time.Time) (Seq, error)

	// Known gives what a story holds of records that came before, by Origin.Key, or by "id:"
	// and an incident's own id, as an export of it has; keys that are not known are left out.
	Known(ctx context.Context, story string, keys []string) (map[string]Known, error)

	// Search gives the changes in force of public incidents of a story whose title,
	// summary, place, sources or note hold all words of q, in any language, without regard to
	// accents and case; the last word may be the beginning of a word. No words: no incidents. What it
	// finds is all there is: where so much was just written that its words are not ready to be
	// searched, as after an import, it is EUnavailable for some seconds.
	Search(ctx context.Context, story, q string) ([]Seq, error)

	// PutToken keeps a token, new or in place of the one of the same hash.
	PutToken(ctx context.Context, t Token) error

	// Token gives the token of a hash. ENotFound if there is none.
	Token(ctx context.Context, hash TokenHash) (Token, error)

	// UseToken notes when a token was last used, unless Token.UsedLately says that it need not be.
	// Nothing else of the token changes, though it be revoked meanwhile; of one that is not there
	// nothing is noted.
	UseToken(ctx context.Context, hash TokenHash, now time.Time) error

	// Tokens lists all tokens, the oldest first.
	Tokens(ctx context.Context) ([]Token, error)

	// Seq gives the newest sequence number, zero for an empty store.
	Seq(ctx context.Context) (Seq, error)

	// Check reads everything and reports what is damaged, EDamaged, or nil.
	Check(ctx context.Context) error

	// Close waits for writes under way and lets go of the store.
	Close() error
}
