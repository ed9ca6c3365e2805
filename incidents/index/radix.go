package index

// sortKey is a number to sort by and the row it is of.
type sortKey struct {
	key uint64
	row uint32
}

// radixSort sorts keys, those that are equal as they come, with the help of as much room. It
// takes the digits from the last to the first (Knuth, The Art of Computer Programming, 5.2.5)
// and leaves out those that are the same in all keys. It gives the slice that the result is
// in, and the other.
func radixSort(keys, room []sortKey) (sorted, other []sortKey) {
	const digit, base = 11, 1 << 11
	var differing uint64
	for i := range keys {
		differing |= keys[i].key ^ keys[0].key
	}
	room = room[:len(keys)]
	for shift := 0; shift < 64; shift += digit {
		if differing>>shift&(base-1) == 0 {
			continue
		}
		var at [base]uint32
		for i := range keys {
			at[keys[i].key>>shift&(base-1)]++
		}
		sum := uint32(0)
		for d, n := range at {
			at[d], sum = sum, sum+n
		}
		for i := range keys {
			d := keys[i].key >> shift & (base - 1)
			room[at[d]] = keys[i]
			at[d]++
		}
		keys, room = room, keys
	}
	return keys, room
}
