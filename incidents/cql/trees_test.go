package cql

import (
	"math/rand/v2"
	"testing"
)

// TestRandomTreesRoundTrip builds trees that no hand has written.
func TestRandomTreesRoundTrip(t *testing.T) {
	rounds := 1000
	if testing.Short() {
		rounds = 100
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		g := treeMaker{rng, &builder{props: props}}
		e := Expr{g.condition(4)}
		roundTrip(t, e, props)
		again, err := ParseText(e.Text(), props, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := truthOfExpr(again, house), truthOfExpr(e, house); got != want {
			t.Fatalf("%s was %d and is %d", e.Text(), want, got)
		}
	}
}

// treeMaker makes random trees that are well typed.
type treeMaker struct {
	rng *rand.Rand
	b   *builder
}

func (g treeMaker) call(name string, args ...*node) *node {
	n, err := g.b.call(0, operations[name], args...)
	if err != nil {
		panic(err)
	}
	return n
}

func (g treeMaker) property(name string) *node {
	n, err := g.b.property(0, name)
	if err != nil {
		panic(err)
	}
	return n
}

func (g treeMaker) one(names ...string) string { return names[g.rng.IntN(len(names))] }

func (g treeMaker) condition(depth int) *node {
	if depth == 0 {
		return g.property(g.one("swimming_pool", "unknown"))
	}
	sub := func() *node { return g.condition(depth - 1) }
	switch g.rng.IntN(9) {
	case 0:
		return g.call(g.one("and", "or"), sub(), sub(), sub())
	case 1:
		return g.call(g.one("and", "or"), sub(), sub())
	case 2:
		return g.call("not", sub())
	case 3:
		return g.call(g.one("=", "<>", "<", ">", "<=", ">="), g.number(depth-1), g.number(depth-1))
	case 4:
		return g.call("between", g.number(depth-1), g.number(depth-1), g.number(depth-1))
	case 5:
		return g.call("in", g.text(depth-1), g.text(depth-1), g.text(depth-1))
	case 6:
		return g.call("isnull", sub())
	case 7:
		return g.call("like", g.text(depth-1), stringLiteral(0, g.one(`a%\%_'`, `\\`, `%`, "")))
	}
	return g.call("=", sub(), sub())
}

func (g treeMaker) number(depth int) *node {
	if depth <= 0 || g.rng.IntN(3) == 0 {
		if g.rng.IntN(2) == 0 {
			return g.property(g.one("value", "foo", "x", "nothing"))
		}
		return literal(0, NumberValue([]float64{0, -1, 2.5, 1e300, -1e-9, 3}[g.rng.IntN(6)]))
	}
	return g.call(g.one("+", "-", "*", "/", "%", "div", "^"), g.number(depth-1), g.number(depth-1))
}

func (g treeMaker) text(depth int) *node {
	if depth <= 0 || g.rng.IntN(2) == 0 {
		if g.rng.IntN(2) == 0 {
			return g.property(g.one("name", "owner", "nobody", "And", "eo:instrument"))
		}
		return stringLiteral(0, g.one("", "'", `\`, `a\'b`, "é\n\t", "TRUE", `\t`))
	}
	return g.call(g.one("casei", "accenti"), g.text(depth-1))
}
