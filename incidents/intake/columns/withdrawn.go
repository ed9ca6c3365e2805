package columns

import (
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents/intake/words"
)

// The names of columns that say whether a row still holds: by a word, by yes where it does not, and by no.
var (
	statusNames    = wordSet(`status, estatus, record status, case status, estado del registro, estado del caso, event status, incident status, final status, disposition, outcome status, review status, moderation, estatus del registro`)
	withdrawnNames = wordSet(`deleted, is deleted, eliminado, borrado, duplicate, is duplicate, duplicado, es duplicado, is test, es prueba, hoax, is hoax, withdrawn, retracted, is removed, spam, is spam, false alarm, falsa alarma, is false, invalid, is invalid, anulado, voided, excluded, exclude`)
	validNames     = wordSet(`valid, is valid, valido, es valido, include, included, incluir, is real`)
)

// withdrawnWords are words of such a status by which a row is no incident, or none any more.
var withdrawnWords = wordSet(`false alarm, falsa alarma, false, falso, duplicate, duplicated, duplicado, duplicada, dup, cancelled, canceled, cancelado, cancelada, test, prueba, unfounded, infundado, hoax, rejected, rechazado, rechazada, anulado, anulada, void, voided, deleted, eliminado, eliminada, borrado,
	withdrawn, retracted, retractado, not an incident, no incident, spam, draft, borrador, debunked, fake, error, entered in error, invalid, invalido, excluded, removed, disproved, discarded, descartado, descartada, desmentido, desmentida, archived duplicate`)

// The words for yes and no.
var (
	yesWords = wordSet(`1, true, yes, y, t, x, si, s, verdadero, oui, sim, ja, deleted, duplicate`)
	noWords  = wordSet(`0, false, no, n, f, falso, non, nao, nein`)
)

// Withdrawn tells a cell, in a column of that name in the form of words.Key, that says that its row is no incident or
// none any more.
func Withdrawn(key, cell string) bool {
	switch {
	case statusNames[key]:
		return withdrawnWords[words.Key(cell)]
	case withdrawnNames[key]:
		return yesWords[words.Key(cell)]
	case validNames[key]:
		return noWords[words.Key(cell)]
	}
	return false
}

// TellsWithdrawn tells a column, by its name and the first of its cells, whose cells may say so. Where they are numbers other
// than 0 and 1 they count something.
func TellsWithdrawn(key string, cells []string) bool {
	if !statusNames[key] && !withdrawnNames[key] && !validNames[key] {
		return false
	}
	return !slices.ContainsFunc(cells, func(c string) bool {
		n, err := strconv.ParseFloat(strings.TrimSpace(c), 64)
		return err == nil && n != 0 && n != 1
	})
}
