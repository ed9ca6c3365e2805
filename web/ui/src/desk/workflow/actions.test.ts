import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf } from './actions';
import type { Session } from '../api/api';
import type { Story } from '../api/forms';

const story = (second: boolean): Story => ({ slug: 's', title: {}, languages: ['es'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [], policy: { second_approver: second } });
const session = (role: string, admin = false): Session => ({ person: { id: 'p', name: 'P', login: 'p', admin }, stories: role ? { s: role } : {}, csrf: '' });

test('a reporter writes and sends to review; what is public is for editors', () => {
  const draft = { kind: 'attack', title: {}, workflow: 'draft', id: 'x' };
  assert.deepEqual(actionsOf(session('reporter'), story(false), draft), ['save', 'review']);
  assert.deepEqual(actionsOf(session('reporter'), story(false), { ...draft, workflow: 'published' }), []);
  assert.deepEqual(actionsOf(session('editor'), story(false), draft), ['save', 'publish', 'review', 'approve']);
  assert.deepEqual(actionsOf(session('editor'), story(true), draft), ['save', 'review', 'approve'], 'no publishing past the second person');
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'approved' }), ['save', 'publish', 'draft']);
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'published' }), ['review', 'archive', 'retract', 'redact'], 'a change of what is public goes to the second person');
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'archived' }), ['review', 'publish', 'retract', 'redact']);
  assert.deepEqual(actionsOf(session('editor'), story(false), { ...draft, workflow: 'published' }), ['save', 'archive', 'retract', 'redact']);
  assert.deepEqual(actionsOf(session('reporter'), story(true), { ...draft, workflow: 'published' }), []);
  assert.ok(!actionsOf(session('reporter'), story(false), { ...draft, workflow: 'approved' }).includes('save'), 'what is approved is changed by who may approve');
  assert.deepEqual(actionsOf(session('', true), story(false), { ...draft, disposition: 'retracted' }), ['redact', 'erase']);
  assert.deepEqual(actionsOf(session('admin'), story(false), draft).at(-1), 'erase', 'an admin of the story erases, and an editor does not');
  assert.deepEqual(actionsOf(session(''), story(false), draft), []);
});
