// Package xmlscan reads XML piece by piece: the starts and ends of elements and the text
// between them.
//
// Goals: sheets of a million rows and tracks of a million points, fast and in the memory
// of one piece; documents that people edited and programs wrote wrong (names of HTML
// entities, tags left open, a bare < or &), read as far as they can be; no harm from
// documents that mean it: entities that a document defines are refused, not expanded, and
// no piece may be longer than a limit.
//
// Non-goals: validation, namespaces (names come without their prefix), and all that
// encoding/xml does to make Go values of documents. That package reads a tenth as fast,
// and cannot be told to stop within a long text.
package xmlscan
