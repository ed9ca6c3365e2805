package geocode

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// CountryScheme is a scheme of codes of countries other than ISO 3166-1's of letters.
type CountryScheme string

// The schemes.
const (
	FIPS CountryScheme = "FIPS 10-4"            // two letters, as GDELT, WITS and others of the United States have them
	M49  CountryScheme = "numeric ISO 3166-1"   // three digits, those of the United Nations' M49; zeros before them may be lost
	ISO  CountryScheme = "ISO 3166-1 (letters)" // what the gazetteer has
)

// Country gives the code of ISO 3166-1 alpha-2 of a country by its code in a scheme, and false where it has none that is
// known.
func (s CountryScheme) Country(code string) (string, bool) {
	switch s {
	case FIPS:
		iso, ok := fipsCountries[code]
		return iso, ok
	case M49:
		n, err := strconv.Atoi(code)
		if err != nil || n < 1 || n > 999 || len(code) > 3 || code[0] == '+' {
			return "", false
		}
		region, err := language.EncodeM49(n)
		return region.String(), err == nil && region.IsCountry()
	}
	return code, len(code) == 2
}

// fipsCountries are the countries of FIPS 10-4 (withdrawn in 2008; kept by the CIA's World Factbook as GEC) by their code.
// Those whose codes are those of ISO 3166-1, too, stand alone; others are followed by that.
var fipsCountries = fipsTable(`AE AF AL AM AO AR BB BE BR BT CA CM CO CU CV CY DJ EC EG ER ET FI FJ FK FM FO FR GH GI GL GP GR GT GY HK HR HU ID IN IR IT JM JO KE KG KZ LA LU LY
	MD MK ML MR MT MV MX MY MZ NC NF NL NO NP NR NZ PE PK PL QA RE RO RW SA SH SI SL SM SO SY TH TV TW TZ UG US UY UZ VC VE WF WS
	AA=AW AC=AG AG=DZ AJ=AZ AN=AD AQ=AS AS=AU AU=AT AV=AI AY=AQ BA=BH BC=BW BD=BM BF=BS BG=BD BH=BZ BK=BA BL=BO BM=MM BN=BJ BO=BY BP=SB BU=BG BX=BN BY=BI CB=KH CD=TD CE=LK CF=CG
	CG=CD CH=CN CI=CL CJ=KY CK=CC CN=KM CQ=MP CS=CR CT=CF CW=CK DA=DK DO=DM DR=DO EI=IE EK=GQ EN=EE ES=SV EZ=CZ FG=GF FP=PF GA=GM GB=GA GG=GE GJ=GD GK=GG GM=DE GQ=GU GV=GN GZ=PS
	HA=HT HO=HN IC=IS IM IS=IL IV=CI IZ=IQ JA=JP JE KN=KP KR=KI KS=KR KT=CX KU=KW KV=XK LE=LB LG=LV LH=LT LI=LR LO=SK LS=LI LT=LS MA=MG MB=MQ MC=MO MF=YT MG=MN MH=MS MI=MW MJ=ME MN=MC
	MO=MA MP=MU MU=OM NE=NU NG=NE NH=VU NI=NG NN=SX NS=SR NU=NI OD=SS PA=PY PC=PN PM=PA PO=PT PP=PG PS=PW PU=GW RI=RS RM=MH RN=MF RP=PH RQ=PR RS=RU SB=PM SC=KN SE=SC SF=ZA SG=SN
	SN=SG SP=ES ST=LC SU=SD SV=SJ SW=SE SX=GS SZ=CH TB=BL TD=TT TI=TJ TK=TC TL=TK TN=TO TO=TG TP=ST TS=TN TT=TL TU=TR TX=TM UC=CW UK=GB UP=UA UV=BF VI=VG VM=VN VQ=VI VT=VA WA=NA WE=PS
	WI=EH WZ=SZ YI=RS YM=YE ZA=ZM ZI=ZW`)

func fipsTable(list string) map[string]string {
	table := map[string]string{}
	for _, item := range strings.Fields(list) {
		fips, iso, differs := strings.Cut(item, "=")
		if !differs {
			iso = fips
		}
		table[fips] = iso
	}
	return table
}
