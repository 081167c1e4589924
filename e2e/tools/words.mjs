// Journeys say what people read in Chinese. In another language the same words are looked up by the keys of the texts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './stage.mjs';

const shelves = ['locales', 'crates/identity/locales', 'crates/rehearsal/locales'];
const hole = '\u0000';

/** The messages of a Fluent file; each variant of a selector is a pattern of its own, `{ $n }` a hole in it. */
function* messages(text) {
  for (const [, key, body] of text.matchAll(/^([a-z][\w-]*) *=((?:.*\n(?: .*\n|\n(?= ))*))/gm)) {
    const variants = [...body.matchAll(/^\s*\*?\[[^\]]+\] *(.+)$/gm)].map(([, variant]) => variant);
    for (const variant of variants.length ? variants : [body]) {
      const names = [];
      const pattern = variant.replace(/\{ *(?:\$(\w+)|[^}]*) *\}/g, (_, name) => hole + (names.push(name) && '')).replace(/\s*\n\s*/g, ' ').trim();
      yield { key, pattern, names };
    }
  }
}

function* shelved(locale) {
  for (const shelf of shelves) {
    const folder = join(root, shelf, locale);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
      for (const message of messages(`${readFileSync(join(folder, file), 'utf8')}\n`)) yield { ...message, key: `${shelf}:${message.key}` };
    }
  }
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const chinese = [...shelved('zh-CN')];
const others = {};

function inLocale(locale, key) {
  others[locale] ??= [...shelved(locale)];
  return others[locale].filter((message) => message.key === key);
}

/** The source of a pattern whose holes hold `values` where they are figures, and anything where they are words. */
function source({ pattern, names }, values = {}) {
  let at = 0;
  return literal(pattern).replaceAll(hole, () => {
    const value = values[names[at++]];
    return /^[\d,]+$/.test(value ?? '') ? value : '.+?';
  });
}

/**
 * What `words` may be in `locale`, as sources of regular expressions: the translations of the texts that are these words,
 * else of those that they fill, else of those that they are a part of. Words that no text has are content, which keeps
 * its language.
 */
export function translated(words, locale) {
  if (locale === 'zh-CN') return [literal(words)];
  const same = chinese.filter(({ pattern }) => pattern === words);
  if (same.length) return unique(same.flatMap(({ key }) => inLocale(locale, key).map((message) => source(message))));
  const filled = chinese
    .filter(({ pattern }) => pattern.includes(hole))
    .map((message) => ({ ...message, found: words.match(new RegExp(`^${literal(message.pattern).replaceAll(hole, '(.+?)')}$`)) }))
    // A text that is nearly all hole would fit anything; with a figure in the hole one sign is enough.
    .filter(({ pattern, found }) => found && (pattern.replaceAll(hole, '').length > 1 || found.slice(1).every((value) => /^\d+$/.test(value))));
  if (filled.length) {
    return unique(
      filled.flatMap(({ key, names, found }) => {
        const values = Object.fromEntries(names.map((name, at) => [name, found[at + 1]]));
        return inLocale(locale, key).map((message) => source(message, values));
      }),
    );
  }
  const part = chinese.filter(({ pattern }) => pattern.includes(words));
  if (part.length) return unique(part.flatMap(({ key }) => inLocale(locale, key).map((message) => source(message))));
  return [literal(words)];
}

const unique = (list) => [...new Set(list)];
