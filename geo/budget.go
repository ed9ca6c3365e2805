package geo

// Budget is how much work one request may cost. Kernels count what they look at, one unit for
// an edge, a box of an index or a position, and not the time that it takes, so that the same
// request always has the same outcome. A nil Budget has no end. It is not for several
// goroutines at once.
type Budget struct{ left, spent int64 }

// NewBudget makes a budget of so many units.
func NewBudget(units int64) *Budget { return &Budget{left: max(units, 0)} }

// Spend takes units and reports whether they were there. Once it has said no nothing is left,
// whatever is asked for.
func (b *Budget) Spend(units int) bool {
	if b == nil {
		return true
	}
	if b.left < int64(units) {
		b.left = -1
		return false
	}
	b.left -= int64(units)
	b.spent += int64(units)
	return true
}

// Exceeded reports whether more was asked for than there was.
func (b *Budget) Exceeded() bool { return b != nil && b.left < 0 }

// Spent is how many units were taken.
func (b *Budget) Spent() int64 {
	if b == nil {
		return 0
	}
	return b.spent
}
