import { fresh } from './page';

const asked = new WeakSet<HTMLFormElement>();

/** Opens the question of `data-confirm` before a form is sent; on yes it is sent with `confirmed=yes`. */
export function confirm(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, 'form', 'confirm')) {
    if (form.method === 'dialog') continue;
    form.addEventListener('submit', (event) => {
      const button = event.submitter as HTMLButtonElement | null;
      const id = button?.dataset.confirm ?? form.dataset.confirm;
      const dialog = id ? document.getElementById(id) : null;
      if (!(dialog instanceof HTMLDialogElement) || asked.delete(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(dialog, () => {
        let yes = form.querySelector<HTMLInputElement>('input[name=confirmed]');
        if (!yes) {
          yes = document.createElement('input');
          yes.type = 'hidden';
          yes.name = 'confirmed';
          form.append(yes);
        }
        yes.value = 'yes';
        asked.add(form);
        form.requestSubmit(button);
        // When the browser's own check refused the form it was not sent, and the question stands again.
        asked.delete(form);
      });
    });
  }
}

function ask(dialog: HTMLDialogElement, yes: () => void): void {
  const before = document.activeElement;
  dialog.returnValue = '';
  dialog.addEventListener(
    'close',
    () => {
      if (before instanceof HTMLElement) before.focus();
      if (dialog.returnValue === 'yes') yes();
    },
    { once: true },
  );
  dialog.showModal();
  // Enter must not mean yes by accident.
  dialog.querySelector<HTMLElement>('button:not([value=yes])')?.focus();
}
