package respond

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// A body is held back until it is whole or no small one, and kept while it may be.
func TestCopier(t *testing.T) {
	var sent bytes.Buffer
	c := &copier{w: &sent}
	for _, part := range []string{"a", "", "bc"} {
		if _, err := io.WriteString(c, part); err != nil {
			t.Fatal(err)
		}
	}
	if c.kept.String() != "abc" || sent.Len() != 0 || c.sending {
		t.Errorf("sent %q, kept %q", sent.String(), c.kept.String())
	}
	if _, err := c.Write(make([]byte, bodyBuffer)); err != nil || sent.Len() != bodyBuffer+3 || !c.sending || c.large {
		t.Errorf("beyond what is held back: sent %d bytes, %v", sent.Len(), err)
	}
	if _, err := c.Write(make([]byte, rememberedEach)); err != nil {
		t.Fatal(err)
	}
	if !c.large || c.kept.Len() != 0 || sent.Len() != bodyBuffer+rememberedEach+3 {
		t.Errorf("sent %d bytes, kept %d", sent.Len(), c.kept.Len())
	}
	sent.Reset()
	if _, err := (&copier{w: &sent}).Write(make([]byte, rememberedEach+1)); err != nil || sent.Len() != rememberedEach+1 {
		t.Errorf("one large piece: sent %d bytes, %v", sent.Len(), err)
	}
	if _, err := (&copier{w: &sent, head: true}).Write(make([]byte, bodyBuffer+1)); !errors.Is(err, errHeaders) || sent.Len() != rememberedEach+1 {
		t.Errorf("HEAD: sent %d bytes, %v", sent.Len(), err)
	}
}
