import { during, fit } from './crop';
import { fill, fresh, say } from './page';
import { put } from './picture';

/** Files that are chosen but not sent yet, by their items. */
const files = new WeakMap<Element, File>();

function items(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > .order-item')];
}

function inputOf(list: Element): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`input[type=file][data-preview="${list.id}"]`);
}

/** Rebuilds the input's files in the order of the items, and numbers these `new:0`, `new:1` … alike. */
function number(list: Element): void {
  const input = inputOf(list);
  const fresh = items(list).filter((item) => files.has(item));
  fresh.forEach((item, index) => {
    const hidden = item.querySelector<HTMLInputElement>('input[type=hidden]');
    if (hidden) hidden.value = `new:${index}`;
  });
  if (input) put(input, fresh.map((item) => files.get(item)!));
}

function nameOf(item: Element): string {
  return item.querySelector('.order-name')?.textContent?.trim() ?? '';
}

function told(list: HTMLElement, item: Element): void {
  number(list);
  const at = items(list).indexOf(item as HTMLElement) + 1;
  say(at ? fill(list.dataset.moved, { name: nameOf(item), n: at }) : fill(list.dataset.removed, { name: nameOf(item) }));
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Lists whose order the person decides: by the buttons, which the server understands as well, or by dragging. */
export function order(root: ParentNode): void {
  for (const list of fresh<HTMLElement>(root, 'ol[data-order]', 'order')) {
    list.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[name=do]') : null;
      const item = button?.closest<HTMLElement>('.order-item');
      const verb = button?.value.split(':')[0];
      if (!button || !item || !['up', 'down', 'remove'].includes(verb ?? '')) return;
      event.preventDefault();
      const others = items(list);
      const at = others.indexOf(item);
      if (verb === 'up') others[at - 1]?.before(item);
      else if (verb === 'down') others[at + 1]?.after(item);
      else item.remove();
      const next = verb === 'remove' ? (items(list)[at] ?? items(list)[at - 1])?.querySelector<HTMLElement>('button') : button;
      (next ?? inputOf(list))?.focus();
      told(list, item);
    });
    dragging(list);
  }
  for (const input of fresh<HTMLInputElement>(root, 'input[type=file][data-preview]', 'order')) {
    const list = document.getElementById(input.dataset.preview ?? '');
    const template = document.querySelector<HTMLTemplateElement>(`template[data-order-template="${input.dataset.preview}"]`);
    if (list && template) input.addEventListener('change', () => void add(input, list, template).catch(() => number(list)));
  }
}

async function add(input: HTMLInputElement, list: HTMLElement, template: HTMLTemplateElement): Promise<void> {
  const chosen = [...(input.files ?? [])];
  await during(input, async () => {
    const most = Number(list.dataset.orderMax) || Infinity;
    for (const file of chosen) {
      if (items(list).length >= most) {
        say(fill(list.dataset.full, { max: most }));
        break;
      }
      const small = await fit(input, file);
      const item = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>('.order-item');
      if (!item) return;
      for (const element of [item, ...item.querySelectorAll('*')]) {
        for (const attribute of element.attributes) {
          if (attribute.value.includes('{')) attribute.value = fill(attribute.value, { name: file.name, id: 'new' });
        }
      }
      const name = item.querySelector('.order-name');
      if (name) name.textContent = file.name;
      const image = item.querySelector('img');
      if (image) image.src = URL.createObjectURL(small);
      files.set(item, small);
      list.append(item);
    }
    number(list);
  });
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

function dragging(list: HTMLElement): void {
  let held: HTMLElement | null = null;
  list.addEventListener('pointerdown', (event) => {
    const handle = event.target instanceof Element ? event.target.closest('.order-handle') : null;
    held = handle?.closest<HTMLElement>('.order-item') ?? null;
    if (!held) return;
    event.preventDefault();
    held.classList.add('lifted');
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener('pointermove', (event) => {
    if (!held) return;
    const middle = (item: Element) => {
      const box = item.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    const before = held.previousElementSibling;
    const after = held.nextElementSibling;
    if (before && event.clientY < middle(before)) before.before(held);
    else if (after && event.clientY > middle(after)) after.after(held);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    list.addEventListener(end, () => {
      if (!held) return;
      held.classList.remove('lifted');
      told(list, held);
      held = null;
    });
  }
}
