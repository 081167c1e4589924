// Every page as everybody who may see it sees it, with axe, in both languages and at both widths; and pages in their states.
// `EVERYBODY=all` looks at every combination, else each page is seen in Chinese on a desk and in English on a phone. The
// pictures stay in output/album, with an index to leaf through.
import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { weigh } from '../tools/axe.mjs';
import { reach } from '../tools/keyboard.mjs';
import { centre, elsewhere, people, routes } from '../tools/pages.mjs';
import { arrive, password } from '../tools/people.mjs';
import { root, stage as openStage } from '../tools/stage.mjs';
import { states } from '../tools/states.mjs';
import { open } from '../tools/tab.mjs';

const thorough = process.env.EVERYBODY === 'all';
const views = [
  ['zh-CN', 1366],
  ['zh-CN', 390],
  ['en', 1366],
  ['en', 390],
].filter(([locale, width]) => thorough || (locale === 'en') === (width === 390));
/** What axe leaves to a person on one page at most: text over pictures and the like. */
const undecidedMost = 30;

const folder = join(root, 'e2e/output/album');
const everywhere = await routes();
const visited = new Set();
let stage;
let looked = 0;
let undecided = 0;

before(async () => (stage = await openStage()));
after(async () => {
  await leaf();
  await stage?.close();
});

/** Opens an address in a language. */
const inLocale = (path, locale) => `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
const named = (path) => path.replace(/^https?:\/\/[^/]+/, '').replace(/[^\w-]+/g, '-').replace(/^-|-$/g, '') || 'home';

/** Looks at the page as it stands: at every width, with axe, narrow, and with a picture; what is wrong, in lines. */
async function judge(tab, locale, name) {
  const wrong = [];
  const at = tab.page.url().replace(/^https?:\/\/[^/]+/, '');
  for (const [, width] of views.filter(([of]) => of === locale)) {
    await tab.resize(width);
    await tab.look().catch((error) => wrong.push(error.message));
    const { violations, incomplete } = await weigh(tab.page);
    looked += 1;
    undecided += incomplete.length;
    wrong.push(...violations.map((line) => `${name} ${at} ${locale} ${width}: ${line}`));
    if (incomplete.length > undecidedMost) wrong.push(`${name} ${at} ${locale} ${width}: ${incomplete.length} undecided, the first ${incomplete[0]}`);
    await mkdir(join(folder, locale, String(width)), { recursive: true });
    await tab.page.screenshot({ path: join(folder, locale, String(width), `${name}.jpg`), type: 'jpeg', quality: 60, fullPage: !(await tab.page.locator('dialog[open]').count()) });
  }
  wrong.push(...(await narrow(tab)).map((line) => `${name} ${at} ${locale}: ${line}`));
  return wrong;
}

/** 320 px with lines, words and letters apart (WCAG 1.4.10, 1.4.12): nothing sideways, no text cut off, targets of 24 px (2.5.8). */
async function narrow(tab) {
  await tab.resize(320);
  const said = await tab.page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = '*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const wrong = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) {
      const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
      wrong.push(`320 px with spaced text: ${wide}px too wide: ${out.slice(0, 4).map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className}`).join(', ')}`);
    }
    for (const e of document.querySelectorAll('main *, header *, footer *')) {
      const { overflowX, overflowY, textOverflow, display } = getComputedStyle(e);
      if (display === 'inline' || e.closest('svg, .visually-hidden, [aria-hidden=true]') || !e.checkVisibility() || e.clientWidth < 4) continue;
      const text = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!text || e.matches('input, select, textarea')) continue;
      if ((overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1) || (['hidden', 'clip'].includes(overflowY) && e.scrollHeight > e.clientHeight + 2 && textOverflow !== 'clip')) wrong.push(`320 px with spaced text: cut off: ${e.tagName}.${e.className} “${e.textContent.trim().slice(0, 40)}”`);
    }
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    return wrong;
  });
  return said;
}

/** A form that came back: the focus is on its summary, whose links lead to fields that say what is wrong with them (WCAG 3.3.1). */
async function judgeErrors(tab, name) {
  return tab.page.evaluate((name) => {
    const wrong = [];
    const summary = document.querySelector('#errors');
    if (!summary) return [`${name}: no summary of errors`];
    if (document.activeElement !== summary) wrong.push(`${name}: the focus is not on the summary but on ${document.activeElement?.outerHTML.slice(0, 80)}`);
    const links = [...summary.querySelectorAll('a')];
    if (!links.length) wrong.push(`${name}: a summary without links`);
    for (const link of links) {
      const there = document.getElementById(link.hash.slice(1));
      if (!there) {
        wrong.push(`${name}: ${link.hash} leads nowhere`);
        continue;
      }
      const fields = there.matches('input, select, textarea') ? [there] : [...there.querySelectorAll('input, select, textarea')];
      const field = fields[0];
      if (!field) continue;
      const by = [field, there].flatMap((e) => (e.getAttribute('aria-describedby') ?? '').split(' ')).filter(Boolean);
      if (field.getAttribute('aria-invalid') !== 'true' && there.getAttribute('aria-invalid') !== 'true') wrong.push(`${name}: ${link.hash} is not aria-invalid`);
      if (!by.some((id) => document.getElementById(id)?.matches('.field-error'))) wrong.push(`${name}: ${link.hash} is not described by its error`);
    }
    return wrong;
  }, name);
}

/** Whoever is logged in with an account, or nobody. */
async function tabOf(account) {
  const tab = await open(stage, 1366);
  if (account) await arrive(tab, account);
  return tab;
}

test('axe notices a button without a name', async () => {
  const tab = await open(stage, 1366);
  await tab.go('/');
  await tab.page.locator('main').evaluate((main) => main.append(document.createElement('button')));
  const { violations } = await weigh(tab.page);
  assert.ok(violations.some((line) => line.startsWith('button-name')), violations.join('\n'));
  await tab.page.context().close();
});

test('the keyboard notices a focus that is not seen and one that goes back', async () => {
  const tab = await open(stage, 1366);
  await tab.go('/');
  await tab.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.brand:focus-visible { outline: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.querySelector('.skip').tabIndex = 1;
    document.querySelector('footer a').tabIndex = 2;
  });
  await reach(tab, tab.page.locator('#q'));
  const wrong = tab.wrong.splice(0).join('\n');
  assert.match(wrong, /brand|Hall|大厅/);
  assert.match(wrong, /is not seen/);
  assert.match(wrong, /goes back in the page/);
  await tab.page.context().close();
});

for (const [who, account] of Object.entries(people)) {
  test(`2.8 ${who}: every page keeps WCAG A and AA as far as axe decides, at 1366, 390 and 320, in both languages`, async () => {
    const tab = await tabOf(account);
    const wrong = [];
    const mine = everywhere.filter((route) => route.who.includes(who) && (thorough || who === route.who[0] || route.who.length < 4));
    const queue = mine.filter((route) => route.plain).map((route) => route.path);
    const done = new Set();
    const titles = new Map();
    while (queue.length) {
      const path = queue.shift();
      const route = mine.find(({ pattern }) => pattern.test(path.split('?')[0]));
      if (!route || done.has(route.path)) continue;
      for (const locale of new Set(views.map(([locale]) => locale))) {
        const answer = await tab.page.goto(stage.hall + inLocale(path, locale));
        if (answer.status() >= 400 || !route.pattern.test(new URL(tab.page.url()).pathname)) break;
        done.add(route.path);
        visited.add(route.path);
        if (locale === 'zh-CN') {
          const title = await tab.page.title();
          if (titles.has(title)) wrong.push(`${route.path} has the title of ${titles.get(title)}: ${title}`);
          titles.set(title, route.path);
          queue.push(...(await tab.page.evaluate(() => [...document.querySelectorAll('main a[href^="/"], nav a[href^="/"]')].map((a) => a.getAttribute('href')))));
        }
        wrong.push(...(await judge(tab, locale, `${who}-${named(route.path)}`)));
      }
    }
    await tab.page.context().close();
    assert.deepEqual([...new Set(wrong)], []);
  });
}

for (const who of Object.keys(people)) {
  const mine = states.filter((state) => (state.who ?? 'visitor') === who);
  if (!mine.length) continue;
  test(`2.8 ${who}: ${mine.map(({ name }) => name).join(', ')}`, async () => {
    const tab = await tabOf(people[who]);
    const wrong = [];
    for (const { name, path, act, errors, modes } of mine) {
      for (const locale of new Set(views.map(([locale]) => locale))) {
        try {
          await tab.resize(1366);
          await tab.page.goto(stage.hall + inLocale(modes ? `${path}${path.includes('?') ? '&' : '?'}text=large&contrast=high` : path, locale));
          await act?.(tab);
          if (name.endsWith('-none') && !(await tab.page.locator('main .empty').count())) wrong.push(`${name}: is not empty`);
          if (errors) wrong.push(...(await judgeErrors(tab, `${name} ${locale}`)));
          wrong.push(...(await judge(tab, locale, `${who}-${name}`)));
        } catch (error) {
          wrong.push(`${name} ${locale}: ${error.message.slice(0, 300)}`);
        }
        if (modes) await tab.page.goto(`${stage.hall}/?text=normal&contrast=normal`);
      }
    }
    await tab.page.context().close();
    assert.deepEqual([...new Set(wrong)], []);
  });
}

for (const [program, paths] of Object.entries(elsewhere)) {
  test(`2.8 the pages of the ${program} program`, async () => {
    const tab = await open(stage, 1366);
    const wrong = [];
    for (const locale of new Set(views.map(([locale]) => locale))) {
      for (const path of paths) {
        await tab.page.goto(stage[program] + inLocale(path, locale));
        wrong.push(...(await judge(tab, locale, `${program}-${named(path)}`)));
      }
      if (program !== 'identity') continue;
      await tab.page.goto(stage.identity + inLocale('/login?kind=legal', locale));
      if (await tab.page.locator('[name=login]').count()) {
        await tab.fill({ login: 'whalechina', password });
        await tab.leave(() => tab.page.locator('main form button.btn-primary').first().click());
      }
      for (const path of centre) {
        await tab.page.goto(stage.identity + inLocale(path, locale));
        wrong.push(...(await judge(tab, locale, `${program}-${named(path)}`)));
      }
      await tab.page.context().clearCookies();
    }
    await tab.page.context().close();
    assert.deepEqual([...new Set(wrong)], []);
  });
}

test('2.8 no page was left out', () => {
  assert.deepEqual(everywhere.map((route) => route.path).filter((path) => !visited.has(path)), [], 'addresses that nobody reached');
  process.stdout.write(`axe looked ${looked} times, at ${visited.size} addresses and ${states.length} states; it left ${undecided} elements to a person\n`);
});

/** An index of the pictures, a row for each page. */
async function leaf() {
  const found = new Map();
  for (const [locale, width] of views) {
    for (const name of await readdir(join(folder, locale, String(width))).catch(() => [])) {
      found.set(name, [...(found.get(name) ?? []), `${locale}/${width}/${name}`]);
    }
  }
  const rows = [...found].sort().map(([name, paths]) => `<h2>${name.replace('.jpg', '')}</h2><p>${paths.map((path) => `<a href="${path}"><img loading="lazy" src="${path}" alt="${path}" height="480"></a>`).join(' ')}</p>`);
  await writeFile(join(folder, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Album</title><body>${rows.join('\n')}</body></html>\n`);
}
