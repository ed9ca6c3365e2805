package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"incidentmap/incidents"
)

// Bounds of an upload.
const (
	MaxBytes  = 25 << 20   // of the file
	maxPixels = 50_000_000 // of the picture
	// maxMemory is how many bytes decoding may take; a progressive JPEG takes 15 for each pixel.
	maxMemory = 320 << 20
	quality   = 82 // of the JPEGs that are made
)

// Types lists the media types of uploads.
func Types() []string { return []string{typeJPEG, typePNG, typeWebP} }

const (
	typeJPEG = "image/jpeg"
	typePNG  = "image/png"
	typeWebP = "image/webp"
)

// Prepare makes the files of an upload that is said to be of a media type, the narrowest first. EInvalid if it is of
// another type, is not whole or is animated; ETooLarge if it has more than MaxBytes, or takes too much to decode.
func Prepare(upload []byte, mediaType string) ([]incidents.MediaFile, error) {
	if len(upload) > MaxBytes {
		return nil, incidents.Errorf(incidents.ETooLarge, "body", "has more than %d MiB; make the picture smaller", MaxBytes>>20)
	}
	is := sniff(upload)
	switch {
	case is == "":
		return nil, incidents.Errorf(incidents.EInvalid, "body", "is no picture; send a JPEG, a PNG or a WebP")
	case is != mediaType:
		return nil, incidents.Errorf(incidents.EInvalid, "body", "is said to be %s and is %s; say what it is", mediaType, is)
	}
	if err := affordable(upload, is); err != nil {
		return nil, err
	}
	src, err := decode(upload, is)
	if err != nil {
		return nil, broken(is)
	}
	return files(src, orientation(upload, is))
}

func broken(mediaType string) error {
	return incidents.Errorf(incidents.EInvalid, "body", "is %s that is not whole, or of a kind that is not read (animated, for one); save it again as JPEG", mediaType)
}

// sniff tells by its first bytes what a file is; nothing for no picture.
func sniff(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return typeJPEG
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return typePNG
	case len(b) > 12 && bytes.HasPrefix(b, []byte("RIFF")) && string(b[8:12]) == "WEBP":
		return typeWebP
	}
	return ""
}

// affordable refuses what would take too much to decode, by what the header says.
func affordable(upload []byte, mediaType string) error {
	var pixels, each int64 // bytes for each pixel
	switch mediaType {
	case typeJPEG:
		c, err := jpeg.DecodeConfig(bytes.NewReader(upload))
		if err != nil {
			return broken(mediaType)
		}
		if pixels, each = int64(c.Width)*int64(c.Height), 4; isProgressive(upload) {
			each = 15
		}
	case typePNG:
		c, err := png.DecodeConfig(bytes.NewReader(upload))
		if err != nil {
			return broken(mediaType)
		}
		pixels, each = int64(c.Width)*int64(c.Height), 9 // of 16 bits, and a row
	default:
		w, h, ok := webpSize(upload)
		if !ok {
			return broken(mediaType)
		}
		pixels, each = w*h, 6
	}
	if pixels < 1 {
		return broken(mediaType)
	}
	if pixels > maxPixels || pixels*each > maxMemory {
		return incidents.Errorf(incidents.ETooLarge, "body", "has %d million pixels, which is too many of this kind; make the picture smaller", pixels/1_000_000)
	}
	return nil
}

func decode(upload []byte, mediaType string) (image.Image, error) {
	r := bytes.NewReader(upload)
	switch mediaType {
	case typeJPEG:
		return jpeg.Decode(r)
	case typePNG:
		return png.Decode(r)
	}
	return webp.Decode(r)
}

// files makes the files of a picture that is to be turned as an orientation says.
func files(src image.Image, turn int) ([]incidents.MediaFile, error) {
	b := src.Bounds()
	width, height := fit(b.Dx(), b.Dy(), incidents.MaxMediaSide)
	widest := upright(shrink(src, width, height), turn)
	width, height = widest.Rect.Dx(), widest.Rect.Dy()
	var all []incidents.MediaFile
	for _, w := range incidents.MediaWidths(width) {
		scaled, h := widest, height
		if w != width {
			h = max(1, (height*w+width/2)/width)
			scaled = shrink(widest, w, h)
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, scaled, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		all = append(all, incidents.MediaFile{Width: w, Height: h, Data: out.Bytes()})
	}
	return all, nil
}

// fit gives the size of a picture that is no larger than side either way.
func fit(width, height, side int) (int, int) {
	longest := max(width, height)
	if longest <= side {
		return width, height
	}
	scaled := func(n int) int { return max(1, (n*side+longest/2)/longest) }
	return scaled(width), scaled(height)
}

// HasSize gives an error, EInvalid, unless a file that Prepare made is of a size in pixels.
func HasSize(file []byte, width, height int) error {
	c, err := jpeg.DecodeConfig(bytes.NewReader(file))
	if err != nil || c.Width != width || c.Height != height {
		return incidents.Errorf(incidents.EInvalid, "", "it is not %d by %d pixels", width, height)
	}
	return nil
}
