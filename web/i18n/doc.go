// Package i18n holds the interface's languages: its messages, the choice of a language, and
// how times, places, casualties, sources and filters are said in it.
//
// Goals: one table of messages (messages.json), in which every language says the same; words
// that are no more exact than what is known. What is said is a plain value, such as a Moment
// or a Place, whose every text is already in the reader's language.
//
// Non-goals: HTML; which incidents are told.
package i18n
