/** What a person reads of values of the API: no ids of lists, no times more exact than they are known. */
import { explain } from './explain';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import table from '../../../../i18n/desk.json';
import { openPage } from '../../testing/page';
import type { DeskConfig } from './config';
import { dayText, describe, spanText } from './describe';
import { Problem } from '../api/problem';
import { useMessages } from './words';

const config = {
  lang: 'es',
  kinds: [{ value: 'attack', title: 'Ataque' }],
  choices: { 'source.kind': [{ value: 'wire', title: 'Agencia' }], attribution: [{ value: 'institution', title: 'institución' }], relation: [{ value: 'part_of', title: 'parte de' }], stance: [{ value: 'supports', title: 'lo respalda' }] },
} as unknown as DeskConfig;

function inSpanish(): void {
  openPage('<main></main>').doc.documentElement.lang = 'es';
  useMessages(Object.fromEntries(Object.entries(table as Record<string, Record<string, string>>).map(([key, texts]) => [key.replace('desk.', ''), texts['es']!])));
}

test('rows of lists are told in the language of the desk', () => {
  inSpanish();
  for (const [name, row, want] of [
    ['sources', { id: 's1', kind: 'wire', attribution: 'institution', publisher: { es: 'AP' }, url: 'https://a.example' }, '• Tipo de fuente: Agencia; Cómo se identifica: institución; Nombre: AP; Dirección web: https://a.example'],
    ['relations', { type: 'part_of', incident: 'X' }, '• Este incidente es: parte de; El otro incidente: X'],
    ['claims', { id: 'k1', field: 'where', stance: 'supports', value: 'Tapalpa', start: 3, end: 9 }, '• Sobre: el lugar; La fuente: lo respalda; Qué dice: Tapalpa'],
    ['media', { id: 'm1', hash: 'sha256:0', width: 1, height: 1, kind: 'video' }, '• Qué es: Imagen fija de un video en otro sitio'],
  ] as const) {
    assert.equal(describe(config, name, [row]), want, name);
  }
  assert.equal(describe(config, 'kind', 'attack'), 'Ataque');
  useMessages({});
});

test('a time is told as exactly as it is known', () => {
  const [start, end] = ['2026-02-22T00:00:00-06:00', '2026-02-22T23:59:59-06:00'];
  for (const [precision, told, day, span] of [['day', '2026-02-22', '2026-02-22', '2026-02-22'], ['month', '2026-02', '2026-02', '2026-02'], ['year', '2026', '2026', '2026'], ['minute', '2026-02-22 00:00', '2026-02-22', '2026-02-22 00:00 – 2026-02-22 23:59'], ['unknown', '2026-02-22', '2026-02-22', '2026-02-22']] as const) {
    assert.equal(describe(config, 'start', start, { time_precision: precision }), told);
    assert.equal(dayText(start, precision), day);
    assert.equal(spanText(start, end, precision), span);
  }
  assert.equal(spanText(undefined, undefined, 'day'), '');
});

test('a refusal is told in the language of the desk, and what the API says in English is left out where that says all', () => {
  inSpanish();
  for (const [problem, want] of [
    [new Problem(404, 'not_found', 'incident: there is no incident "X"'), /^No existe\.$/],
    [new Problem(403, 'forbidden', '"rita" may not do this; it takes an admin of the server'), /^No tiene permiso para hacer esto\.$/],
    [new Problem(412, 'precondition_failed', '', [{ parameter: 'If-Match', detail: 'the story was changed since; read it and try again' }]), /^Otra persona lo cambió entretanto\.$/],
    [new Problem(409, 'last_admin', '', [{ parameter: 'admin', detail: 'is of the last one who can give rights; make somebody else an admin first' }]), /^Es la última persona/],
    [new Problem(409, 'conflict', '', [{ parameter: 'login', detail: 'another person signs in with "ed"' }]), /Usuario: Otra persona ya entra con este usuario\.$/],
    [new Problem(415, 'unsupported_media_type', '', [{ parameter: 'media', detail: 'is "image/heic"; send a picture as image/jpeg, image/png, image/webp' }]), /Imágenes: Esto es HEIC/],
    [new Problem(422, 'invalid', '', [{ parameter: 'steps[0].incident', detail: '"x" is not the id of an incident' }]), /Elija otro incidente/],
  ] as const) {
    assert.match(explain(problem), want);
  }
  useMessages({});
});
