package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/origin"
)

// mostGreeted is how many stories are named when the server starts.
const mostGreeted = 10

// greet says what to do next: where the maps are, where the store is, and how to write into it.
// The lines are the same on a terminal and in a log.
func (c *serveCmd) greet(p *program, store incidents.Store, seeded bool, addr net.Addr) {
	root := "http://" + addr.String()
	if seeded {
		fmt.Fprintf(p.stdout, "The store was empty: it now holds the story of 22 February 2026.\n")
	}
	if stories, err := store.Stories(p.ctx); err == nil {
		writeStories(p.stdout, stories, root)
	}
	program := commandName(os.Args[0])
	fmt.Fprintf(p.stdout, "The store is %s\n", storeName(c.Store))
	fmt.Fprintf(p.stdout, "Take in a file: %s import%s --story my-story --publish incidents.csv\n", program, storeFlag(c.Store))
	fmt.Fprintf(p.stdout, "Make a token for a program that writes: %s token create%s --scope write --name desk\n", program, storeFlag(c.Store))
	c.greetEditors(p, store, root)
	fmt.Fprintf(p.stdout, "Ready on %s (stop with Ctrl-C)\n", root)
	if p.listening != nil {
		p.listening(root)
	}
}

// greetEditors says where editors sign in, or where the first of them becomes an admin.
func (c *serveCmd) greetEditors(p *program, store incidents.Store, root string) {
	base := root
	if public, err := origin.ParsePublic(c.PublicURL); err == nil && public != "" {
		base = public
	}
	key, err := firstAdmin(p.ctx, store, time.Now())
	if err == nil && key != "" {
		fmt.Fprintf(p.stdout, "Become the first admin, with a link that works once: %s\n", web.WelcomeLink(base, key))
		return
	}
	// The error may be that another server makes the first admin, too: it tells its link.
	fmt.Fprintf(p.stdout, "Editors sign in on %s\n", web.SignInLink(base))
}

// writeStories names stories with the addresses of their maps.
func writeStories(w io.Writer, stories []incidents.Story, root string) {
	for i, s := range stories {
		if i == mostGreeted {
			fmt.Fprintf(w, "… and %d more stories: %s/\n", len(stories)-i, root)
			return
		}
		title, _ := s.Title.In("en")
		fmt.Fprintf(w, "The map of %s: %s/stories/%s\n", incidents.Quote(title), root, s.Slug)
	}
}

// storeName says where a store is. Of an address of PostgreSQL nothing is repeated: any part of it
// may be of a password that was not escaped.
func storeName(setting string) string {
	name, ok := strings.CutPrefix(setting, "sqlite:")
	if !ok {
		return "the PostgreSQL database that --store names"
	}
	if whole, err := filepath.Abs(name); err == nil {
		name = whole
	}
	return "the file " + name
}

// storeFlag is what other commands want to use the same store, with a space before it: nothing
// when it is the one they use by themselves.
func storeFlag(setting string) string {
	name, ok := strings.CutPrefix(setting, "sqlite:")
	switch {
	case !ok:
		return " --store …"
	case name == "incidentmap.db":
		return ""
	}
	return " --store " + shellWord("sqlite:"+name)
}

// shellWord quotes a word where a shell would not take it as it is.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-:+@", r)
	}
	if strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// commandName is how the program was called, which go run does by a file of its own.
func commandName(called string) string {
	if strings.Contains(filepath.ToSlash(called), "/go-build") {
		return "go run ./cmd/incidentmap"
	}
	return shellWord(called)
}
