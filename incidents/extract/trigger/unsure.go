package trigger

import "incidentmap/incidents/extract/text"

// Phrases by which a text says that it is not sure of what it tells.
var doubts = table(
	`feared dead|killed`, `unconfirmed`, `allegedly|reportedly|apparently`, `presumably`, `not immediately clear|confirmed|known`, `could not be [independently] verified|confirmed`,
	`presuntamente|aparentemente|supuestamente`, `sin confirmar|confirmacion`, `no se ha|han confirmado`, `trascendio`, `extraoficial*`, `versiones`, `de manera preliminar`, `preliminar*`,
)

// Unsure reports whether the text says of a sentence's content that it is not sure.
func Unsure(d *text.Document, r text.Range) bool {
	return len(doubts.Find(d.Tokens, r)) > 0
}
