import assert from 'node:assert/strict';
import test from 'node:test';
import { characters } from './count';
import { keeps } from './draft';
import { aim, crowded, labelWidth, tiles, toPlace, toSheet } from './globe';
import { fill } from './page';
import { standing } from './session';
import { bytes } from './small';
import { split } from './tags';
import { seen, shape, within } from './view';

test('counters count characters as people see them', () => {
  assert.equal(characters('三亚 port'), 7);
  assert.equal(characters('🚢'), 1);
  assert.equal(characters('a\r\nb'), 3);
});

test('places in texts are filled, unknown ones stay', () => {
  assert.equal(fill('{name} 已移到第 {n} 位', { name: 'a.jpg', n: 2 }), 'a.jpg 已移到第 2 位');
  assert.equal(fill('{other}', { name: 'x' }), '{other}');
  assert.equal(fill(undefined, {}), '');
});

test('tags are separated by western and Chinese commas, without doubles', () => {
  assert.deepEqual(split('冷链，集装箱、冷链, ;拼箱'), ['冷链', '集装箱', '拼箱']);
  assert.deepEqual(split(' , '), []);
});

test('a session is quiet, then asks, then is over; what cannot be put off is told apart', () => {
  const minute = 60_000;
  const at = (now: number, seen = 0, longest = 720 * minute) => standing(now * minute, seen * minute, 29 * minute, longest).state;
  assert.equal(at(26), 'quiet');
  assert.equal(at(27), 'soon');
  assert.equal(at(28), 'soon');
  assert.equal(at(29), 'over');
  assert.equal(at(40, 20), 'quiet');
  assert.equal(at(718, 717), 'last');
  assert.equal(at(720, 719), 'over');
  assert.equal(standing(20 * minute, 0, 29 * minute, 720 * minute).left, 9 * minute);
});

test('bytes read as people write them', () => {
  assert.equal(bytes(204800), '200 KB');
  assert.equal(bytes(2097152), '2 MB');
});

test('a draft never holds secrets, files or what the server put there', () => {
  const field = { name: 'intro', type: 'text', excluded: false };
  assert.ok(keeps(field));
  assert.ok(keeps({ ...field, type: 'hidden', tags: true }));
  for (const other of [
    { type: 'password' },
    { type: 'file' },
    { type: 'hidden' },
    { name: '_csrf' },
    { name: '' },
    { excluded: true },
    { autocomplete: 'one-time-code' },
    { autocomplete: 'current-password' },
  ]) {
    assert.ok(!keeps({ ...field, ...other }), JSON.stringify(other));
  }
});

test('a crop frame never leaves the picture', () => {
  const picture = { width: 4000, height: 3000 };
  const frame = { width: 239, height: 160 };
  const whole = seen(picture, frame, 1);
  assert.equal(whole.width, 4000);
  assert.ok(whole.height <= 3000);
  const corner = within({ x: -500, y: 99999, zoom: 2 }, picture, frame);
  const part = seen(picture, frame, 2);
  assert.equal(corner.x, part.width / 2);
  assert.equal(corner.y, 3000 - part.height / 2);
  assert.equal(within({ x: 0, y: 0, zoom: 0.2 }, picture, frame).zoom, 1);
  assert.deepEqual(shape('239x160'), frame);
  assert.equal(shape('wide'), null);
});

test('places and the sheet of the map agree', () => {
  assert.deepEqual(toSheet(0, 0), { x: 1800, y: 900 });
  assert.deepEqual(toSheet(18, 109.5), { x: 2895, y: 720 });
  assert.deepEqual(toPlace(2895, 720), { lat: 18, lon: 109.5 });
});

test('a map view stays on the sheet in the shape of its window', () => {
  assert.deepEqual(aim({ x: 0, y: 0 }, 3600, 0.5), { x: 0, y: 0, w: 3600, h: 1800 });
  const tall = aim({ x: 3600, y: 1800 }, 3600, 1);
  assert.deepEqual(tall, { x: 1800, y: 0, w: 1800, h: 1800 });
  assert.equal(aim({ x: 1800, y: 900 }, 1, 0.5).w, 110);
});

test('labels that collide give way to earlier ones', () => {
  const box = { y: 0, w: 10, h: 10 };
  assert.deepEqual(crowded([{ x: 0, ...box }, { x: 5, ...box }, { x: 12, ...box }]), [false, true, false]);
  assert.deepEqual(crowded([{ x: 0, ...box }], [{ x: 8, ...box }]), [true]);
  assert.equal(labelWidth('三亚', 12), 24);
  assert.ok(labelWidth('port', 12) < 30);
});

test('tiles cover the view and nothing beyond the sheet', () => {
  const all = tiles({ x: 0, y: 0, w: 3600, h: 1800 }, 3600 / 512);
  assert.deepEqual([all[0]?.z, all.length], [1, 2]);
  const near = tiles({ x: 2800, y: 700, w: 200, h: 100 }, 200 / 1200);
  assert.ok(near.length < 40 && near.every(({ box }) => box.x + box.w > 2800 && box.x < 3000));
});
