package columns

import (
	"regexp"
	"strings"

	"incidentmap/incidents/intake/words"
)

var (
	mailForm  = regexp.MustCompile(`^[^\s@<>,;]+@[^\s@<>,;]+\.[\pL]{2,}$`)
	phoneForm = regexp.MustCompile(`^\+?[\d\s().\-/]{7,20}$`)
)

// phoneWords are words in the names of columns of telephone numbers. Digits alone may be anything.
var phoneWords = wordSet(`phone, phones, telephone, telefono, telefonos, tel, mobile, movil, celular, cel, whatsapp, telefone, handy, telefonnummer, cellphone, phonenumber, gsm`)

// AreContacts tells that most cells of a column are e-mail addresses, or telephone numbers by its name: those of people who
// reported something, which are not for readers.
func (s *Sample) AreContacts(name string) bool {
	if s == nil || len(s.cells) == 0 {
		return false
	}
	if s.share(mailForm.MatchString) > 0.5 {
		return true
	}
	for _, w := range strings.Fields(words.Key(name)) {
		if phoneWords[w] {
			return s.share(phoneForm.MatchString) > 0.5
		}
	}
	return false
}
