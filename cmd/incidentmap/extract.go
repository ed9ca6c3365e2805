package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/extract/offer"
	"incidentmap/incidents/index"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/intake/loader"
)

// extractCmd reads stories and gives drafts of the incidents they tell.
type extractCmd struct {
	Stories []string `arg:"" help:"Stories as plain text or as saved HTML pages; - reads one from standard input. Several are read as stories of the same events."`

	Date   string    `help:"The day the stories were written; a page's own day or the dateline when not given." placeholder:"2026-02-22"`
	Lang   string    `help:"Language of the stories, en or es; found out when not given." enum:"en,es," default:"" placeholder:"es"`
	Zone   string    `help:"IANA zone of the stories' days; that of each place when not given." placeholder:"America/Mexico_City"`
	Near   []float64 `help:"Where the stories' paper is at home: places near it are preferred." placeholder:"LAT,LON"`
	Format string    `help:"json or geojson." enum:"json,geojson" default:"json"`

	Store string   `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Into  string   `help:"Store the drafts in this story, held against what is on its map; it is made if it is not there." placeholder:"S"`
	Only  []string `help:"Of the drafts --into stores these; all but background when not given." placeholder:"d1,d3"`
}

// Run writes one JSON document of all drafts. No draft is an answer, not an error.
func (c *extractCmd) Run(p *program) (err error) {
	options, err := c.options()
	if err != nil {
		return err
	}
	if len(c.Only) > 0 && c.Into == "" {
		return errors.New("--only names the drafts that are stored; say where with --into STORY")
	}
	documents, err := c.documents(p)
	if err != nil {
		return err
	}
	extractor, err := openExtractor()
	if err != nil {
		return err
	}
	reader := offer.Reader{Extractor: extractor}
	if c.Into == "" {
		stories, offers, err := reader.Read(p.ctx, documents, c.names(), options, "")
		if err != nil {
			return err
		}
		return c.answer(p.stdout, offer.NewAnswer(stories, offers))
	}
	store, err := p.openStore(c.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	columns := index.New()
	if err := columns.Sync(p.ctx, store); err != nil {
		return err
	}
	reader.Map = mapped{columns, store}
	stories, offers, err := reader.Read(p.ctx, documents, c.names(), options, c.Into)
	if err != nil {
		return err
	}
	answer := offer.NewAnswer(stories, offers)
	err = c.keep(p, store, stories, offers, &answer)
	return errors.Join(err, c.answer(p.stdout, answer))
}

func (c *extractCmd) answer(w io.Writer, a offer.Answer) error {
	var whole any = &a
	if c.Format == "geojson" {
		whole = a.Features()
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(whole); err != nil {
		return fmt.Errorf("cannot write the answer: %w", err)
	}
	if _, err := w.Write(incidents.PrintableJSON(b.Bytes())); err != nil {
		return fmt.Errorf("cannot write the answer: %w", err)
	}
	return nil
}

func (c *extractCmd) options() (extract.Options, error) {
	o := extract.Options{Lang: c.Lang}
	var err error
	if c.Date != "" {
		if o.Date, err = time.Parse(time.DateOnly, c.Date); err != nil {
			return o, fmt.Errorf("--date %s is not a day such as 2026-02-22", incidents.Quote(c.Date))
		}
	}
	if c.Zone != "" {
		if o.Zone, err = time.LoadLocation(c.Zone); err != nil {
			return o, fmt.Errorf("--zone %s is not a time zone such as America/Mexico_City", incidents.Quote(c.Zone))
		}
	}
	switch n := len(c.Near); {
	case n == 2 && math.Abs(c.Near[0]) <= 90 && math.Abs(c.Near[1]) <= 180:
		o.Near = &orb.Point{c.Near[1], c.Near[0]}
	case n != 0:
		return o, fmt.Errorf("--near %v is not a latitude and a longitude, such as 20.67,-103.35", c.Near)
	}
	return o, nil
}

// names are the stories' files as errors and origins call them.
func (c *extractCmd) names() []string {
	names := make([]string, len(c.Stories))
	for i, file := range c.Stories {
		if names[i] = filepath.Base(file); file == "-" {
			names[i] = "standard input"
		}
	}
	return names
}

// documents reads all stories.
func (c *extractCmd) documents(p *program) ([]article.Document, error) {
	documents := make([]article.Document, len(c.Stories))
	for i, file := range c.Stories {
		content, err := c.open(p, file)
		if err != nil {
			return nil, err
		}
		if documents[i], err = article.Read(content); err != nil {
			return nil, fmt.Errorf("%s: %w", c.names()[i], err)
		}
	}
	return documents, nil
}

// open reads a story, and of one that is too long enough to tell.
func (c *extractCmd) open(p *program, file string) ([]byte, error) {
	from := p.stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("cannot open the story: %w", err)
		}
		defer f.Close()
		from = f
	}
	if from == nil {
		return nil, errors.New("there is no standard input to read a story from")
	}
	content, err := io.ReadAll(io.LimitReader(from, article.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", file, err)
	}
	return content, nil
}

// keep stores the drafts that are selected and tells of it on standard error, as standard
// output is the answer's.
func (c *extractCmd) keep(p *program, store incidents.Store, stories []offer.Story, offers []offer.Offer, answer *offer.Answer) error {
	making := importCmd{Story: c.Into, Lang: c.Lang, Zone: c.Zone}
	story, made, err := making.story(p.ctx, store)
	if err != nil {
		return err
	}
	known := map[string]incidents.Known{}
	if !made {
		if known, err = store.Known(p.ctx, c.Into, offer.Keys(stories, offers)); err != nil {
			return err
		}
	}
	writes, err := offer.Writes(stories, offers, known, offer.Selection{Story: c.Into, Author: "extract", Only: c.Only, Now: time.Now()})
	if err != nil {
		return err
	}
	to := loader.Config{Store: store, Story: story, Made: made, Author: "extract", Run: incidents.NewID(time.Now())}
	drafts := make([]intake.Draft, len(writes))
	for i := range writes {
		drafts[i] = intake.Draft{Incident: writes[i].Incident}
	}
	refused, err := loader.LoadDrafts(incidents.WithAuthor(p.ctx, to.Author, ""), drafts, to)
	if err != nil {
		return err
	}
	for _, m := range refused {
		fmt.Fprintf(p.stderr, "d%d is not stored: %s\n", m.Row, m.Reason)
	}
	answer.Keep(offers, offer.Keys(stories, offers), known, writes)
	fmt.Fprintf(p.stderr, "%d drafts stored in %s; %d were there before\n", len(writes)-len(refused), c.Into, len(known))
	if len(writes) > len(refused) {
		fmt.Fprintf(p.stderr, "To take them back: incidentmap undo --story %s %s\n", c.Into, to.Run)
	}
	if len(refused) > 0 {
		return fmt.Errorf("%d of %d drafts were not stored", len(refused), len(writes))
	}
	return nil
}

// lazyReader opens what reads stories when it is first asked.
type lazyReader struct {
	open func() (*extract.Extractor, error)
	onto mapped
}

// Read reads stories and holds what they tell against the map.
func (l lazyReader) Read(ctx context.Context, documents []article.Document, names []string, o extract.Options, into string) ([]offer.Story, []offer.Offer, error) {
	extractor, err := l.open()
	if err != nil {
		return nil, nil, err
	}
	reader := offer.Reader{Extractor: extractor, Map: l.onto}
	return reader.Read(ctx, documents, names, o, into)
}

// mapped is what readers see of a store, found by time in its index.
type mapped struct {
	columns *index.Index
	store   incidents.Store
}

// mostMapped is how many incidents a story is held against, those first that come first on the map.
const mostMapped = 2000

// Mapped gives the incidents of a story that meet an interval: those that readers see, and those that wait for an editor, as an
// update often comes before its story is published.
func (m mapped) Mapped(ctx context.Context, story string, when incidents.Interval) ([]incidents.Incident, error) {
	public, err := m.public(ctx, story, when)
	if err != nil {
		return nil, err
	}
	waiting, err := m.waiting(ctx, story, when)
	if err != nil {
		return nil, err
	}
	return append(public, waiting...), nil
}

// waiting gives those that are not published, the latest written first.
func (m mapped) waiting(ctx context.Context, story string, when incidents.Interval) ([]incidents.Incident, error) {
	revisions, err := m.store.Queue(ctx, incidents.QueueQuery{
		Story: story, Workflows: []incidents.Workflow{incidents.DraftStage, incidents.Review, incidents.Approved},
		Dispositions: []incidents.Disposition{incidents.Active, incidents.Corrected}, Limit: mostMapped / 4,
	})
	if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
		return nil, nil // a story that is still to be made
	}
	if err != nil {
		return nil, err
	}
	var all []incidents.Incident
	for i := range revisions {
		if inc := revisions[i].Incident; when.Meets(inc.When) {
			all = append(all, inc)
		}
	}
	return all, nil
}

// public gives those that readers see.
func (m mapped) public(ctx context.Context, story string, when incidents.Interval) ([]incidents.Incident, error) {
	snap := m.columns.Story(story)
	if snap == nil {
		return nil, nil
	}
	seqs, _ := snap.Page(index.Query{Filter: incidents.Filter{Time: &when}}, 0, mostMapped)
	var all []incidents.Incident
	for p, err := range m.store.Publics(ctx, seqs) {
		if err != nil {
			return nil, err
		}
		if p.Disposition == incidents.Retracted || p.Disposition == incidents.Merged {
			continue
		}
		all = append(all, incidents.Incident{
			ID: p.ID, Story: p.Story, Class: p.Class, Kind: p.Kind, Title: p.Title, When: p.When, Where: p.Where,
			Casualties: p.Casualties, Sources: p.Sources,
		})
	}
	return all, nil
}
