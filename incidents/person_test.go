package incidents

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPersonValidate(t *testing.T) {
	now := time.Now()
	for _, tt := range []struct {
		login, name string
		stories     map[string]Role
		field       string
	}{
		{"ana@example.org", "Ana Ñ", map[string]Role{"jalisco": Editor}, ""},
		{" ANA ", " Ana ", nil, ""},
		{"", "Ana", nil, "login"},
		{"a b", "Ana", nil, "login"},
		{strings.Repeat("x", 101), "Ana", nil, "login"},
		{"a\x00", "Ana", nil, "login"},
		{strings.Repeat("x", 1<<20), "Ana", nil, "login"},
		{"ana", "", nil, "name"},
		{"ana", strings.Repeat("x", 101), nil, "name"},
		{"ana", "A\u202ena", nil, "name"},
		{"ana", "Ana", map[string]Role{"jalisco": "king"}, "stories"},
		{"ana", "Ana", map[string]Role{"No": Editor}, "stories"},
	} {
		p, err := NewPerson(tt.login, tt.name, now)
		if err == nil {
			p.Stories = tt.stories
			err = p.Validate()
		}
		switch {
		case tt.field == "" && err != nil:
			t.Errorf("%.40q, %.40q: %v", tt.login, tt.name, err)
		case tt.field != "" && (CodeOf(err) != EInvalid || !strings.HasPrefix(err.Error(), tt.field+": ") || len(err.Error()) > 400):
			t.Errorf("%.40q, %.40q: %.200v, want one of %s", tt.login, tt.name, err, tt.field)
		}
	}
}

func TestInvitation(t *testing.T) {
	now := time.Now()
	p, err := NewPerson("ana", "Ana", now)
	if err != nil {
		t.Fatal(err)
	}
	if p.Opens(p.ID+".", now) || p.Opens("", now) {
		t.Error("who has no invitation is let in")
	}
	first := p.Invite(now)
	second := p.Invite(now)
	if InvitedID(second) != p.ID || !p.Opens(second, now.Add(InvitationLife-1)) {
		t.Error("the link does not open")
	}
	shut := p
	shut.Disabled = now
	if p.Opens(first, now) || p.Opens(second, now.Add(InvitationLife)) || p.Opens(second+"x", now) || shut.Opens(second, now) {
		t.Error("a link opens that was replaced, has ended, is another or is of somebody shut out")
	}
}

func TestDevices(t *testing.T) {
	p := Person{}
	for i := range 3 * mostDevices {
		p.Remember(HashSecret(fmt.Sprint(i)))
	}
	if len(p.Devices) != mostDevices || p.Knows("0") || !p.Knows(fmt.Sprint(3*mostDevices-1)) || p.Knows("") {
		t.Errorf("%d devices are known", len(p.Devices))
	}
}

// TestPersonIsKept holds that what stores write of a person reads as it was.
func TestPersonIsKept(t *testing.T) {
	p := Person{ID: NewID(time.Now()), Login: "ana", Name: "Ana", Factor: SecondFactor{Secret: "X", Step: 3, Recovery: []SecretHash{HashSecret("a")}}}
	text, err := json.Marshal(&p)
	if err != nil {
		t.Fatal(err)
	}
	var back Person
	if err := json.Unmarshal(text, &back); err != nil || len(back.Factor.Recovery) != 1 || !back.Factor.Recovery[0].Is("a") {
		t.Errorf("%s reads as %+v, %v", text, back, err)
	}
	for _, bad := range []string{`"ab"`, `"` + strings.Repeat("z", 64) + `"`, `""`} {
		var h SecretHash
		if json.Unmarshal([]byte(bad), &h) == nil {
			t.Errorf("%s is read as a hash", bad)
		}
	}
	if !back.Factor.Recover("a") || back.Factor.Recover("a") || back.Factor.Recover("b") {
		t.Error("a recovery code is good twice, or another one is")
	}
}
