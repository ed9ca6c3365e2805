package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestRunSteps(t *testing.T) {
	broken := errors.New("broken")
	var ran []string
	note := func(name string, err error) step {
		return step{name, func(context.Context) error {
			ran = append(ran, name)
			return err
		}}
	}
	var out strings.Builder
	err := runSteps(t.Context(), &out, []step{note("lint", nil), note("types", broken), note("tests", nil)})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), `"types"`) {
		t.Errorf("error %v does not name the step and its cause", err)
	}
	if !slices.Equal(ran, []string{"lint", "types"}) {
		t.Errorf("ran %q, want none after the one that failed", ran)
	}
	if !strings.Contains(out.String(), "== 2/3 types (") {
		t.Errorf("output %q does not announce the step", out.String())
	}
}
