import { toggleMark } from 'prosemirror-commands';
import type { Mark } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { leads, marks, nodes, schema } from './schema';

/** Opens a dialog of the page with a value in its field; gives back the button and the value. */
async function ask(id: string, value: string): Promise<[string, string]> {
  const dialog = document.querySelector<HTMLDialogElement>(`#${id}`);
  const input = dialog?.querySelector('input');
  if (!dialog || !input) return ['no', ''];
  input.value = value;
  dialog.returnValue = 'no';
  dialog.showModal();
  input.select();
  await new Promise((done) => dialog.addEventListener('close', done, { once: true }));
  return [dialog.returnValue, input.value.trim()];
}

/** Asks where the chosen words shall lead. */
export async function editLink(view: EditorView): Promise<void> {
  const { $from, from, to, empty } = view.state.selection;
  const { link } = marks;
  const there = (empty ? $from.marks() : ($from.nodeAfter?.marks ?? [])).find((mark: Mark) => mark.type === link);
  const [said, typed] = await ask('editor-link', (there?.attrs.href as string | undefined) ?? '');
  view.focus();
  if (said === 'no') return;
  let { tr } = view.state;
  if (said === 'none' || !typed) {
    tr = tr.removeMark(from, to, link);
    return view.dispatch(tr);
  }
  // An address as people say it.
  const href = /^[\w.+-]+@[\w.-]+$/.test(typed) ? `mailto:${typed}` : leads(typed) ? typed : `https://${typed.replace(/^\w*:\/*/, '')}`;
  if (!leads(href)) return;
  const mark = link.create({ href });
  if (empty) {
    tr = tr.replaceSelectionWith(schema.text(typed, [mark]), false);
    return view.dispatch(tr);
  }
  view.dispatch(tr.removeMark(from, to, link).addMark(from, to, mark).setSelection(TextSelection.create(tr.doc, to)));
}

/** Asks what a picture shows. */
export function editPicture(view: EditorView, at: number): boolean {
  const node = view.state.doc.nodeAt(at);
  if (!node) return false;
  void ask('editor-caption', node.attrs.alt as string).then(([said, alt]) => {
    view.focus();
    if (said !== 'yes') return;
    const tr = view.state.tr.setNodeMarkup(at, null, { ...node.attrs, alt });
    view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)));
  });
  return true;
}

/** The picture that is chosen, if one is. */
export function chosenPicture(view: EditorView): number | null {
  const { selection } = view.state;
  return selection instanceof NodeSelection && selection.node.type === nodes.picture ? selection.from : null;
}

export const toggles = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  u: toggleMark(marks.u),
  s: toggleMark(marks.s),
};
