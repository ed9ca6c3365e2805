package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
)

// geocodeCmd looks up places in the embedded gazetteer.
type geocodeCmd struct {
	Place   []string `arg:"" help:"The words, such as \"Tapalpa, Jalisco\"; one answer for each."`
	Country string   `help:"Prefer places of this country (ISO 3166-1 alpha-2)." placeholder:"MX"`
	Lang    string   `help:"Language of places' names where the gazetteer has them." default:"en" placeholder:"es"`
}

// Run writes one JSON document for each place. Nothing found is an answer, not an error.
func (c *geocodeCmd) Run(p *program) error {
	geocoder, err := openGeocoder()
	if err != nil {
		return err
	}
	var answer bytes.Buffer
	out := json.NewEncoder(&answer)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	for _, words := range c.Place {
		if err := out.Encode(geocoder.Geocode(words, geocode.Context{Country: c.Country, Lang: c.Lang})); err != nil {
			return fmt.Errorf("cannot write the answer: %w", err)
		}
		if _, err := p.stdout.Write(incidents.PrintableJSON(answer.Bytes())); err != nil {
			return fmt.Errorf("cannot write the answer: %w", err)
		}
		answer.Reset()
	}
	return nil
}
