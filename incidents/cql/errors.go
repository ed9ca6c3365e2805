package cql

import (
	"fmt"
	"unicode/utf8"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Limits of a filter. Whatever passes one is refused with an Error.
const (
	// MaxLength is the length of a filter in bytes.
	MaxLength = 64 << 10
	// MaxDepth is how deep parentheses, functions and operators may be nested. A chain of
	// additions or multiplications counts one level for each operator, a chain of AND or
	// OR one level in all.
	MaxDepth = 50
	// MaxPattern is the length of a pattern of LIKE in code points.
	MaxPattern = 1000
	// MaxList is how many values the list of IN has, and an array in the filter.
	MaxList = 1000
	// MaxPositions is how many positions all geometries of a filter have together.
	MaxPositions = geo.MaxFilterPositions
	// MaxCostly is how many times LIKE and spatial functions are used, taken together.
	MaxCostly = 100
)

// Error says what is wrong with a filter, and where. In its chain is an
// *incidents.Error of the class invalid.
type Error struct {
	Offset  int    // code points before the place
	Message string // what is wrong and what to do
}

// Error gives the place and the message.
func (e *Error) Error() string { return fmt.Sprintf("at offset %d: %s", e.Offset, e.Message) }

// Unwrap gives the same error as the domain knows it, for the parameter filter.
func (e *Error) Unwrap() error {
	return incidents.Errorf(incidents.EInvalid, "filter", "%s", e.Error())
}

// at makes an error at a byte of the source; source.place turns it into code points.
func at(byteOffset int, format string, args ...any) *Error {
	return &Error{byteOffset, fmt.Sprintf(format, args...)}
}

// place counts code points, given an error that counts bytes of src.
func (e *Error) place(src string) *Error {
	return &Error{utf8.RuneCountInString(src[:min(e.Offset, len(src))]), e.Message}
}

// checkSource refuses what no parser should look at.
func checkSource(src string) *Error {
	if len(src) > MaxLength {
		return &Error{0, fmt.Sprintf("the filter has %d bytes; the limit is %d", len(src), MaxLength)}
	}
	for i, r := range src {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(src[i:]); size == 1 {
				return at(i, "the filter is not UTF-8 here").place(src)
			}
		}
	}
	return nil
}
