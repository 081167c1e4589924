import { characters } from './count';
import { fresh } from './page';

/** `n/max` beside `data-count` inputs. Over the limit it turns red; nothing is cut, the server decides. */
export function counter(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, '[data-count][maxlength]', 'counter')) {
    const most = Number(input.getAttribute('maxlength'));
    const [choice, limits] = limitsOf(input.dataset.limits);
    // The browser counts UTF-16 units and cuts silently what was pasted.
    input.removeAttribute('maxlength');
    const shown = document.createElement('span');
    shown.className = 'counter';
    shown.setAttribute('aria-hidden', 'true');
    input.insertAdjacentElement('afterend', shown);
    const count = () => {
      const now = characters(input.value);
      const chosen = input.form?.querySelector<HTMLInputElement>(`[name="${choice}"]:checked`)?.value;
      const max = limits.get(chosen ?? '') ?? most;
      shown.textContent = `${now}/${max}`;
      shown.classList.toggle('over', now > max);
    };
    input.addEventListener('input', count);
    if (limits.size) input.form?.addEventListener('change', count);
    input.form?.addEventListener('reset', () => setTimeout(count));
    count();
  }
}

/** `kind logistics=300 park=2000`: how long a text may be follows from what was chosen elsewhere in its form. */
export function limitsOf(written = ''): [string, Map<string, number>] {
  const [choice = '', ...pairs] = written.split(' ');
  const limits = pairs.map((pair) => pair.split('=')).map(([word = '', limit]) => [word, Number(limit)] as const);
  return [choice, new Map(limits)];
}
