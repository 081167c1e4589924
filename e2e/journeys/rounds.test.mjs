// Everybody walks once through everything their menu offers, in both languages: no page may break, be too wide or lack a text.
import { after, before, test } from 'node:test';
import { logIn } from '../tools/people.mjs';
import { stage as openStage } from '../tools/stage.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

const people = {
  'a person without an enterprise': '19900000301',
  'an enterprise': '19900000201',
  'a logistics provider': '19900000102',
  'a reviewer': '19900000001',
  'the system administrator': '19900000003',
  'the security administrator': '19900000004',
  'the audit administrator': '19900000006',
};

const pictures = { '/office/calendar': 'calendar', '/office/journal': 'journal', '/office/system': 'system', '/': 'home' };

for (const width of widths) {
  for (const [who, phone] of Object.entries(people)) {
    test(`A09 A20 B01 ${who} walks through the menu at ${width}`, async () => {
      const tab = await open(stage, width);
      await logIn(tab, phone);
      const seen = new Set();
      const open_paths = ['/', '/my', '/my/messages', '/help'];
      while (open_paths.length) {
        const path = open_paths.shift();
        if (seen.has(path) || seen.size > 40) continue;
        seen.add(path);
        await tab.go(path);
        if (pictures[path]) await tab.shot(pictures[path]);
        const links = await tab.page.evaluate(() =>
          [...document.querySelectorAll('.desk-menu a[href^="/"], .channels a[href^="/"], .menu-list a[href^="/"], .site-foot a[href^="/"]')].map((a) => a.getAttribute('href')),
        );
        open_paths.push(...links.filter((link) => !seen.has(link)));
        // One row of a list stands for all.
        const row = await tab.page.locator('table.list td.main-cell a[href^="/"]').first().getAttribute('href', { timeout: 300 }).catch(() => null);
        if (row && ![...seen].some((path) => path.split('/').slice(0, -1).join('/') === row.split('/').slice(0, -1).join('/'))) open_paths.push(row);
      }
      for (const path of [...seen].slice(0, 12)) await tab.go(`${path}?lang=en`);
      await tab.close();
    });
  }
}
