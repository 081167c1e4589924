import { process } from './hypertext';
import { release } from './once';
import { better, fill, fresh, say } from './page';
import { focus } from './small';
import { csrf } from './token';

const under = new WeakSet<HTMLFormElement>();

/** Where an answer leads: another page, or what the page shows instead of its own content. */
export function leads(status: number, redirect: string | null): 'away' | 'here' {
  return redirect && status < 400 ? 'away' : 'here';
}

/** `data-upload`: shows how much of a form's file is sent, and that the server is at work after that. */
export function upload(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, 'form[data-upload]', 'upload')) {
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (under.has(form)) return;
      under.add(form);
      send(form, event.submitter as HTMLButtonElement | null);
    });
  }
}

function send(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  const sent = new FormData(form);
  if (button?.name) sent.append(button.name, button.value);
  const bar = show(form);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  for (const [name, value] of Object.entries({ 'HX-Request': 'true', ...csrf() })) request.setRequestHeader(name, value);
  request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
    if (lengthComputable && loaded < total) bar.at(loaded / total);
  });
  request.upload.addEventListener('load', () => bar.works());
  const over = () => {
    under.delete(form);
    release(form);
    bar.remove();
  };
  request.addEventListener('load', () => {
    const away = request.getResponseHeader('HX-Redirect');
    if (away && leads(request.status, away) === 'away') return location.assign(away);
    over();
    answer(request.responseText);
  });
  // No network: what the browser itself says is better than anything of ours.
  request.addEventListener('error', () => {
    over();
    under.add(form);
    form.submit();
  });
  request.addEventListener('abort', over);
  request.send(form.enctype === 'multipart/form-data' ? sent : new URLSearchParams([...sent].map(([name, value]) => [name, String(value)])));
}

/** The answer is a page: its content takes the place of this one's. */
function answer(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const here = document.querySelector<HTMLElement>('#content');
  const content = page.querySelector('#content');
  if (!here || !content) return location.reload();
  document.title = page.title || document.title;
  here.replaceChildren(...content.childNodes);
  process(here);
  better(here);
  window.scrollTo(0, 0);
  focus(here);
}

function show(form: HTMLFormElement) {
  const box = document.createElement('div');
  box.className = 'upload-state';
  const text = document.createElement('p');
  const bar = document.createElement('progress');
  bar.max = 100;
  const set = (words: string) => {
    text.textContent = words;
    bar.setAttribute('aria-label', words);
    say(words);
  };
  box.append(text, bar);
  form.append(box);
  set(form.dataset.uploadSending ?? form.dataset.uploadReading ?? '');
  return {
    at(share: number) {
      bar.value = Math.round(share * 100);
      text.textContent = fill('{words} {n} %', { words: form.dataset.uploadSending ?? '', n: Math.round(share * 100) });
    },
    works() {
      // Without a value the bar moves by itself.
      bar.removeAttribute('value');
      set(form.dataset.uploadReading ?? '');
    },
    remove: () => box.remove(),
  };
}
