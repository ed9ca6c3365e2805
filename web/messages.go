package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"
)

// messagesFile is the one table of what the interface says: by key, in each language of
// the interface. {name} stands for a value.
//
//go:embed messages.json
var messagesFile []byte

// interfaceLanguages are the languages of the interface, the default first, with the
// locale by which numbers are written: Spanish as in Latin America, 1,234.
func interfaceLanguages() []struct{ lang, locale string } {
	return []struct{ lang, locale string }{{"en", "en"}, {"es", "es-419"}}
}

// messages is the interface in one language.
type messages struct {
	lang    string
	table   map[string]string
	numbers *xmessage.Printer
}

// loadMessages reads the table, one messages for each language of the interface.
func loadMessages() (languages, error) {
	var table map[string]map[string]string
	if err := json.Unmarshal(messagesFile, &table); err != nil {
		return nil, fmt.Errorf("messages.json: %w", err)
	}
	byLang := languages{}
	for _, l := range interfaceLanguages() {
		m := messages{l.lang, map[string]string{}, xmessage.NewPrinter(language.MustParse(l.locale))}
		for key, texts := range table {
			m.table[key] = texts[l.lang]
		}
		byLang[l.lang] = m
	}
	return byLang, nil
}

// text gives a message. args are pairs of a name and the value that takes the place of
// {name}; whole numbers are written as the language does. A key that is not there is its own text,
// so that it is noticed.
func (m messages) text(key string, args ...any) string {
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

func (m messages) value(v any) string {
	if n, isInt := v.(int); isInt {
		return m.number(n)
	}
	return fmt.Sprint(v)
}

// number writes a whole number with the language's grouping.
func (m messages) number(n int) string { return m.numbers.Sprintf("%d", n) }

// count gives the message key.one or key.other, as n asks, with {n} filled in.
func (m messages) count(key string, n int) string { return m.text(plural(key, n), "n", n) }

// plural gives the key of the form that n takes; English and Spanish have two.
func plural(key string, n int) string {
	if n == 1 {
		return key + ".one"
	}
	return key + ".other"
}

// optional gives a message, or an empty text if there is none of that key.
func (m messages) optional(key string) string { return m.table[key] }

// client gives the messages for the client: those whose key begins with "client.",
// without that beginning.
func (m messages) client() map[string]string {
	own := map[string]string{}
	for key, text := range m.table {
		if short, ok := strings.CutPrefix(key, "client."); ok {
			own[short] = text
		}
	}
	return own
}

// tableSource gives the table itself: with its bytes change the bytes of pages.
func tableSource() []byte { return messagesFile }
