package imports

import (
	"strings"
	"testing"
)

func TestInParameters(t *testing.T) {
	for said, want := range map[string]string{
		"":                                       "",
		"no option":                              "no option",
		"--keep-equal-rows keeps each":           "keep_equal_rows=1 keeps each",
		"look at it; --crs decides otherwise":    "look at it; crs=… decides otherwise",
		"such as --crs 32613, or --crs":          "such as crs=32613, or crs=…",
		"--dates dmy or --dates mdy decides":     "dates=dmy or dates=mdy decides",
		"with --map lat=COLUMN or --map":         "with map=lat=COLUMN or map=…",
		"name it, such as --today 2026-02-22":    "name it, such as today=2026-02-22",
		"(--format csv reads it as a table)":     "(format=csv reads it as a table)",
		`the column "--kind x" and --kind`:       `the column "--kind x" and kind=…`,
		`"a \" --kind \" b" and --kind`:          `"a \" --kind \" b" and kind=…`,
		`half a " quote and --kind`:              `half a " quote and kind=…`,
		"--whatever is no option":                "--whatever is no option",
		"--unpivot makes a summary -- of counts": "unpivot=1 makes a summary -- of counts",
	} {
		if got := InParameters(said); got != want {
			t.Errorf("%q is said as %q, want %q", said, got, want)
		}
	}
}

// TestEveryOptionIsRetold holds that each option is found by its flag, alone and with a value, and said once.
func TestEveryOptionIsRetold(t *testing.T) {
	for _, o := range Options() {
		for _, sentence := range []string{o.Flag(), "a " + o.Flag() + " b", "a; " + o.Flag() + ", b", "(" + o.Flag() + ")"} {
			told := []string{}
			got := Retell(sentence, func(o Option, _ string) string { told = append(told, o.Name); return "X" })
			if len(told) != 1 || told[0] != o.Name || got != strings.Replace(sentence, o.Flag(), "X", 1) {
				t.Errorf("%q is said as %q, of %v", sentence, got, told)
			}
		}
	}
}
