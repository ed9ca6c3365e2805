// Package stale finds words that a change leaves behind: a title that still says six when the figure has become
// seven, or still names the town where it was not.
//
//	Numbers(text, lang) ─► figures told in it, as digits or words (English, Spanish)
//	Check(story, before, after) ─► those that were right before the change and are not after it
//
// Goals: every whole number to 999,999 as it is usually written; ordinals, decimals, percentages, times of the
// day, days of a month and parts of other words are no figures. A warning too many is answered by
// keeping the words knowingly; one too few leaves an error in public.
//
// Non-goals: to know what a number counts, other languages' words, vague words such as "dozens".
package stale
