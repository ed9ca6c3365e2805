// Package pictures keeps the pictures that editors upload, and gives them to editors, published or not.
package pictures
