// Package reading reads words for editors: what places they may mean, which places a text names, what stories of news tell, and
// what the reasons of all these are in every language of the interface.
package reading
