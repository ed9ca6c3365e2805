package tiles

import "github.com/paulmach/orb"

// clipBuffers is what rings are cut in. It is used again, as a tile may show many.
type clipBuffers [2][]orb.Point

// cut gives what is in a box of the ring in the first room, by the algorithm of Sutherland and Hodgman:
// side by side of the box, what is beyond it is left out. It is what orb's clip.Ring gives, which
// makes new room for each ring. It lies in one of the buffers.
func (c *clipBuffers) cut(box orb.Bound) orb.Ring {
	in := 0
	for side := range 4 {
		axis := side / 2
		limit, sign := box.Min[axis], -1.0
		if side%2 == 1 {
			limit, sign = box.Max[axis], 1
		}
		if c.cutSide(in, axis, limit, sign) {
			in = 1 - in
		}
	}
	r := c[in]
	if n := len(r); n > 0 && r[0] != r[n-1] {
		r = append(r, r[0])
		c[in] = r
	}
	return r
}

// cutSide cuts the ring in a room into the other room, by one side of the box: the limit of an axis,
// which is greater than what is in the box when the sign is positive. It does nothing, and gives false,
// when nothing is beyond.
func (c *clipBuffers) cutSide(room, axis int, limit, sign float64) bool {
	r := c[room]
	beyond := false
	for i := range r {
		beyond = beyond || (r[i][axis]-limit)*sign > 0
	}
	if !beyond {
		return false
	}
	out := c[1-room][:0]
	prev := r[len(r)-1]
	prevIn := (prev[axis]-limit)*sign <= 0
	for _, p := range r {
		in := (p[axis]-limit)*sign <= 0
		if in != prevIn {
			out = append(out, crossing(prev, p, axis, limit))
		}
		if in {
			out = append(out, p)
		}
		prev, prevIn = p, in
	}
	c[1-room] = out
	return true
}

// crossing gives where an edge crosses the limit of an axis.
func crossing(a, b orb.Point, axis int, limit float64) orb.Point {
	var p orb.Point
	other := 1 - axis
	p[axis] = limit
	p[other] = a[other] + (b[other]-a[other])*(limit-a[axis])/(b[axis]-a[axis])
	return p
}
