package sqlite

import (
	"context"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// news is a revision that readers are to see, or see anew, from a change on.
type news struct {
	standing *standing // after all the news of a transaction
	story    *incidents.Story
	revision incidents.Revision
	wish     *wish         // nil when the revision was written before
	again    incidents.Seq // the change, when that is not the revision's own number
}

func (n *news) change() incidents.Seq { return max(n.revision.Seq, n.again) }

// inForce reports whether nothing newer of the incident comes in the same transaction.
func (n *news) inForce() bool { return n.standing.change == n.change() }

// encoded is what is written of a piece of news.
type encoded struct {
	*news
	features []feature
	words    string
	err      error
}

type feature struct {
	lang string
	json []byte
}

// newsAtATime is how many are encoded while as many before them are written.
const newsAtATime = 256

// putInForce writes the news and what follows from them. It encodes on one core what it
// will write next, while it writes on another.
func (w *writing) putInForce(ctx context.Context, all []news) error {
	encoding, stop := context.WithCancel(ctx)
	defer stop()
	next := make(chan []encoded, 1)
	go func() {
		defer close(next)
		for some := range slices.Chunk(all, newsAtATime) {
			select {
			case next <- w.encodeAll(some):
			case <-encoding.Done():
				return
			}
		}
	}()
	whole := context.WithoutCancel(ctx)
	if err := w.release(whole); err != nil {
		return err
	}
	for some := range next {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range some {
			if err := w.add(whole, &some[i]); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.flush(whole)
}

func (w *writing) encodeAll(all []news) []encoded {
	out := make([]encoded, len(all))
	for i := range all {
		out[i].news = &all[i]
		out[i].err = w.encodeOne(&out[i])
	}
	return out
}

func (w *writing) encodeOne(e *encoded) error {
	p, err := publicOf(e.story, &e.revision, e.standing.published, e.change())
	if err != nil {
		return w.damaged("the time "+e.standing.published+" of incident "+e.standing.id, err)
	}
	if p == nil {
		return nil
	}
	for _, lang := range ranked(p.Langs(), e.story.Languages) {
		e.features = append(e.features, feature{lang, w.encode(nil, p, lang)})
	}
	e.words = words(p)
	return nil
}

// add writes all that a piece of news comes to.
func (w *writing) add(ctx context.Context, e *encoded) error {
	if e.err != nil {
		return e.err
	}
	rev, st := &e.revision, e.standing
	if e.wish != nil {
		if err := w.addRevision(ctx, rev, e.wish); err != nil {
			return err
		}
	}
	for rank, f := range e.features {
		id := featureID(e.change(), rank)
		if err := w.insert(ctx, &w.to.feature, id, f.lang, st.id, f.json, featureSum(id, f.lang, st.id, f.json)); err != nil {
			return err
		}
	}
	if !e.inForce() {
		return nil
	}
	if st.searched > 0 {
		if err := w.insert(ctx, &w.to.forgetWords, st.searched); err != nil {
			return err
		}
	}
	if st.public {
		if err := w.insert(ctx, &w.to.words, st.change, e.words); err != nil {
			return err
		}
	}
	if st.origin != st.recorded && st.origin != "" {
		if err := w.insert(ctx, &w.to.origin, st.story, st.origin, st.id); err != nil {
			return err
		}
	}
	if st.stored {
		return w.insert(ctx, &w.to.change, st.revision, st.change, st.public, st.published, st.story, st.id)
	}
	return w.insert(ctx, &w.to.incident, st.revision, st.change, st.public, st.published, st.story, st.id)
}

func (w *writing) addRevision(ctx context.Context, rev *incidents.Revision, wish *wish) error {
	id, story, written := rev.Incident.ID, rev.Incident.Story, stamp(rev.Time)
	sum := checksum(story, id, written, string(rev.Kind), rev.Author, wish.note, wish.document)
	return w.insert(ctx, &w.to.revision, rev.Seq, story, id, rev.Number, written,
		string(rev.Kind), rev.Author, wish.note, []byte(wish.document), sum)
}

// release forgets the records that incidents have let go of, before others take them.
func (w *writing) release(ctx context.Context) error {
	for _, r := range w.released {
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM origin WHERE story = ? AND key = ?`, r.story, r.key); err != nil {
			return w.fault("forget a record", err)
		}
	}
	w.released = nil
	return nil
}

// ranked orders languages as they stand in for one that is missing: the story's own
// first, in its order, then the others by alphabet.
func ranked(langs, preferred []string) []string {
	var first []string
	for _, l := range preferred {
		if slices.Contains(langs, l) && !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	for _, l := range langs {
		if !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	return first[:min(len(first), 1<<rankBits)]
}

// words gives all that a search may find a public incident by.
func words(p *incidents.Public) string {
	texts := []incidents.Text{p.Title, p.Summary, incidents.Text(p.Where.Place), p.Note}
	for _, s := range p.Sources {
		texts = append(texts, s.Publisher)
	}
	lines := []string{p.Where.Admin.Admin1Name, p.Where.Admin.Admin2Name}
	for _, t := range texts {
		for _, s := range t {
			lines = append(lines, s)
		}
	}
	return strings.Join(wordsOf(strings.Join(lines, "\n")), " ")
}
