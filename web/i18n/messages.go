package i18n

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	xmessage "golang.org/x/text/message"
	"golang.org/x/text/number"
)

// messagesFile is the one table of what the interface says: by key, in each language of
// the interface. {name} stands for a value.
//
//go:embed messages.json
var messagesFile []byte

// deskFile is the same of what only the editors' desk says: every key begins with "desk.".
//
//go:embed desk.json
var deskFile []byte

// interfaceLanguages are the languages of the interface, the default first, with the
// locale by which numbers are written: Spanish as in Latin America, 1,234.
func interfaceLanguages() []struct{ lang, locale string } {
	return []struct{ lang, locale string }{{"en", "en"}, {"es", "es-419"}}
}

// Language is the interface in one language.
type Language struct {
	Lang    string
	table   map[string]string
	numbers *xmessage.Printer
	locale  language.Tag
}

// Load reads the table, one messages for each language of the interface.
func Load() (Languages, error) {
	table, err := readTable()
	if err != nil {
		return nil, err
	}
	byLang := Languages{}
	for _, l := range interfaceLanguages() {
		tag := language.MustParse(l.locale)
		m := Language{l.lang, map[string]string{}, xmessage.NewPrinter(tag), tag}
		for key, texts := range table {
			m.table[key] = texts[l.lang]
		}
		byLang[l.lang] = m
	}
	return byLang, nil
}

// readTable reads the messages of both files, by key and language.
func readTable() (map[string]map[string]string, error) {
	var table map[string]map[string]string
	for name, file := range map[string][]byte{"messages.json": messagesFile, "desk.json": deskFile} {
		if err := json.Unmarshal(file, &table); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return table, nil
}

// Text gives a message. args are pairs of a name and the value that takes the place of
// {name}; whole numbers are written as the language does. A key that is not there is its own text,
// so that it is noticed.
func (m Language) Text(key string, args ...any) string {
	text, ok := m.table[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), m.value(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func (m Language) value(v any) string {
	if n, isInt := v.(int); isInt {
		return m.Number(n)
	}
	return isolated(fmt.Sprint(v))
}

// Number writes a whole number with the language's grouping.
func (m Language) Number(n int) string { return m.numbers.Sprintf("%d", n) }

// Decimal writes a number with its fraction.
func (m Language) Decimal(v float64) string {
	return m.numbers.Sprint(number.Decimal(v, number.MaxFractionDigits(9)))
}

// Locale is that by which numbers are written (BCP 47).
func (m Language) Locale() string { return m.locale.String() }

// Country names a country by its code (ISO 3166-1), which is its own name where it is none.
func (m Language) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(m.locale).Name(region); name != "" {
		return name
	}
	return code
}

// Count gives the message key.one or key.other, as n asks, with {n} filled in.
func (m Language) Count(key string, n int) string { return m.Text(plural(key, n), "n", n) }

// plural gives the key of the form that n takes; English and Spanish have two.
func plural(key string, n int) string {
	if n == 1 {
		return key + ".one"
	}
	return key + ".other"
}

// Optional gives a message, or an empty text if there is none of that key.
func (m Language) Optional(key string) string { return m.table[key] }

// Client gives the messages for the client: those whose key begins with "client.",
// without that beginning.
func (m Language) Client() map[string]string { return m.Under("client.") }

// Under gives the messages whose key begins with a prefix, without it.
func (m Language) Under(prefix string) map[string]string {
	own := map[string]string{}
	for key, text := range m.table {
		if short, ok := strings.CutPrefix(key, prefix); ok {
			own[short] = text
		}
	}
	return own
}

// Table gives the table itself: with its bytes change the bytes of pages.
func Table() []byte { return append(messagesFile[:len(messagesFile):len(messagesFile)], deskFile...) }
