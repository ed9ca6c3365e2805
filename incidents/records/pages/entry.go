package pages

import (
	"errors"
	"fmt"
	"strings"
)

// Entry is a line of the list of tables, which SQLite keeps as the table sqlite_schema.
type Entry struct {
	Kind string // table, index, view or trigger
	Name string
	Root uint32 // the first page; 0 for none
	SQL  string // the statement that made it
}

// Virtual tells a table that is computed by a module of SQLite's, such as an R-tree.
func (e Entry) Virtual() bool {
	words, _ := beginning(e.SQL)
	return words == "create virtual table"
}

// check holds an entry to its statement. SQLite believes the statement alone: one that says
// something else than its entry would make a view of what is listed as a table.
func (e Entry) check() error {
	words, rest := beginning(e.SQL)
	switch {
	case e.Kind == "index" && (e.SQL == "" || words == "create index" || words == "create unique index"):
		return nil // without a statement where it belongs to a constraint
	case e.Kind == "trigger" && words == "create trigger":
		return nil
	case e.Kind == "view" && words == "create view":
	case e.Kind == "table" && (words == "create table" || words == "create virtual table"):
	default:
		return fmt.Errorf("%w: the statement of the %.10q %.60q is of another kind", errDamaged, e.Kind, e.Name)
	}
	if name := identifier(rest); !strings.EqualFold(name, e.Name) {
		return fmt.Errorf("%w: the statement of the %s %.60q names another, %.60q", errDamaged, e.Kind, e.Name, name)
	}
	return e.checkStatistics()
}

// checkStatistics refuses what SQLite would run as soon as it opens the file: it reads the
// tables of its statistics, with the columns that somebody else has given them.
func (e Entry) checkStatistics() error {
	switch strings.ToLower(e.Name) {
	case "sqlite_stat1", "sqlite_stat4":
		sql := strings.ToLower(strings.Join(strings.Fields(e.SQL), " "))
		if sql != "create table sqlite_stat1(tbl,idx,stat)" && sql != "create table sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)" {
			return errors.New("its statistics are not those that SQLite makes")
		}
	}
	return nil
}

// beginning gives the words in small letters that say what a statement makes, and the rest.
func beginning(sql string) (words, rest string) {
	rest = sql
	for {
		rest = strings.TrimLeft(rest, " \t\r\n")
		end := strings.IndexAny(rest, " \t\r\n")
		if end < 0 {
			return words, rest
		}
		switch word := strings.ToLower(rest[:end]); word {
		case "create", "virtual", "unique":
			words, rest = words+word+" ", rest[end:]
		case "table", "view", "index", "trigger":
			return words + word, strings.TrimLeft(rest[end:], " \t\r\n")
		default:
			return words, rest
		}
	}
}

// identifier reads the name that a text begins with, in any of the quotes that SQLite takes.
func identifier(text string) string {
	if text == "" {
		return ""
	}
	quote := text[:1]
	switch quote {
	case "[":
		name, _, _ := strings.Cut(text[1:], "]")
		return name
	case `"`, "`", "'":
		var b strings.Builder
		for rest := text[1:]; ; {
			part, after, _ := strings.Cut(rest, quote)
			b.WriteString(part)
			if !strings.HasPrefix(after, quote) {
				return b.String()
			}
			b.WriteString(quote)
			rest = after[1:]
		}
	}
	if end := strings.IndexAny(text, " \t\r\n("); end >= 0 {
		return text[:end]
	}
	return text
}
