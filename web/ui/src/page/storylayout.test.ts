/** A whole story as it is laid out on screens of many widths: every place is named, nothing covers anything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from '../arrange/arrange';
import { REACH } from '../arrange/points';
import { boxAround, distance, within, type Box, type Caption, type Mark } from '../arrange/types';
import { nameOf, shortName, textsOf, wrap, type Text } from '../incidents/captions';
import type { Feature, Properties } from '../incidents/features';
import { gravityOf, leadsFor, leadsOf, markSizes } from '../incidents/gravity';
import { mercatorX, mercatorY } from '../incidents/mercator';
import { buildModel } from '../incidents/model';

let number = 0;
const at = (place: string, lon: number, lat: number, kind: string, dead = 0, more: Partial<Properties> = {}): Feature => ({
  type: 'Feature', id: `i${number++}`, geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: { class: 'incident', kind, title: `Lo que pasó ese domingo en ${place}`, place, precision: 'locality', ...(dead ? { killed_low: dead, killed_high: dead } : {}), ...more },
});
const disruption = { class: 'disruption' };

const story = [
  at('Tapalpa', -103.75954, 19.94563, 'security_operation', 4, { died_later_low: 3, died_later_high: 3 }),
  at('Tapalpa', -103.75954, 19.94563, 'deaths', 1),
  at('Zapopan, junto a Guadalajara', -103.38479, 20.72356, 'deaths', 6, { precision: 'adm2', radius_m: 18_900 }),
  at('Puerto Vallarta', -105.23018, 20.617, 'prison_riot', 1),
  at('Puerto Vallarta', -105.23018, 20.617, 'fire_or_smoke'),
  at('Puerto Vallarta', -105.23018, 20.617, 'shelter_advisory', 0, { class: 'advisory' }),
  at('Guadalajara', -103.39182, 20.66682, 'killing', 1),
  at('Guadalajara', -103.39182, 20.66682, 'roadblock'),
  at('Guadalajara', -103.39182, 20.66682, 'business_closure', 0, disruption),
  at('Aeropuerto de Guadalajara (GDL)', -103.301557, 20.52504, 'panic', 0, { precision: 'exact' }),
  at('Aeropuerto de Puerto Vallarta (PVR)', -105.246685, 20.679746, 'flight_disruption', 0, { ...disruption, precision: 'exact' }),
];
const { places, incidents } = buildModel(story, 'es');
const view = [-106.7, 17.3, -98.2, 22.8] as const;
const letters = (text: string): number => text.length * 7;

/** The marks and captions of the story on a map of a size, the view fitted beside the controls. */
function laidOut(width: number, height: number): { marks: Mark[]; captions: Caption[] } {
  const [west, north, east, south] = [mercatorX(view[0]), mercatorY(view[3]), mercatorX(view[2]), mercatorY(view[1])];
  const world = Math.min(width / (east - west), height / (south - north));
  const pixel = ([lon, lat]: [number, number]): { x: number; y: number } => ({ x: width / 2 + (mercatorX(lon) - (west + east) / 2) * world, y: height / 2 + (mercatorY(lat) - (north + south) / 2) * world });
  const leads = leadsOf(places, leadsFor(width));
  const texts = new Map<string, Text[]>();
  const marks = places.flatMap(({ key, form, incidents: here }): Mark[] => {
    if (form.type !== 'spot' && form.type !== 'circle') return [];
    const incident = here.find((one) => leads.includes(one));
    texts.set(key, textsOf(nameOf(here), incident && { title: incident.title, figure: '7 muertos' }, 3, letters));
    return here.map((one) => {
      const size = markSizes[gravityOf(one)];
      return { id: one.id, place: key, weight: gravityOf(one) * 1e6 + (one.dead.low ?? 0), width: size, height: size, candidates: [{ ...pixel(form.at), room: 0 }] };
    });
  });
  return { marks, captions: [...texts].map(([place, sizes]) => ({ place, sizes })) };
}

for (const [width, height] of [[360, 400], [412, 480], [768, 600], [1280, 800], [1920, 1000]] as const) {
  test('a caption stands in place of the title', () => {
  const [fullest] = textsOf('Zapopan', { title: 'Seis muertos', figure: '6 muertos' }, 3, (text) => text.length * 7);
  assert.deepEqual(fullest!.lines.map(({ text }) => text), ['Zapopan', '6 muertos', 'Seis muertos']);
});

test(`at ${width} px every place is named, and nothing covers anything`, () => {
    const { marks, captions } = laidOut(width, height);
    const frame = { view: { left: 0, right: width, top: 0, bottom: height }, boxes: [{ left: 10, right: 54, top: 10, bottom: 196 }] };
    const { spots, captions: written } = arrange(marks, captions, frame);
    assert.equal(written.length, captions.length, 'names');
    const boxes: Box[] = [...spots.map((spot) => boxAround(spot.at, spot)), ...written.map(({ box }) => box)];
    boxes.forEach((a, i) => boxes.slice(0, i).forEach((b) => assert.ok(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom, JSON.stringify([a, b]))));
    for (const { box } of written) assert.ok(within(frame.view, box) && frame.boxes.every((b) => box.left >= b.right || box.top >= b.bottom));
    for (const spot of spots) for (const place of spot.leaders) assert.ok(distance(spot.at, place) <= REACH);
    // Where the operation was is told in words, and its mark stands there.
    const operation = spots.find(({ ids }) => ids[0] === story[0]!.id)!;
    assert.deepEqual(operation.leaders, []);
    assert.ok(written.find(({ place }) => place === marks.find(({ id }) => id === story[0]!.id)!.place)!.told);
  });
}

test('what was grave outweighs what stopped, and that what people were told', () => {
  const gravities = [0, 7, 10, 5].map((i) => gravityOf(incidents.get(story[i]!.id)!));
  assert.deepEqual(gravities, [3, 2, 1, 0]);
  assert.deepEqual(leadsOf(places, 2).map(({ dead }) => dead.low), [7, 6]);
  assert.equal(gravityOf({ ...incidents.get(story[0]!.id)!, isCounted: false }), 0);
});

test('names are short', () => {
  assert.equal(shortName('Aeropuerto de Guadalajara (GDL)'), 'Aeropuerto de Guadalajara');
  assert.equal(shortName('Zapopan, junto a Guadalajara'), 'Zapopan');
  assert.equal(shortName('Carretera federal de Tepic a Guadalajara y sus ramales'), 'Carretera federal de Tepic a…');
  assert.ok(shortName('x'.repeat(80)).length <= 30);
  assert.deepEqual(wrap('one two three', (text) => text.length * 20), ['one two', 'three']);
});
