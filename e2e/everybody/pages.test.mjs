// Every page as everybody who may see it sees it, with axe, in both languages and at both widths; and pages in their states.
// `EVERYBODY=all` looks at every combination; else each page is seen in both languages and at both widths by whoever comes to it
// first, and once more by somebody else. With `EVERYBODY=all` the pictures stay in output/album, with an index to leaf through.
import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { leaf } from '../tools/album.mjs';
import { weigh } from '../tools/axe.mjs';
import { reach } from '../tools/keyboard.mjs';
import { centre, elsewhere, people, routes } from '../tools/pages.mjs';
import { arrive, password } from '../tools/people.mjs';
import { root, stage as openStage } from '../tools/stage.mjs';
import { states } from '../tools/states.mjs';
import { open } from '../tools/tab.mjs';

const thorough = process.env.EVERYBODY === 'all';
const everyView = [
  ['zh-CN', 1366],
  ['en', 390],
  ['zh-CN', 390],
  ['en', 1366],
];

/** In which languages and at which widths the `nth` page is seen by whoever comes to it after so many others. */
function viewsOf(nth, others) {
  if (thorough) return everyView;
  if (others > 1) return [];
  // Two that complete each other, and one of the other two.
  const [one, two, three, four] = nth % 2 ? [...everyView.slice(2), ...everyView.slice(0, 2)] : everyView;
  if (others === 0) return [one, two];
  return nth % 4 > 1 ? [four] : [three];
}

/** The same by language, for going there once for each. */
function byLocale(views) {
  const widths = new Map();
  for (const [locale, width] of views) widths.set(locale, [...(widths.get(locale) ?? []), width]);
  return widths;
}

/** What axe leaves to a person on one page at most: text over pictures and the like. The home page has a picture behind its head and a map. */
const undecidedMost = 40;

const folder = join(root, 'e2e/output/album');
const everywhere = await routes();
const visited = new Set();
const narrowed = new Set();
/** How many have come to an address. */
const came = new Map();
let stage;
let looked = 0;
let undecided = 0;

before(async () => (stage = await openStage()));
after(async () => {
  if (thorough) await leaf(folder);
  await stage?.close();
});

/** Opens an address in a language. */
const inLocale = (path, locale) => `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
const named = (path) => path.replace(/^https?:\/\/[^/]+/, '').replace(/[^\w-]+/g, '-').replace(/^-|-$/g, '') || 'home';

/** Looks at the page as it stands: at every width, with axe, narrow, and with a picture; what is wrong, in lines. */
async function judge(tab, locale, widths, name, { within, narrowly = true } = {}) {
  const wrong = [];
  const at = tab.page.url().replace(/^https?:\/\/[^/]+/, '');
  for (const width of widths) {
    await tab.resize(width);
    await tab.look().catch((error) => wrong.push(`${name} ${at} ${locale}: ${error.message.replaceAll('\n', ' ')}`));
    const { violations, incomplete } = await weigh(tab.page, within);
    looked += 1;
    undecided += incomplete.length;
    wrong.push(...violations.map((line) => `${name} ${at} ${locale} ${width}: ${line}`));
    if (incomplete.length > undecidedMost) wrong.push(`${name} ${at} ${locale} ${width}: ${incomplete.length} undecided, the first ${incomplete[0]}`);
    if (thorough) await picture(tab, join(folder, locale, String(width)), name);
  }
  if (narrowly) wrong.push(...(await narrow(tab)).map((line) => `${name} ${at} ${locale}: ${line}`));
  return wrong;
}

/** Takes the picture of a whole page, with the pictures in it that would come only when they come into sight. */
async function picture(tab, folder, name) {
  await mkdir(folder, { recursive: true });
  const open = await tab.page.locator('dialog[open]').count();
  if (!open) {
    await tab.page.evaluate(async () => {
      scrollTo(0, document.body.scrollHeight);
      const pictures = [...document.images];
      for (const one of pictures) one.loading = 'eager';
      await Promise.all(pictures.map((one) => one.complete || new Promise((done) => (one.onload = one.onerror = done))));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      scrollTo(0, 0);
    });
  }
  await tab.page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 60, fullPage: !open });
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
      const { overflowX, overflowY, webkitLineClamp, display } = getComputedStyle(e);
      if (display === 'inline' || e.closest('svg, .visually-hidden, [aria-hidden=true]') || !e.checkVisibility() || e.clientWidth < 4) continue;
      const text = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      // A summary that shows its first lines by design is whole on the page it leads to.
      if (!text || e.matches('input, select, textarea')) continue;
      if ((overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1) || (['hidden', 'clip'].includes(overflowY) && e.scrollHeight > e.clientHeight + 2 && webkitLineClamp === 'none')) wrong.push(`320 px with spaced text: cut off: ${e.tagName}.${e.className} “${e.textContent.trim().slice(0, 40)}”`);
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
    const places = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
    for (const [at, place] of places.entries()) {
      const before = places[at - 1];
      if (before && place !== before && !(before.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push(`${name}: ${place.id} comes before ${before.id} in the form, after it in the summary`);
    }
    const told = (element) => (element.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id.endsWith('-error'));
    for (const field of document.querySelectorAll('[aria-invalid=true]')) {
      const listed = places.some((place) => place.contains(field) || told(field).some((id) => id === `${place.id}-error`));
      if (!listed) wrong.push(`${name}: ${field.id || field.name} is marked and not in the summary`);
    }
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

/** The other width for every second page. */
const turned = (widths, nth) => (thorough || nth % 2 === 0 ? widths : widths.map((width) => 1366 + 390 - width));

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

test('a page with seeded faults is reported, each of them', async () => {
  const tab = await open(stage, 1366);
  await tab.page.route('**/login**', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text())
      .replace(/ lang="[^"]*"/, '')
      .replace(/ id="phone"/, ' id="nowhere"')
      .replace(/ aria-invalid="true"/, '');
    await route.fulfill({ response: answer, body });
  });
  await enter(tab, { path: '/login', act: (tab) => tab.leave(() => tab.page.locator('main form .btn-primary').first().click()).catch(() => {}) }, 'en');
  // The policy of the site refuses styles in the page itself.
  await tab.page.locator('h1').evaluate((head) => {
    const faults = { pale: 'color: #bbb', wide: 'width: 30rem', 'cut off after the first line': 'width: 2rem; height: 1em; overflow: hidden' };
    for (const [text, style] of Object.entries(faults)) {
      const line = Object.assign(document.createElement('p'), { textContent: text });
      line.style.cssText = style;
      head.after(line);
    }
  });
  const said = [...(await judgeErrors(tab, 'seeded')), ...(await judge(tab, 'en', [390], 'seeded'))].join('\n');
  for (const fault of [/html-has-lang/, /color-contrast/, /too wide/, /cut off: P/, /no label: phone/, /#phone leads nowhere/]) assert.match(said, fault);
  await rm(join(folder, 'en/390/seeded.jpg'), { force: true });
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

/** What somebody finds on every page that links or menus lead them to. */
async function walk(who, account) {
  const tab = await tabOf(account);
  const wrong = [];
  const mine = everywhere.filter((route) => route.who.includes(who));
  const queue = mine.filter((route) => route.plain).map((route) => route.path);
  const done = new Set();
  const titles = new Map();
  const asked = new Set();
  const read = new Map();
  while (queue.length) {
    const path = queue.shift();
    if (asked.has(path)) continue;
    asked.add(path);
    const route = mine.find(({ pattern }) => pattern.test(path.split('?')[0]));
    if (!route) continue;
    const views = viewsOf(everywhere.indexOf(route), came.get(route.path) ?? 0);
    if (!views.length) done.add(route.path);
    if (done.has(route.path)) {
      // What others look at, or another of its kind, may lead where nothing else did.
      const reads = (read.get(route.path) ?? 0) + 1;
      read.set(route.path, reads);
      if (reads > 12 || mine.every((other) => done.has(other.path) || other.plain)) continue;
      const text = await (await tab.page.context().request.get(stage.hall + path)).text();
      queue.push(...[...text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&')).filter((href) => !asked.has(href)));
      continue;
    }
    for (const [locale, widths] of byLocale(views)) {
      const answer = await tab.page.goto(stage.hall + inLocale(path, locale));
      if (answer.status() >= 400 || !route.pattern.test(new URL(tab.page.url()).pathname)) break;
      if (!done.has(route.path)) {
        came.set(route.path, (came.get(route.path) ?? 0) + 1);
        queue.push(...(await tab.page.evaluate(() => [...document.querySelectorAll('main a[href^="/"], nav a[href^="/"]')].map((a) => a.getAttribute('href')))));
      }
      done.add(route.path);
      visited.add(route.path);
      const title = await tab.page.title();
      const other = titles.get(title);
      if (other && other !== route.path) wrong.push(`${route.path} has the title of ${other}: ${title}`);
      titles.set(title, route.path);
      // Who looks hardly matters on the narrowest screen, and English texts are longer.
      const narrowly = thorough || (locale === 'en' && !narrowed.has(route.path));
      if (narrowly) narrowed.add(route.path);
      wrong.push(...(await judge(tab, locale, widths, `${who}-${named(route.path)}`, { narrowly })));
    }
  }
  await tab.page.context().close();
  return wrong;
}

/** What is wrong with the states of somebody's pages. */
async function dwell(who) {
  const wrong = [];
  const shared = await tabOf(people[who]);
  for (const [nth, state] of states.entries()) {
    if ((state.who ?? 'visitor') !== who) continue;
    // A state in one language at one width: its page is seen in all of them anyway.
    for (const [locale, widths] of byLocale(thorough ? everyView : [everyView[nth % 4]])) {
      const tab = state.alone ? await tabOf(people[who]) : shared;
      try {
        await enter(tab, state, locale);
        if (state.name.endsWith('-none') && !(await tab.page.locator('main .empty').count())) wrong.push(`${state.name}: is not empty`);
        if (state.errors) wrong.push(...(await judgeErrors(tab, `${state.name} ${locale}`)));
        wrong.push(...(await judge(tab, locale, widths, `${state.program ?? who}-${state.name}`, { within: state.within })));
      } catch (error) {
        wrong.push(`${state.name} ${locale}: ${error.message.slice(0, 400)}`);
      }
      await state.leave?.(tab);
      if (state.alone) await tab.page.context().close();
    }
  }
  await shared.page.context().close();
  return wrong;
}

/** Brings a tab into a state. */
async function enter(tab, { path, act, program = 'hall' }, locale) {
  await tab.resize(1366);
  await tab.page.goto(stage[program] + inLocale(path, locale));
  await act?.(tab);
}

// Two at a time, as there are cores.
describe('2.8 everybody', { concurrency: 2 }, () => {
  for (const [who, account] of Object.entries(people)) {
    test(`2.8 ${who}: every page keeps WCAG A and AA as far as axe decides, at 1366, 390 and 320, in both languages`, async () => {
      assert.deepEqual([...new Set(await walk(who, account))], []);
    });
  }
  for (const who of Object.keys(people)) {
    const names = states.filter((state) => (state.who ?? 'visitor') === who).map(({ name }) => name);
    if (!names.length) continue;
    test(`2.8 ${who}: ${names.join(', ')}`, async () => {
      assert.deepEqual([...new Set(await dwell(who))], []);
    });
  }
});

for (const [program, paths] of Object.entries(elsewhere)) {
  test(`2.8 the pages of the ${program} program`, async () => {
    const tab = await open(stage, 1366);
    const wrong = [];
    for (const [locale, widths] of byLocale(viewsOf(0, 0))) {
      for (const [nth, path] of paths.entries()) {
        await tab.page.goto(stage[program] + inLocale(path, locale));
        wrong.push(...(await judge(tab, locale, turned(widths, nth), `${program}-${named(path)}`)));
      }
      if (program !== 'identity') continue;
      await tab.page.goto(stage.identity + inLocale('/login?kind=legal', locale));
      if (await tab.page.locator('[name=login]').count()) {
        await tab.fill({ login: 'whalechina', password });
        await tab.leave(() => tab.page.locator('main form button.btn-primary').first().click());
      }
      for (const [nth, path] of centre.entries()) {
        await tab.page.goto(stage.identity + inLocale(path, locale));
        wrong.push(...(await judge(tab, locale, turned(widths, nth), `${program}-${named(path)}`)));
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
