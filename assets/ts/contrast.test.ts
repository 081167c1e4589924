import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const sheet = readFileSync('css/tokens.scss', 'utf8');

/** Tokens with a plain colour in a block of the style sheet. */
function tokens(block: string): Map<string, string> {
  const start = sheet.indexOf(`${block} {`);
  const text = sheet.slice(start, sheet.indexOf('\n}', start));
  return new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]));
}

function light(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

const texts: [string, string][] = [
  ...['ink', 'ink-soft', 'blue', 'blue-deep', 'ok', 'wait', 'bad', 'off', 'warm'].flatMap((text): [string, string][] => [
    [text, 'paper'],
    [text, 'ground'],
  ]),
  ['blue', 'blue-soft'],
  ['blue-deep', 'blue-soft'],
  ['ink', 'blue-soft'],
  ['ok', 'ok-soft'],
  ['wait', 'wait-soft'],
  ['bad', 'bad-soft'],
  ['off', 'off-soft'],
  ['ink-soft', 'off-soft'],
  ['warm', 'warm-soft'],
  ['warm-deep', 'warm-soft'],
  ['paper', 'blue'],
  ['paper', 'blue-night'],
  ['paper', 'warm'],
  ['paper', 'bad'],
];

for (const [mode, needed] of [['ordinary', 4.5], ['high', 7]] as const) {
  const used = new Map([...tokens(':root'), ...(mode === 'high' ? tokens("@mixin high-contrast") : [])]);
  test(`${mode} colours keep ${needed}:1 for text and 3:1 for edges`, () => {
    for (const [text, back] of texts) {
      const found = contrast(used.get(text)!, used.get(back)!);
      assert.ok(found >= needed, `${text} on ${back}: ${found.toFixed(2)}`);
    }
    for (const edge of ['line-strong', 'focus']) assert.ok(contrast(used.get(edge)!, used.get('paper')!) >= 3, edge);
  });
}
