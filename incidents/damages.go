package incidents

import (
	"errors"
	"fmt"
)

// maxDamages is how many damages are listed before it is said that there are more.
const maxDamages = 20

// Damages collects what a store's Check finds.
type Damages struct {
	found []error
	more  int
}

// Add notes a damage.
func (d *Damages) Add(format string, args ...any) {
	if len(d.found) == maxDamages {
		d.more++
		return
	}
	d.found = append(d.found, fmt.Errorf(format, args...))
}

// Note notes err as a damage of the thing named, and gives it back when it is about reading as
// such, so that the check ends.
func (d *Damages) Note(err error, format string, args ...any) error {
	switch code := CodeOf(err); {
	case err == nil:
		return nil
	case code == EDamaged, code == EInvalid:
		d.Add(format+": %w", append(args, err)...)
		return nil
	}
	return err
}

// List gives the damages as one error, or nil when there are none.
func (d *Damages) List() error {
	if len(d.found) == 0 {
		return nil
	}
	all := d.found
	if d.more > 0 {
		all = append(all[:len(all):len(all)], fmt.Errorf("and %d more", d.more))
	}
	return errors.Join(all...)
}
