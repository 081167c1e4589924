// axe-core on the page as it stands: WCAG 2.0 to 2.2, levels A and AA. It decides a third to a half of what matters; the
// rest is walked by the journeys (tools/ways.mjs).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './stage.mjs';

const source = await readFile(join(root, 'e2e/node_modules/axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What breaks a rule (`violations`) and what a person must decide (`incomplete`), a line for each element; `within` a part of
 * the page, where something lies over the rest. Where the reader's system chooses the colours, axe still reads those of the
 * page, so contrast is not asked there.
 */
export async function weigh(page, within) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async ([tags, within]) => {
    const theirs = matchMedia('(forced-colors: active)').matches;
    const rules = theirs ? { 'color-contrast': { enabled: false } } : {};
    const { violations, incomplete } = await window.axe.run(within ?? document, { runOnly: tags, rules, resultTypes: ['violations', 'incomplete'] });
    const lines = (rules) => rules.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)} — ${failureSummary.split('\n').slice(1).join(';').trim().slice(0, 200)}`));
    return { violations: lines(violations), incomplete: lines(incomplete) };
  }, [tags, within]);
}
