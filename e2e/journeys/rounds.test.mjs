// Everybody walks once through everything their menu offers, in both languages: no page may break, be too wide or lack a text.
import { after, before, test } from 'node:test';
import { arrive } from '../tools/people.mjs';
import { stage as openStage } from '../tools/stage.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

const people = {
  'a person without an enterprise': 'stroller',
  'an enterprise': 'whalechina',
  'a logistics provider': 'camelmoon',
  'a reviewer': 'reviewer',
  'the system administrator': 'system',
  'the security administrator': 'security',
  'the audit administrator': 'audit',
};

const pictures = { '/office/calendar': 'calendar', '/office/journal': 'journal', '/office/system': 'system' };
const menus = '.desk-menu a[href^="/"], .channels a[href^="/"], .menu-list a[href^="/"], .site-foot a[href^="/"]';
const folder = (path) => path.split('/').slice(0, -1).join('/');

/** Looks at a page at every width; the widest stays. */
async function lookAt(tab, path) {
  await tab.go(path);
  for (const width of widths.toReversed()) {
    await tab.resize(width);
    await tab.look();
  }
}

for (const [who, account] of Object.entries(people)) {
  test(`A09 A20 B01 ${who} walks through the menu at ${widths.join(' and ')}`, async () => {
    const tab = await open(stage);
    await arrive(tab, account);
    const seen = new Set();
    const next = ['/', '/my', '/my/messages', '/help'];
    while (next.length) {
      const path = next.shift();
      if (seen.has(path) || seen.size > 40) continue;
      seen.add(path);
      await lookAt(tab, path);
      if (pictures[path]) await tab.shot(pictures[path]);
      const links = await tab.page.evaluate((menus) => [...document.querySelectorAll(menus)].map((a) => a.getAttribute('href')), menus);
      next.push(...links.filter((link) => !seen.has(link)));
      // One row of a list stands for all.
      const rows = tab.page.locator('table.list td.main-cell a[href^="/"]');
      const row = (await rows.count()) ? await rows.first().getAttribute('href') : null;
      if (row && ![...seen].some((path) => folder(path) === folder(row))) next.push(row);
    }
    for (const path of [...seen].slice(0, 12)) await lookAt(tab, `${path}?lang=en`);
    await tab.close();
  });
}
