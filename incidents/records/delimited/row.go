package delimited

import "fmt"

// Dialect is how a table is written.
type Dialect struct {
	Separator byte
	// Backslash tells that a quote within a quoted cell is written \" and not "".
	Backslash bool
	// Declared tells that the first row is Excel's "sep=;", which is not data.
	Declared bool
	// Width is the number of cells of most rows; zero when it is not known. It helps to
	// find where a quote was never closed.
	Width int
}

// Limits bound what one row may take.
type Limits struct {
	Cell  int // bytes of a cell
	Row   int // bytes of a row
	Cells int // cells of a row
}

// Row is one row of the table. It is valid until the next one is read; the strings
// themselves stay valid.
type Row struct {
	// Number counts the rows from 1 as a spreadsheet does: blank ones count, and a cell
	// with line breaks does not add to it.
	Number int
	Cells  []string // none for a blank line
	Flaws  []Flaw
	Err    error // why the row could not be read; it has no cells then
}

// Flaw is something that was wrong in a cell, and what was made of it.
type Flaw struct {
	Cell int // from 0
	Kind Kind
}

// Kind is a kind of flaw.
type Kind int

// The kinds of flaws.
const (
	StrayQuote    Kind = iota // a quote inside a quoted cell stands alone; it was kept as text
	UnclosedQuote             // a quote is never closed; it was kept as text and the line split as it stands
	WrongBytes                // bytes are not of the text's encoding; they were read as Windows-1252, or are U+FFFD
	Zeros                     // U+0000 was taken out
	CellTooLong               // the cell passed the limit and was left empty
)

// String says what was wrong and what was done.
func (k Kind) String() string {
	switch k {
	case StrayQuote:
		return "a quote stands inside a quoted cell; it was kept as text"
	case UnclosedQuote:
		return "a quote is never closed; it was kept as text"
	case WrongBytes:
		return "bytes that are not of the file's encoding were read as Windows-1252 or replaced"
	case Zeros:
		return "characters of code zero were taken out"
	case CellTooLong:
		return "the value is longer than the limit and was left out"
	}
	return fmt.Sprintf("flaw %d", int(k))
}
