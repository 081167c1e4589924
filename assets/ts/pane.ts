import { process } from './hypertext';
import { csrf } from './token';
import { release } from './once';
import { better } from './page';
import { focus } from './small';

/** The side pane: links with `data-pane` open in it, forms in it are sent without leaving. */
export function pane(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog#pane');
  const body = dialog?.querySelector<HTMLElement>('#pane-body');
  if (!dialog || !body || !dialog.showModal) return;
  let before: HTMLElement | null = null;

  async function ask(address: string, init: RequestInit = {}): Promise<void> {
    dialog!.classList.add('waiting');
    dialog!.setAttribute('aria-busy', 'true');
    try {
      const headers = { 'HX-Request': 'true', 'HX-Target': 'pane-body', ...csrf() };
      const answer = await fetch(address, { ...init, headers });
      const away = answer.headers.get('HX-Redirect') ?? (init.method === 'POST' && answer.redirected ? answer.url : null);
      if (away) return location.assign(away);
      if (answer.headers.get('HX-Refresh') === 'true') return location.reload();
      if (answer.headers.get('HX-Trigger')?.includes('pane-close')) return dialog!.close();
      show(await answer.text());
    } catch {
      // No network: the browser says so itself when the page is asked for.
      if (init.method !== 'POST') location.assign(address);
    } finally {
      dialog!.classList.remove('waiting');
      dialog!.removeAttribute('aria-busy');
    }
  }

  function show(html: string): void {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const content = page.querySelector('#content') ?? page.body;
    body!.replaceChildren(...content.childNodes);
    if (!dialog!.open) dialog!.showModal();
    body!.scrollTop = 0;
    process(body!);
    better(body!);
    body!.focus();
    focus(body!);
  }

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-pane]') : null;
    if (!link) return;
    event.preventDefault();
    if (!dialog.open) before = link;
    void ask(link.href);
  });
  dialog.querySelector('.pane-close')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    // A press on the dimmed page: the dialog itself is hit, not what is in it.
    if (event.target === dialog && event.clientX < dialog.getBoundingClientRect().left) dialog.close();
  });
  dialog.addEventListener('close', () => {
    body.replaceChildren();
    before?.focus();
  });
  body.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method === 'dialog') return;
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    const sent = new FormData(form);
    if (button?.name) sent.append(button.name, button.value);
    const address = button?.hasAttribute('formaction') ? button.formAction : form.action;
    const pairs = new URLSearchParams([...sent].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
    const done =
      form.method === 'post'
        ? ask(address, { method: 'POST', body: form.enctype === 'multipart/form-data' ? sent : pairs })
        : ask(`${address.split('?')[0]}?${pairs}`);
    void done.finally(() => release(form));
  });
}
