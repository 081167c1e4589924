import { fill, fresh, icon, say } from './page';

/** `data-submit`: a choice that needs no button. */
export function submitOnChange(root: ParentNode): void {
  for (const input of fresh<HTMLSelectElement>(root, '[data-submit]', 'submit')) {
    input.addEventListener('change', () => input.form?.requestSubmit());
  }
}

/** `data-pref`: text size and contrast at once; the link is asked in the background, so that the server remembers. */
export function prefs(root: ParentNode): void {
  for (const link of fresh<HTMLAnchorElement>(root, 'a[data-pref]', 'pref')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const { pref = '', value = '' } = link.dataset;
      document.documentElement.dataset[pref] = value;
      document.querySelectorAll<HTMLElement>(`a[data-pref="${pref}"]`).forEach((other) => {
        if (other.dataset.value === value) other.setAttribute('aria-current', 'true');
        else other.removeAttribute('aria-current');
      });
      fetch(link.href, { redirect: 'manual' }).catch(() => undefined);
    });
  }
}

/** `data-print` and `data-copy`: buttons that mean nothing without the script, so they come hidden. */
export function printAndCopy(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, '[data-print]', 'print')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
  for (const button of fresh<HTMLButtonElement>(root, '[data-copy]', 'copy')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy ?? '');
      const before = button.textContent;
      button.textContent = button.dataset.copied ?? '';
      say(button.dataset.copied ?? '');
      setTimeout(() => (button.textContent = before), 2000);
    });
  }
}

/** `data-reveal`: an eye beside a password. */
export function reveal(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, 'input[type=password][data-reveal]', 'reveal')) {
    const group = document.createElement('div');
    group.className = 'input-group';
    input.before(group);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-icon';
    group.append(input, button);
    const show = (open: boolean) => {
      input.type = open ? 'text' : 'password';
      button.replaceChildren(icon(open ? 'eye-off' : 'eye'));
      button.setAttribute('aria-label', (open ? input.dataset.revealOff : input.dataset.reveal) ?? '');
    };
    button.addEventListener('click', () => show(input.type === 'password'));
    input.form?.addEventListener('submit', () => show(false));
    show(false);
  }
}

/** `data-too-big`: a file that the server would refuse for its size is refused before it travels. */
export function fileSize(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, 'input[type=file][data-too-big][data-max-bytes]', 'size')) {
    const max = Number(input.dataset.maxBytes);
    input.addEventListener('change', () => {
      const big = [...(input.files ?? [])].find((file) => file.size > max);
      input.setCustomValidity(big ? fill(input.dataset.tooBig, { name: big.name, max: bytes(max) }) : '');
      if (big) input.reportValidity();
    });
  }
}

/** Bytes as people read them: 2 MB, 200 KB. */
export function bytes(count: number): string {
  return count >= 1048576 ? `${+(count / 1048576).toFixed(1)} MB` : `${Math.round(count / 1024)} KB`;
}

/** Where the focus goes when a page opens: to the errors, else to the message. */
export function focus(root: ParentNode): void {
  const at = root.querySelector<HTMLElement>('#errors') ?? root.querySelector<HTMLElement>('[data-flash]');
  if (!at) return;
  if (!at.hasAttribute('tabindex')) at.tabIndex = -1;
  at.focus();
}
