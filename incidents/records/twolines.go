package records

import "strings"

// twoLines puts together the names of columns whose header takes two rows: a cell of the upper one
// stands for all columns to its right over which it is empty, or says the same again, and the lower one has texts, as
// merged cells are written ("Victims" over "Dead" and "Wounded"). Nil where the rows are not so: the lower one
// is text alone, fills every gap of the upper one, and has figures below it; what it says does not come
// again below.
func twoLines(upper, lower []string, below []sampled) []string {
	width := max(len(withoutEmptyEnd(upper)), len(withoutEmptyEnd(lower)))
	at := func(cells []string, i int) string {
		if i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	names := make([]string, width)
	over, gaps, figures := "", 0, 0
	for i := range names {
		u, l := at(upper, i), at(lower, i)
		if u == over && l != "" {
			u = ""
		}
		switch {
		case isFigure(u) || isFigure(l) || u == "" && l == "":
			return nil
		case u != "":
			over = u
		case over == "": // a gap that nothing stands over
			names[i] = l
			continue
		default:
			gaps++
		}
		if l == "" {
			names[i], over = u, ""
			continue
		}
		names[i] = over + "/" + l
		values, typed, again := columnBelow(below, i, l)
		if again {
			return nil
		}
		if values > 0 && typed*5 >= values*4 {
			figures++
		}
	}
	if gaps == 0 || figures == 0 {
		return nil
	}
	return names
}

// columnBelow counts the values of a column and the figures among them, and whether a text is one of them.
func columnBelow(below []sampled, column int, text string) (values, figures int, again bool) {
	for _, b := range below {
		if column >= len(b.cells) || strings.TrimSpace(b.cells[column]) == "" {
			continue
		}
		values++
		if isFigure(b.cells[column]) {
			figures++
		}
		again = again || strings.TrimSpace(b.cells[column]) == text
	}
	return values, figures, again
}
