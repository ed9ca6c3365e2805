package web

import (
	"testing"
	"time"
)

func TestSecurityContact(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "security@example.org": "mailto:security@example.org", "mailto:a@b.example": "mailto:a@b.example", "https://example.org/report": "https://example.org/report", "tel:+1-201-555-0123": "tel:+1-201-555-0123",
	} {
		if got, err := ReadSecurityContact(text); got != want || err != nil {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"nobody", "http://example.org", "https:", "javascript:alert(1)", "a@b.example\nExpires: never", "mailto:", "A <a@b.example>"} {
		if got, err := ReadSecurityContact(text); err == nil {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
}

// The file says the same all day, and for less than a year ahead (RFC 9116, section 2.5.5).
func TestSecurityFields(t *testing.T) {
	want := "Contact: mailto:a@b.example\nExpires: 2026-08-21T00:00:00Z\nPreferred-Languages: en, es\nCanonical: https://c.example/.well-known/security.txt"
	for _, hour := range []int{0, 23} {
		if got := securityFields("mailto:a@b.example", "https://c.example/.well-known/security.txt", time.Date(2026, 2, 22, hour, 1, 2, 3, time.UTC)); got != want {
			t.Errorf("at %d h: %s", hour, got)
		}
	}
}
