// axe-core on the page as it stands: WCAG 2.0 to 2.2, levels A and AA. It decides a third to a half of what matters; the
// rest is walked by the journeys (tools/ways.mjs).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './stage.mjs';

const source = await readFile(join(root, 'e2e/node_modules/axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What breaks a rule (`violations`) and what a person must decide (`incomplete`), a line for each element. */
export async function weigh(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (tags) => {
    const { violations, incomplete } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations', 'incomplete'] });
    const lines = (rules) => rules.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)} — ${failureSummary.split('\n').slice(1).join(';').trim().slice(0, 200)}`));
    return { violations: lines(violations), incomplete: lines(incomplete) };
  }, tags);
}
