package index

// columnRoom is room for the columns of one Figures after the other, which so are made in few pieces: a tile
// may have some for each of its cells. The zero columnRoom is ready.
type columnRoom struct {
	free []columnSum
	made int // how many columns it had room for in all
}

const (
	// mostLent is how many columns a Figures gets room for: mostly two for each source at most.
	mostLent  = 2 * MaxSources
	mostPiece = 16 * mostLent
)

// lend gives room to figures that have no columns yet.
func (r *columnRoom) lend(f *Figures) {
	if len(r.free) < mostLent {
		r.free = make([]columnSum, min(mostLent+r.made, mostPiece))
		r.made += len(r.free)
	}
	f.more = r.free[:0:mostLent]
}

// settle takes back what the figures did not need.
func (r *columnRoom) settle(f *Figures) {
	n := len(f.more)
	switch {
	case n == 0:
		f.more = nil
	case &f.more[0] == &r.free[0]:
		f.more, r.free = f.more[:n:n], r.free[n:]
	}
}
