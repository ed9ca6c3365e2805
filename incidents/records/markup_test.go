package records

import (
	"strings"
	"testing"
)

func kmlOf(content string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Doc</name>` + content + `</Document></kml>`
}

func TestKML(t *testing.T) {
	point := `<Point><coordinates>-103.5,20.5,0</coordinates></Point>`
	check(t, []readingCase{
		{
			"places: a.kml", kmlOf(`<Style id="s"><IconStyle/></Style><Folder><name>Day one</name>
				<Placemark id="p1"><name>Roadblock &amp; fire</name><description><![CDATA[<b>Two</b>]]></description>` + point + `<TimeStamp><when>2026-02-22</when></TimeStamp></Placemark>
				<Folder><name>Night</name><Placemark><name>x</name><ExtendedData><Data name="dead"><value>4</value></Data><SchemaData><SimpleData name="k">v</SimpleData></SchemaData></ExtendedData></Placemark></Folder>
				</Folder><Placemark><name>y</name><TimeSpan><begin>2026-02-22</begin><end>2026-02-23</end></TimeSpan></Placemark>`),
			Options{},
			[]string{
				"a.kml kml utf-8",
				"1 #p1 Day one|Roadblock & fire|<b>Two</b>|2026-02-22 POINT(-103.5 20.5)",
				"2 Day one / Night|x|||4|v", "3 |y|||||2026-02-22|2026-02-23",
				"folder|name|description|when|dead|k|begin|end",
			},
		},
		{
			"shapes: a.kml", kmlOf(`<Placemark><LineString><coordinates>0,0 1, 1 , 5
				2,2</coordinates></LineString></Placemark>
				<Placemark><Polygon><innerBoundaryIs><LinearRing><coordinates>1,1 2,2 2,1 1,1</coordinates></LinearRing></innerBoundaryIs><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
				<Placemark><MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4,7</coordinates></Point></MultiGeometry></Placemark>
				<Placemark><gx:Track><when>2026-02-22T10:00:00Z</when><when>2026-02-22T11:00:00Z</when><gx:coord>0 0 0</gx:coord><gx:coord>1 1 0</gx:coord></gx:Track></Placemark>
				<Placemark><Point><coordinates>1,2,30</coordinates></Point></Placemark>
				<Placemark><Point><coordinates></coordinates></Point></Placemark>
				<Placemark><Point><coordinates>north,2</coordinates></Point></Placemark>
				<Placemark><Point><coordinates>5</coordinates></Point></Placemark>`),
			Options{},
			[]string{
				"a.kml kml utf-8",
				"1  LINESTRING(0 0,1 1,2 2) third_number!", "2  POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 2,2 1,1 1))",
				"3  MULTIPOINT((1 2),(3 4)) third_number! collection", "4 2026-02-22T10:00:00Z|2026-02-22T11:00:00Z LINESTRING(0 0,1 1)",
				"5 ||30 POINT(1 2) third_number:z", "6  geometry_empty", "7  geometry_refused!", "8  geometry_refused!", "begin|end|z",
			},
		},
		{
			"HTML that is not escaped: a.kml", kmlOf(`<Placemark><description>one<br>two&nbsp;three</description>` + point + `</Placemark><Placemark><name>z</name></Placemark>`),
			Options{},
			[]string{"a.kml kml utf-8", "1 one two\u00a0three POINT(-103.5 20.5)", "2 |z", "description|name"},
		},
		{
			"a link: a.kml", kmlOf(`<NetworkLink><name>live</name><Link><href>http://example.org/a.kml</href></Link></NetworkLink>`),
			Options{},
			[]string{"a.kml kml utf-8", "1 error: feature 1 (\"live\") is a NetworkLink, which shows what is in another file and holds no place", ""},
		},
		{
			"cut: a.kml", kmlOf(`<Placemark><name>x</name></Placemark><Placemark><name>y`)[:155],
			Options{},
			[]string{"a.kml kml utf-8", "1 x", "broken: a.kml: reading stopped after 1 records: the file ends within an element; it was cut", "name"},
		},
		{
			"entities: a.kml", `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>`,
			Options{},
			[]string{"cannot: a.kml: is XML that cannot be read: the document defines entities, which are not expanded; remove them"},
		},
		{
			"too deep: a.kml", kmlOf(strings.Repeat("<Folder>", 70)),
			Options{},
			[]string{"a.kml kml utf-8", "broken: a.kml: reading stopped after 0 records: line 1: elements lie in one another deeper than 64 levels, the limit", ""},
		},
		{
			"too long: a.kml", kmlOf("<Placemark><name>" + strings.Repeat("x", 500) + "</name></Placemark>"),
			Options{Limits: Limits{Record: 300}},
			[]string{"a.kml kml utf-8", "broken: a.kml: reading stopped after 0 records: line 1: an element or a text is longer than the limit", ""},
		},
		{
			"Latin-1: a.kml", `<?xml version="1.0" encoding="ISO-8859-1"?><kml><Placemark><name>Le` + "\xf3" + `n</name></Placemark></kml>`,
			Options{},
			[]string{"a.kml kml windows-1252", "1 León", "name"},
		},
		{
			"KMZ: a.kmz", string(packed(t, "doc.kml", kmlOf(`<NetworkLink><Link><href>in/b.kml</href></Link></NetworkLink><Placemark><name>x</name></Placemark>`), "in/b.kml", kmlOf(`<Placemark><name>y</name></Placemark>`), "files/i.png", "\x89PNG")),
			Options{},
			[]string{"a.kmz/doc.kml kml utf-8", "1 x", "name", "a.kmz/in/b.kml kml utf-8", "1 y", "name"},
		},
	})
}

func TestGPX(t *testing.T) {
	check(t, []readingCase{
		{
			"a.gpx", `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>Day</name></metadata>
			<wpt lat="20.5" lon="-103.5"><ele>1500</ele><time>2026-02-22T10:00:00Z</time><name>A</name><link href="http://example.org/"><text>t</text></link><extensions><x:dead>4</x:dead></extensions></wpt>
			<wpt lat="north" lon="-103.5"><name>B</name></wpt>
			<rte><name>R</name><rtept lat="0" lon="0"/><rtept lat="1" lon="1"/></rte>
			<trk><name>T</name><trkseg><trkpt lat="0" lon="0"><ele>5</ele><time>2026-02-22T10:00:00Z</time></trkpt><trkpt lat="1" lon="1"><time>2026-02-22T11:00:00Z</time></trkpt></trkseg><trkseg><trkpt lat="2" lon="2"/><trkpt lat="3" lon="3"/></trkseg></trk></gpx>`,
			Options{},
			[]string{
				"a.gpx gpx utf-8",
				"1 waypoint|1500|2026-02-22T10:00:00Z|A|http://example.org/|4 POINT(-103.5 20.5)",
				"2 waypoint|||B geometry_refused!",
				"3 route|||R LINESTRING(0 0,1 1)",
				"4 track|||T|||2026-02-22T10:00:00Z|2026-02-22T11:00:00Z MULTILINESTRING((0 0,1 1),(2 2,3 3)) third_number!",
				"feature|ele|time|name|link|dead|begin|end",
			},
		},
	})
}
