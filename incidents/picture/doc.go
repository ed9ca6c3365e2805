// Package picture makes of an uploaded picture the files that are kept and shown: turned upright, in a few widths, as
// JPEG that is encoded anew, so that nothing is in them but what is to be seen.
//
// Goals: no metadata of an upload (place, camera, owner, thumbnail) is in a file; what a picture costs to decode is known
// from its header, and refused before it is decoded where that is too much.
//
// Non-goals: keeping files (incidents.MediaStore), colour profiles, animations.
package picture
