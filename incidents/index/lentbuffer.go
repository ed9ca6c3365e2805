package index

// lentBuffer is room for a list of each of many things, lent to one after the other, so that the lists are made in few
// pieces: a tile may have one for each of its cells. The zero lentBuffer is ready.
type lentBuffer[T any] struct {
	free []T
	made int // how many it had room for in all
}

// mostLent is for how much of its list each thing gets room, and mostPieces of how many things one piece is.
const (
	mostLent   = MaxSources
	mostPieces = 16
)

// lend gives an empty list.
func (r *lentBuffer[T]) lend() []T {
	if len(r.free) < mostLent {
		r.free = make([]T, min(mostLent+r.made, mostPieces*mostLent))
		r.made += len(r.free)
	}
	return r.free[:0:mostLent]
}

// settle takes back what a list that was lent did not need.
func (r *lentBuffer[T]) settle(list []T) []T {
	n := len(list)
	switch {
	case n == 0:
		return nil
	case &list[0] == &r.free[0]:
		r.free = r.free[n:]
	}
	return list[:n:n]
}
