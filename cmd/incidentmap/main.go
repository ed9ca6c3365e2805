// Command incidentmap is a map server for news incidents: see README.md.
//
// The command line is one struct, and the program a value: run does all that main does
// but exit, so a test starts the whole of it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones also where the machine has none

	"github.com/alecthomas/kong"

	"incidentmap/incidents"
)

// cli is the command line.
type cli struct {
	Store  storeFlags      `embed:""`
	Config kong.ConfigFlag `help:"Read settings from a JSON file; flags and INCIDENTMAP_* variables win over it." placeholder:"FILE"`

	Import   importCmd   `cmd:"" help:"Take the incidents of files into a story."`
	Undo     undoCmd     `cmd:"" help:"Take back an import: what it made, and what it changed that nobody has changed since."`
	Serve    serveCmd    `cmd:"" help:"Serve the maps of a store."`
	Export   exportCmd   `cmd:"" help:"Write a layer into a file, in any of the formats."`
	Publish  publishCmd  `cmd:"" help:"Write a story as static files, for any host or CDN."`
	Erase    eraseCmd    `cmd:"" help:"Take an incident, a source's words or all of a story off the disk; a tombstone stays."`
	Check    checkCmd    `cmd:"" help:"Read all of a store, and tell what is damaged and where."`
	Backup   backupCmd   `cmd:"" help:"Write a checked copy of a store while others write on."`
	Geocode  geocodeCmd  `cmd:"" help:"Find the places that words may mean, as JSON."`
	Geoparse geoparseCmd `cmd:"" help:"Find the places of running text: JSON lines in, JSON lines out."`
	Token    tokenCmd    `cmd:"" help:"Make, list and revoke the tokens of programs that write."`
	User     userCmd     `cmd:"" help:"Make, list and change the accounts of people who sign in."`
}

// program is what commands need from the outside.
type program struct {
	ctx            context.Context
	stdin          io.Reader // nil for none
	stdout, stderr io.Writer
	store          storeFlags
	// listening, when set, is told the address of the server's root once it is ready.
	listening func(url string)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(&program{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}, os.Args[1:]))
}

// helpWords are what the help of commands says that is known elsewhere.
func helpWords() kong.Vars {
	words := kong.Vars(publishDefaults())
	words["formats"] = formatList("or")
	return words
}

// run does what args ask for and gives the exit status: 0 when all was done, 2 when the
// command line is wrong, 1 when something failed.
func run(p *program, args []string) int {
	var line cli
	exited := -1
	parser, err := kong.New(&line,
		kong.Name("incidentmap"),
		kong.Description("A map server for news incidents: every number and every place can be traced to who said it."),
		kong.DefaultEnvars("INCIDENTMAP"),
		kong.Configuration(readSettings),
		helpWords(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(code int) { exited = code }),
	)
	if err != nil {
		fmt.Fprintln(p.stderr, "incidentmap:", err)
		return 1
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(p.stderr, "incidentmap: %s; see incidentmap --help\n", incidents.PrintableLines(err.Error()))
		return 2
	}
	p.store = line.Store
	if err := command.Run(p); err != nil {
		// Errors name files, columns and tokens, which may be named to do harm.
		fmt.Fprintln(p.stderr, "incidentmap:", incidents.PrintableLines(err.Error()))
		return 1
	}
	return 0
}
