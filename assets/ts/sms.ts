import { process } from './hypertext';
import { csrf } from './token';
import { fill, fresh } from './page';

/** The button that has a code sent: posts in the background, shows the answer, counts down. */
export function sms(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, 'button[data-sms]', 'sms')) {
    const text = button.textContent ?? '';
    const wait = (seconds: number) => {
      const until = Date.now() + seconds * 1000;
      const tick = () => {
        const left = Math.ceil((until - Date.now()) / 1000);
        button.disabled = left > 0;
        button.textContent = left > 0 ? fill(button.dataset.again, { s: left }) : text;
        if (left > 0) setTimeout(tick, 500);
      };
      tick();
    };
    if (Number(button.dataset.left) > 0) wait(Number(button.dataset.left));
    button.addEventListener('click', async (event) => {
      const form = button.form;
      const into = document.querySelector(button.dataset.sms ?? '');
      if (!form || !into) return;
      event.preventDefault();
      button.disabled = true;
      try {
        const answer = await fetch(button.formAction, {
          method: 'POST',
          headers: { 'HX-Request': 'true', ...csrf() },
          body: body(form, button),
        });
        const parts = new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes;
        into.replaceChildren(...parts);
        process(into);
        const seconds = Number(answer.headers.get('Retry-After')) || (answer.ok ? Number(button.dataset.wait) || 60 : 0);
        if (seconds) wait(seconds);
        else button.disabled = false;
      } catch {
        // No network: the plain form shows the browser's own page about it.
        button.disabled = false;
        delete button.dataset.sms;
        form.requestSubmit(button);
      }
    });
  }
}

function body(form: HTMLFormElement, button: HTMLButtonElement): URLSearchParams {
  const sent = new URLSearchParams();
  for (const field of form.elements) {
    const secret = field instanceof HTMLInputElement && (field.type === 'password' || field.type === 'file');
    const off = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio') && !field.checked;
    if (secret || off) continue;
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) {
      if (field.name) sent.append(field.name, field.value);
    }
  }
  if (button.name) sent.append(button.name, button.value);
  return sent;
}
