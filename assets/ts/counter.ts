import { characters } from './count';
import { fresh } from './page';

/** `n/max` beside `data-count` inputs. Over the limit it turns red; nothing is cut, the server decides. */
export function counter(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, '[data-count][maxlength]', 'counter')) {
    const max = Number(input.getAttribute('maxlength'));
    // The browser counts UTF-16 units and cuts silently what was pasted.
    input.removeAttribute('maxlength');
    const shown = document.createElement('span');
    shown.className = 'counter';
    shown.setAttribute('aria-hidden', 'true');
    input.insertAdjacentElement('afterend', shown);
    const count = () => {
      const now = characters(input.value);
      shown.textContent = `${now}/${max}`;
      shown.classList.toggle('over', now > max);
    };
    input.addEventListener('input', count);
    input.form?.addEventListener('reset', () => setTimeout(count));
    count();
  }
}
