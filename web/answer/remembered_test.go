package answer

import (
	"bytes"
	"fmt"
	"io"
	"testing"
)

func TestRememberedIsBounded(t *testing.T) {
	m := newRemembered()
	body := make([]byte, 300<<10)
	m.put("first", body)
	for i := range 200 {
		if _, ok := m.get("first"); !ok {
			t.Fatal("what is asked for again and again fell out")
		}
		m.put(fmt.Sprint(i), body)
		if m.size > rememberedTotal || m.size != m.order.Len()*len(body) || len(m.byTag) != m.order.Len() {
			t.Fatalf("%d bytes in %d bodies by %d tags", m.size, m.order.Len(), len(m.byTag))
		}
	}
	if _, ok := m.get("0"); ok {
		t.Error("the oldest is still there")
	}
	if _, ok := m.get("199"); !ok {
		t.Error("the newest is not there")
	}
	m.put("199", body)
	m.put("large", make([]byte, rememberedEach+1))
	if _, ok := m.get("large"); ok || len(m.byTag) != m.order.Len() {
		t.Error("a body is kept that is too large, or twice")
	}
}

func TestCopierKeepsWhatIsSmall(t *testing.T) {
	var sent bytes.Buffer
	c := &copier{w: &sent}
	for _, part := range []string{"a", "", "bc"} {
		if _, err := io.WriteString(c, part); err != nil {
			t.Fatal(err)
		}
	}
	if c.kept.String() != "abc" || sent.String() != "abc" || c.large {
		t.Errorf("sent %q, kept %q", sent.String(), c.kept.String())
	}
	if _, err := c.Write(make([]byte, rememberedEach)); err != nil {
		t.Fatal(err)
	}
	if !c.large || c.kept.Len() != 0 || sent.Len() != rememberedEach+3 {
		t.Errorf("sent %d bytes, kept %d", sent.Len(), c.kept.Len())
	}
}
