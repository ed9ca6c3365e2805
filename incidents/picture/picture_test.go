package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"incidentmap/incidents"
)

// corners are the colours of a test picture's quarters, from the upper left to the lower right.
var corners = []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {200, 200, 0, 255}}

func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, corners[2*(2*y/h)+2*x/w])
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif gives a TIFF directory with an orientation and a marker of where the picture was made.
func exif(order binary.AppendByteOrder, turn int) []byte {
	head := "MM"
	if order.String() == "LittleEndian" {
		head = "II"
	}
	b := order.AppendUint32(order.AppendUint16([]byte(head), 42), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x0112), 3), 1)
	b = order.AppendUint16(order.AppendUint16(b, uint16(turn)), 0)
	return append(b, "PLANTED-PLACE"...)
}

func jpegWith(jpg, form []byte) []byte {
	body := append([]byte("Exif\x00\x00"), form...)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(append(append([]byte{}, jpg[:2]...), append(seg, body...)...), jpg[2:]...)
}

func pngWith(p, form []byte) []byte {
	chunk := append([]byte("eXIf"), form...)
	whole := binary.BigEndian.AppendUint32(nil, uint32(len(form)))
	whole = binary.BigEndian.AppendUint32(append(whole, chunk...), crc32.ChecksumIEEE(chunk))
	const header = 8 + 25 // IHDR comes first
	return append(append(append([]byte{}, p[:header]...), whole...), p[header:]...)
}

// seen gives which of the corners' colours stand where, of a file.
func seen(t *testing.T, f incidents.MediaFile) string {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(f.Data))
	if err != nil || img.Bounds().Dx() != f.Width || img.Bounds().Dy() != f.Height {
		t.Fatalf("a file of %d by %d: %v, %v", f.Width, f.Height, img.Bounds(), err)
	}
	out := ""
	for i := range 4 {
		x, y := f.Width/4+(i%2)*f.Width/2, f.Height/4+(i/2)*f.Height/2
		r, g, b, _ := img.At(x, y).RGBA()
		best, least := 0, 1<<30
		for j, c := range corners {
			d := abs(int(r>>8)-int(c.R)) + abs(int(g>>8)-int(c.G)) + abs(int(b>>8)-int(c.B))
			if d < least {
				best, least = j, d
			}
		}
		out += fmt.Sprint(best)
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// TestUpright holds each of the eight orientations against what Exif 2.32 says of where row 0 and column 0 are.
func TestUpright(t *testing.T) {
	// Quarters that are stored as 0 1 / 2 3 are seen so.
	want := map[int]string{1: "0123", 2: "1032", 3: "3210", 4: "2301", 5: "0213", 6: "2031", 7: "3120", 8: "1302", 0: "0123", 9: "0123"}
	img := quarters(500, 300)
	for turn, order := range want {
		for name, upload := range map[string]struct {
			data []byte
			kind string
		}{
			"JPEG, big-endian":    {jpegWith(asJPEG(t, img), exif(binary.BigEndian, turn)), typeJPEG},
			"JPEG, little-endian": {jpegWith(asJPEG(t, img), exif(binary.LittleEndian, turn)), typeJPEG},
			"PNG":                 {pngWith(asPNG(t, img), exif(binary.BigEndian, turn)), typePNG},
		} {
			files, err := Prepare(upload.data, upload.kind)
			if err != nil {
				t.Fatalf("%s, %d: %v", name, turn, err)
			}
			for _, f := range files {
				if got := seen(t, f); got != order {
					t.Errorf("%s, orientation %d, %d wide: seen %s; want %s", name, turn, f.Width, got, order)
				}
				if bytes.Contains(f.Data, []byte("PLANTED")) || bytes.Contains(f.Data, []byte("Exif")) {
					t.Errorf("%s: metadata is in the file", name)
				}
			}
			if wide := files[len(files)-1]; turn >= 5 && turn <= 8 && (wide.Width != 300 || wide.Height != 500) {
				t.Errorf("%s, %d: the widest file is %d by %d", name, turn, wide.Width, wide.Height)
			}
		}
	}
}

func TestPrepareSizes(t *testing.T) {
	for _, tt := range []struct{ w, h, width, height int }{
		{1, 1, 1, 1},
		{319, 100, 319, 100},
		{320, 1, 320, 1},
		{321, 200, 321, 200},
		{1600, 1600, 1600, 1600},
		{1601, 10, 1600, 10},
		{2000, 1500, 1600, 1200},
		{1500, 2000, 1200, 1600},
		{5000, 2, 1600, 1},
		{2, 5000, 1, 1600},
		{2399, 1800, 1600, 1201},
	} {
		files, err := Prepare(asPNG(t, quarters(tt.w, tt.h)), typePNG)
		if err != nil {
			t.Fatalf("%d by %d: %v", tt.w, tt.h, err)
		}
		u := incidents.MediaUpload{Story: "a", Incident: "01JZZZZZZZZZZZZZZZZZZZZZZZ", Files: files}
		if err := u.Validate(); err != nil {
			t.Errorf("%d by %d: %v", tt.w, tt.h, err)
		}
		if wide := files[len(files)-1]; wide.Width != tt.width || wide.Height != tt.height {
			t.Errorf("%d by %d became %d by %d", tt.w, tt.h, wide.Width, wide.Height)
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 20, 20))
	files, err := Prepare(asPNG(t, clear), typePNG)
	if err != nil {
		t.Fatal(err)
	}
	img, _ := jpeg.Decode(bytes.NewReader(files[0].Data))
	if r, g, b, _ := img.At(5, 5).RGBA(); r>>8 < 250 || g>>8 < 250 || b>>8 < 250 {
		t.Error("what is transparent is not white")
	}
}

// headerOf gives the start of a PNG that says it is so large.
func headerOf(w, h uint32, depth byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, w), h)
	b = append(b, depth, 6, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

func webpOf(chunks ...string) []byte {
	body := "WEBP"
	for _, c := range chunks {
		body += c[:4] + string(binary.LittleEndian.AppendUint32(nil, uint32(len(c)-4))) + c[4:]
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func TestPrepareRefuses(t *testing.T) {
	jpg, p := asJPEG(t, quarters(100, 100)), asPNG(t, quarters(100, 100))
	for name, tt := range map[string]struct {
		upload []byte
		kind   string
		code   incidents.Code
	}{
		"nothing":                   {nil, typeJPEG, incidents.EInvalid},
		"a text":                    {[]byte("<svg onload=alert(1)>"), typePNG, incidents.EInvalid},
		"a GIF":                     {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "image/gif", incidents.EInvalid},
		"a JPEG that is said a PNG": {jpg, typePNG, incidents.EInvalid},
		"a PNG that is said a JPEG": {p, typeJPEG, incidents.EInvalid},
		"half a JPEG":               {jpg[:len(jpg)/2], typeJPEG, incidents.EInvalid},
		"half a PNG":                {p[:len(p)/2], typePNG, incidents.EInvalid},
		"the head of a JPEG":        {jpg[:4], typeJPEG, incidents.EInvalid},
		"a PNG of 60,000 squared":   {headerOf(60_000, 60_000, 8), typePNG, incidents.ETooLarge},
		"a PNG of 2^31 by 1":        {headerOf(1<<31-1, 1, 8), typePNG, incidents.ETooLarge},
		"a PNG of no width":         {headerOf(0, 5, 8), typePNG, incidents.EInvalid},
		"a WebP of nothing":         {webpOf(), typeWebP, incidents.EInvalid},
		"a WebP with a small canvas and a large frame": {
			webpOf("VP8X\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", "VP8 \x30\x01\x00\x9d\x01\x2a\xff\x3f\xff\x3f"), typeWebP, incidents.ETooLarge,
		},
		"a WebP with a large canvas": {webpOf("VP8X\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff"), typeWebP, incidents.ETooLarge},
		"more bytes than may be":     {append(bytes.Clone(jpg), make([]byte, MaxBytes)...), typeJPEG, incidents.ETooLarge},
	} {
		if files, err := Prepare(tt.upload, tt.kind); incidents.CodeOf(err) != tt.code || err == nil {
			t.Errorf("%s: %d files, %v; want %s", name, len(files), err, tt.code)
		}
	}
	large := image.NewYCbCr(image.Rect(0, 0, 6000, 4000), image.YCbCrSubsampleRatio420)
	progressive := bytes.Replace(asJPEG(t, large), []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
	if _, err := Prepare(progressive, typeJPEG); incidents.CodeOf(err) != incidents.ETooLarge {
		t.Errorf("a progressive JPEG of 24 million pixels: %v", err)
	}
}

// TestWebP reads the smallest lossless picture there is.
func TestWebP(t *testing.T) {
	one := webpOf("VP8L\x2f\x00\x00\x00\x00\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\x00\x00")
	files, err := Prepare(one, typeWebP)
	if err != nil || len(files) != 1 || files[0].Width != 1 {
		t.Errorf("%d files, %v", len(files), err)
	}
}

func FuzzPrepare(f *testing.F) {
	f.Add(jpegWith(asJPEG(f, quarters(20, 10)), exif(binary.LittleEndian, 6)), uint8(0))
	f.Add(pngWith(asPNG(f, quarters(20, 10)), exif(binary.BigEndian, 3)), uint8(1))
	f.Add(webpOf("VP8L\x2f\x00\x00\x00\x00\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\x00\x00"), uint8(2))
	f.Fuzz(func(t *testing.T, upload []byte, kind uint8) {
		files, err := Prepare(upload, Types()[int(kind)%3])
		if err != nil {
			if c := incidents.CodeOf(err); c != incidents.EInvalid && c != incidents.ETooLarge {
				t.Fatalf("%v", err)
			}
			return
		}
		u := incidents.MediaUpload{Story: "a", Incident: "01JZZZZZZZZZZZZZZZZZZZZZZZ", Files: files}
		if err := u.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}
