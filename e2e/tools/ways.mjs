// The ways people use the hall. A journey is written once and walked in each of them: `WAY=keyboard,english npm test` walks
// in both at once. Where a way needs something else from a journey, `tab.way` tells.

/** Widths are CSS pixels; `scale` is how much larger each is drawn. */
export const ways = {
  /** An office screen and a phone, with a mouse or a finger. */
  pointer: { widths: [1366, 390] },
  /** One of the two. */
  wide: { widths: [1366] },
  phone: { widths: [390] },
  english: { locale: 'en' },
  /** No pointer at all: WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11. */
  keyboard: { widths: [1366], keyboard: true },
  /** JavaScript off. */
  plain: { widths: [390], script: false },
  /** The narrowest reflow (WCAG 1.4.10). */
  narrow: { widths: [320] },
  /** The same office screen at 200 % (WCAG 1.4.4). */
  zoomed: { widths: [683], scale: 2 },
  /** Lines, words and letters apart as WCAG 1.4.12 lets readers set them. */
  spaced: { spaced: true },
  /** Colours of the reader's own system, such as white on black. */
  forced: { media: { forcedColors: 'active' } },
  /** A system that asks for more contrast. */
  contrast: { media: { contrast: 'more' } },
  /** The hall's own modes for elderly people. */
  large: { mode: 'text=large&contrast=high' },
};

const names = (process.env.WAY ?? 'pointer').split(',');
const unknown = names.filter((name) => !ways[name]);
if (unknown.length) throw new Error(`no such way: ${unknown.join(', ')}; there are ${Object.keys(ways).join(', ')}`);

/** The way of this run. */
export const way = Object.assign(
  { locale: 'zh-CN', script: true, keyboard: false, scale: 1, spaced: false, mode: '', media: {} },
  ways.pointer,
  ...names.map((name) => ways[name]),
  { name: names.join(' and ') },
);

/** The widths of this run. */
export const { widths } = way;

/** This width where the way has it, else the one that it has. */
export const width = (wanted) => (widths.includes(wanted) ? wanted : widths[0]);
