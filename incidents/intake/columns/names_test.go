package columns

import "testing"

// Names with words for the event are those without them.
func TestNamesOfEvents(t *testing.T) {
	names := newTable()
	for key, want := range map[string]Field{
		"data da ocorrencia": Date, "hora del siniestro": Time, "tipo de hecho": Kind, "lugar del suceso": Place, "municipio de los hechos": County,
		"estado del incidente": "", "numero de accidentes": "", "descripcion del caso": "", "ocorrencia": "",
	} {
		if g, how := names.find(key); how != "by its name" && want != "" || how == "by its name" && g.field != want {
			t.Errorf("%q is %q, %s; want %q", key, g.field, how, want)
		}
	}
}

func TestKeysOf(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"grupo/Fecha", "fecha"},
		{"Country/Region", "country"},
		{"Province/State", "province"},
		{"Killed / Injured", "killed injured"},
		{"author.name", "author name"},
	} {
		if got := keysOf([]Column{{Name: tt.name}})[0]; got != tt.want {
			t.Errorf("%q is known as %q, want %q", tt.name, got, tt.want)
		}
	}
	wrapped := keysOf([]Column{{Name: "_id"}, {Name: "_source.date"}, {Name: "_source.deaths"}, {Name: "_source.at.lat"}})
	if wrapped[1] != "date" || wrapped[2] != "deaths" || wrapped[3] != "at lat" {
		t.Errorf("an object around most members: %q", wrapped)
	}
}

func TestNegative(t *testing.T) {
	for _, tt := range []struct {
		lat, lon    string
		south, west bool
	}{
		{"Latitude", "Longitude", false, false},
		{"Lat S", "Long W", true, true},
		{"Latitud N", "Longitud O", false, true},
		{"Latitude", "Longitude West", false, true},
		{"latitud sur", "longitud", true, false},
		{"lat_s", "lon_s", false, false},
		{"Lat N", "Lon E", false, false},
	} {
		if south, west := Negative(tt.lat, tt.lon); south != tt.south || west != tt.west {
			t.Errorf("%s, %s: south %v, west %v", tt.lat, tt.lon, south, west)
		}
	}
}

func TestMinutes(t *testing.T) {
	names := []string{"lat_deg", "lat_min", "lat_sec", "grados longitud", "minutos longitud", "lat", "min"}
	for at, want := range map[int][2]int{0: {1, 2}, 3: {4, -1}, 5: {-1, -1}} {
		if minutes, seconds := Minutes(names, at); minutes != want[0] || seconds != want[1] {
			t.Errorf("%s: minutes in %d, seconds in %d; want %v", names[at], minutes, seconds, want)
		}
	}
}
