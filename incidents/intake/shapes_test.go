package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// taken is what a row became, in a line: kind, time, point, figures, title.
func taken(d *Draft) string {
	inc := &d.Incident
	when := "-"
	if !inc.When.Start.IsZero() {
		when = inc.When.Start.Format("2006-01-02T15:04") + " " + string(inc.When.Precision)
	}
	at := "-"
	if p, ok := inc.Where.Geometry.(orb.Point); ok {
		at = fmt.Sprintf("%.4f,%.4f", p[1], p[0])
	}
	var figures []string
	for _, f := range inc.Casualties {
		figures = append(figures, string(f.Outcome)+" "+shownCount(f.Low)+"/"+shownCount(f.Best)+"/"+shownCount(f.High))
	}
	title, _ := inc.Title.In()
	if d.Blank {
		title = "BLANK " + title
	}
	return fmt.Sprintf("%s | %s | %s | %s | %s", inc.Kind, when, at, strings.Join(figures, " "), title)
}

func shownCount(n *int) string {
	if n == nil {
		return ""
	}
	return fmt.Sprint(*n)
}

// takeFile imports a file by its content.
func takeFile(t *testing.T, name, content string, change func(*Options)) (Report, []Draft, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	opener := records.NewOpener(records.Options{})
	defer opener.Close()
	files, err := opener.Open(t.Context(), path)
	if err != nil {
		return Report{}, nil, err
	}
	opts := Options{Story: incidents.Story{Slug: "try", Languages: []string{"en"}, Zone: "America/Mexico_City"}}
	if change != nil {
		change(&opts)
	}
	var s draftSink
	report, err := Read(context.Background(), files, opts, &s)
	for _, d := range s.drafts {
		if problems := d.Incident.Validate(); problems != nil {
			t.Errorf("%s, row %d: %v", name, d.Incident.Origin.Row, problems)
		}
	}
	return report, s.drafts, err
}

// kmz packs a document as Google Earth and ArcGIS do, with what it is drawn with.
func kmz(t *testing.T, doc string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"doc.kml": doc, "layer.xsl": "<xsl:stylesheet/>", "symbols/a.png": "x"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Invented lines in the shapes of public files: what each row becomes, and what the report says of
// columns that look like more than is taken of them.
func TestPublicShapes(t *testing.T) {
	for _, tt := range []struct {
		name, file, content string
		change              func(*Options)
		want                []string
		says                []string
	}{
		{
			name: "ACLED", file: "acled.csv", content: "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,interaction,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n" +
				"XX1,23 February 2024,2024,1,Political violence,Battles,Armed clash,A,12,Country,State,Alborg,9.6054,-3.6580,1,Paper,Text of it,3,1700000000\n" +
				"XX2,24 February 2024,2024,1,Political violence,Explosions/Remote violence,Air/drone strike,A,12,Country,State,Alborg,14.6402,0.1525,1,Paper,Other text,0,1700000000\n",
			want: []string{"armed_clash | 2024-02-23T00:00 day | 9.6054,-3.6580 | killed /3/ | Battles, Alborg, 2024-02-23", "airstrike | 2024-02-24T00:00 day | 14.6402,0.1525 | killed /0/ | Explosions/Remote violence, Alborg, 2024-02-24"},
		},
		{
			name: "UCDP GED", file: "ged.csv", content: "id,relid,year,type_of_violence,conflict_name,side_a,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n" +
				"1,R1,2019,1,X,A,1,Alborg,31.61,65.71,Afghanistan,1,2019-05-01 00:00:00.000,2019-05-01 00:00:00.000,2,5,1,0,8,10,6\n2,R2,2019,3,X,A,1,Alborg,31.00,64.00,Afghanistan,2,2019-05-03 00:00:00.000,2019-05-06 00:00:00.000,0,12,0,0,12,12,12\n",
			want: []string{"armed_clash | 2019-05-01T00:00 day | 31.6100,65.7100 | killed 6/8/10 | Armed clash, Alborg, 2019-05-01", "attack | 2019-05-03T00:00 week | 31.0000,64.0000 | killed 12/12/12 | Attack, Alborg, 2019-05-03"},
			says: []string{"deaths_a"},
		},
		{
			name: "GTD", file: "gtd.csv", content: "eventid,iyear,imonth,iday,approxdate,country_txt,provstate,city,latitude,longitude,attacktype1_txt,targtype1_txt,nkill,nkillter,nwound,summary\n" +
				"201501010001,2015,1,1,,Iraq,Baghdad,Baghdad,33.3,44.4,Bombing/Explosion,Police,4,1,7,x\n201501000002,2015,1,0,January 2015,Iraq,Baghdad,Baghdad,33.3,44.5,Hostage Taking (Kidnapping),Police,,,0,y\n",
			want: []string{"explosion | 2015-01-01T00:00 day | 33.3000,44.4000 | killed /4/ wounded /7/ | Bombing/Explosion, Baghdad, 2015-01-01", "abduction | 2015-01-01T00:00 month | 33.3000,44.5000 | wounded /0/ | Hostage Taking (Kidnapping), Baghdad, 2015-01"},
		},
		{
			name: "GDELT raw", file: "gdelt.csv", content: gdelt("190", "20240301", 33.5, 44.25) + gdelt("036", "20240302", 34.5, 45.25),
			want: []string{"security_operation | 2024-03-01T00:00 day | 33.5000,44.2500 |  | Security operation, Baghdad, Iraq, 2024-03-01", "other_incident | 2024-03-02T00:00 day | 34.5000,45.2500 |  | BLANK Other incident, Baghdad, Iraq, 2024-03-02"},
			says: []string{"GDELT 2.0", "036"},
		},
		{
			name: "EM-DAT with HXL", file: "emdat.csv", content: "DisNo.,Disaster Group,Disaster Type,Disaster Subtype,Event Name,ISO,Country,Region,Location,Latitude,Longitude,Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths,No. Injured,No. Affected,Total Affected\n" +
				"#event +id,#cause +group,#cause +type,#cause +subtype,#event +name,#country +code,#country +name,#region,#loc,#geo +lat,#geo +lon,#date +year +start,#date +month +start,#date +day +start,#date +year +end,#date +month +end,#date +day +end,#affected +killed,#affected +injured,#affected +other,#affected +total\n" +
				"2023-0001-XYZ,Natural,Earthquake,Ground movement,,XYZ,Xland,Asia,Alborg,10.5,20.5,2023,2,6,2023,2,6,120,300,5000,5300\n2023-0002-XYZ,Natural,Flood,Riverine flood,Big flood,XYZ,Xland,Asia,Valley,,,2023,4,,2023,5,,7,,,100\n",
			want: []string{"earthquake | 2023-02-06T00:00 day | 10.5000,20.5000 | killed /120/ wounded /300/ | Earthquake, Alborg, 2023-02-06", "flood | 2023-04-01T00:00 year | - | killed /7/ | Big flood"},
			says: []string{"hashtags", "Total Affected", "No. Affected"},
		},
		{
			name: "WITS", file: "wits.csv", content: "ICN,Incident Date,Incident Type,Country,Province,City,Dead,Wounded,Hostages,Total Victims\n200458431,01/15/2004,Armed Attack,Iraq,Baghdad,Baghdad,2,3,0,5\n200458432,01/16/2004,\"Bombing, Suicide\",Iraq,Baghdad,Baghdad,0,3,0,3\n",
			want: []string{"attack | 2004-01-15T00:00 day | - | killed /2/ wounded /3/ | Armed Attack, Baghdad, 2004-01-15", "explosion | 2004-01-16T00:00 day | - | killed /0/ wounded /3/ | Bombing, Suicide, Baghdad, 2004-01-16"},
			says: []string{"Hostages", "Total Victims", "Bombing, Suicide"},
		},
		{
			name: "GVA", file: "gva.csv", content: "Incident ID,Incident Date,State,City Or County,Address,Victims Killed,Victims Injured,Suspects Killed,Suspects Injured,Suspects Arrested,Operations\n271,\"January 20, 2024\",Ohio,Toledo,100 block of Elm St,1,4,0,0,2,N/A\n272,\"January 21, 2024\",Ohio,Toledo,200 block of Elm St,0,5,1,0,0,N/A\n",
			want: []string{"deaths | 2024-01-20T00:00 day | - | killed /1/ wounded /4/ | Deaths, 100 block of Elm St, Toledo, 2024-01-20", "other_incident | 2024-01-21T00:00 day | - | killed /0/ wounded /5/ | Other incident, 200 block of Elm St, Toledo, 2024-01-21"},
			says: []string{"Suspects Killed", "Suspects Arrested"},
		},
		{
			name: "KoBo", file: "kobo.csv", content: "start;end;grupo/Fecha del incidente;grupo/Tipo de incidente;Ubicación;_Ubicación_latitude;_Ubicación_longitude;_Ubicación_altitude;Muertos;_id;_uuid;_submission_time\n" +
				"2026-02-22T13:04:25.582-06:00;2026-02-22T13:05:43.668-06:00;2026-02-20;Bloqueo;21.1139 -101.6729 1797.5 35;21.1139;-101.6729;1797.5;0;1;u1;2026-02-22T19:05:54\n",
			want: []string{"roadblock | 2026-02-20T00:00 day | 21.1139,-101.6729 | killed /0/ | Bloqueo, 2026-02-20"},
		},
		{
			name: "KoBo by its API", file: "kobo.json", content: `{"count":1,"next":null,"previous":null,"results":[{"_id":7,"start":"2026-02-22T13:04:25-06:00","end":"2026-02-22T13:05:43-06:00","Fecha_del_incidente":"2026-02-20","Tipo_de_incidente":"Enfrentamiento","_geolocation":[21.1124,-101.6732],"Heridos":"3","_submission_time":"2026-02-22T19:05:54","_tags":[]}]}`,
			want: []string{"armed_clash | 2026-02-20T00:00 day | 21.1124,-101.6732 | wounded /3/ | Enfrentamiento, 2026-02-20"},
		},
		{
			name: "Ushahidi", file: "ushahidi.csv", content: "\"Post ID\",\"Survey\",\"Post Status\",\"Created (UTC)\",\"Updated (UTC)\",\"Title\",\"Description\",\"Date of incident\",\"Location.lat\",\"Location.lon\",\"Categories\"\n\"11\",\"Reports\",\"published\",\"2026-02-23T01:00:00Z\",\"2026-02-24T01:00:00Z\",\"Road blocked\",\"A bus burns\",\"2026-02-22 00:00:00\",\"20.67\",\"-103.35\",\"Roadblock\"\n",
			want: []string{"roadblock | 2026-02-22T00:00 day | 20.6700,-103.3500 |  | Road blocked"},
		},
		{
			name: "uMap", file: "map.umap", content: `{"type":"umap","properties":{"name":"Map"},"geometry":{"type":"Point","coordinates":[-103.3,20.6]},"layers":[{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A","date":"2026-02-22"},"geometry":{"type":"Point","coordinates":[-103.41,20.70]}}],"_umap_options":{"name":"Bloqueos"}}]}`,
			want: []string{"roadblock | 2026-02-22T00:00 day | 20.7000,-103.4100 |  | A"},
		},
		{
			name: "My Maps", file: "mymaps.kml", content: `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Mapa</name><Folder><name>Homicidios</name><Placemark><name>Cruce</name><description><![CDATA[<img src="https://example.org/a.jpg"/><br>Fecha: 22/02/2026<br>Muertos: 2]]></description><ExtendedData><Data name="Fecha"><value>22/02/2026</value></Data><Data name="Muertos"><value>2</value></Data><Data name="gx_media_links"><value><![CDATA[https://example.org/a.jpg]]></value></Data></ExtendedData><Point><coordinates>-103.41,20.61,0</coordinates></Point></Placemark></Folder></Document></kml>`,
			want: []string{"killing | 2026-02-22T00:00 day | 20.6100,-103.4100 | killed /2/ | Cruce"},
		},
		{
			name: "ArcGIS KMZ", file: "arcgis.kmz", content: kmz(t, `<kml><Document><Folder><name>Crimes</name><Placemark><name>Robbery</name><description><![CDATA[<html><body><table><tr><td>Robbery</td></tr><tr><td><table><tr><td>OBJECTID</td><td>7</td></tr><tr bgcolor="#D4E4F3"><td>OffenseDate</td><td>2/22/2026</td></tr><tr><td>Killed</td><td>0</td></tr></table></td></tr></table></body></html>]]></description><Point><coordinates>-1.27,50.72,0</coordinates></Point></Placemark></Folder></Document></kml>`),
			want: []string{"robbery | 2026-02-22T00:00 day | 50.7200,-1.2700 | killed /0/ | Robbery"},
		},
		{
			name: "Esri JSON", file: "layer.json", content: `{"objectIdFieldName":"OBJECTID","geometryType":"esriGeometryPoint","spatialReference":{"wkid":4326},"fields":[{"name":"OBJECTID"}],"features":[{"attributes":{"OBJECTID":1,"incident_date":1771740000000,"incident_type":"Explosion","fatalities":1},"geometry":{"x":-103.35,"y":20.67}},{"attributes":{"OBJECTID":2,"incident_date":1771826400000,"incident_type":"Robbery","fatalities":0},"geometry":{"x":-103.40,"y":20.72}}]}`,
			want: []string{"explosion | 2026-02-22T00:00 day | 20.6700,-103.3500 | killed /1/ | Explosion, 2026-02-22", "robbery | 2026-02-23T00:00 day | 20.7200,-103.4000 | killed /0/ | Robbery, 2026-02-23"},
			says: []string{"midnight in America/Mexico_City"},
		},
		{
			name: "SESNSP", file: "sesnsp.csv", content: "Año,Clave_Ent,Entidad,Tipo de delito,Enero,Febrero,Marzo\n2015,14,Jalisco,Homicidio,0,0,0\n2015,26,Sonora,Homicidio,3,5,2\n",
			change: func(o *Options) { o.Unpivot = true },
			want:   []string{"killing | 2015-01-01T00:00 month | - |  | Homicidio, Sonora, 2015-01", "killing | 2015-02-01T00:00 month | - |  | Homicidio, Sonora, 2015-02", "killing | 2015-03-01T00:00 month | - |  | Homicidio, Sonora, 2015-03"},
			says:   []string{"summary"},
		},
		{
			name: "UK police", file: "street.csv", content: "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\nabc,2024-01,Police,Police,-1.27,50.72,On or near Elm Street,E01,Town 001A,Burglary,Under investigation,\ndef,2024-01,Police,Police,-1.28,50.73,On or near Oak Street,E01,Town 001A,Violence and sexual offences,Under investigation,\n",
			want: []string{"burglary | 2024-01-01T00:00 month | 50.7200,-1.2700 |  | Burglary, On or near Elm Street, 2024-01", "sexual_violence | 2024-01-01T00:00 month | 50.7300,-1.2800 |  | Violence and sexual offences, On or near Oak Street, 2024-01"},
		},
		{
			name: "Unfallatlas", file: "unfall.csv", content: "OBJECTID;ULAND;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;XGCSWGS84;YGCSWGS84\n1;02;2018;05;17;3;2;9,919348735;53,564014088\n2;02;2018;04;20;4;3;9,91649692;53,564449333\n",
			change: func(o *Options) { o.Kind = "traffic_collision" },
			want:   []string{"traffic_collision | 2018-05-01T00:00 month | 53.5640,9.9193 |  | Traffic collision, 2018-05", "traffic_collision | 2018-04-01T00:00 month | 53.5644,9.9165 |  | Traffic collision, 2018-04"},
		},
		{
			name: "NOAA", file: "storms.csv", content: "BEGIN_YEARMONTH,BEGIN_DAY,BEGIN_TIME,END_YEARMONTH,END_DAY,END_TIME,EPISODE_ID,EVENT_ID,STATE,YEAR,MONTH_NAME,EVENT_TYPE,CZ_NAME,BEGIN_DATE_TIME,END_DATE_TIME,INJURIES_DIRECT,INJURIES_INDIRECT,DEATHS_DIRECT,DEATHS_INDIRECT,BEGIN_LAT,BEGIN_LON,EVENT_NARRATIVE\n" +
				"201502,23,1430,201502,23,1530,5001,90001,TEXAS,2015,February,Flash Flood,BEXAR,23-FEB-15 14:30:00,23-FEB-15 15:30:00,1,0,2,1,29.4,-98.5,Water rose\n201503,2,905,201503,2,905,5002,90002,TEXAS,2015,March,Tornado,BEXAR,02-MAR-15 09:05:00,02-MAR-15 09:05:00,0,0,0,0,29.5,-98.6,A tornado\n",
			want: []string{"flood | 2015-02-23T14:30 hour | 29.4000,-98.5000 | killed /3/ wounded /1/ | Flash Flood, BEXAR, 2015-02-23", "storm | 2015-03-02T09:05 minute | 29.5000,-98.6000 | killed /0/ wounded /0/ | Tornado, BEXAR, 2015-03-02"},
			says: []string{"DEATHS_DIRECT"},
		},
		{
			name: "PRF", file: "prf.csv", content: "id;data_inversa;dia_semana;horario;uf;br;km;municipio;causa_acidente;tipo_acidente;classificacao_acidente;pessoas;mortos;feridos_leves;feridos_graves;ilesos;ignorados;feridos;latitude;longitude\n1;2024-01-01;segunda-feira;03:35:00;SP;116;72,5;APARECIDA;Ausência de reação;Colisão traseira;Com Vítimas Fatais;5;1;2;1;1;0;3;-22,85;-45,23\n",
			want: []string{"traffic_collision | 2024-01-01T03:35 minute | -22.8500,-45.2300 | killed /1/ wounded /3/ | Colisão traseira, APARECIDA, 2024-01-01"},
			says: []string{"feridos_leves", "ilesos"},
		},
		{
			name: "TimeMap", file: "events.json", content: `[{"id":"CH01","date":"3/14/2022","time":"14:30","latitude":49.85,"longitude":36.66,"location":"Alborg","description":"A block of flats was hit by a missile.","sources":[{"id":"s1","path":"https://example.org/v/1","description":"Video"}],"associations":["Residential"]}]`,
			want: []string{"explosion | 2022-03-14T14:30 minute | 49.8500,36.6600 |  | Explosion, Alborg, 2022-03-14"},
			says: []string{"missile"},
		},
		{
			name: "Airtable", file: "airtable.json", content: `{"records":[{"id":"rec1","createdTime":"2026-02-25T10:00:00.000Z","fields":{"Title":"Fire at a depot","Date":"2026-02-22","Lat":20.67,"Lng":-103.35,"Type":"Fire","Injured":2,"Photos":[{"url":"https://example.org/a.jpg"}]}}]}`,
			want: []string{"fire_or_smoke | 2026-02-22T00:00 day | 20.6700,-103.3500 | wounded /2/ | Fire at a depot"},
		},
		{
			name: "Catalan roads", file: "accidents.csv", content: "Any,zona,dat,via,pk,nomMun,nomDem,F_MORTS,F_FERITS_GREUS,F_FERITS_LLEUS,F_VICTIMES,hor,D_SUBTIPUS_ACCIDENT\n2022,Zona urbana,15/06/2022,N-340,1208.5,TOWN,Barcelona,0,1,2,3,17:30,Col·lisió de vehicles\n",
			want: []string{"traffic_collision | 2022-06-15T17:30 minute | - | killed /0/ wounded /3/ | Col·lisió de vehicles, N-340, 2022-06-15"},
			says: []string{"F_VICTIMES", "F_FERITS_GREUS"},
		},
		{
			name: "a script", file: "data.js", content: `var incidents = [{"title":"Bloqueo","fecha":"2026-02-22","lat":20.67,"lng":-103.35}];`,
			want: []string{"roadblock | 2026-02-22T00:00 day | 20.6700,-103.3500 |  | Bloqueo"},
			says: []string{"script"},
		},
		{
			name: "totals", file: "totals.csv", content: "State,City,Date,People killed\nArizona,Phoenix,2024-01-02,7\nOhio,Toledo,2024-01-03,3\nSubtotal,,,10\nUnited States,Nationwide Average,,5674\n,,,5684\n",
			want: []string{"deaths | 2024-01-02T00:00 day | - | killed /7/ | Deaths, Phoenix, 2024-01-02", "deaths | 2024-01-03T00:00 day | - | killed /3/ | Deaths, Toledo, 2024-01-03"},
			says: []string{"total or an average", "single cell"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, tt.file, tt.content, tt.change)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				got = append(got, taken(&drafts[i]))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
			var text strings.Builder
			if err := report.WriteText(&text); err != nil || strings.Count(text.String(), "\n") > mostLines {
				t.Errorf("%v, %d lines", err, strings.Count(text.String(), "\n"))
			}
		})
	}
}

// gdelt is a line of GDELT's events, 2.0.
func gdelt(code, day string, lat, lon float64) string {
	cells := make([]string, 61)
	cells[0], cells[1], cells[2], cells[3], cells[4] = "11"+code+day, day, day[:6], day[:4], day[:4]+".1644"
	cells[26], cells[27], cells[28], cells[29], cells[30] = code, code, code[:2], "4", "-10.0"
	cells[25] = "1"
	cells[35], cells[36], cells[37], cells[40], cells[41] = "4", "Elsewhere, Iraq", "IZ", "1.5", "2.5"
	cells[51], cells[52], cells[53], cells[54] = "4", "Baghdad, Iraq", "IZ", "IZ07"
	cells[56], cells[57] = fmt.Sprint(lat), fmt.Sprint(lon)
	cells[59], cells[60] = day+"011500", "https://example.org/news"
	return strings.Join(cells, "\t") + "\n"
}
