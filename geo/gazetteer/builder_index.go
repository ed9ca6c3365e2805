package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// members lists the places of each area and tells the areas where their lists start.
func (f *fileBuilder) members() error {
	byArea := make([][]int, len(f.codeList))
	for i, r := range f.records {
		if n, ok := f.areaOf[r.Area]; ok && !r.Kind.isArea() {
			byArea[n] = append(byArea[n], i)
		}
	}
	start := uint32(0)
	for n, list := range byArea {
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(f.records[b].Population, f.records[a].Population) })
		binary.LittleEndian.PutUint32(f.section[secAreas][n*areaSize+16:], start)
		for _, i := range list {
			f.put(secMembers, uint32(i))
		}
		start += uint32(len(list))
	}
	return nil
}

// codes writes the look-ups by GeoNames number and by airport code.
func (f *fileBuilder) codes() error {
	var numbered []int
	type codeOf struct {
		code string
		ref  int
	}
	var coded []codeOf
	for i, r := range f.records {
		if r.GeoNames != 0 && r.Kind != Airport {
			numbered = append(numbered, i)
		}
		if r.Kind == Airport {
			for _, c := range append([]string{r.Code}, r.OtherCodes...) {
				coded = append(coded, codeOf{c, i})
			}
		}
	}
	slices.SortStableFunc(numbered, func(a, b int) int { return cmp.Compare(f.records[a].GeoNames, f.records[b].GeoNames) })
	for i, ref := range numbered {
		if i > 0 && f.records[ref].GeoNames == f.records[numbered[i-1]].GeoNames {
			return fmt.Errorf("GeoNames number %d stands twice: %q and %q", f.records[ref].GeoNames, f.records[numbered[i-1]].Name, f.records[ref].Name)
		}
		f.put(secIDs, uint32(ref))
	}
	slices.SortStableFunc(coded, func(a, b codeOf) int { return strings.Compare(a.code, b.code) })
	for _, c := range coded {
		if packCode(c.code) != 0 {
			f.put(secCodes, packCode(c.code), uint32(c.ref))
		}
	}
	return nil
}

func (f *fileBuilder) localized() error {
	for i, r := range f.records {
		langs := make([]string, 0, len(r.Localized))
		for lang := range r.Localized {
			if len(lang) != 2 {
				return fmt.Errorf("%q: language %q has not two letters", r.Name, lang)
			}
			langs = append(langs, lang)
		}
		slices.Sort(langs)
		for _, lang := range langs {
			f.put(secLocalized, uint32(i), uint32(lang[0])|uint32(lang[1])<<8, f.text(r.Localized[lang]))
		}
	}
	return nil
}

// names writes the automaton of normalised names and the entries each leads to, an
// entry's most telling kind of name only.
func (f *fileBuilder) names() error {
	byKey := map[string][]uint32{}
	for i, r := range f.records {
		if i > refMask {
			return fmt.Errorf("more than %d records", refMask)
		}
		for key, kind := range keysOf(r) {
			byKey[key] = append(byKey[key], uint32(i)|uint32(kind)<<refBits)
		}
	}
	keys := make([]string, 0, len(byKey))
	for key := range byKey {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	auto := newAutomatonBuilder()
	for _, key := range keys {
		n, err := auto.add(key)
		if err != nil {
			return err
		}
		if n%postStep == 0 {
			f.put(secPostStart, uint32(len(f.section[secPostings])/4))
		}
		posts := byKey[key]
		slices.SortFunc(posts, func(a, b uint32) int { return cmp.Compare(a&refMask, b&refMask) })
		posts[len(posts)-1] |= lastPost
		f.put(secPostings, posts...)
	}
	edges, err := auto.bytes()
	f.section[secEdges] = bytes.Clone(edges)
	return err
}

// keysOf gives the normalised names of a record, each with its most telling kind.
func keysOf(r Record) map[string]NameKind {
	keys := map[string]NameKind{}
	add := func(name string, kind NameKind) {
		key := Normalize(name)
		if old, ok := keys[key]; key != "" && (!ok || kind < old) {
			keys[key] = kind
		}
	}
	add(r.Name, MainName)
	for _, name := range r.Localized {
		add(name, MainName)
	}
	for _, a := range r.Aliases {
		add(a.Name, a.Kind)
	}
	return keys
}
