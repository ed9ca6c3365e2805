package intake

import (
	"strings"
	"testing"
)

// TestFilesOfPublishers takes in files as monitors, offices and programs publish them: what a careful reader
// takes of each row is told beforehand, and what is not taken stands in the report.
func TestFilesOfPublishers(t *testing.T) {
	const date = "2026-02-22T00:00 day"
	for _, tt := range []struct {
		name, file, content string
		want, says          []string
	}{
		{
			"figures of another outcome, with references to notes", "monitor.csv",
			"Date,Type,Killed,Wounded\n2026-02-22,attack,2 injured,1\n2026-02-22,attack,14[2],3¹\n2026-02-22,attack,7*,at least 2 dead\n",
			[]string{"attack | " + date + " | - | wounded /1/ | attack, 2026-02-22", "attack | " + date + " | - | killed /14/ wounded /3/ | attack, 2026-02-22", "attack | " + date + " | - | killed /7/ | attack, 2026-02-22"},
			[]string{"number of the wounded", "number of the killed"},
		},
		{
			"shares, rates and thousands", "rates.csv",
			"Date,Type,% killed,Killed per 100k,Killed (thousands),Deaths\n2026-02-22,flood,30,1.5,2.25,4\n2026-02-22,flood,10,12.345,1.5,5\n",
			[]string{"flood | " + date + " | - | killed /4/ | flood, 2026-02-22", "flood | " + date + " | - | killed /5/ | flood, 2026-02-22"},
			[]string{"% killed", "Killed per 100k", "thousands"},
		},
		{
			"thousands or decimals", "doubt.csv",
			"Date,Type,Deaths\n2026-02-22,flood,0.250\n2026-02-22,flood,11.125\n2026-02-22,flood,2\n2026-02-22,flood,7\n2026-02-22,flood,\"2,500\"\n",
			[]string{"flood | " + date + " | - |  | flood, 2026-02-22", "flood | " + date + " | - |  | flood, 2026-02-22", "flood | " + date + " | - | killed /2/ | flood, 2026-02-22", "flood | " + date + " | - | killed /7/ | flood, 2026-02-22", "flood | " + date + " | - | killed /2500/ | flood, 2026-02-22"},
			[]string{"may be thousands or decimals", "0.250"},
		},
		{
			"several outcomes in a cell", "saldo.csv",
			"Fecha;Tipo;Saldo\n2026-02-22;ataque;4 muertos y 9 heridos\n2026-02-22;ataque;1 desaparecido\n2026-02-22;ataque;al menos 2 muertos\n",
			[]string{"attack | " + date + " | - | killed /4/ wounded /9/ | ataque, 2026-02-22", "attack | " + date + " | - | missing /1/ | ataque, 2026-02-22", "attack | " + date + " | - | killed 2// | ataque, 2026-02-22"},
			[]string{"say what became of how many"},
		},
		{
			"several outcomes by a stroke", "pair.csv",
			"Date,Type,Dead / Injured\n2026-02-22,attack,2/7\n2026-02-22,attack,0/1\n",
			[]string{"attack | " + date + " | - |  | attack, 2026-02-22", "attack | " + date + " | - |  | attack, 2026-02-22"},
			[]string{"several outcomes"},
		},
		{
			"German, the wounded in two columns", "lage.csv",
			"Datum;Uhrzeit;Ereignis;Breitengrad;Längengrad;Todesopfer;Schwerverletzte;Leichtverletzte\n22.02.2026;06:15;Explosion;50,11;8,68;1;2;4\n",
			[]string{"explosion | 2026-02-22T06:15 minute | 50.1100,8.6800 | killed /1/ wounded /6/ | Explosion"},
			[]string{"make it up together"},
		},
		{
			"Portuguese, names with words for the event", "bo.csv",
			"Data da ocorrência;Hora da ocorrência;Tipo de ocorrência;Nº de mortos\n22/02/2026;07h45;Roubo;0\n",
			[]string{"robbery | 2026-02-22T07:45 minute | - | killed /0/ | Roubo, 2026-02-22"},
			nil,
		},
		{
			"hemispheres in the names", "west.csv",
			"Date,Type,Lat (°S),Long (°W),Killed\n2026-02-22,attack,33.456,70.651,1\n2026-02-22,attack,33.511,-70.752,2\n",
			[]string{"attack | " + date + " | -33.4560,-70.6510 | killed /1/ | attack, 2026-02-22", "attack | " + date + " | -33.5110,-70.7520 | killed /2/ | attack, 2026-02-22"},
			[]string{"south of the equator", "west of Greenwich"},
		},
		{
			"degrees, minutes and seconds in columns", "dms.csv",
			"Date,Type,lat_deg,lat_min,lat_sec,lon_deg,lon_min,lon_sec\n2026-02-22,attack,20,30,0,-103,15,36\n",
			[]string{"attack | " + date + " | 20.5000,-103.2600 |  | attack, 2026-02-22"},
			[]string{"read together"},
		},
		{
			"zones of rows", "zones.csv",
			"Date,Type,Zone,Easting,Northing\n2026-02-22,attack,13N,672382.39,2296059.55\n2026-02-22,attack,19S,346000,6298000\n",
			[]string{"attack | " + date + " | 20.7563,-103.3442 |  | attack, 2026-02-22", "attack | " + date + " | -33.4464,-70.6568 |  | attack, 2026-02-22"},
			[]string{"names in each row"},
		},
		{
			"pairs in brackets under a name for places", "pairs.csv",
			"Date,Type,Location\n2026-02-22,attack,\"(33.8938, 35.5018)\"\n2026-02-22,attack,\"(34.4367, 35.8497)\"\n",
			[]string{"attack | " + date + " | 33.8938,35.5018 |  | attack, 2026-02-22", "attack | " + date + " | 34.4367,35.8497 |  | attack, 2026-02-22"},
			[]string{"either number of its pairs can be the latitude"},
		},
		{
			"years of two digits first", "short.csv",
			"Date,Type\n26-02-22,attack\n26-03-05,robbery\n25-12-31,flood\n",
			[]string{"attack | " + date + " | - |  | attack, 2026-02-22", "robbery | 2026-03-05T00:00 day | - |  | robbery, 2026-03-05", "flood | 2025-12-31T00:00 day | - |  | flood, 2025-12-31"},
			[]string{"the year is the first"},
		},
		{
			"seasons and spans", "seasons.csv",
			"Season,Type\n2009-10,storm\n2010-11,flood\n2011-12,drought\n",
			[]string{"storm | 2009-01-01T00:00 year | - |  | storm, 2009", "flood | 2010-01-01T00:00 year | - |  | flood, 2010", "drought | 2011-01-01T00:00 year | - |  | drought, 2011"},
			[]string{"spans of two years"},
		},
		{
			"letters that were encoded twice", "twice.csv",
			"AÃ±o,Mes,DÃ\u00ada,TÃ\u00adtulo,Delito\n2026,2,22,Hecho en LeÃ³n,Robo\n",
			[]string{"robbery | " + date + " | - |  | Hecho en León"},
			[]string{"encoded twice"},
		},
		{
			"a total without a name, and notes", "below.csv",
			"Fecha,Lugar,Tipo,Muertos,Total\n2026-02-22,Alborg,ataque,3,4\n2026-02-23,Alborg,ataque,2,2\n,,,5,6\nFuente:,Oficina,,,\nNota: cifras,preliminares,,,\n",
			[]string{"attack | " + date + " | - | killed /3/ | ataque, Alborg, 2026-02-22", "attack | 2026-02-23T00:00 day | - | killed /2/ | ataque, Alborg, 2026-02-23"},
			[]string{"total or an average", "note on the table"},
		},
		{
			"counts called confirmed, names joined by a stroke", "series.csv",
			"Province/State,Country/Region,Date,Lat,Long,Confirmed,Deaths\nNorth,Xland,2026-02-22,10.5,20.25,12,3\n,Yland,2026-02-22,11.5,21.25,1,0\n",
			[]string{"deaths | " + date + " | 10.5000,20.2500 | killed /3/ | Deaths, North, 2026-02-22", "other_incident | " + date + " | 11.5000,21.2500 | killed /0/ | Other incident, 2026-02-22"},
			nil,
		},
		{
			"kinds by what the cells say", "ref.csv",
			"Ref,Occurred,Occurrence,Outcome\n1,22/02/2026,Robbery,Arrest\n2,22/02/2026,Burglary,No arrest\n",
			[]string{"robbery | " + date + " | - |  | Robbery, 2026-02-22", "burglary | " + date + " | - |  | Burglary, 2026-02-22"},
			[]string{"its cells name kinds"},
		},
		{
			"codes under the names of words, flags under those of figures", "codes.csv",
			"Date,Type,State,Fallecido\n2026-02-22,2,14,Sí\n2026-02-22,1,9,No\n",
			[]string{"other_incident | " + date + " | - |  | BLANK Other incident, 2026-02-22", "other_incident | " + date + " | - |  | BLANK Other incident, 2026-02-22"},
			[]string{"has the name of a column of kind", "has the name of a column of state", "Fallecido"},
		},
		{
			"an object around each record", "hits.json",
			`{"hits":{"hits":[{"_id":"a","_source":{"date":"2026-02-22","location":{"lat":20.671,"lon":-103.351},"type":"attack","deaths":2}},{"_id":"b","_source":{"date":"/Date(1771718400000)/","location":{"lat":20.672,"lon":-103.352},"type":"attack","deaths":0}}]}}`,
			[]string{"attack | " + date + " | 20.6710,-103.3510 | killed /2/ | attack, 2026-02-22", "attack | 2026-02-21T18:00 minute | 20.6720,-103.3520 | killed /0/ | attack, 2026-02-21"},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, tt.file, tt.content, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				got = append(got, taken(&drafts[i]))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(tt.want, "\n"), report.Files[0].Messages)
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) && !namedIn(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}

// namedIn tells a message of a column of that name.
func namedIn(f FileReport, column string) bool {
	for _, m := range f.Messages {
		if m.Column == column {
			return true
		}
	}
	return false
}

// Tables whose values have no names beside them are refused, and no row of theirs is an incident.
func TestRowsWithoutNames(t *testing.T) {
	for name, content := range map[string]string{
		"a list of lists":      `[["date","killed"],["2026-02-22",1],["2026-02-23",2]]`,
		"names beside":         `{"columns":["date","killed"],"data":[["2026-02-22",1],["2026-02-23",2]]}`,
		"what columns are too": `{"meta":{"view":{"columns":[{"name":"date"},{"name":"killed"}]}},"data":[["2026-02-22",1],["2026-02-23",2]]}`,
	} {
		_, drafts, err := takeFile(t, "rows.json", content, nil)
		if err == nil || !strings.Contains(err.Error(), "without names") || len(drafts) > 0 {
			t.Errorf("%s: %v, %d drafts", name, err, len(drafts))
		}
	}
}
