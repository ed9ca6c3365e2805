// Package queue answers the editors' lists: incidents in every stage, who wrote what, and what caches must drop.
package queue
