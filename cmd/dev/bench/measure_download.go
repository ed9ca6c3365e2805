package bench

import (
	"context"
	"fmt"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
)

// measureDownload reads the whole layer as GeoJSON, twice, and how the server's memory grows.
func (r *run) measureDownload(ctx context.Context) error {
	pid := r.server.PID()
	before, _, memoryErr := program.Memory(pid)
	if memoryErr == nil {
		memoryErr = program.ForgetPeak(pid)
	}
	plan := load.Plan{Workers: 1, Next: load.Each([]load.Request{{URL: r.server.at("/layers/all.geojson", nil)}})}
	first, err := r.load(ctx, pid, plan)
	if err != nil {
		return err
	}
	again, err := r.load(ctx, pid, plan)
	if err != nil {
		return err
	}
	grown := ""
	if memoryErr == nil {
		var most int64
		if _, most, memoryErr = program.Memory(pid); memoryErr == nil {
			grown = fmt.Sprintf("the server's memory grew by %s at most", megabytes(max(0, most-before)))
		}
	}
	if memoryErr != nil {
		grown = memoryErr.Error()
	}
	r.row(row{
		measure: fmt.Sprintf("download of the whole layer as GeoJSON, %s", megabytes(first.Bytes)),
		figure: fmt.Sprintf("%s MB/s, again %s MB/s; %s of processor; %s", significant(first.MBPerSecond()),
			significant(again.MBPerSecond()), span(first.cpu), grown),
	})
	return nil
}
