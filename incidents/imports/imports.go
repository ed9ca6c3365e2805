// Package imports is the words in which files are handed in to be imported into a story, and in which what became of
// them is told: between who is asked for it and who does it.
//
// Non-goals: to read files, which package loader does.
package imports

import (
	"context"
	"io"
	"time"

	"incidentmap/incidents"
)

// MaxBytes is how large a file may be that is handed in so.
const MaxBytes = 50 << 20

// Importer takes files into stories.
type Importer interface {
	// Import takes a file, or with DryRun looks at it. ETooLarge and EInvalid tell what is at fault with it. What was
	// written before an error stays: then the outcome is of that, and Loaded.
	Import(ctx context.Context, up Upload) (Outcome, error)
}

// Upload is a file and what is said of it. Of the options each has the meaning of the flag of the command import of
// its name; what is empty is found out.
type Upload struct {
	Name   string // of the file, which tells its format as well
	Body   io.Reader
	Story  incidents.Story
	Author string // of what is written
	// AuthorID is the author's id.
	AuthorID string
	DryRun   bool

	Map                                   map[string]string // columns by fields
	Keep                                  []string          // columns that are no field, and are kept as they are
	Dates, Lang, Zone, Country, Namespace string
	Kind                                  incidents.Kind
	Today                                 time.Time
	Unpivot, KeepEqualRows, AllOrNothing  bool
	AddKinds                              bool // it changes the story, too
	Format, Encoding, Separator, Sheet    string
	Header                                *bool
	EPSG                                  int
}

// Outcome is what became of a file.
type Outcome struct {
	Run     string // names the import, to take it back
	Loaded  bool   // something of it was written
	Columns []Column
	Kinds   []ProposedKind
	Preview []incidents.Incident // of a dry run the first
	Report  Report
}

// ProposedKind is a kind that the story might declare, so that a word of a column of kinds becomes known, with how many
// rows have the word.
type ProposedKind struct {
	incidents.KindInfo
	Rows int `json:"rows"`
}

// Column is what a column of the file is taken for, with some of its values.
type Column struct {
	Name   string `json:"name"`
	Field  string `json:"field"` // "extra" for one that is kept as it is
	Reason string `json:"reason,omitempty"`
	// Explained is the reason with its code, in each language of the interface.
	Explained *incidents.Reason `json:"explained,omitempty"`
	Samples   []string          `json:"samples"`
}

// Counts are what became of rows: Rows = Accepted + Refused + Duplicates.
type Counts struct {
	Rows       int `json:"rows"`
	Accepted   int `json:"accepted"` // that became incidents, whole or in part
	Partial    int `json:"partial"`  // accepted, but not all of what they say was taken
	Refused    int `json:"refused"`
	Unlocated  int `json:"unlocated"`  // accepted without a place that can be drawn
	Blank      int `json:"blank"`      // accepted, and never published by the import
	Duplicates int `json:"duplicates"` // equal to a row before them
	Created    int `json:"created"`
	Updated    int `json:"updated"`
	Unchanged  int `json:"unchanged"`
}

// Message says what was not taken as it stands, and what was done.
type Message struct {
	Row    int    `json:"row,omitempty"` // as a person finds it; none for the file as a whole
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
	Action string `json:"action,omitempty"`
	// Explained are reason and action with their codes, in each language of the interface.
	Explained *Explained `json:"explained,omitempty"`

	Count int   `json:"count,omitempty"` // how many rows it is said of
	Rows  []int `json:"rows,omitempty"`  // the first of them
}

// File is what became of a file, or of a table in it.
type File struct {
	File      string `json:"file"`
	Format    string `json:"format"`
	Encoding  string `json:"encoding,omitempty"`
	Separator string `json:"separator,omitempty"`
	Error     string `json:"error,omitempty"` // why it was not read, or not to its end
	// Explained is the error with its code, in each language of the interface.
	Explained *incidents.Reason `json:"explained,omitempty"`
	Messages  []Message         `json:"messages"`
	Counts
}

// Report tells what became of a file.
type Report struct {
	Summary string   `json:"summary"` // for people, of several lines
	Lines   []string `json:"lines"`   // one for each message
	Files   []File   `json:"files"`
	Counts
}

// Explained is why, and what was done.
type Explained struct {
	Reason incidents.Reason `json:"reason"`
	Action incidents.Reason `json:"action"`
}
