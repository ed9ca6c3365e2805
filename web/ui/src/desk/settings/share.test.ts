/** From when on a story's snippet is offered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Story } from '../api/forms';
import { isOpen } from './share';

test('a story is open to readers by its publication, or with its first public incident', () => {
  const story = (publication?: string): Story => ({ publication }) as Story;
  assert.deepEqual([isOpen(story(), 0), isOpen(story('public'), 0), isOpen(story('draft'), 9), isOpen(story('with_first_incident'), 0), isOpen(story('with_first_incident'), 1)], [true, true, false, false, true]);
});
