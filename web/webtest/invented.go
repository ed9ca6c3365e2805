package webtest

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// Invented is a store of the fixture's story with many incidents, each made when it is asked
// for and kept by nobody. The story is its first change, and each incident one after it.
type Invented struct {
	n     int
	like  incidents.Incident // what each is like
	Given atomic.Int64       // incidents and features so far
	// OnGiven, when set, is called for each as it is given, with how many they are now.
	OnGiven func(given int64)
}

// invented is when all was written.
var invented = time.Date(2026, 2, 23, 2, 0, 0, 0, time.UTC)

// NewInvented makes a store whose newest change is n: it has n-1 incidents.
func NewInvented(n int) *Invented {
	return &Invented{n: n, like: Incidents()[0]}
}

// InventedID is the id of the incident of a change.
func InventedID(seq incidents.Seq) string { return fmt.Sprintf("01KJ%022d", seq) }

// incident makes the incident of a change: at a place of its own in western Mexico, in an hour
// of a month.
func (v *Invented) incident(seq incidents.Seq) *incidents.Public {
	given := v.Given.Add(1)
	if v.OnGiven != nil {
		v.OnGiven(given)
	}
	inc := &v.like
	when := inc.When
	when.Start = when.Start.Add(time.Duration(seq*7919%720) * time.Hour)
	when.End = when.Start.Add(time.Hour)
	at := orb.Point{-107 + float64(seq*7919%99991)/99991*8, 18 + float64(seq*104729%99989)/99989*6}
	return &incidents.Public{
		ID: InventedID(seq), Story: inc.Story, Class: inc.Class, Kind: inc.Kind, Layers: []string{"operation"},
		Title: incidents.Text{"en": fmt.Sprint("Incident ", seq)}, When: when, Sources: inc.Sources,
		Where: geo.Location{Geometry: at, Precision: geo.Exact, Admin: geo.Admin{
			Country: "MX", Admin1: fmt.Sprint("MX.", seq%32), Admin1Name: fmt.Sprint("State ", seq%32),
		}},
		Verification: inc.Verification, Disposition: inc.Disposition, Claims: inc.Claims, Casualties: inc.Casualties,
		Stamp: incidents.Stamp{Revision: 1, Seq: seq, Published: invented, Updated: invented},
	}
}

// Stories gives the story.
func (v *Invented) Stories(context.Context) ([]incidents.Story, error) {
	return []incidents.Story{Story()}, nil
}

// Story gives the story.
func (v *Invented) Story(_ context.Context, slug string) (incidents.Story, error) {
	if story := Story(); story.Slug == slug {
		return story, nil
	}
	return incidents.Story{}, incidents.NoStory(slug)
}

// Revisions gives none: each incident has one.
func (v *Invented) Revisions(context.Context, string, string) ([]incidents.Revision, error) {
	return nil, nil
}

// Shapes knows none: every incident is at a point.
func (v *Invented) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	return nil, nil
}

// Search finds nothing.
func (v *Invented) Search(context.Context, string, string) ([]incidents.Seq, error) { return nil, nil }

// Wait waits for the context to end: nothing changes.
func (v *Invented) Wait(ctx context.Context, _ incidents.Seq) (incidents.Seq, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

// Seq gives the newest change.
func (v *Invented) Seq(context.Context) (incidents.Seq, error) { return incidents.Seq(v.n), nil }

// SeqAt says that all was made at one time.
func (v *Invented) SeqAt(_ context.Context, t time.Time) (incidents.Seq, error) {
	if t.Before(invented) {
		return 0, nil
	}
	return incidents.Seq(v.n), nil
}

// Changes gives the story and each incident.
func (v *Invented) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		story := Story()
		if after < 1 && !yield(incidents.Change{Seq: 1, Story: story.Slug}, nil) {
			return
		}
		for seq := max(2, after+1); int(seq) <= v.n; seq++ {
			entry, _, err := story.Entry(v.incident(seq))
			if !yield(incidents.Change{Seq: seq, Story: story.Slug, Incident: entry.ID, Entry: &entry}, err) {
				return
			}
		}
	}
}

// Public gives the incident of an id.
func (v *Invented) Public(_ context.Context, story, id string) (*incidents.Public, error) {
	seq, err := strconv.Atoi(id[min(4, len(id)):])
	if err != nil || seq < 2 || seq > v.n || story != v.like.Story {
		return nil, incidents.Errorf(incidents.ENotFound, "", "there is no incident %q in this story", id)
	}
	return v.incident(incidents.Seq(seq)), nil
}

// Publics gives incidents.
func (v *Invented) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		for _, seq := range seqs {
			if !yield(v.incident(seq), ctx.Err()) || ctx.Err() != nil {
				return
			}
		}
	}
}

// Features encodes incidents.
func (v *Invented) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		for p, err := range v.Publics(ctx, seqs) {
			if !yield(incidents.Feature{Seq: p.Seq, ID: p.ID, JSON: format.AppendFeature(nil, p, lang)}, err) {
				return
			}
		}
	}
}

// PublicAt gives one incident of those that AsOf gives.
func (v *Invented) PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	for p, err := range v.AsOf(ctx, story, at) {
		if err != nil || p.ID == id {
			return p, err
		}
	}
	return nil, incidents.NoIncident(story, id)
}

// AsOf gives the incidents of all changes up to one.
func (v *Invented) AsOf(ctx context.Context, _ string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	var seqs []incidents.Seq
	for seq := incidents.Seq(2); seq <= at; seq++ {
		seqs = append(seqs, seq)
	}
	return v.Publics(ctx, seqs)
}

// MediaFile gives no picture: the incidents have none.
func (s *Invented) MediaFile(context.Context, incidents.MediaKey, int) ([]byte, error) {
	return nil, incidents.NoMedia()
}
