package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// settings is a file of flags' values, {"addr": "0.0.0.0:8080", "public_url": "…"}.
type settings struct {
	values map[string]any
	file   kong.Resolver
}

// readSettings reads a JSON file for kong, which by itself would let the file win over
// the environment and pass over a misspelt name.
func readSettings(r io.Reader) (kong.Resolver, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s := &settings{}
	if err := json.Unmarshal(raw, &s.values); err != nil {
		return nil, fmt.Errorf("the settings file is not a JSON object: %w", err)
	}
	s.file, err = kong.JSON(strings.NewReader(string(raw)))
	return s, err
}

// Validate reports names in the file that no flag has.
func (s *settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	_ = kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if f, isFlag := node.(*kong.Flag); isFlag {
			known[strings.ReplaceAll(f.Name, "-", "_")] = true
		}
		return next(nil)
	})
	for name := range s.values {
		if !known[name] {
			return fmt.Errorf("the settings file names %q, which is not a setting; see serve --help", name)
		}
	}
	return nil
}

// Resolve gives the file's value of a flag unless a variable sets it.
func (s *settings) Resolve(ctx *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	for _, variable := range flag.Envs {
		if _, set := os.LookupEnv(variable); set {
			return nil, nil
		}
	}
	return s.file.Resolve(ctx, parent, flag)
}
