// Package bench measures the whole program from outside: it invents incidents, imports them,
// serves them and loads the server, and does the same with other programs where they are
// installed.
//
//	synthetic ─► table ─ import ─► store ─ serve ─► load ─► rows ─► Markdown
//	                └─► peers: ogr2ogr, supercluster, PostGIS, bare net/http ─┘
//
// A figure and its peer are of the same run, since machines differ and are seldom idle. Rates
// depend on what else runs; the processor time of a request far less, so it stands beside
// them.
//
// Goals: figures that anyone can repeat by the line beside them; a measure that cannot be
// taken is reported and does not end the others.
//
// Non-goals: limits. No figure is a failure; only an answer that is none is.
package bench
