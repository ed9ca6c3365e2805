// Package importing takes files through the editors' API, as drafts, and takes whole imports back.
//
// A file that is sent again changes nothing, so it needs no idempotency key. What the report says is said in English, and beside
// that with codes and in every language of the interface, in the words of the desk.
package importing
