package index

// newHeads gives the keys of the first rows of blocks that begin at points.
func newHeads(s *segment) []uint64 {
	heads := make([]uint64, (s.points+blockRows-1)/blockRows)
	for b := range heads {
		heads[b] = s.key(b * blockRows)
	}
	return heads
}

// search gives the first row from lo up to hi, all at points, that is not before a key. It
// looks for the block first: the heads lie closer together than the rows.
func (s *segment) search(lo, hi int, key uint64) int {
	if hi-lo <= blockRows {
		return s.searchRows(lo, hi, key)
	}
	first := lo/blockRows + 1
	last := (hi + blockRows - 1) / blockRows
	return s.searchBlock(lo, hi, first+searchKeys(s.heads[first:last], key), key)
}

// gallop is search for a key that is likely near lo.
func (s *segment) gallop(lo, hi int, key uint64) int {
	if hi-lo <= blockRows {
		return s.searchRows(lo, hi, key)
	}
	first := lo/blockRows + 1
	heads := s.heads[first : (hi+blockRows-1)/blockRows]
	from, to := 0, 1
	for to < len(heads) && heads[to-1] < key {
		from, to = to, 2*to
	}
	to = min(to, len(heads))
	return s.searchBlock(lo, hi, first+from+searchKeys(heads[from:to], key), key)
}

// searchBlock is search where the first block whose head is not before the key is known.
func (s *segment) searchBlock(lo, hi, block int, key uint64) int {
	return s.searchRows(max(lo, (block-1)*blockRows), min(hi, block*blockRows), key)
}

func (s *segment) searchRows(lo, hi int, key uint64) int {
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if s.key(mid) < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func searchKeys(keys []uint64, key uint64) int {
	lo, hi := 0, len(keys)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if keys[mid] < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
