// A tab that looks at every page it opens: no error on the console, nothing wider than the screen, no missing text, headings
// and names for those who listen instead of look.
import assert from 'node:assert/strict';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './stage.mjs';

/** An office screen and a phone. */
export const widths = [1366, 390];

// What a browser notes about answers that are meant: a form shown again, a conflict, a page that is not there.
const meant = /Failed to load resource: the server responded with a status of (401|403|404|409|422|429)/;
export const album = join(root, 'docs/help/pictures');
/** The pictures the manuals show, by the list beside them; nothing is taken unless `make manual` asks. */
export const wanted =
  process.env.TRADEHALL_MANUAL === 'write' ? [...(await readFile(join(album, 'README.md'), 'utf8')).matchAll(/`([a-z0-9-]+)\.png`/g)].map(([, name]) => name) : [];

const height = (width) => (width < 600 ? 844 : 768);

export async function open(stage, width = 1366, { locale = 'zh-CN', script = true } = {}) {
  const context = await stage.browser.newContext({
    viewport: { width, height: height(width) },
    locale,
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    hasTouch: width < 600,
  });
  context.setDefaultTimeout(20_000);
  return new Tab(stage, await context.newPage(), width);
}

class Tab {
  constructor(stage, page, width) {
    Object.assign(this, { stage, page, width, wrong: [], gone: [] });
    page.on('pageerror', (error) => this.wrong.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !meant.test(message.text())) this.wrong.push(`${page.url()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED') this.wrong.push(`${request.url()}: ${why}`);
    });
    page.on('response', (answer) => {
      const inner = answer.request().resourceType() !== 'document' && answer.request().resourceType() !== 'fetch';
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
    const pattern = exact ? words : new RegExp(words);
    const thing = within.getByRole('button', { name: pattern, exact }).or(within.getByRole('link', { name: pattern, exact }));
    const target = thing.filter({ visible: true }).first();
    if (!leads) return target.click();
    await this.leave(() => target.click());
  }

  /** Does something that leads to another page, and looks at that. */
  async leave(act) {
    const before = await this.page.evaluate(() => (window.before = true));
    assert.ok(before);
    await act();
    await this.page.waitForFunction(() => !window.before && document.readyState === 'complete');
    await this.look();
  }

  /** Types into fields by their names. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.page.locator(`[name="${name}"]:not([type=hidden])`).first();
      const kind = await field.evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
      if (kind === 'select') await field.selectOption(value);
      else if (kind === 'checkbox') await field.setChecked(Boolean(value));
      else if (kind === 'radio') await this.page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
      else await field.fill(String(value));
    }
  }

  /** Asserts that the page says all of this. */
  async says(...words) {
    const text = await this.page.locator('body').innerText();
    for (const word of words) assert.ok(text.includes(word), `${this.page.url()} does not say ${word}:\n${text}`);
  }

  /** Asserts that the page says nothing of this. */
  async hides(...words) {
    const text = await this.page.locator('body').innerText();
    for (const word of words) assert.ok(!text.includes(word), `${this.page.url()} says ${word}`);
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
      const heads = document.querySelectorAll('h1').length;
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
    if (!wanted.includes(name) || this.width !== manualWidth) return;
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
