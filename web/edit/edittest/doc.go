// Package edittest is what the tests of the editors' API share: a store in memory that holds what incidents.Store promises of the
// calls that the API makes, a story, and a gazetteer of a few words.
package edittest
