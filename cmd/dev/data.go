package main

import (
	"context"
	"fmt"

	"incidentmap/cmd/dev/derive"
)

type dataTask struct{}

// Run writes the derived files of the data folder anew.
func (dataTask) Run(ctx context.Context, c checkout) error {
	return derive.Run(ctx, c.path("data"), func(format string, args ...any) {
		fmt.Fprintf(c.stdout, format+"\n", args...)
	})
}
