import { fresh } from './page';

const busy = new WeakSet<HTMLFormElement>();

/** Frees a form again: its answer came without a new page. */
export function release(form: HTMLFormElement): void {
  busy.delete(form);
  form.querySelectorAll('button[aria-disabled]').forEach((button) => {
    button.classList.remove('busy');
    button.removeAttribute('aria-disabled');
  });
}

/** A form is sent once: a second press does nothing until the answer is there. */
export function once(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, 'form[method=post]:not([data-once=no])', 'once')) {
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented) return;
      if (busy.has(form)) {
        event.preventDefault();
        return;
      }
      busy.add(form);
      // Not `disabled`: its name and value would be missing from what is sent.
      const button = event.submitter;
      if (button instanceof HTMLElement) {
        button.setAttribute('aria-disabled', 'true');
        if (button.classList.contains('btn')) button.classList.add('busy');
      }
      // Whoever stops the loading may send again.
      setTimeout(() => release(form), 20000);
    });
    form.addEventListener('htmx:afterRequest', () => release(form));
  }
}

// Coming back by the browser's own button shows the page as it was left.
if (typeof window !== 'undefined') {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll<HTMLFormElement>('form').forEach(release);
  });
}
