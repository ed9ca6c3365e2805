package intake

import (
	"strings"
	"unicode/utf8"
)

// Message says what was not taken as it stands, or what a reader of the report should
// know, and what was done.
type Message struct {
	Row    int    `json:"row,omitempty"` // as a person finds it; none for the file as a whole
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
	Action string `json:"action"`
	// Lost tells that something of the record is not in the draft as the record has it.
	Lost bool `json:"lost,omitempty"`
	// Count is how many rows the message stands for, and Rows the first of them, where it
	// is for more than one.
	Count int   `json:"count,omitempty"`
	Rows  []int `json:"rows,omitempty"`
	// each tells that messages of other values are not told together with it, and kind that the value is a word for a
	// kind that is not known. unsaid tells that nothing says what happened.
	each, kind, unsaid bool
}

const (
	shownValue = 120    // bytes of a value that a message shows
	firstRows  = 10     // rows that a group of messages names
	maxGroups  = 1000   // groups that are told apart in a file
	allGroups  = 20_000 // groups that are told apart in all files of an import
)

// shorten cuts a value for a message, between characters.
func shorten(s string) string {
	if len(s) <= shownValue {
		return s
	}
	return cut(s, shownValue) + "…"
}

// cut gives the beginning of a text, of whole characters and at most n bytes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// groups gathers messages that say the same of many rows.
type groups struct {
	list    []Message
	byWords map[groupKey]int
	over    int  // messages of kinds beyond maxGroups
	left    *int // of allGroups; nil for a file that is alone
}

type groupKey struct{ column, reason, action, value string }

func (g *groups) add(m Message) {
	if g.byWords == nil {
		g.byWords = map[groupKey]int{}
	}
	key := groupKey{column: m.Column, reason: m.Reason, action: m.Action}
	if m.each {
		key.value = m.Value
	}
	i, ok := g.byWords[key]
	if !ok {
		if len(g.list) >= maxGroups || g.left != nil && *g.left <= 0 {
			g.over++
			return
		}
		if g.left != nil {
			*g.left--
		}
		// The strings may be parts of long lines of the file.
		m.Value = strings.Clone(m.Value)
		key.value = strings.Clone(key.value)
		m.Count = 1
		if m.Row > 0 {
			m.Rows = []int{m.Row}
		}
		g.byWords[key] = len(g.list)
		g.list = append(g.list, m)
		return
	}
	first := &g.list[i]
	first.Count++
	if len(first.Rows) < firstRows && m.Row > 0 {
		first.Rows = append(first.Rows, m.Row)
	}
}

// again says the same of as many rows directly behind that of a message which was added last of its group.
func (g *groups) again(m Message, times int) {
	i, ok := g.byWords[groupKey{column: m.Column, reason: m.Reason, action: m.Action}]
	if !ok {
		g.over += times
		return
	}
	first := &g.list[i]
	first.Count += times
	for n := 1; n <= times && len(first.Rows) < firstRows; n++ {
		first.Rows = append(first.Rows, m.Row+n)
	}
}

// messages gives one message for each group.
func (g *groups) messages() []Message {
	all := make([]Message, 0, len(g.list)+1)
	for _, m := range g.list {
		if m.Count <= 1 {
			m.Count, m.Rows = 0, nil
		}
		all = append(all, m)
	}
	if g.over > 0 {
		all = append(all, Message{
			Reason: "there are more messages than are told apart here",
			Action: "the report in JSON has each one", Count: g.over,
		})
	}
	return all
}
