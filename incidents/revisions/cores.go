package revisions

import (
	"runtime"

	"golang.org/x/sync/errgroup"
)

// share is how many items a core takes at a time: enough to make up for the handing out.
const share = 64

// OnAllCores runs do for 0 to n-1, and gives the error of the lowest that has one.
func OnAllCores(n int, do func(i int) error) error {
	return InShares(n, func(from, to int) error {
		for i := from; i < to; i++ {
			if err := do(i); err != nil {
				return err
			}
		}
		return nil
	})
}

// InShares runs do on all cores for shares of the numbers 0 to n-1, each from one number to
// before another, and gives the error of the lowest share that has one.
func InShares(n int, do func(from, to int) error) error {
	errs := make([]error, (n+share-1)/share)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for k := range errs {
		work := func() error {
			errs[k] = do(k*share, min(n, (k+1)*share))
			return nil
		}
		if len(errs) == 1 {
			_ = work() // its error is in errs
			continue
		}
		group.Go(work)
	}
	_ = group.Wait() // as above
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
