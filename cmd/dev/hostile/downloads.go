package hostile

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"incidentmap/incidents/format"
)

// Kinds of work that is costly by nature.
const (
	layerFiles  = "layer files"
	pastLayers  = "layers of the past"
	byArea      = "counts by area"
	tileFiles   = "tile files"
	pastChanges = "reading what changed"
)

// formats are those of layer files, by extension.
func formats() []string { return format.Extensions() }

func downloadAttacks() []attack {
	var all []attack
	for _, ext := range formats() {
		all = append(all, attack{
			name: "layer/" + ext, why: "a whole layer", gate: layerFiles, large: true,
			send: ask(get(base + "/layers/all." + ext)),
		})
	}
	for _, coding := range []string{"br", "gzip", "zstd"} {
		all = append(all, attack{
			name: "layer/geojson-" + coding, why: "a whole layer, packed on the way", gate: layerFiles, large: true,
			send: ask(get(base+"/layers/all.geojson").with("Accept-Encoding", coding)),
		})
	}
	return append(append(append(all, layerCrowds()...), pastAttacks()...), wholeAttacks()...)
}

// layerCrowds ask for whole layers, many at once.
func layerCrowds() []attack {
	crowd := func(ext string, pairs ...string) func(ctx context.Context, t *target) tally {
		return func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 20 {
				all = append(all, get(base+"/layers/all."+ext, append([]string{"datetime", fmt.Sprintf("2019-01-01T00:00:%02dZ/..", i)}, pairs...)...))
			}
			return t.crowd(ctx, 20, crowdTime, all)
		}
	}
	why := "20 different ones at once, and all clients leave"
	return []attack{
		{name: "crowd/geojson", why: why, gate: layerFiles, large: true, send: crowd("geojson")},
		{name: "crowd/gpkg", why: why, gate: layerFiles, large: true, send: crowd("gpkg")},
		{name: "crowd/xlsx", why: why, gate: layerFiles, large: true, send: crowd("xlsx")},
		{name: "crowd/parquet", why: why, gate: layerFiles, large: true, send: crowd("parquet")},
		{name: "crowd/by-adm2", why: why, gate: byArea, large: true, send: crowd("geojson", "by", "adm2")},
		{name: "crowd/as_of", why: why, gate: pastLayers, large: true, send: crowd("csv", "as_of", "400000")},
		{name: "crowd/pmtiles", why: why, gate: tileFiles, large: true, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 20 {
				all = append(all, get(base+"/tiles/all.pmtiles", "maxzoom", "8", "datetime", fmt.Sprintf("2019-01-01T00:00:%02dZ/..", i)))
			}
			return t.crowd(ctx, 20, crowdTime, all)
		}},
		{name: "crowd/same", why: "the same file 50 times at once is one piece of work", gate: layerFiles, large: true, send: func(ctx context.Context, t *target) tally {
			var all []request
			for range 50 {
				all = append(all, get(base+"/layers/all.gpkg"))
			}
			return t.crowd(ctx, 50, crowdTime, all)
		}},
	}
}

// pastAttacks ask for earlier states.
func pastAttacks() []attack {
	return []attack{
		{name: "as_of/layer", why: "the whole layer at another sequence number", gate: pastLayers, large: true, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, get(base+"/layers/all.geojson", "as_of", "1000"), get(base+"/layers/all.csv", "as_of", "100000"))
			return sum
		}},
		{name: "as_of/layer-head", why: "HEAD, and a copy that is still good", gate: pastLayers, send: unchanged(base + "/layers/all.csv?as_of=1000")},
		{name: "as_of/incident", why: "one incident at 200 sequence numbers", send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 200 {
				all = append(all, get(base+"/incidents/"+t.ids[i%len(t.ids)], "as_of", fmt.Sprint(i*2999)))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
		{name: "as_of/incident-one", why: "one incident at one sequence number", send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, get(base+"/incidents/"+t.ids[0], "as_of", "300001"), get(base+"/incidents/"+t.ids[0], "as_of", "2026-01-01T00:00:00Z"))
			return sum
		}},
		{name: "as_of/incident-head", why: "HEAD, and a copy that is still good", send: func(ctx context.Context, t *target) tally {
			return unchanged(base+"/incidents/"+t.ids[0]+"?as_of=300002")(ctx, t)
		}},
		{name: "as_of/embed", why: "an embed of an earlier state", send: ask(get(base+"/embed", "as_of", "1000"), get(base+"/embed", "as_of", "300003"))},
		{name: "changes/since-0", why: "all changes, from before a fifth of them that readers never see", gate: pastChanges, large: true, send: ask(
			get(base+"/changes", "since", "0"), get(base+"/changes", "since", "0", "limit", "1000"), get(base+"/changes", "since", "499000"), get(base+"/changes", "since", "500001"))},
		{name: "changes/behind-drafts", why: "from the middle of the drafts", gate: pastChanges, large: true, send: func(ctx context.Context, t *target) tally {
			var all []request
			for _, since := range []string{"500002", "520000", "550000", "599990"} {
				all = append(all, get(base+"/changes", "since", since, "limit", "1"))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
	}
}

// unchanged asks by HEAD and then for a copy that is still good, which must be cheap: nothing is
// sent.
func unchanged(path string) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		sum, answers := t.each(ctx, request{path: path, method: http.MethodHead})
		if len(answers) == 0 || answers[0].header.Get("ETag") == "" {
			return sum
		}
		tag := answers[0].header.Get("ETag")
		again, answers := t.each(ctx, request{path: path}.with("If-None-Match", tag), request{path: path}.with("If-None-Match", "W/"+tag), request{path: path}.with("If-None-Match", "*"))
		for _, a := range answers {
			sum.add(a)
			if a.status == http.StatusOK {
				sum.fault("a copy that is still good was sent again")
			}
		}
		sum.costly = max(sum.costly, again.costly)
		return sum
	}
}

// wholeAttacks ask for what is made of the whole story.
func wholeAttacks() []attack {
	all := []attack{
		{name: "pmtiles/zooms", why: "all tiles in one file", gate: tileFiles, large: true, send: ask(
			get(base+"/tiles/all.pmtiles", "maxzoom", "3"), get(base+"/tiles/all.pmtiles", "maxzoom", "8"), get(base+"/tiles/all.pmtiles"))},
		{name: "pmtiles/refused", why: "a file that is refused for its size, which is to be known before the work", gate: tileFiles, large: true, send: refusedTileFiles},
		{name: "pmtiles/head", why: "HEAD, and a copy that is still good", gate: tileFiles, large: true, send: unchanged(base + "/tiles/all.pmtiles?maxzoom=7")},
		{name: "feeds", why: "the feeds, and the corrections", send: ask(
			get(base+"/feed.atom"), get(base+"/feed.json"), get(base+"/corrections"), get(base+"/feed.atom", "lang", "en"))},
		{name: "layer/head", why: "HEAD of each format, and copies that are still good", gate: layerFiles, send: func(ctx context.Context, t *target) tally {
			var sum tally
			for _, ext := range formats() {
				one, answers := t.each(ctx, request{path: base + "/layers/all." + ext + "?lang=en", method: http.MethodHead})
				for _, a := range answers {
					sum.add(a)
				}
				sum.costly = max(sum.costly, one.costly)
				if len(answers) > 0 && answers[0].bytes > 0 {
					sum.fault("HEAD of %s has %d bytes of a body", ext, answers[0].bytes)
				}
			}
			return sum
		}},
		{name: "ranges", why: "parts of a file, thousands of them", gate: layerFiles, large: true, send: ranges},
		{name: "same-bytes", why: "an ETag names bytes: twice the same tag, twice the same bytes", send: sameBytes},
	}
	for _, by := range []string{"adm1", "adm2", "country"} {
		all = append(all, attack{
			name: "by/" + by, why: "incidents counted in areas", gate: byArea, large: true,
			send: ask(get(base+"/layers/all.geojson", "by", by), get(base+"/layers/all.csv", "by", by, "datetime", "2019-06-01/.."), get(base+"/layers/all.geojson", "by", by, "lang", "en", "bbox", "-180,-90,180,90")),
		})
	}
	return all
}

// refusedTileFiles asks for files of ever deeper zooms: a refusal must cost little.
func refusedTileFiles(ctx context.Context, t *target) tally {
	var sum tally
	for zoom := 16; zoom >= 8; zoom-- {
		one, answers := t.each(ctx, get(base+"/tiles/all.pmtiles", "maxzoom", fmt.Sprint(zoom), "kind", "killing,attack,roadblock,protest"))
		for _, a := range answers {
			sum.add(a)
			if a.status >= http.StatusBadRequest && one.costly > mostCPU {
				sum.fault("maxzoom=%d was refused after %.1f CPU-s", zoom, one.costly.Seconds())
			}
		}
		sum.costly = max(sum.costly, one.costly)
	}
	return sum
}

// ranges asks for parts of files.
func ranges(ctx context.Context, t *target) tally {
	var many strings.Builder
	many.WriteString("bytes=")
	for i := 0; many.Len() < longHead; i++ {
		fmt.Fprintf(&many, "%d-,", i)
	}
	var all []request
	for _, path := range []string{base + "/layers/all.csv?kind=curfew", base + "/tiles/all.pmtiles?maxzoom=3", "/assets/embed.js", base + "/image.png?width=300&height=300"} {
		for _, value := range []string{strings.TrimSuffix(many.String(), ","), "bytes=-1", "bytes=9999999999999999999-", "bytes=5-1", "bytes=" + strings.Repeat("0-0,", 5000) + "0-0", "bytes=0-10"} {
			all = append(all, request{path: path}.with("Range", value))
		}
	}
	sum, _ := t.each(ctx, all...)
	return sum
}

// sameBytes asks for pages while pictures are drawn: what is left out of a page for lack of time
// must not be kept under the tag of the whole page.
func sameBytes(ctx context.Context, t *target) tally {
	drawing := make(chan tally)
	go func() {
		var all []request
		for i := range 24 {
			all = append(all, get(base+"/image.png", "bbox", aroundArea, "width", fmt.Sprint(1900+i), "height", "2300"))
		}
		drawing <- t.crowd(ctx, 24, crowdTime, all)
	}()
	paths := []string{base + "?lang=es&kind=seizure", base + "/embed?kind=seizure", base + "/embed?kind=explosion&lang=en"}
	var sum tally
	seen := map[string]answer{}
	for range 3 {
		for _, path := range paths {
			_, answers := t.each(ctx, request{path: path})
			for _, a := range answers {
				sum.add(a)
				tag := path + a.header.Get("ETag")
				before, known := seen[tag]
				if known && a.header.Get("ETag") != "" && !bytes.Equal(before.sum[:], a.sum[:]) {
					sum.fault("%s: the tag %s is of %d and of %d bytes", path, a.header.Get("ETag"), before.bytes, a.bytes)
				}
				seen[tag] = a
			}
		}
		if sum.n == len(paths) {
			<-drawing
		}
	}
	sum.together = true // the pictures are part of the cost
	sum.n += 24
	return sum
}
