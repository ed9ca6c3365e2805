// Package calendar divides spans of time into units that people count in: minutes, hours, days,
// weeks that begin on Mondays, months and years of a time zone.
package calendar
