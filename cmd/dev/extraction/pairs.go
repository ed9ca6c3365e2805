package extraction

import (
	"cmp"
	"slices"
)

// pairUp gives the best one-to-one pairing of rows with columns by weight; a negative weight is
// none. The heaviest pairs come first, and then a row that is left may push another to a
// column that is free. It answers by row, -1 for none.
func pairUp(weights [][]float64, columns int) []int {
	type pair struct {
		weight float64
		i, j   int
	}
	var all []pair
	for i, row := range weights {
		for j, w := range row {
			if w >= 0 {
				all = append(all, pair{w, i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.weight, a.weight) })
	of := make([]int, len(weights))
	by := make([]int, columns)
	for i := range of {
		of[i] = -1
	}
	for j := range by {
		by[j] = -1
	}
	for _, p := range all {
		if of[p.i] < 0 && by[p.j] < 0 {
			of[p.i], by[p.j] = p.j, p.i
		}
	}
	for i := range weights {
		if of[i] < 0 {
			push(weights, of, by, i)
		}
	}
	return of
}

// push finds a column for a row, from another row that may take one that is free.
func push(weights [][]float64, of, by []int, i int) {
	for j, w := range weights[i] {
		if w < 0 {
			continue
		}
		k := by[j]
		if k < 0 {
			of[i], by[j] = j, i
			return
		}
		free := -1
		for c, v := range weights[k] {
			if v >= 0 && by[c] < 0 && (free < 0 || v >= weights[k][free]) {
				free = c
			}
		}
		if free >= 0 {
			of[k], by[free] = free, k
			of[i], by[j] = j, i
			return
		}
	}
}
