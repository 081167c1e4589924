import { baseKeymap, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMParser, DOMSerializer, type Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { fresh } from '../page';
import { editPicture } from './dialogs';
import { paragraphs, tidyPaste } from './paste';
import { fromFiles } from './pictures';
import { marks, nodes, schema } from './schema';
import { toolbar } from './toolbar';

/** The field of a body with everything that belongs to it. */
export type Field = {
  root: HTMLElement;
  texts: DOMStringMap;
  html: HTMLTextAreaElement;
};

/** Puts an editor in the place of the plain text wherever a page has a field for it. */
export function start(root: ParentNode): void {
  for (const field of fresh<HTMLElement>(root, '[data-editor]', 'editor')) {
    try {
      open(field);
    } catch (error) {
      // The plain text is still there.
      console.error(error);
    }
  }
}

function open(root: HTMLElement): void {
  const plain = root.querySelector<HTMLTextAreaElement>('textarea[name=body]');
  const html = root.querySelector<HTMLTextAreaElement>('textarea[name=html]');
  const texts = root.querySelector<HTMLTemplateElement>('[data-editor-texts]')?.dataset;
  if (!plain || !html || !texts) return;
  const field: Field = { root, texts, html };
  // Whoever was quicker than this script typed plain text.
  const typed = plain.value !== plain.defaultValue && html.value === html.defaultValue;
  const view = new EditorView(null, {
    state: state(parse(typed ? paragraphs(plain.value) : html.value)),
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-required': 'true',
      'aria-labelledby': 'body-label',
      'aria-describedby': plain.getAttribute('aria-describedby') ?? 'body-hint',
      ...(plain.getAttribute('aria-invalid') ? { 'aria-invalid': 'true' } : {}),
      class: 'article editor-text',
      id: 'body',
    },
    transformPastedHTML: tidyPaste,
    handlePaste: (view, event) => fromFiles(view, field, event.clipboardData?.files),
    handleDrop: (view, event) => fromFiles(view, field, event.dataTransfer?.files),
    handleDoubleClickOn: (view, _, node, at) => node.type === nodes.picture && editPicture(view, at),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) keep(view, field, count);
      bar.refresh();
    },
  });
  const bar = toolbar(view, field);
  const count = document.createElement('span');
  count.className = 'counter';
  count.setAttribute('aria-hidden', 'true');
  const box = document.createElement('div');
  box.className = 'editor';
  box.append(bar.element, view.dom);
  plain.replaceWith(box);
  box.after(count);
  view.dom.addEventListener('keydown', (event) => {
    if (event.altKey && event.key === 'F10') {
      event.preventDefault();
      bar.focus();
    }
  });
  root.querySelector('[data-editor-plain]')?.toggleAttribute('hidden', true);
  root.querySelector('[data-editor-rich]')?.toggleAttribute('hidden', false);
  // Its pictures come through the toolbar.
  const instead = root.closest('form')?.querySelector<HTMLElement>('[data-editor-instead]');
  if (instead && !instead.classList.contains('invalid')) instead.hidden = true;
  write(view, field, count);
  bar.refresh();
}

function parse(html: string): Node {
  const body = new window.DOMParser().parseFromString(html, 'text/html').body;
  return DOMParser.fromSchema(schema).parse(body);
}

function state(doc: Node): EditorState {
  const { list_item: item } = nodes;
  return EditorState.create({
    doc,
    plugins: [
      history(),
      keymap({
        'Mod-z': undo,
        'Mod-y': redo,
        'Shift-Mod-z': redo,
        'Mod-b': toggleMark(marks.strong),
        'Mod-i': toggleMark(marks.em),
        'Mod-u': toggleMark(marks.u),
        // Tab leaves the text, as in every field; lists are nested by these.
        'Mod-]': sinkListItem(item),
        'Mod-[': liftListItem(item),
        Enter: splitListItem(item),
        'Shift-Enter': (state, dispatch) => {
          dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
          return true;
        },
      }),
      keymap(baseKeymap),
    ],
  });
}

/** Writes what is sent, and tells whoever keeps drafts. */
function keep(view: EditorView, field: Field, count: HTMLElement): void {
  write(view, field, count);
  field.html.dispatchEvent(new Event('input', { bubbles: true }));
}

function write(view: EditorView, field: Field, count: HTMLElement): void {
  const { doc } = view.state;
  const holder = document.createElement('div');
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  const empty = doc.childCount === 1 && doc.firstChild?.type === nodes.paragraph && !doc.firstChild.childCount;
  field.html.value = empty ? '' : holder.innerHTML;
  const most = Number(field.root.dataset.limit);
  const length = [...doc.textBetween(0, doc.content.size, '', '').replace(/\s/g, '')].length;
  count.textContent = `${length}/${most}`;
  count.classList.toggle('over', length > most);
}
