import { say } from './page';

type Held = { work: Set<Promise<void>>; button?: HTMLElement | null };

const held = new WeakMap<HTMLFormElement, Held>();

/** Keeps a form back until `work` on its fields is done. Whoever presses meanwhile hears `busy` and need not press again. */
export function hold(form: HTMLFormElement, work: Promise<void>, busy: string): void {
  const now: Held = held.get(form) ?? { work: new Set() };
  if (!held.has(form)) {
    held.set(form, now);
    form.addEventListener('submit', (event) => wait(form, event, now, busy), { capture: true });
  }
  now.work.add(work);
  void work.then(
    () => free(form, now, work),
    // What failed is said beside its field; the person decides anew whether to send.
    () => free(form, now, work, false),
  );
}

function wait(form: HTMLFormElement, event: SubmitEvent, now: Held, busy: string): void {
  if (!now.work.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  now.button = event.submitter;
  now.button?.classList.add('busy');
  form.setAttribute('aria-busy', 'true');
  say(busy);
}

function free(form: HTMLFormElement, now: Held, work: Promise<void>, good = true): void {
  now.work.delete(work);
  const { button } = now;
  if (button === undefined || (good && now.work.size)) return;
  delete now.button;
  button?.classList.remove('busy');
  form.removeAttribute('aria-busy');
  if (good) form.requestSubmit(button);
}
