import { fresh, icon } from './page';

const week = 7 * 24 * 3600 * 1000;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = { at: number; base: string; values: [name: string, value: string, index: number][] };

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const prefix = 'tradehall.draft.';

/** Whether a field may be kept: never secrets, files or what the server put there itself. */
export function keeps(field: {
  name: string;
  type: string;
  tags?: boolean;
  autocomplete?: string | null;
  excluded: boolean;
}): boolean {
  if (!field.name || field.name.startsWith('_') || field.excluded) return false;
  if (['password', 'file', 'submit', 'button', 'image', 'reset'].includes(field.type)) return false;
  // A hidden field belongs to the server, except the one behind the tags.
  if (field.type === 'hidden' && !field.tags) return false;
  return !/one-time-code|cc-|password/.test(field.autocomplete ?? '');
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) &&
      keeps({
        name: element.name,
        type: element.type,
        tags: element.dataset.tags !== undefined,
        autocomplete: element.getAttribute('autocomplete'),
        excluded: element.closest('[data-no-draft]') !== null,
      }),
  );
}

function chosen(field: Field): string {
  const box = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
  return box ? String(field.checked) : field.value;
}

function read(form: HTMLFormElement): Draft['values'] {
  const seen = new Map<string, number>();
  return fields(form).map((field) => {
    const index = seen.get(field.name) ?? 0;
    seen.set(field.name, index + 1);
    return [field.name, chosen(field), index];
  });
}

/** Puts the values back; tells whether that changed anything. */
function write(form: HTMLFormElement, values: Draft['values']): boolean {
  const kept = new Map(values.map(([name, value, index]) => [`${index} ${name}`, value]));
  const seen = new Map<string, number>();
  let changed = false;
  for (const field of fields(form)) {
    const index = seen.get(field.name) ?? 0;
    seen.set(field.name, index + 1);
    const value = kept.get(`${index} ${field.name}`);
    if (value === undefined || value === chosen(field)) continue;
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) field.checked = value === 'true';
    else field.value = value;
    changed = true;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return changed;
}

/** Forgets the drafts that this page says are done, and all that are old. */
function forget(store: Storage): void {
  const done = [...document.querySelectorAll<HTMLMetaElement>('meta[name=draft-done]')].flatMap((meta) => meta.content.split(/\s+/));
  for (const key of Object.keys(store).filter((key) => key.startsWith(prefix))) {
    let at = 0;
    try {
      at = (JSON.parse(store.getItem(key) ?? '') as Draft).at;
    } catch {
      // Unreadable is as good as old.
    }
    if (Date.now() - at > week || done.some((name) => name === '*' || key.endsWith(`:${name}`))) store.removeItem(key);
  }
}

/** Keeps what is typed into `form[data-draft]` until the server has it. */
export function draft(root: ParentNode): void {
  const store = storage();
  if (!store) return;
  if (root === document) forget(store);
  for (const form of fresh<HTMLFormElement>(root, 'form[data-draft]', 'draft')) {
    const key = `${prefix}${form.dataset.draftOwner ?? ''}:${form.dataset.draft ?? ''}`;
    const base = form.dataset.draftBase ?? '';
    // After an error the page itself carries what was typed.
    if (!form.querySelector('#errors')) restore(form, store, key, base);
    let due = 0;
    const keep = () => {
      clearTimeout(due);
      due = window.setTimeout(() => {
        const kept: Draft = { at: Date.now(), base, values: read(form) };
        try {
          store.setItem(key, JSON.stringify(kept));
        } catch {
          // A full store only means no draft.
        }
      }, 300);
    };
    form.addEventListener('input', keep);
    form.addEventListener('change', keep);
  }
}

function restore(form: HTMLFormElement, store: Storage, key: string, base: string): void {
  let kept: Draft;
  try {
    kept = JSON.parse(store.getItem(key) ?? 'null') as Draft;
  } catch {
    return;
  }
  if (!kept || kept.base !== base || !write(form, kept.values)) return;
  const note = document.createElement('div');
  note.className = 'note note-info';
  note.setAttribute('role', 'status');
  const text = document.createElement('div');
  text.textContent = form.dataset.draftNotice ?? '';
  const discard = document.createElement('button');
  discard.type = 'button';
  discard.className = 'linkish';
  discard.textContent = form.dataset.draftDiscard ?? '';
  discard.addEventListener('click', () => {
    store.removeItem(key);
    location.reload();
  });
  note.append(icon('history'), text, discard);
  form.prepend(note);
}
