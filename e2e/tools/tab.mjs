// A tab that looks at every page it opens: no error on the console, nothing wider than the screen, no missing text, headings
// and names for those who listen instead of look.
import assert from 'node:assert/strict';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { press, reach, type } from './keyboard.mjs';
import { root } from './stage.mjs';
import { way, width as ofWay } from './ways.mjs';
import { translated } from './words.mjs';

export { widths } from './ways.mjs';

// What a browser notes about answers that are meant: a form shown again, a conflict, a page that is not there.
const meant = /Failed to load resource: the server responded with a status of (401|403|404|409|422|429)/;
export const album = join(root, 'docs/help/pictures');
/** The pictures the manuals show, by the list beside them; nothing is taken unless `make manual` asks. */
export const wanted =
  process.env.TRADEHALL_MANUAL === 'write' ? [...(await readFile(join(album, 'README.md'), 'utf8')).matchAll(/`([a-z0-9-]+)\.png`/g)].map(([, name]) => name) : [];

const height = (width) => (width < 600 ? 844 : 768);

/** A tab of somebody new, as wide as the way of this run allows. */
export async function open(stage, wanted = 1366, { locale = way.locale, script = way.script } = {}) {
  const width = ofWay(wanted);
  const context = await stage.browser.newContext({
    viewport: { width, height: height(width) },
    deviceScaleFactor: way.scale,
    locale,
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    ...way.media,
    hasTouch: width < 600 && !way.keyboard,
  });
  context.setDefaultTimeout(20_000);
  const tab = new Tab(stage, await context.newPage(), width, { ...way, locale, script });
  if (way.keyboard) {
    await context.exposeFunction('pointed', (what) => tab.wrong.push(`a pointer was used, on ${what}`));
    await context.addInitScript(() => addEventListener('pointerdown', (event) => window.pointed(event.target.outerHTML.slice(0, 80)), true));
  }
  if (way.spaced) await context.addInitScript(space);
  // As people choose them, by the links of the page: an account remembers a language of its own.
  const chosen = [way.mode, locale === 'zh-CN' ? '' : `lang=${locale}`].filter(Boolean).join('&');
  if (chosen) await tab.page.goto(`${stage.hall}/?${chosen}`);
  return tab;
}

/** In the page: lines, words and letters as far apart as WCAG 1.4.12 asks pages to bear. */
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

class Tab {
  constructor(stage, page, width, way) {
    Object.assign(this, { stage, page, width, way, wrong: [], gone: [] });
    page.on('pageerror', (error) => this.wrong.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !meant.test(message.text())) this.wrong.push(`${page.url()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED') this.wrong.push(`${request.url()}: ${why}`);
    });
    page.on('response', (answer) => {
      const inner = !['document', 'fetch', 'xhr'].includes(answer.request().resourceType());
      const picture = answer.status() === 404 && new URL(answer.url()).pathname.startsWith('/files/');
      if (picture) this.gone.push({ picture: new URL(answer.url()).pathname, page: answer.frame().url() });
      else if (answer.status() >= 500 || (answer.status() >= 400 && inner)) this.wrong.push(`${answer.url()}: ${answer.status()}`);
    });
  }

  /** Makes the window this wide, with the page it shows. */
  async resize(width) {
    this.width = width;
    await this.page.setViewportSize({ width, height: height(width) });
  }

  /** Opens an address of the hall (or any whole address) and looks at the page. */
  async go(path) {
    await this.page.goto(path.startsWith('http') ? path : this.stage.hall + path);
    await this.look();
  }

  /** Presses a button or link by its words, waits for the page it leads to and looks at it. */
  async press(words, { within = this.page, exact = true, leads = true } = {}) {
    const sources = translated(words, this.way.locale).join('|');
    const name = new RegExp(exact ? `^\\s*(?:${sources})\\s*$` : sources);
    const thing = within.getByRole('button', { name }).or(within.getByRole('link', { name }));
    const target = thing.filter({ visible: true }).first();
    if (!leads) return this.act(target);
    await this.leave(() => this.act(target));
  }

  /** Presses what a locator finds, as this way does it. */
  async act(target) {
    if (!this.way.keyboard) return target.click();
    await target.waitFor();
    await press(this, target);
  }

  /** Presses the main button of the form that `within` holds. */
  async send(within = 'main form') {
    await this.leave(() => this.act(this.page.locator(`${within} button.btn-primary`).first()));
  }

  /** Does something that leads to another page, and looks at that. */
  async leave(act) {
    await Promise.all([this.page.waitForEvent('load'), act()]);
    await this.look();
  }

  /** Types into fields by their names. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.page.locator(`[name="${name}"]:not([type=hidden])`).first();
      if (this.way.keyboard) {
        await type(this, field, value);
        continue;
      }
      const kind = await field.evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
      if (kind === 'select') await field.selectOption(value);
      else if (kind === 'checkbox') await field.setChecked(Boolean(value));
      else if (kind === 'radio') await this.page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
      else await field.fill(String(value));
    }
  }

  /** Chooses files for a field. No key opens what the system shows; the field itself must be reached. */
  async choose(field, files) {
    if (this.way.keyboard) await reach(this, field);
    await field.setInputFiles(files);
  }

  /** Whether the page says `words`, in its own language; the text it has, too. */
  async hears(words) {
    const text = (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
    return { text, heard: new RegExp(translated(words, this.way.locale).join('|').replace(/\s+/g, '\\s')).test(text) };
  }

  /** Asserts that the page says all of this. */
  async says(...words) {
    for (const word of words) {
      const { text, heard } = await this.hears(word);
      assert.ok(heard, `${this.page.url()} does not say ${word}:\n${text}`);
    }
  }

  /** Asserts that the page says nothing of this. */
  async hides(...words) {
    for (const word of words) assert.ok(!(await this.hears(word)).heard, `${this.page.url()} says ${word}`);
  }

  /** Pictures that were not there. Journeys share a zone: what somebody took down while the page opened is none of it any more. */
  async missing() {
    const missing = [];
    for (const { picture, page } of this.gone.splice(0)) {
      const again = await this.page.context().request.get(page);
      if ((await again.text()).includes(picture)) missing.push(`${page}: ${picture} is not there`);
    }
    return missing;
  }

  /** Looks at the page as it is now. */
  async look() {
    const found = await this.page.evaluate(() => {
      const wrong = [];
      const html = document.documentElement.outerHTML;
      const missing = html.match(/⟦[^⟧]*⟧/g);
      if (missing) wrong.push(`texts are missing: ${missing.join(' ')}`);
      const wide = document.documentElement.scrollWidth - window.innerWidth;
      if (wide > 0) {
        const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
        wrong.push(`${wide}px too wide: ${out.slice(0, 3).map((e) => `${e.tagName}.${e.className}`).join(', ')}`);
      }
      const heads = [...document.querySelectorAll('h1')].filter((head) => !head.closest('dialog')).length;
      if (heads !== 1) wrong.push(`${heads} first headings`);
      const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
      const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
      if (twice.length) wrong.push(`ids twice: ${[...new Set(twice)].join(', ')}`);
      for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
        const named = field.labels?.length || field.getAttribute('aria-label') || field.getAttribute('aria-labelledby');
        if (!named) wrong.push(`no label: ${field.name || field.id}`);
      }
      for (const thing of document.querySelectorAll('a[href], button')) {
        const name = thing.getAttribute('aria-label') || thing.textContent.trim() || thing.querySelector('img[alt]')?.alt;
        if (!name && thing.getAttribute('aria-hidden') !== 'true') wrong.push(`no name: ${thing.outerHTML.slice(0, 120)}`);
      }
      for (const first of document.querySelectorAll('[tabindex]')) if (first.tabIndex > 0) wrong.push(`out of order: ${first.outerHTML.slice(0, 80)}`);
      for (const picture of document.querySelectorAll('img:not([alt])')) wrong.push(`no alt: ${picture.src}`);
      return wrong;
    });
    const wrong = [...this.wrong.splice(0), ...(await this.missing()), ...found.map((line) => `${this.page.url()} (${this.width}): ${line}`)];
    assert.deepEqual(wrong, []);
  }

  /** Takes a picture: into output/, and for the manuals where `make manual` asks. */
  async shot(name, { of = null, manualWidth = 1366 } = {}) {
    const folder = join(root, 'e2e/output', String(this.width));
    await mkdir(folder, { recursive: true });
    const target = of ? this.page.locator(of).first() : this.page;
    await target.screenshot({ path: join(folder, `${name}.png`) });
    if (!wanted.includes(name) || this.width !== manualWidth || this.way.name !== 'pointer') return;
    const path = join(album, `${name}.png`);
    await target.screenshot({ path, scale: 'css' });
    const { size } = await stat(path);
    assert.ok(size <= 350 * 1024, `${name}.png weighs ${Math.round(size / 1024)} KB; choose a smaller part of the page`);
  }

  async close() {
    await this.look();
    await this.page.context().close();
  }
}
