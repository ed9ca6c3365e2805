package geo

// Codes are what other tables call an area by, to join them with; a code is empty where the
// area has none or it is not known.
type Codes struct {
	Alpha2 string // ISO 3166-1 of the country: "MX"
	Alpha3 string // ISO 3166-1 of the country: "MEX"
	ISO    string // ISO 3166-2 of the state: "MX-JAL"
	// CVEEnt and CVEGeo are INEGI's keys of a Mexican state ("14") and of a municipality
	// ("14120", of which the last three digits are CVE_MUN). GeoNames numbers four states
	// otherwise: its MX.05 is Chiapas, INEGI's 05 Coahuila.
	CVEEnt, CVEGeo string
	GeoNames       string // the identifier of its entry: "geonames:4004156"
	Population     int64  // of its towns in the gazetteer; 0 when not known
}
