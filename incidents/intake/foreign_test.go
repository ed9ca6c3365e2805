package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestFilesOfOtherOffices takes in files as offices of several countries write them: what each row
// becomes is told beforehand, and what is not taken stands in the report.
func TestFilesOfOtherOffices(t *testing.T) {
	windows := func(s string) string { return must(charmap.Windows1252.NewEncoder().String(s)) }
	utf16 := func(s string) string {
		return must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s))
	}
	for _, tt := range []struct {
		name, file, content string
		want, says          []string
	}{
		{
			"Italian police, Windows-1252, decimal commas", "questura.csv",
			windows("Data;Ora;Comune;Tipo di reato;Morti;Feriti;Latitudine;Longitudine\n22/02/2026;23:15;Milano;Rapina;0;2;45,4642;9,1900\n03/04/2026;01:05;Forlì;Omicidio;1;0;44,2227;12,0407\n"),
			[]string{"robbery | 2026-02-22T23:15 minute | 45.4642,9.1900 | killed /0/ wounded /2/ | Rapina, Milano, 2026-02-22", "killing | 2026-04-03T01:05 minute | 44.2227,12.0407 | killed /1/ wounded /0/ | Omicidio, Forlì, 2026-04-03"},
			[]string{"Rapina"},
		},
		{
			"French, the first of a month, parts of the wounded", "prefecture.csv",
			"Date;Heure;Commune;Type;Tués;Blessés graves;Blessés légers\n1er mars 2026;14h30;Saint-Étienne;Attaque au couteau;2;1;3\n12 août 2025;08h05;Lyon;Incendie;0;0;4\n",
			[]string{"attack | 2026-03-01T14:30 minute | - | killed /2/ wounded /4/ | Attaque au couteau, Saint-Étienne, 2026-03-01", "fire_or_smoke | 2025-08-12T08:05 minute | - | killed /0/ wounded /4/ | Incendie, Lyon, 2025-08-12"},
			[]string{"their sum"},
		},
		{
			"Portuguese", "ssp.csv", "Data do fato,Município,UF,Natureza,Mortos,Feridos\n15 de março de 2026,Niterói,RJ,Homicídio doloso,2,1\n7 de setembro de 2025,Bom Jesus,RS,Roubo,0,0\n",
			[]string{"killing | 2026-03-15T00:00 day | - | killed /2/ wounded /1/ | Homicídio doloso, Niterói, 2026-03-15", "robbery | 2025-09-07T00:00 day | - | killed /0/ wounded /0/ | Roubo, Bom Jesus, 2025-09-07"},
			nil,
		},
		{
			"German", "polizei.csv", "Datum;Uhrzeit;Ort;Bundesland;Delikt;Tote;Verletzte\n22. März 2026;14:30 Uhr;Neustadt;Sachsen;Raub;0;2\n1. Mai 2025;8 Uhr;Halle;Sachsen-Anhalt;Mord;1;0\n",
			[]string{"robbery | 2026-03-22T14:30 minute | - | killed /0/ wounded /2/ | Raub, Neustadt, 2026-03-22", "killing | 2025-05-01T08:00 hour | - | killed /1/ wounded /0/ | Mord, Halle, 2025-05-01"},
			nil,
		},
		{
			"UTF-16 with tabs", "export.txt", utf16("Fecha\tTipo\tMuertos\n22/02/2026\tataque\t3\n13/02/2026\tbloqueo\t1\n"),
			[]string{"attack | 2026-02-22T00:00 day | - | killed /3/ | ataque, 2026-02-22", "roadblock | 2026-02-13T00:00 day | - | killed /1/ | bloqueo, 2026-02-13"},
			nil,
		},
		{
			"a header of two rows", "dos.csv", "Incidencia 2026,,,,\nFecha,Lugar,,Víctimas,\n,Municipio,Estado,Muertos,Heridos\n2026-02-22,Zapopan,Jalisco,6,2\n2026-02-23,Tapalpa,Jalisco,4,3\n",
			[]string{"deaths | 2026-02-22T00:00 day | - | killed /6/ wounded /2/ | Deaths, Zapopan, 2026-02-22", "deaths | 2026-02-23T00:00 day | - | killed /4/ wounded /3/ | Deaths, Tapalpa, 2026-02-23"},
			[]string{"one header"},
		},
		{
			"men, women and all below one word", "sexo.csv", "Fecha,Municipio,Muertos,,\n,,Hombres,Mujeres,Total\n2026-02-22,Zapopan,4,2,6\n2026-02-23,Tapalpa,1,0,1\n",
			[]string{"deaths | 2026-02-22T00:00 day | - | killed /6/ | Deaths, Zapopan, 2026-02-22", "deaths | 2026-02-23T00:00 day | - | killed /1/ | Deaths, Tapalpa, 2026-02-23"},
			[]string{"Muertos/Hombres", "Muertos/Mujeres"},
		},
		{
			"dead and wounded below men and all", "todos.csv", ",,Hombres,,Total,\nFecha,Municipio,Muertos,Heridos,Muertos,Heridos\n2026-02-22,Zapopan,4,2,6,3\n2026-02-23,Tapalpa,1,0,1,5\n",
			[]string{"deaths | 2026-02-22T00:00 day | - | killed /6/ wounded /3/ | Deaths, Zapopan, 2026-02-22", "deaths | 2026-02-23T00:00 day | - | killed /1/ wounded /5/ | Deaths, Tapalpa, 2026-02-23"},
			[]string{"Hombres/Muertos"},
		},
		{
			"the day of the report first", "rep.csv", "reported_date,occurred_date,date_of_birth,type\n2026-03-01,2026-02-22,1990-01-01,robbery\n2026-03-05,2026-02-23,1980-01-01,robbery\n",
			[]string{"robbery | 2026-02-22T00:00 day | - |  | robbery, 2026-02-22", "robbery | 2026-02-23T00:00 day | - |  | robbery, 2026-02-23"},
			nil,
		},
		{
			"only a day of birth", "born.csv", "date_of_birth,type,lat,lon\n1990-01-01,robbery,20.672,-103.351\n",
			[]string{"robbery | - | 20.6720,-103.3510 |  | robbery"},
			[]string{"no column holds a date"},
		},
		{
			"numbers that stand for nothing", "nada.csv", "date,type,killed,injured\n2026-02-22,attack,-99,2\n2026-02-23,attack,3,999\n",
			[]string{"attack | 2026-02-22T00:00 day | - | wounded /2/ | attack, 2026-02-22", "attack | 2026-02-23T00:00 day | - | killed /3/ | attack, 2026-02-23"},
			[]string{"negative", "nothing is known"},
		},
		{
			"days of a spreadsheet as text", "serial.csv", "id,date,type\n1,46075,attack\n2,46076.5,attack\n",
			[]string{"attack | 2026-02-22T00:00 day | - |  | attack, 2026-02-22", "attack | 2026-02-23T12:00 minute | - |  | attack, 2026-02-23"},
			[]string{"spreadsheets count"},
		},
		{
			"degrees, minutes, seconds", "gms.csv", "date,type,coordinates\n2026-02-22,attack,\"20°43'12\"\" N, 103°23'24\"\" W\"\n2026-02-23,explosion,20 40 30N 103 20 30W\n",
			[]string{"attack | 2026-02-22T00:00 day | 20.7200,-103.3900 |  | attack, 2026-02-22", "explosion | 2026-02-23T00:00 day | 20.6750,-103.3417 |  | explosion, 2026-02-23"},
			nil,
		},
		{
			"exchanged columns", "swap.csv", "date,kind,lat,lon\n2026-02-22,attack,-103.39,20.72\n2026-02-23,explosion,-103.35,20.67\n2026-02-24,roadblock,-105.23,20.65\n",
			[]string{"attack | 2026-02-22T00:00 day | 20.7200,-103.3900 |  | attack, 2026-02-22", "explosion | 2026-02-23T00:00 day | 20.6700,-103.3500 |  | explosion, 2026-02-23", "roadblock | 2026-02-24T00:00 day | 20.6500,-105.2300 |  | roadblock, 2026-02-24"},
			[]string{"exchanged"},
		},
		{
			"metres of a zone that a column names", "utm.csv", "fecha,tipo,x,y,huso\n22/02/2026,ataque,668000.5,2290000.2,13N\n23/02/2026,bloqueo,671500.1,2287000.9,13N\n",
			[]string{"attack | 2026-02-22T00:00 day | 20.7020,-103.3868 |  | ataque, 2026-02-22", "roadblock | 2026-02-23T00:00 day | 20.6746,-103.3535 |  | bloqueo, 2026-02-23"},
			[]string{"UTM zone 13N"},
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
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// TestLettersOfAnotherCountry holds that two letters of a state bind nothing against coordinates: MI is
// Milan's province and Michigan.
func TestLettersOfAnotherCountry(t *testing.T) {
	f, drafts := take(t, tableOf("id|fecha|tipo|provincia|lat|lon", "1|2026-02-22|ataque|JA|20.672|-103.351", "2|2026-02-22|ataque|MI|20.682|-103.361"), func(o *Options) { o.Geocoder = world() })
	for i, d := range drafts {
		if a := d.Incident.Where.Admin; a.Country != "MX" || a.Admin1Name != "Jalisco" {
			t.Errorf("row %d is in %+v", i+1, a)
		}
	}
	if !says(f, "state of another country") {
		t.Errorf("nothing says so in %v", f.Messages)
	}
}
