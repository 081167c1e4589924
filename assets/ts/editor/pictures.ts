import type { EditorView } from 'prosemirror-view';
import { hold } from '../hold';
import { fill, say } from '../page';
import { fitted } from '../picture';
import { csrf } from '../token';
import { nodes } from './schema';
import type { Field } from './start';

/** Puts pictures that were chosen, pasted or dropped into the text; whether there were any. */
export function fromFiles(view: EditorView, field: Field, files: FileList | null | undefined): boolean {
  const pictures = [...(files ?? [])].filter((file) => /^image\/(jpeg|png)$/.test(file.type));
  if (!pictures.length) return false;
  const work = (async () => {
    for (const file of pictures) await one(view, field, file);
  })();
  const form = field.root.closest('form');
  if (form) hold(form, work, field.texts.busy ?? '');
  return true;
}

async function one(view: EditorView, field: Field, file: File): Promise<void> {
  const { texts, root } = field;
  const most = Number(root.dataset.maxPictures);
  let there = 0;
  view.state.doc.descendants((node) => void (there += node.type === nodes.picture ? 1 : 0));
  if (there >= most) return tell(field, fill(texts.full, { max: most }), true);
  tell(field, texts.busy ?? '', false);
  let sent: File;
  try {
    sent = await fitted(file, Number(root.dataset.fitWidth), Number(root.dataset.maxBytes));
  } catch {
    return tell(field, texts.unreadable ?? '', true);
  }
  const form = new FormData();
  // What was made smaller may have become another kind, and has its name.
  form.append('picture', sent, sent.name || 'picture.png');
  try {
    const answer = await fetch(root.dataset.upload ?? '', { method: 'POST', body: form, headers: { ...csrf(), 'HX-Request': 'true' } });
    const told = (await answer.json()) as { path?: string; errors?: string[] };
    if (!told.path) return tell(field, told.errors?.join(' ') || texts.failed || '', true);
    const picture = nodes.picture.create({ src: told.path });
    view.dispatch(view.state.tr.replaceSelectionWith(picture).scrollIntoView());
    tell(field, '', false);
    say(texts.added ?? '');
  } catch {
    tell(field, texts.failed ?? '', true);
  }
}

/** A line below the text: what is going on, or what went wrong. */
function tell(field: Field, text: string, wrong: boolean): void {
  let line = field.root.querySelector<HTMLElement>('.editor-said');
  if (!line) {
    line = document.createElement('p');
    line.setAttribute('aria-live', 'polite');
    field.root.querySelector('.editor')?.after(line);
  }
  line.className = wrong ? 'editor-said field-error' : 'editor-said field-hint';
  line.textContent = text;
}
