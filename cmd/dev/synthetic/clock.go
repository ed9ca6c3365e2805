package synthetic

import "time"

// The years in which all incidents happen.
var (
	First = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	Last  = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
)

// hourly is how much happens at each hour of the day.
var hourly = []float64{6, 5, 4, 3, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 10, 9, 8}

// mexicanTime is the offset that the times are written with.
var mexicanTime = time.FixedZone("", -6*60*60)

// clock draws times.
type clock struct {
	random
	days, hours weights
}

func newClock(r random) clock {
	n := int(Last.Sub(First) / (24 * time.Hour))
	return clock{
		r,
		weigh(n, func(day int) float64 {
			weight := 1 + 0.5*float64(day)/float64(n) // from year to year more is written down
			switch First.AddDate(0, 0, day).Weekday() {
			case time.Friday, time.Saturday, time.Sunday:
				return 1.2 * weight
			}
			return weight
		}),
		weigh(len(hourly), func(hour int) float64 { return hourly[hour] }),
	}
}

// when draws a time of day in Mexico.
func (c clock) when() time.Time {
	day := First.AddDate(0, 0, c.pick(c.days))
	return time.Date(day.Year(), day.Month(), day.Day(), c.pick(c.hours), c.below(60), c.below(60), 0, mexicanTime)
}
