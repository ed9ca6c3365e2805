package text

import "unicode"

// abbreviations are words whose full stop ends no sentence.
var abbreviations = WordSet(`gov gob gen gral sr sra srta dr dra st sto sta no num mr mrs ms lt col cnel cmdt cap capt sgt sgto cpl rep sen
	jr ing lic arq prof av blvd col km kms pres dep pol etc vs art inc co corp ltd jan feb mar apr jun jul aug sep sept oct nov dec
	ags bc bcs camp chis chih coah col cdmx dgo gto gro hgo jal mex mich mor nay nl oax pue qro qroo slp sin son tab tamps tlax ver yuc zac
	ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
	ee uu aprox edo mpio fracc carr approx brig maj adm cmte mons msgr`)

// cutSentences divides the tokens into sentences and paragraphs.
func (d *Document) cutSentences() {
	wrapped := d.isWrapped()
	first, paragraph := 0, 0
	for i := range d.Tokens {
		if i == 0 {
			continue
		}
		lines := d.linesBetween(i)
		newParagraph := lines > 1 || lines == 1 && !wrapped
		if !newParagraph && !d.ends(i-1) {
			continue
		}
		d.addSentence(first, i, paragraph)
		first = i
		if newParagraph {
			paragraph++
		}
	}
	d.addSentence(first, len(d.Tokens), paragraph)
}

// longestSentence bounds the tokens of a sentence: what is longer is no sentence but a table
// or a list, and is cut at a comma.
const longestSentence = 400

func (d *Document) addSentence(first, last, paragraph int) {
	for last-first > longestSentence {
		cut := first + longestSentence
		for i := cut; i > first+longestSentence/2; i-- {
			if w := d.Tokens[i-1].Word; w == "," || w == ";" {
				cut = i
				break
			}
		}
		d.Sentences = append(d.Sentences, Sentence{Range: Range{first, cut}, Paragraph: paragraph})
		first = cut
	}
	if first < last {
		d.Sentences = append(d.Sentences, Sentence{Range: Range{first, last}, Paragraph: paragraph})
	}
}

// linesBetween counts the ends of lines before token i.
func (d *Document) linesBetween(i int) int {
	if !d.Tokens[i].Space {
		return 0
	}
	n := 0
	for _, r := range d.runes[d.Tokens[i-1].End:d.Tokens[i].Start] {
		if r == '\n' || r == '\u2029' {
			n++
		}
	}
	return n
}

// The lines of a text that was wrapped at a width.
const narrowest, widest = 45, 95

// isWrapped reports whether the text's lines were broken at a width: most lines that
// another follows directly are about as long.
func (d *Document) isWrapped() bool {
	begin, full, other := 0, 0, 0
	for i, r := range d.runes {
		if r != '\n' {
			continue
		}
		if length := i - begin; i+1 < len(d.runes) && d.runes[i+1] != '\n' && length > 0 {
			if length >= narrowest && length <= widest && !endsLine(d.runes[i-1]) {
				full++
			} else {
				other++
			}
		}
		begin = i + 1
	}
	return full > 1 && full > other
}

func endsLine(r rune) bool { return r == '.' || r == ':' || r == '!' || r == '?' }

// ends reports whether a sentence ends with token i, which another follows.
func (d *Document) ends(i int) bool {
	t := d.Tokens[i]
	next := i + 1
	switch t.Word {
	case "\"", ")", "]", "'":
		if i == 0 || !isStop(d.Tokens[i-1].Word) || !d.Tokens[next].Space {
			return false
		}
		return d.begins(next)
	case ".", "!", "?", "…":
	case ";":
		return false
	default:
		return false
	}
	if !d.Tokens[next].Space || i > 0 && t.Word == "." && d.isAbbreviation(i-1) {
		return false
	}
	return d.begins(next)
}

func isStop(w string) bool { return w == "." || w == "!" || w == "?" || w == "…" }

// begins reports whether a sentence may begin with token i.
func (d *Document) begins(i int) bool {
	t := d.Tokens[i]
	if t.Shape == Mark {
		return t.Word == "\"" || t.Word == "¿" || t.Word == "¡" || t.Word == "—" || t.Word == "-" || t.Word == "(" || t.Word == "["
	}
	return t.Shape != Lower || !unicode.IsLower(d.runes[t.Start])
}

// isAbbreviation reports whether the full stop after token i is a part of it.
func (d *Document) isAbbreviation(i int) bool {
	t := d.Tokens[i]
	if t.End != d.Tokens[i+1].Start {
		return false
	}
	single := t.End-t.Start == 1 && t.Shape != Number
	return single || abbreviations[t.Word] && (t.Shape != Lower || !monthLike[t.Word])
}

// monthLike are abbreviations that are words when they are not written with a capital.
var monthLike = WordSet(`mar sin son no col tab ver mor camp ill miss mass ore wash del la pa art co dep sep dec`)

// markQuotes finds what stands between quotation marks. A mark that is not closed in its
// paragraph opens a quotation that goes on to the paragraph's end.
func (d *Document) markQuotes() {
	open, paragraph := -1, 0
	closeAt := func(last int) {
		d.Quotes = append(d.Quotes, Range{open, last})
		for i := open; i < last; i++ {
			d.Tokens[i].Quote = len(d.Quotes)
		}
		open = -1
	}
	for _, s := range d.Sentences {
		if s.Paragraph != paragraph && open >= 0 {
			closeAt(s.First)
		}
		paragraph = s.Paragraph
		for i := s.First; i < s.Last; i++ {
			if d.Tokens[i].Word != "\"" {
				continue
			}
			if open < 0 {
				open = i
			} else {
				closeAt(i + 1)
			}
		}
	}
	if open >= 0 {
		closeAt(len(d.Tokens))
	}
}
