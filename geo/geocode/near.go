package geocode

import "sync"

// nearName is a normalised name that is spelt like another, and by how many edits they differ.
type nearName struct {
	key   string
	edits int
}

// mostNear bounds what is remembered of names that are spelt alike: names that were asked for, and those near them.
const mostNear = 1 << 16

// nearNames remembers which names are spelt like another. To find them takes longer than all else that is done for words
// that name no place, and the answer is the same in whatever area they are looked for.
type nearNames struct {
	sync.RWMutex
	known map[nearName][]nearName
	size  int
}

// near gives the names within a number of edits of a name.
func (c *Geocoder) near(name string, edits int) []nearName {
	asked := nearName{name, edits}
	c.nearby.RLock()
	all, ok := c.nearby.known[asked]
	c.nearby.RUnlock()
	if ok {
		return all
	}
	c.g.Similar(name, edits, func(key string, d int) bool {
		all = append(all, nearName{key, d})
		return true
	})
	c.nearby.Lock()
	defer c.nearby.Unlock()
	if c.nearby.size += 1 + len(all); c.nearby.size > mostNear || c.nearby.known == nil {
		c.nearby.known, c.nearby.size = map[nearName][]nearName{}, 1+len(all)
	}
	c.nearby.known[asked] = all
	return all
}
