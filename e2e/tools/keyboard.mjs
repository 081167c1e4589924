// Hands on a keyboard: Tab, Shift-Tab, Enter, Space, Escape, arrows, and letters. At every stop: can the focus be seen, is it
// not covered, did it go on in the order of the page (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11)?
import assert from 'node:assert/strict';

const most = 400;

/** Goes by Tab to what `locator` finds; what is wrong on the way is added to `tab.wrong`. */
export async function reach(tab, locator) {
  const wanted = await locator.elementHandle();
  const stops = [];
  for (let steps = 0; steps < most; steps++) {
    const { here, wrong, name } = await wanted.evaluate(stop);
    // Before the first Tab the page may have moved under a focus that was seen when it came.
    for (const line of steps ? wrong : []) tab.wrong.push(`${tab.page.url()} (${tab.width}): ${line}`);
    if (here) return;
    stops.push(name);
    await tab.page.keyboard.press('Tab');
  }
  assert.fail(`${tab.page.url()}: ${locator} is not reached by ${most} times Tab; the last stops were ${stops.slice(-8).join(' → ')}`);
}

/** Presses a link, button, summary or checkbox. */
export async function press(tab, locator) {
  await reach(tab, locator);
  const enter = await locator.evaluate((element) => element.matches('a, button:not([type=button])'));
  await tab.page.keyboard.press(enter ? 'Enter' : 'Space');
}

/** Types a value into a field as hands do. */
export async function type(tab, field, value) {
  const kind = await field.evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
  const keys = tab.page.keyboard;
  if (kind === 'radio') return radio(tab, field, value);
  await reach(tab, field);
  if (kind === 'checkbox') {
    if ((await field.isChecked()) !== Boolean(value)) await keys.press('Space');
    assert.equal(await field.isChecked(), Boolean(value));
  } else if (kind === 'select') {
    const [from, to] = await field.evaluate((list, value) => [list.selectedIndex, [...list.options].findIndex((option) => option.value === value)], value);
    for (let at = from; at !== to; at += Math.sign(to - from)) await keys.press(to > from ? 'ArrowDown' : 'ArrowUp');
    assert.equal(await field.inputValue(), value);
  } else if (kind === 'date') {
    await date(tab, field, value);
  } else {
    await keys.press('Control+A');
    await keys.insertText(String(value));
  }
}

/** The arrows choose within a group; Tab stops at it once. */
async function radio(tab, field, value) {
  const group = tab.page.locator(`[name="${await field.getAttribute('name')}"]`);
  const checked = group.and(tab.page.locator(':checked'));
  await reach(tab, (await checked.count()) ? checked : group.first());
  if (!(await checked.count())) await tab.page.keyboard.press('Space');
  for (let steps = await group.count(); steps > 0 && (await checked.inputValue()) !== value; steps--) await tab.page.keyboard.press('ArrowDown');
  assert.equal(await checked.inputValue(), value);
}

/** A date field has a stop for each part, in the order of the browser's language. */
async function date(tab, field, value) {
  const [year, month, day] = value.split('-');
  const orders = [
    [year, 'ArrowRight', month, day],
    [month, day, year],
    [day, month, year],
  ];
  for (const order of orders) {
    for (let back = 0; back < 3; back++) await tab.page.keyboard.press('ArrowLeft');
    for (const part of order) await (part.startsWith('Arrow') ? tab.page.keyboard.press(part) : tab.page.keyboard.type(part));
    if ((await field.inputValue()) === value) return;
  }
  assert.fail(`${value} cannot be typed into ${field}: it holds ${await field.inputValue()}`);
}

/** In the page: whether the focus is where it is wanted, and what is wrong with how it shows. */
export function stop(wanted) {
  const at = document.activeElement;
  const outside = !at || at === document.body || at === document.documentElement;
  const name = outside ? 'the page' : `${at.tagName.toLowerCase()}${at.id ? `#${at.id}` : ''} “${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 24)}”`;
  const wrong = [];
  const last = window.lastStop;
  window.lastStop = outside ? null : at;
  // Where scripts put the focus by themselves (errors, messages, panes) nothing was walked.
  const walked = !outside && last && last !== at && last.isConnected && at.tabIndex >= 0;
  if (walked && !(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    const scope = at.closest('dialog[open]') ?? document.body;
    const first = [...scope.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].find((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility());
    const member = at.type === 'radio' && first?.name === at.name;
    if (at !== first && !member) wrong.push(`the focus goes back in the page, to ${name}`);
  }
  if (!outside && at.matches('a, button, input, select, textarea, summary, [tabindex="0"]')) {
    // What is drawn for small or hidden inputs is drawn on their neighbour or label.
    const shown = [at, at.nextElementSibling, at.closest('label'), at.closest('.input-group, .tag-box')].filter(Boolean);
    const ring = shown.find((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    // Shapes have no outline in every browser: theirs is a stroke in the colour of the focus.
    const focus = Object.assign(document.createElement('i'), { style: 'color: var(--focus)' });
    document.body.append(focus);
    const stroked = [...at.querySelectorAll('circle')].some((shape) => getComputedStyle(shape).stroke === getComputedStyle(focus).color && parseFloat(getComputedStyle(shape).strokeWidth) >= 2);
    focus.remove();
    if (stroked) return { here: at === wanted, wrong, name };
    if (!ring) wrong.push(`the focus on ${name} is not seen`);
    else {
      const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const light = (colour) => {
        const [r, g, b] = channels(colour).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const offset = parseFloat(getComputedStyle(ring).outlineOffset);
      let ground = 'rgb(255, 255, 255)';
      for (let behind = offset < 0 ? ring : ring.parentElement; behind; behind = behind.parentElement) {
        const colour = getComputedStyle(behind).backgroundColor;
        if ((channels(colour)[3] ?? 1) === 1) {
          ground = colour;
          break;
        }
      }
      const [high, low] = [light(getComputedStyle(ring).outlineColor), light(ground)].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < 3) wrong.push(`the focus on ${name} is drawn with a contrast of ${contrast.toFixed(1)}`);
    }
    const seen = shown.some((element) => {
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) return false;
      const points = [
        [0.5, 0.5],
        [0.1, 0.2],
        [0.9, 0.2],
        [0.1, 0.8],
        [0.9, 0.8],
      ];
      return points.some(([x, y]) => {
        const hit = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
        return hit && (element.contains(hit) || hit.contains(at));
      });
    });
    if (!seen) wrong.push(`the focus on ${name} is covered`);
  }
  return { here: at === wanted, wrong, name };
}
