package bench

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"
)

// store imports the incidents unless an earlier run has, and gives the store.
func (r *run) store(ctx context.Context) (string, error) {
	name := r.file(".db")
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		_, err = r.importInto(ctx, name)
		return name, err
	}
	if err == nil && info.ModTime().Before(r.began) {
		r.note("of the store that was imported at %s; measure import too for a new one", info.ModTime().Format(time.DateTime))
	}
	return name, err
}
