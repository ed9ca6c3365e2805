package hostile

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// editorOf is a request with a token, of a body of a media type, to the story's part of the API.
func (t *target) editorOf(media, path, body string) request {
	r := t.editor(http.MethodPost, path, body)
	r.header.Set("Content-Type", media)
	return r
}

// api is a request with a token to what is of no story.
func (t *target) api(path string, pairs ...string) request {
	r := t.editor("", "", "")
	r.path = withQuery("/api/v1"+path, pairs...)
	return r
}

// editorAttacks read and compare as editors do.
func editorAttacks() []attack {
	return []attack{
		{name: "queue", why: "lists of 100,000 drafts, narrowed down to nothing", gate: scans, large: true, want: []int{200, 400, 422, 503}, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, t.editor("", "/incidents?limit=200", ""), t.editor("", "/incidents?workflow=draft&q=nothing+of+it", ""), t.editor("", "/incidents?workflow=draft,review,approved,published,archived&q=zzzz&limit=200", ""),
				t.editor("", "/incidents?kind=panic&disposition=merged", ""), t.editor("", withQuery("/incidents", "q", strings.Repeat("a ", 5000)), ""), t.editor("", withQuery("/incidents", "kind", strings.Repeat(",", 15_000)), ""),
				t.editor("", "/incidents?after=99999999999999999999", ""), t.editor("", "/audit?limit=1000", ""), t.editor("", "/purges?since=0", ""))
			return sum
		}},
		{name: "queue/crowd", why: "60 such lists at once", gate: scans, large: true, want: []int{200, 429, 503}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 60 {
				all = append(all, t.editor("", fmt.Sprintf("/incidents?workflow=draft&q=zzzz%d", i), ""))
			}
			return t.crowd(ctx, 60, crowdTime, all)
		}},
		{name: "compare", why: "revisions of the polygon compared, restored and held against duplicates", gate: scans, large: true, want: []int{200, 400, 404, 412, 422, 428, 503}, send: func(ctx context.Context, t *target) tally {
			one := "/incidents/" + t.area
			sum, _ := t.each(ctx, t.editor("", one+"/diff?from=1&to=1", ""), t.editor("", one+"/diff?from=0&to=99999999999", ""), t.editor("", one+"/duplicates", ""), t.editor("", "/incidents/"+t.ids[0]+"/duplicates", ""),
				t.editor(http.MethodPost, one+"/restore", `{"revision":-1}`), t.editor(http.MethodPost, one+"/check", `{"title":"`+strings.Repeat("six ", 200_000)+`"}`).with("If-Match", `"1"`),
				t.editor(http.MethodPost, one+"/check", strings.Repeat(`{"a":`, 100_000)).with("If-Match", `"1"`), t.editor(http.MethodPost, one+"/merge", `{"into":"`+t.area+`","note":"x"}`).with("If-Match", `"1"`))
			return sum
		}},
		{name: "bulk", why: "changes of 1,000 incidents, and of one 100,000 times", gate: writes, large: true, want: []int{200, 400, 404, 409, 413, 422, 503}, send: func(ctx context.Context, t *target) tally {
			many := `{"ids":["` + strings.Repeat(t.ids[0]+`","`, 100_000) + t.ids[0] + `"],"patch":{"verification":"confirmed"},"preview":true}`
			own := `{"ids":["` + strings.Join(t.ids, `","`) + `"],"patch":{"summary":"` + strings.Repeat("x", 1<<20) + `"},"preview":true}`
			sum, _ := t.each(ctx, t.editor(http.MethodPost, "/bulk", many), t.editor(http.MethodPost, "/bulk", own))
			return sum
		}},
		{name: "presence", why: "2,000 times who is at work, and what is none", want: []int{200, 204, 400, 404, 409, 422, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 2000 {
				all = append(all, t.editor(http.MethodPost, "/presence", fmt.Sprintf(`{"incident":%q}`, t.ids[i%len(t.ids)])))
			}
			all = append(all, t.editor(http.MethodPost, "/presence", `{"incident":"`+strings.Repeat("0", 1<<20)+`"}`))
			return t.crowd(ctx, 16, patience, all)
		}},
	}
}

// besideAttacks ask for what stands beside a story's data.
func besideAttacks() []attack {
	return []attack{
		{name: "beside/pages", why: "coding manual, dictionary and description in every language, again and again", want: []int{200, 304, 400, 404, 429}, large: true, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 300 {
				lang := fmt.Sprintf("%c%c", 'a'+i%26, 'a'+i/26)
				all = append(all, get(base+"/method", "lang", lang), get(base+"/dictionary", "lang", lang), get(base+"/dictionary.json", "v", fmt.Sprint(i)), get("/api/v1/openapi.json", "v", fmt.Sprint(i)))
			}
			return t.crowd(ctx, 32, patience, all)
		}},
		{name: "beside/metadata", why: "what each CSV says of itself, of filters that are always others", large: true, want: []int{200, 400, 404, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 500 {
				all = append(all, get(base+"/layers/all.csv-metadata.json", "bbox", fmt.Sprintf("%d,0,180,%d.5", -i%180, i%80+1)), get(base+"/layers/all.figures.csv-metadata.json", "v", fmt.Sprint(i)))
			}
			return t.crowd(ctx, 32, patience, all)
		}},
		{name: "beside/figures", why: "all figures of the story, and by such as leave", gate: layerFiles, large: true, want: []int{200, 304, 400, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 20 {
				all = append(all, get(base+"/layers/all.figures.csv", "kind", "roadblock,killing", "bbox", fmt.Sprintf("-110,15,-%d,25", 90+i)))
			}
			return t.crowd(ctx, 20, crowdTime, all)
		}},
		{name: "beside/corrections", why: "the log of corrections in each form", large: true, send: ask(
			get(base+"/corrections"), get(base+"/corrections.json"), get(base+"/corrections.atom"), get(base+"/corrections", "page", "99999999999"), get(base+"/corrections", "lang", strings.Repeat("x", 10_000)))},
	}
}
