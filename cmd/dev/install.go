package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// need is something outside the checkout that the tests cannot do without.
type need struct {
	what   string
	why    string
	found  func() bool
	debian []string // the Debian packages that bring it
	byHand string   // how to get it on another system
}

// browserVariable names the browser of the browser tests, and switches them on.
const browserVariable = "INCIDENTMAP_CHROMIUM"

func needs() []need {
	return []need{
		{
			what: "gcc", why: "the race detector needs cgo, and cgo a C compiler",
			found:  func() bool { return onPath("gcc") || onPath("clang") },
			debian: []string{"gcc", "libc6-dev"}, byHand: "install a C compiler",
		},
		{
			what: "Node.js 18 or newer with npm", why: "the front end is checked and bundled with it",
			found:  func() bool { return onPath("node") && onPath("npm") },
			debian: []string{"nodejs", "npm"}, byHand: "install Node.js, which brings npm",
		},
		{
			what: "Chromium", why: "the browser tests drive it",
			found:  func() bool { _, err := findBrowser(); return err == nil },
			debian: []string{"chromium-headless-shell"}, byHand: "install Chromium or Chrome and put its path in " + browserVariable,
		},
		{
			what: "a font with Latin letters", why: "without one the browser draws no text",
			found:  hasFont,
			debian: []string{"fonts-liberation"}, byHand: "install the Liberation or DejaVu fonts",
		},
		{
			what: "PostgreSQL 15 or newer with PostGIS", why: "the store for many servers is tested on it",
			found: func() bool {
				_, has := findPostgres(postgresPlaces)
				return has || (os.Getenv(postgresVariable) != "" && os.Getenv(disruptedVariable) != "")
			},
			debian: []string{postgisPackage()},
			byHand: "install PostgreSQL and PostGIS, or put the addresses of empty databases on two servers in " +
				postgresVariable + " and " + disruptedVariable,
		},
		{
			what: "nginx", why: "the server is tested behind it, as most are run",
			found:  func() bool { return findNginx(nginxPlaces) },
			debian: []string{"nginx-light"}, byHand: "install nginx",
		},
	}
}

// nginxPlaces are where systems keep programs that are not on everybody's PATH.
var nginxPlaces = []string{"/usr/sbin", "/usr/local/sbin"}

// findNginx tells whether nginx is on PATH or in one of the places.
func findNginx(places []string) bool {
	if onPath("nginx") {
		return true
	}
	return slices.ContainsFunc(places, func(dir string) bool {
		_, err := exec.LookPath(filepath.Join(dir, "nginx"))
		return err == nil
	})
}

// install brings what is missing: system packages by apt-get where this process may, and
// the front end's npm packages.
func (c checkout) install(ctx context.Context) error {
	if missing := unmet(needs()); len(missing) > 0 {
		if err := mayUseApt(); err != nil {
			return missingError(missing, err)
		}
		if err := c.aptInstall(ctx, missing); err != nil {
			return missingError(missing, err)
		}
		if still := unmet(missing); len(still) > 0 {
			return missingError(still, errors.New("still not found after apt-get had installed it"))
		}
	}
	return c.npmInstall(ctx)
}

func unmet(all []need) []need {
	return slices.DeleteFunc(slices.Clone(all), func(n need) bool { return n.found() })
}

// missingError says what is missing, why it is needed, how to get it, and why this
// program did not.
func missingError(missing []need, why error) error {
	var text strings.Builder
	var packages []string
	for _, n := range missing {
		fmt.Fprintf(&text, "  %s: %s; %s\n", n.what, n.why, n.byHand)
		packages = append(packages, n.debian...)
	}
	return fmt.Errorf("missing here:\n%son Debian: apt-get install --no-install-recommends %s\nnot done for you: %w",
		text.String(), strings.Join(packages, " "), why)
}

func mayUseApt() error {
	if !onPath("apt-get") {
		return errors.New("there is no apt-get here")
	}
	if os.Geteuid() != 0 {
		return errors.New("only root may run apt-get")
	}
	return nil
}

// aptInstall installs all packages at once, and tries once more when that fails: mirrors
// drop connections, and another program may hold apt's list lock, on which apt-get
// does not wait.
func (c checkout) aptInstall(ctx context.Context, missing []need) error {
	install := []string{"apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"}
	for _, n := range missing {
		install = append(install, n.debian...)
	}
	env := []string{"DEBIAN_FRONTEND=noninteractive"}
	return c.twice(ctx, func() error {
		if err := c.run(ctx, command{env: env, args: []string{"apt-get", "update"}}); err != nil {
			return err
		}
		return c.run(ctx, command{env: env, args: install})
	})
}

// installedNote is where it stands what npm has installed.
const installedNote = uiDir + "/node_modules/.installed-lock"

// npmInstall brings web/ui/node_modules to what package-lock.json says. It runs no
// package's install script. What was installed is noted beside it, so that a second run
// costs nothing.
func (c checkout) npmInstall(ctx context.Context) error {
	want, err := lockSum(c.path(uiDir))
	if err != nil {
		return err
	}
	if c.npmInstalled() {
		return nil
	}
	err = c.twice(ctx, func() error {
		return c.run(ctx, command{dir: uiDir, args: []string{"npm", "ci", "--ignore-scripts"}})
	})
	if err != nil {
		return fmt.Errorf("npm packages of %s are missing; with the npm registry in reach, run npm ci there: %w", uiDir, err)
	}
	return os.WriteFile(c.path(installedNote), []byte(want), 0o644)
}

// lockSum is one number for the files that decide what npm installs.
func lockSum(dir string) (string, error) {
	sum := sha256.New()
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// twice does something that rests on the network, and does it once more if it fails.
func (c checkout) twice(ctx context.Context, do func() error) error {
	err := do()
	if err == nil || ctx.Err() != nil || errors.Is(err, exec.ErrNotFound) {
		return err
	}
	fmt.Fprintf(c.stderr, "%v; trying once more in 15 s\n", err)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(15 * time.Second):
		return do()
	}
}

func onPath(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// findBrowser finds the browser that the browser tests drive; first the headless shell, which takes less than
// half the processor time of a whole Chromium.
func findBrowser() (string, error) {
	if name := os.Getenv(browserVariable); name != "" {
		return exec.LookPath(name)
	}
	for _, name := range []string{"chromium-headless-shell", "headless_shell", "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if file, err := exec.LookPath(name); err == nil {
			return file, nil
		}
	}
	return "", fmt.Errorf("no Chromium or Chrome on PATH, and %s is not set", browserVariable)
}

// errFound ends the walk of hasFont.
var errFound = errors.New("found")

// hasFont tells whether any of the usual folders holds a scalable font.
func hasFont() bool {
	home, _ := os.UserHomeDir() // without one, the folder below it is merely not there
	for _, dir := range []string{"/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", filepath.Join(home, ".fonts")} {
		err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
			if ext := filepath.Ext(name); err == nil && (ext == ".ttf" || ext == ".otf" || ext == ".ttc") {
				return errFound
			}
			return nil
		})
		if errors.Is(err, errFound) {
			return true
		}
	}
	return false
}
