package gazetteer

import (
	"strings"
	"testing"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Michoacán", "michoacan"},
		{"NUEVO LEÓN", "nuevo leon"},
		{"Cañada de la Peña", "canada de la pena"},
		{"Cd. de México", "ciudad de mexico"},
		{"Cd Juárez", "ciudad juarez"},
		{"Sta. Ma. del Oro", "santa ma del oro"},
		{"Gral. Escobedo", "general escobedo"},
		{"Pto. Vallarta", "puerto vallarta"},
		{"St. Louis", "saint louis"},
		{"D.F.", "df"},
		{"D. F.", "d f"},
		{"S.L.P.", "slp"},
		{"U.S.A.", "usa"},
		{"EE. UU.", "ee uu"},
		{"N.L.", "nl"},
		{"J.Jesús Ramos", "j jesus ramos"},
		{"Coeur d’Alene", "coeur dalene"},
		{"O'Fallon", "ofallon"},
		{"Stratford-upon-Avon", "stratford upon avon"},
		{"  Tapalpa ,  Jalisco ", "tapalpa jalisco"},
		{"Łódź", "lodz"},
		{"Malmö", "malmo"},
		{"Þórshöfn", "thorshofn"},
		{"Đà Nẵng", "da nang"},
		{"1º de Mayo", "1o de mayo"},
		{"Мехико", ""},
		{"墨西哥城", ""},
		{"", ""},
		{"...", ""},
	}
	for _, tt := range tests {
		if got := Normalize(tt.in); got != tt.want {
			t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"Cd. de México", "D.F.", "Łódź", strings.Repeat("x ", 200), "\xff", "ﬁ½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Normalize(s)
		if len(got) > maxKey || strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
			t.Fatalf("Normalize(%q) = %q", s, got)
		}
		for i := range len(got) {
			if letterOf(got[i]) == 0 {
				t.Fatalf("Normalize(%q) = %q has the byte %q", s, got, got[i])
			}
		}
		if len(got) < maxKey/2 && Normalize(got) != got {
			t.Fatalf("Normalize(%q) = %q, and of that %q", s, got, Normalize(got))
		}
	})
}
