package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"incidentmap/data"
	"incidentmap/tiles/basemap"
	"incidentmap/tiles/pmtiles"
	"incidentmap/tiles/streets"
	"incidentmap/web"
)

// openBasemap opens the embedded basemap, and over it an archive with streets: a file, an address, or none. What it opens is
// kept until the program ends.
func openBasemap(ctx context.Context, archive string) (web.BasemapConfig, error) {
	airports, err := airportLabels()
	if err != nil {
		return web.BasemapConfig{}, err
	}
	land, err := basemap.Open(data.Basemap(), data.Labels(), airports)
	if err != nil {
		return web.BasemapConfig{}, fmt.Errorf("the embedded basemap cannot be opened: %w", err)
	}
	config := web.BasemapConfig{Tiles: land, MaxZoom: basemap.MaxZoom, Attribution: data.Attribution, Version: build()}
	if archive == "" {
		return config, nil
	}
	source, version, err := openArchive(archive)
	if err != nil {
		return config, fmt.Errorf("--basemap %s: %w", archive, err)
	}
	opened, err := pmtiles.Open(ctx, source)
	if err != nil {
		return config, fmt.Errorf("--basemap %s: %w", archive, err)
	}
	_, last := opened.Zooms()
	town, err := streets.New(land, opened, opened.Layers, last)
	if err != nil {
		return config, fmt.Errorf("--basemap %s: %w", archive, err)
	}
	config.Tiles, config.MaxZoom, config.Nearest = town, town.MaxZoom(), nearestStreet
	config.Version += " " + version
	if by := streets.Attribution(opened.Attribution); by != "" {
		config.Attribution = by + ", " + config.Attribution
	}
	return config, nil
}

// nearestStreet is the greatest zoom of a map with streets.
const nearestStreet = 17

// openArchive opens an archive, and tells it apart from others at the same place.
func openArchive(archive string) (source pmtiles.Source, version string, err error) {
	if strings.HasPrefix(archive, "https://") || strings.HasPrefix(archive, "http://") {
		source, err = pmtiles.Remote(archive)
		return source, archive, err
	}
	file, err := os.Open(archive)
	if err != nil {
		return nil, "", err
	}
	about, err := file.Stat()
	if err != nil {
		return nil, "", err
	}
	return pmtiles.File{ReaderAt: file}, fmt.Sprintf("%s %d %d", archive, about.Size(), about.ModTime().UnixNano()), nil
}
