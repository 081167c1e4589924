import { characters } from './count';
import { fill, fresh, say } from './page';

/** The tags in a text: `,`, `，`, `、`, `;`, `；` and line ends separate; no empty ones, none twice. */
export function split(text: string): string[] {
  return [...new Set(text.split(/[,，、;；\n]/).map((tag) => tag.trim()).filter(Boolean))];
}

/** Chips in place of a comma-separated input; the input stays what is sent. */
export function tags(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, 'input[data-tags]', 'tags')) build(input);
}

function build(input: HTMLInputElement): void {
  const most = Number(input.dataset.tagsMax) || Infinity;
  const longest = Number(input.dataset.tagMax) || Infinity;
  const box = document.createElement('div');
  box.className = 'tag-box';
  const typed = document.createElement('input');
  typed.placeholder = input.dataset.tagsAdd ?? '';
  // Labels, hints and errors belong to what is typed into now.
  typed.id = input.id;
  input.removeAttribute('id');
  for (const name of ['aria-describedby', 'aria-invalid']) {
    const value = input.getAttribute(name);
    if (value) typed.setAttribute(name, value);
  }
  input.type = 'hidden';
  input.after(box);

  const keep = (list: string[], said = '') => {
    input.value = list.join(',');
    show();
    say(said);
    // Tells the draft; a hidden input has no event of its own.
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const show = () => {
    const list = split(input.value);
    const chips = list.map((tag) => {
      const chip = document.createElement('span');
      chip.className = 'chip';
      const away = document.createElement('button');
      away.type = 'button';
      away.textContent = '×';
      away.setAttribute('aria-label', fill(input.dataset.tagsRemove, { tag }));
      away.addEventListener('click', () => {
        keep(list.filter((other) => other !== tag));
        typed.focus();
      });
      chip.append(tag, away);
      return chip;
    });
    const focused = document.activeElement === typed;
    typed.hidden = list.length >= most;
    box.replaceChildren(...chips, typed);
    if (focused && !typed.hidden) typed.focus();
  };
  const add = () => {
    const now = split(input.value);
    const fit = split(typed.value).filter((tag) => characters(tag) <= longest && !now.includes(tag));
    // What does not fit stays to be shortened.
    const left = split(typed.value).filter((tag) => characters(tag) > longest);
    const list = [...now, ...fit].slice(0, most);
    typed.value = left.join('，');
    if (fit.length) keep(list, fit.join('，'));
  };
  typed.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && typed.value.trim()) {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && !typed.value) {
      keep(split(input.value).slice(0, -1));
    }
  });
  typed.addEventListener('input', (event) => {
    if (!(event as InputEvent).isComposing && /[,，、;；]$/.test(typed.value)) add();
    event.stopPropagation();
  });
  typed.addEventListener('blur', add);
  // A restored draft changes the input from outside.
  input.addEventListener('input', show);
  show();
}
