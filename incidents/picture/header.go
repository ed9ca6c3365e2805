package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// jpegSegments gives the segments of a JPEG before its pixels, each with its marker (ITU T.81, annex B).
func jpegSegments(b []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at+4 <= len(b) && b[at] == 0xff; {
			marker := b[at+1]
			if marker == 0xff { // a fill byte
				at++
				continue
			}
			size := int(binary.BigEndian.Uint16(b[at+2:]))
			if marker == 0xda || size < 2 || at+2+size > len(b) || !yield(marker, b[at+4:at+2+size]) {
				return
			}
			at += 2 + size
		}
	}
}

// isProgressive reports whether a JPEG is decoded in several passes over all of it.
func isProgressive(b []byte) bool {
	for marker := range jpegSegments(b) {
		if marker == 0xc2 {
			return true
		}
	}
	return false
}

// riffChunks gives the chunks of a WebP (RFC 9649, section 2.3).
func riffChunks(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := 12; at+8 <= len(b); {
			size := int(binary.LittleEndian.Uint32(b[at+4:]))
			if size < 0 || size > len(b)-at-8 {
				return
			}
			if !yield(string(b[at:at+4]), b[at+8:at+8+size]) {
				return
			}
			at += 8 + size + size&1
		}
	}
}

// webpSize gives the width and the height in pixels that decoding a WebP may have to do with: the largest that any part
// of it states.
func webpSize(b []byte) (width, height int64, ok bool) {
	note := func(w, h uint32) {
		width, height, ok = max(width, int64(w)), max(height, int64(h)), true
	}
	for name, data := range riffChunks(b) {
		switch {
		case name == "VP8X" && len(data) >= 10:
			note(1+uint24(data[4:]), 1+uint24(data[7:]))
		case name == "VP8 " && len(data) >= 10: // RFC 6386, section 9.1
			note(uint32(binary.LittleEndian.Uint16(data[6:]))&0x3fff, uint32(binary.LittleEndian.Uint16(data[8:]))&0x3fff)
		case name == "VP8L" && len(data) >= 5: // RFC 9649, section 3.4
			bits := binary.LittleEndian.Uint32(data[1:])
			note(1+bits&0x3fff, 1+bits>>14&0x3fff)
		}
	}
	return width, height, ok
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// pngChunks gives the chunks of a PNG (PNG 3, section 5.3).
func pngChunks(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := 8; at+12 <= len(b); {
			size := int(binary.BigEndian.Uint32(b[at:]))
			if size < 0 || size > len(b)-at-12 || !yield(string(b[at+4:at+8]), b[at+8:at+8+size]) {
				return
			}
			at += 12 + size
		}
	}
}

// orientation gives how a picture is stored, 1 to 8 as Exif has it; 1, upright, where nothing says so.
func orientation(b []byte, mediaType string) int {
	const mark = "Exif\x00\x00"
	switch mediaType {
	case typeJPEG:
		for marker, data := range jpegSegments(b) {
			if form, ok := bytes.CutPrefix(data, []byte(mark)); ok && marker == 0xe1 {
				return exifOrientation(form)
			}
		}
	case typePNG:
		for name, data := range pngChunks(b) {
			if name == "eXIf" {
				return exifOrientation(data)
			}
		}
	case typeWebP:
		for name, data := range riffChunks(b) {
			if name == "EXIF" {
				return exifOrientation(bytes.TrimPrefix(data, []byte(mark)))
			}
		}
	}
	return 1
}

// exifOrientation reads the tag 0x0112 of the first directory (TIFF 6.0, section 2; Exif 2.32, 4.6.4).
func exifOrientation(form []byte) int {
	if len(form) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(form[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(form[4:]))
	if at+2 > int64(len(form)) {
		return 1
	}
	entries := form[at+2:]
	for range order.Uint16(form[at:]) {
		if len(entries) < 12 {
			return 1
		}
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if turn := int(order.Uint16(entries[8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}
