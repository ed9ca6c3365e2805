package records

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipped makes an archive by hand: its headers may say what they like.
func zipped(t *testing.T, add func(*zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zeros is a deflated text of n zeros, a thousand times shorter.
func zeros(t *testing.T, n int64) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, zeroReader{}, n); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// bombs is an archive of members of 16 MiB each.
func bombs(members int) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		packed := zeros(t, 16<<20)
		return zipped(t, func(z *zip.Writer) {
			for i := range members {
				raw(t, z, fmt.Sprintf("%d.csv", i), packed, 16<<20)
			}
		})
	}
}

// raw adds a member whose size is what it is said to be.
func raw(t *testing.T, z *zip.Writer, name string, packed []byte, size uint64) {
	t.Helper()
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(packed)), UncompressedSize64: size, CRC32: crc32.ChecksumIEEE(nil)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed); err != nil {
		t.Fatal(err)
	}
}

// overlaid is an archive all of whose entries are of the same bytes, as zip bombs have them.
func overlaid(t *testing.T) []byte {
	one := packed(t, "0.csv", "a\n1\n", "1.csv", "a\n2\n", "2.csv", "a\n3\n")
	// Each line of the list names a member's place at its byte 42: all name the first's.
	for at := bytes.Index(one, []byte("PK\x01\x02")); at >= 0; {
		binary.LittleEndian.PutUint32(one[at+42:], 0)
		next := bytes.Index(one[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	return one
}

func nested(t *testing.T, levels int) []byte {
	inner := packed(t, "a.csv", "a\n1\n")
	for range levels {
		inner = packed(t, "in.zip", string(inner))
	}
	return inner
}

func TestHostileArchives(t *testing.T) {
	const csv = "place,dead\nTapalpa,4\n"
	read := func(name string) []string { return []string{name + " csv utf-8 ,", "2 Tapalpa|4", "place|dead"} }
	for _, tt := range []hostile{
		{name: "many bombs: a.zip", file: bombs(8), most: 600 << 20, want: []string{"times its size"}},
		{name: "a bomb in a bomb: a.zip", file: func(t *testing.T) []byte { return packed(t, "in.zip", string(bombs(6)(t))) }, most: 400 << 20, want: []string{"times its size"}},
		{name: "a bomb of gzip: a.csv.gz", file: func(t *testing.T) []byte { return []byte(gzipped(t, strings.Repeat("0", 70<<20))) }, most: 600 << 20, want: []string{"times its size"}},
		{name: "gzip in gzip: a.csv.gz.gz", file: func(t *testing.T) []byte { return []byte(gzipped(t, gzipped(t, strings.Repeat("0", 70<<20)))) }, most: 600 << 20, want: []string{"times its size"}},
		{name: "a hundred thousand empty files: a.zip", file: func(t *testing.T) []byte {
			return zipped(t, func(z *zip.Writer) {
				for i := range 100_000 {
					if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
						t.Fatal(err)
					}
				}
			})
		}, most: 100 << 20, want: []string{"cannot: a.zip:"}},
		{name: "files that overlap: a.zip", file: overlaid, want: []string{`cannot: a.zip: holds files that overlap, "0.csv" and "1.csv", as no archive of good faith does; it is not read`}},
		{name: "too deep: a.zip", file: func(t *testing.T) []byte { return nested(t, 10) }, want: []string{"cannot: a.zip/in.zip/in.zip/in.zip/in.zip: lies in more than 3 archives, the limit; unpack it first"}},
		{name: "files in several archives: a.zip", opts: Options{Limits: Limits{Entries: 5}}, file: func(t *testing.T) []byte {
			one := string(packed(t, "a.csv", csv, "b.csv", csv))
			return packed(t, "1.zip", one, "2.zip", one)
		}, want: append(append(read("a.zip/1.zip/a.csv"), read("a.zip/1.zip/b.csv")...), `cannot: a.zip/2.zip: holds, with the rest of "a.zip", more than 5 files, the limit; split it`)},
		{name: "more than it says: a.zip", file: func(t *testing.T) []byte {
			return zipped(t, func(z *zip.Writer) { raw(t, z, "a.csv", zeros(t, 8<<20), 10) })
		}, want: []string{"cannot: a.zip/a.csv: cannot be read: zip: not a valid zip file"}},
		{name: "less than it says: a.zip", file: func(t *testing.T) []byte {
			return zipped(t, func(z *zip.Writer) { raw(t, z, "a.csv", zeros(t, 10), 1<<60) })
		}, want: []string{"unexpected EOF"}},
		{
			name: "names twice: a.zip", file: func(t *testing.T) []byte { return packed(t, "a.csv", csv, "a.csv", "x\n") },
			want: append(read("a.zip/a.csv"), "cannot: a.zip/a.csv: has the name of a file before it in the archive; only the first is read"),
		},
		{name: "names that lead out: a.zip", file: func(t *testing.T) []byte {
			return packed(t, "../a.csv", csv, "/etc/b.csv", csv, `..\c.csv`, csv, `C:\d.csv`, csv, "e/../../f.csv", csv, "g.csv", csv)
		}, want: append([]string{
			"cannot: a.zip/../a.csv: has a name that leads out of the archive, and is not read",
			"cannot: a.zip//etc/b.csv: has a name that leads out of the archive, and is not read",
			`cannot: a.zip/..\c.csv: has a name that leads out of the archive, and is not read`,
			`cannot: a.zip/C:\d.csv: has a name that leads out of the archive, and is not read`,
			"cannot: a.zip/e/../../f.csv: has a name that leads out of the archive, and is not read",
		}, read("a.zip/g.csv")...)},
		{
			name: "a long name: a.zip", file: func(t *testing.T) []byte { return packed(t, strings.Repeat("n", 60_000)+".csv", csv, "b.csv", csv) },
			want: append([]string{"cannot: a.zip/" + strings.Repeat("n", 80) + "…: has a name of more than 500 bytes, the limit; give it a shorter one"}, read("a.zip/b.csv")...),
		},
		{name: "encrypted: a.zip", file: func(t *testing.T) []byte {
			b := packed(t, "a.csv", csv, "b.csv", csv)
			b[bytes.Index(b, []byte("PK\x01\x02"))+8] |= 1
			return b
		}, want: append([]string{"cannot: a.zip/a.csv: is encrypted; unpack it first"}, read("a.zip/b.csv")...)},
		{name: "a list of gigabytes: a.zip", file: func(t *testing.T) []byte {
			b := packed(t, "a.csv", csv)
			line := b[bytes.Index(b, []byte("PK\x01\x02")):bytes.Index(b, []byte("PK\x05\x06"))]
			end := bytes.Clone(b[bytes.Index(b, []byte("PK\x05\x06")):])
			return append(append(b[:bytes.Index(b, []byte("PK\x05\x06"))], bytes.Repeat(line, 300_000)...), end...)
		}, most: 64 << 20, want: []string{"cannot: a.zip: has a list of its files of more than 8388608 bytes, the limit; split it"}},
		{name: "links to elsewhere: a.kmz", file: func(t *testing.T) []byte {
			return packed(t, "doc.kml", kmlOf(`<NetworkLink><name>x</name><Link><href>http://127.0.0.1:1/x.kml</href></Link></NetworkLink><NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink>`))
		}, want: []string{"a NetworkLink, which shows what is in another file and holds no place"}},
	} {
		what, file, _ := strings.Cut(tt.name, ": ")
		t.Run(what, func(t *testing.T) {
			checkHostile(t, tt, file, !testing.Short())
		})
	}
}

// checkHostile reads a hostile file and holds what is said and what is spent to what is wanted: the
// whole of it, or where that is very long a part. What is spent is held where it is measured.
func checkHostile(t *testing.T, tt hostile, file string, measured bool) {
	t.Helper()
	path := put(t, file, tt.file(t))
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	var got []string
	spent := allocated(func() { got = told(t, path, tt.opts) })
	all := strings.Join(got, "\n")
	if len(tt.want) == 1 {
		if !strings.Contains(all, tt.want[0]) {
			t.Errorf("%.2000s\ndoes not say %s", all, tt.want[0])
		}
	} else if diff := cmp.Diff(tt.want, got); diff != "" {
		t.Error(diff)
	}
	for _, line := range got {
		if (strings.Contains(line, "error: ") || strings.HasPrefix(line, "cannot: ") || strings.HasPrefix(line, "broken: ")) && len(line) > 1000 {
			t.Errorf("an error says %d bytes", len(line))
		}
	}
	if most := max(tt.most, 24<<20); measured && spent > most {
		t.Errorf("%d bytes were allocated, the most is %d", spent, most)
	}
}

// An archive is opened once, and what is unpacked on disk is gone when it is closed, also when
// reading was ended.
func TestNothingIsLeftBehind(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	inner := packed(t, "a.csv", "a\n1\n2\n", "b.gpkg", string(databaseOf(t, listing, "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", "INSERT INTO gpkg_contents VALUES ('t', 'attributes')")))
	o := NewOpener(Options{})
	files, err := o.Open(t.Context(), put(t, "x.zip", packed(t, "in.zip", string(inner))))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	dirs, err := os.ReadDir(temporary)
	if err != nil || len(dirs) != 1 {
		t.Fatalf("%v (%v), want one folder", dirs, err)
	}
	count := func() int {
		unpacked, err := os.ReadDir(temporary + "/" + dirs[0].Name())
		if err != nil {
			t.Fatal(err)
		}
		return len(unpacked)
	}
	before := count()
	for range 3 {
		for _, f := range files {
			for _, err := range f.Records(t.Context()) {
				if err != nil {
					t.Error(err)
				}
				break
			}
		}
	}
	if after := count(); before != 2 || after != before {
		t.Errorf("%d files were unpacked, and %d when they were read again; want 2", before, after)
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) != 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
}

// Many tables of many columns are told of, and do not take memory.
func TestManyColumns(t *testing.T) {
	members := make([]string, 0, 200)
	for i := range 100 {
		members = append(members, fmt.Sprintf("%d.csv", i), strings.Repeat("a,", 4000)+"a\n"+strings.Repeat("1,", 4000)+"1\n")
	}
	files, err := open(t, put(t, "a.zip", packed(t, members...)), Options{})
	good := 0
	for _, f := range files {
		if f.Err == nil {
			good++
		}
	}
	if err != nil || good != 49 || !strings.Contains(files[99].Err.Error(), `has, with the rest of "a.zip", more than 200000 columns`) {
		t.Errorf("%v: %d of %d files are read", err, good, len(files))
	}
}
