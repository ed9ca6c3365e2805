package cql

import "strings"

// ParseText reads a filter in CQL2 text. What cannot be read gives an *Error.
func ParseText(s string, props Properties, opts Options) (Expr, error) {
	if err := checkSource(s); err != nil {
		return Expr{}, err
	}
	e, err := parseText(s, &builder{props: props, opts: opts})
	if err != nil {
		return Expr{}, err.place(s)
	}
	return e, nil
}

func parseText(s string, b *builder) (Expr, *Error) {
	tokens, err := lex(s)
	if err != nil {
		return Expr{}, err
	}
	p := &textParser{builder: b, src: s, tokens: tokens}
	if p.peek().kind == endOfText {
		return Expr{}, at(0, "the filter is empty; leave the parameter out to have everything")
	}
	n, err := p.condition()
	if err != nil {
		return Expr{}, err
	}
	if t := p.peek(); t.kind != endOfText {
		return Expr{}, at(t.pos, "%v is left over; join conditions by AND or OR", t)
	}
	return b.filter(n)
}

// textParser goes through the tokens, one function for each rule of the grammar, from the
// operators that bind least to those that bind most.
type textParser struct {
	*builder
	src    string
	tokens []token
	i      int
	depth  int
}

func (p *textParser) peek() token { return p.tokens[p.i] }

func (p *textParser) take() token {
	t := p.tokens[p.i]
	if t.kind != endOfText {
		p.i++
	}
	return t
}

// accept takes the token if it is the sign or the keyword.
func (p *textParser) accept(s string) bool {
	t := p.peek()
	if t.kind == sign && t.text == s || t.is(s) {
		p.i++
		return true
	}
	return false
}

func (p *textParser) expect(s string) *Error {
	if t := p.peek(); !p.accept(s) {
		return at(t.pos, "%s is missing; there is %v", quoted(s), t)
	}
	return nil
}

// nested runs a rule one level deeper.
func (p *textParser) nested(rule func() (*node, *Error)) (*node, *Error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, tooDeep(p.peek().pos)
	}
	defer func() { p.depth-- }()
	return rule()
}

// condition: booleanTerm { "OR" booleanTerm }.
func (p *textParser) condition() (*node, *Error) {
	return p.joined("OR", opOr, func() (*node, *Error) {
		return p.joined("AND", opAnd, p.negation)
	})
}

func (p *textParser) joined(keyword string, o op, operand func() (*node, *Error)) (*node, *Error) {
	first, err := operand()
	if err != nil {
		return nil, err
	}
	args := []*node{first}
	for p.accept(keyword) {
		n, err := operand()
		if err != nil {
			return nil, err
		}
		args = append(args, n)
	}
	if len(args) == 1 {
		return first, nil
	}
	return p.call(first.pos, operation{op: o}, args...)
}

// negation: { "NOT" } predicate.
func (p *textParser) negation() (*node, *Error) {
	pos, count := p.peek().pos, 0
	for p.accept("NOT") {
		count++
	}
	n, err := p.predicate()
	for range count {
		if err == nil {
			n, err = p.call(pos, operation{op: opNot}, n)
		}
	}
	return n, err
}

// predicate: an operand, and what may follow it.
func (p *textParser) predicate() (*node, *Error) {
	n, err := p.sum()
	if err != nil {
		return nil, err
	}
	t := p.peek()
	if t.kind == sign {
		if o := operations[t.text]; opEqual <= o.op && o.op <= opAtLeast {
			p.take()
			right, err := p.sum()
			if err != nil {
				return nil, err
			}
			return p.call(t.pos, o, n, right)
		}
	}
	if p.accept("IS") {
		negated := p.accept("NOT")
		if err := p.expect("NULL"); err != nil {
			return nil, err
		}
		return p.maybeNot(negated, opIsNull, t.pos, n)
	}
	negated := p.accept("NOT")
	switch {
	case p.accept("LIKE"):
		return p.withOperands(negated, opLike, t.pos, n, p.sum)
	case p.accept("BETWEEN"):
		return p.between(negated, t.pos, n)
	case p.accept("IN"):
		return p.in(negated, t.pos, n)
	case negated:
		return nil, at(p.peek().pos, "LIKE, BETWEEN or IN is missing after NOT; there is %v", p.peek())
	}
	return n, nil
}

func (p *textParser) maybeNot(negated bool, o op, pos int, args ...*node) (*node, *Error) {
	n, err := p.call(pos, operation{op: o}, args...)
	if err == nil && negated {
		return p.call(pos, operation{op: opNot}, n)
	}
	return n, err
}

func (p *textParser) withOperands(negated bool, o op, pos int, first *node, rules ...func() (*node, *Error)) (*node, *Error) {
	args := []*node{first}
	for _, rule := range rules {
		n, err := rule()
		if err != nil {
			return nil, err
		}
		args = append(args, n)
	}
	return p.maybeNot(negated, o, pos, args...)
}

func (p *textParser) between(negated bool, pos int, first *node) (*node, *Error) {
	upper := func() (*node, *Error) {
		if err := p.expect("AND"); err != nil {
			return nil, err
		}
		return p.sum()
	}
	return p.withOperands(negated, opBetween, pos, first, p.sum, upper)
}

func (p *textParser) in(negated bool, pos int, first *node) (*node, *Error) {
	list, err := p.list(p.sum)
	if err != nil {
		return nil, err
	}
	return p.maybeNot(negated, opIn, pos, append([]*node{first}, list...)...)
}

// list: "(" [ item { "," item } ] ")".
func (p *textParser) list(item func() (*node, *Error)) ([]*node, *Error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	if p.accept(")") {
		return nil, nil
	}
	var all []*node
	for {
		n, err := p.nested(item)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
		if !p.accept(",") {
			return all, p.expect(")")
		}
	}
}

// sum: arithmeticTerm { ("+" | "-") arithmeticTerm }.
func (p *textParser) sum() (*node, *Error) { return p.chain(p.product, "+", "-") }

// product: powerTerm { ("*" | "/" | "%" | "div") powerTerm }.
func (p *textParser) product() (*node, *Error) { return p.chain(p.power, "*", "/", "%", "div") }

func (p *textParser) chain(operand func() (*node, *Error), signs ...string) (*node, *Error) {
	n, err := operand()
	for err == nil {
		pos, found := p.peek().pos, ""
		for _, s := range signs {
			if p.accept(s) {
				found = s
				break
			}
		}
		if found == "" {
			break
		}
		var right *node
		if right, err = operand(); err == nil {
			n, err = p.call(pos, operations[found], n, right)
		}
	}
	return n, err
}

// power: arithmeticFactor [ "^" arithmeticFactor ].
func (p *textParser) power() (*node, *Error) {
	n, err := p.factor()
	pos := p.peek().pos
	if err != nil || !p.accept("^") {
		return n, err
	}
	exponent, err := p.factor()
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind == sign && t.text == "^" {
		return nil, at(t.pos, "^ cannot follow ^; use parentheses")
	}
	return p.call(pos, operations["^"], n, exponent)
}

// factor: [ "+" | "-" ] operand.
func (p *textParser) factor() (*node, *Error) {
	t := p.peek()
	negative := p.accept("-")
	if negative || p.accept("+") {
		if following := p.peek(); following.kind == number {
			p.take()
			return p.number(t.pos, strings.TrimPrefix(t.text, "+")+following.text)
		}
	}
	n, err := p.operand()
	if err != nil || !negative {
		return n, err
	}
	return p.call(t.pos, operations["*"], literal(t.pos, NumberValue(-1)), n)
}

// operand: a literal, a property, a function or an expression in parentheses.
func (p *textParser) operand() (*node, *Error) {
	t := p.take()
	switch t.kind {
	case number:
		return p.number(t.pos, t.text)
	case text:
		return stringLiteral(t.pos, t.text), nil
	case quotedName:
		return p.property(t.pos, t.text)
	case word:
		return p.named(t)
	}
	if t.kind == sign && t.text == "(" {
		n, err := p.nested(p.condition)
		if err != nil {
			return nil, err
		}
		return n, p.expect(")")
	}
	return nil, at(t.pos, "a property, a value or a function is missing; there is %v", t)
}

// reserved are the words that cannot be a property's name unless they are in double quotes.
var reserved = map[string]bool{
	"AND": true, "OR": true, "NOT": true, "LIKE": true, "BETWEEN": true, "IN": true, "IS": true,
	"NULL": true, "TRUE": true, "FALSE": true, "DIV": true,
}

// named: what begins with a word.
func (p *textParser) named(t token) (*node, *Error) {
	upper := strings.ToUpper(t.text)
	switch {
	case upper == "TRUE" || upper == "FALSE":
		return literal(t.pos, BooleanValue(upper == "TRUE")), nil
	case reserved[upper]:
		return nil, at(t.pos, "%s stands where a property, a value or a function is wanted; "+
			"a property of this name is written in double quotes", upper)
	case spatialTags[upper] && p.tagFollows():
		return p.spatialLiteral(t)
	case p.peek().text != "(" || p.peek().kind != sign:
		return p.property(t.pos, t.text)
	}
	switch upper {
	case "DATE":
		return p.timeLiteral(parseDate)
	case "TIMESTAMP":
		return p.timeLiteral(parseTimestamp)
	case "INTERVAL":
		return p.intervalLiteral(t.pos)
	}
	o, known := function(t.text)
	if !known {
		return nil, at(t.pos, "there is no function %s", quoted(t.text))
	}
	argument := p.condition
	if o.op == opArrays {
		argument = p.arrayOperand
	}
	args, err := p.list(argument)
	if err != nil {
		return nil, err
	}
	return p.call(t.pos, o, args...)
}

// arrayOperand: "(" [ element { "," element } ] ")" or a property.
func (p *textParser) arrayOperand() (*node, *Error) {
	t := p.peek()
	if t.kind != sign || t.text != "(" {
		return p.condition()
	}
	elements, err := p.list(p.condition)
	if err != nil {
		return nil, err
	}
	return p.array(t.pos, elements)
}

// timeLiteral: "(" text ")" after DATE or TIMESTAMP.
func (p *textParser) timeLiteral(parse func(string) (Value, error)) (*node, *Error) {
	p.take()
	t := p.take()
	if t.kind != text {
		return nil, at(t.pos, "a time in single quotes is missing; there is %v", t)
	}
	v, err := parse(t.text)
	if err != nil {
		return nil, at(t.pos, "%v", err)
	}
	return literal(t.pos, v), p.expect(")")
}

// intervalLiteral: "(" instant "," instant ")" after INTERVAL.
func (p *textParser) intervalLiteral(pos int) (*node, *Error) {
	p.take()
	from, err := p.intervalEnd()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	to, err := p.intervalEnd()
	if err != nil {
		return nil, err
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	return p.interval(pos, from, to)
}

func (p *textParser) intervalEnd() (*node, *Error) {
	if t := p.peek(); t.kind == text {
		p.take()
		return p.instant(t.pos, t.text)
	}
	return p.nested(p.operand)
}
