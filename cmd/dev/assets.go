package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

const (
	uiDir   = "web/ui"
	distDir = uiDir + "/dist"
)

// entryPoints are the front end's files that pages load; each becomes one file of dist,
// a .ts a .js.
var entryPoints = []string{"src/map.ts", "src/frame.ts", "src/published.ts", "src/published-frame.ts", "src/density.ts", "src/locator.ts", "src/map.css", "src/frame.css", "src/share.css", "src/signin.css", "src/embed.ts", "src/share.ts", "src/later.ts", "src/desk.ts", "src/desk.css"}

type assetsTask struct{}

// Run writes web/ui/dist anew; the old one stays if the bundle cannot be made.
func (assetsTask) Run(ctx context.Context, c checkout) error {
	if err := c.npmInstall(ctx); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp(c.path(uiDir), ".bundle-") // beside dist, so that it can be renamed
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	made := filepath.Join(scratch, "dist")
	if err := c.bundle(ctx, made); err != nil {
		return err
	}
	if err := os.RemoveAll(c.path(distDir)); err != nil {
		return err
	}
	return os.Rename(made, c.path(distDir))
}

// bundle makes the whole content of dist in a folder: the bundles, the images that the
// style sheets name, the licences of the packages that went in, and brotli forms. No part of it may
// depend on the machine, the time or the place of the checkout.
func (c checkout) bundle(ctx context.Context, dir string) error {
	scratch, err := os.MkdirTemp("", "incidentmap-bundle-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	meta, sheet, sources := filepath.Join(scratch, "meta.json"), filepath.Join(scratch, "leaflet.css"), filepath.Join(scratch, "node_modules", leafletSources)
	if err := errors.Join(c.trimLeafletSheet(sheet), c.trimLeafletSources(sources)); err != nil {
		return err
	}
	err = c.esbuild(ctx, entryPoints, "--outdir="+dir, "--metafile="+meta, "--alias:"+leafletSheet+"="+sheet, "--alias:"+leafletSources+"="+sources,
		"--minify", mangled, "--format=iife", "--target=es2022", "--charset=utf8", "--legal-comments=eof",
		"--loader:.png=file", "--asset-names=[name]")
	if err != nil {
		return err
	}
	if err := c.writeLicenses(meta, filepath.Join(dir, "licenses.txt")); err != nil {
		return err
	}
	return packFiles(dir)
}

// packFiles writes the brotli form of each file of a folder that is text beside it, as NAME.br. The best of
// it takes seconds, which a server need not spend at each start.
func packFiles(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !slices.Contains([]string{".js", ".css", ".txt"}, filepath.Ext(e.Name())) {
			continue
		}
		name := filepath.Join(dir, e.Name())
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		w := brotli.NewWriterLevel(&out, brotli.BestCompression)
		_, err = w.Write(text)
		if err = errors.Join(err, w.Close()); err != nil {
			return err
		}
		if err := os.WriteFile(name+".br", out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// mangled has esbuild shorten the names of Leaflet's own properties, which begin with an underline. Some are
// left, by their first letters: _leaflet_id is written as a string, too, and _flat, _getBitCode and two others are exports of modules.
const mangled = "--mangle-props=^_([a-eh-km-rt-zA-Z]|f[a-km-z]|get[ACDF-Z]|s[a-pr-z]|l[a-df-z])"

// leafletSheet is Leaflet's style sheet, as our own import it.
const leafletSheet = "leaflet/dist/leaflet.css"

// leafletSources is the folder of Leaflet's sources, from which our own import.
const leafletSources = "leaflet/src"

// unusedSources are sources that others import and no page of ours needs, with what takes their place: browsers that drew in VML, and marks
// that are dragged, of which Leaflet asks whether they are there.
var unusedSources = map[string]string{
	"layer/vector/SVG.VML.js":     "export var vmlCreate, vmlMixin;\n",
	"layer/marker/Marker.Drag.js": "export var MarkerDrag;\n",
}

// trimLeafletSources copies Leaflet's sources without what is not used: every map carries them.
func (c checkout) trimLeafletSources(dir string) error {
	if err := os.CopyFS(dir, os.DirFS(c.path(uiDir+"/node_modules/"+leafletSources))); err != nil {
		return err
	}
	for name, text := range unusedSources {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if _, err := os.Stat(file); err != nil {
			return fmt.Errorf("a source that is left out is not there: %w", err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssRule    = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	// unusedSelector matches those of Leaflet's parts that no page of ours has, and of browsers that it has outlived.
	unusedSelector = regexp.MustCompile(`\.(leaflet-(popup|tooltip|control-layers|control-scale|oldie|vml|default-icon)|lvml)`)
)

// trimLeafletSheet writes Leaflet's style sheet without the rules of parts that are not used: every page carries it.
func (c checkout) trimLeafletSheet(out string) error {
	text, err := os.ReadFile(c.path(uiDir + "/node_modules/" + leafletSheet))
	if err != nil {
		return err
	}
	return os.WriteFile(out, trimRules(text, unusedSelector), 0o644)
}

// trimRules leaves out the selectors that match, and the rules of which none is left.
func trimRules(sheet []byte, unused *regexp.Regexp) []byte {
	return cssRule.ReplaceAllFunc(cssComment.ReplaceAll(sheet, nil), func(rule []byte) []byte {
		parts := cssRule.FindSubmatch(rule)
		var kept [][]byte
		for selector := range bytes.SplitSeq(parts[1], []byte(",")) {
			if !unused.Match(selector) {
				kept = append(kept, bytes.TrimSpace(selector))
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return fmt.Appendf(nil, "%s {%s}\n", bytes.Join(kept, []byte(", ")), parts[2])
	})
}

// esbuild bundles entry points, which are paths inside web/ui.
func (c checkout) esbuild(ctx context.Context, entries []string, options ...string) error {
	args := append([]string{"node_modules/.bin/esbuild", "--bundle", "--log-level=warning"}, options...)
	return c.run(ctx, command{dir: uiDir, args: append(args, entries...)})
}

// writeLicenses gathers the licence of each npm package with a file in the bundles:
// most ask that their notice go where their code goes.
func (c checkout) writeLicenses(metafile, out string) error {
	text, err := os.ReadFile(metafile)
	if err != nil {
		return err
	}
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal(text, &meta); err != nil {
		return fmt.Errorf("esbuild's metafile: %w", err)
	}
	var notices bytes.Buffer
	for _, name := range bundledPackages(meta.Inputs) {
		license, err := packageLicense(os.DirFS(c.path(uiDir+"/node_modules")), name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&notices, "== %s\n\n%s\n\n", name, strings.TrimSpace(string(license)))
	}
	return os.WriteFile(out, notices.Bytes(), 0o644)
}

// bundledPackages names the npm packages among esbuild's inputs, sorted.
func bundledPackages(inputs map[string]struct{}) []string {
	var names []string
	for file := range inputs {
		_, rest, ok := strings.Cut(file, "node_modules/")
		if !ok {
			continue
		}
		parts := strings.SplitN(rest, "/", 3)
		name := parts[0]
		if strings.HasPrefix(name, "@") && len(parts) > 1 {
			name += "/" + parts[1]
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func packageLicense(modules fs.FS, name string) ([]byte, error) {
	for _, file := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "license"} {
		text, err := fs.ReadFile(modules, name+"/"+file)
		if !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
	}
	return nil, fmt.Errorf("npm package %s is bundled but has no licence file: see what its licence asks for, and where it stands", name)
}
