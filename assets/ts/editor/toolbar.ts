import { lift, setBlockType, wrapIn } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { MarkType, NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { icon } from '../page';
import { chosenPicture, editLink, editPicture, toggles } from './dialogs';
import { fromFiles } from './pictures';
import { marks, nodes } from './schema';
import type { Field } from './start';

type Tool = { name: string; picture: string; run: (view: EditorView) => void; can?: Command; on?: (view: EditorView) => boolean };

/** Whether the selection stands inside a block of a kind. */
function within(view: EditorView, kind: NodeType, level?: number): boolean {
  const { $from } = view.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type === kind) return level === undefined || node.attrs.level === level;
  }
  return false;
}

function marked(view: EditorView, kind: MarkType): boolean {
  const { from, to, empty, $from } = view.state.selection;
  if (empty) return Boolean(kind.isInSet(view.state.storedMarks ?? $from.marks()));
  return view.state.doc.rangeHasMark(from, to, kind);
}

const command =
  (does: Command) =>
  (view: EditorView): void =>
    void does(view.state, view.dispatch, view);

/** A list, or none where there is one. */
const list = (kind: NodeType) => (view: EditorView) => command(within(view, kind) ? liftListItem(nodes.list_item) : wrapInList(kind))(view);

function tools(choose: () => void): Tool[] {
  const mark = (name: keyof typeof toggles, picture: string): Tool => ({ name, picture, run: command(toggles[name]), can: toggles[name], on: (view) => marked(view, marks[name]) });
  const heading = (name: string, level: number, picture: string): Tool => {
    const to = setBlockType(nodes.heading, { level });
    return { name, picture, run: (view) => command(within(view, nodes.heading, level) ? setBlockType(nodes.paragraph) : to)(view), on: (view) => within(view, nodes.heading, level) };
  };
  return [
    heading('heading', 2, 'h-2'),
    heading('subheading', 3, 'h-3'),
    mark('strong', 'bold'),
    mark('em', 'italic'),
    mark('u', 'underline'),
    mark('s', 'strikethrough'),
    { name: 'ul', picture: 'list', run: list(nodes.bullet_list), on: (view) => within(view, nodes.bullet_list) },
    { name: 'ol', picture: 'list-numbers', run: list(nodes.ordered_list), on: (view) => within(view, nodes.ordered_list) },
    { name: 'quote', picture: 'blockquote', run: (view) => command(within(view, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(view), on: (view) => within(view, nodes.blockquote) },
    { name: 'line', picture: 'separator-horizontal', run: (view) => view.dispatch(view.state.tr.replaceSelectionWith(nodes.line.create()).scrollIntoView()) },
    { name: 'link', picture: 'link', run: (view) => void editLink(view), on: (view) => marked(view, marks.link) },
    {
      name: 'picture',
      picture: 'photo',
      // A chosen picture gets its caption; without one, one is chosen.
      run: (view) => {
        const at = chosenPicture(view);
        if (at === null) choose();
        else editPicture(view, at);
      },
      on: (view) => chosenPicture(view) !== null,
    },
    { name: 'undo', picture: 'arrow-back-up', run: command(undo), can: undo },
    { name: 'redo', picture: 'arrow-forward-up', run: command(redo), can: redo },
  ];
}

/** The toolbar: one stop of Tab, arrows between its buttons (the toolbar pattern of ARIA). */
export function toolbar(view: EditorView, field: Field) {
  const element = document.createElement('div');
  element.className = 'editor-tools';
  element.setAttribute('role', 'toolbar');
  element.setAttribute('aria-label', field.texts.toolbar ?? '');
  element.setAttribute('aria-controls', 'body');
  const chooser = document.createElement('input');
  chooser.type = 'file';
  chooser.accept = 'image/jpeg,image/png';
  chooser.multiple = true;
  chooser.hidden = true;
  chooser.dataset.editorFile = '';
  chooser.setAttribute('aria-label', field.texts.picture ?? '');
  chooser.addEventListener('change', () => {
    fromFiles(view, field, chooser.files);
    chooser.value = '';
  });
  const buttons = tools(() => chooser.click()).map((tool) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'editor-tool';
    button.dataset.tool = tool.name;
    button.title = field.texts[tool.name] ?? '';
    button.setAttribute('aria-label', button.title);
    button.append(icon(tool.picture));
    // The selection stays where it is.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      tool.run(view);
      if (!document.querySelector('dialog[open]')) view.focus();
    });
    return { button, tool };
  });
  element.append(...buttons.map(({ button }) => button), chooser);
  let at = 0;
  const stand = (next: number, focus: boolean) => {
    at = (next + buttons.length) % buttons.length;
    buttons.forEach(({ button }, place) => (button.tabIndex = place === at ? 0 : -1));
    if (focus) buttons[at]?.button.focus();
  };
  element.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      stand(step, true);
    } else if (event.key === 'Escape') {
      view.focus();
    }
  });
  element.addEventListener('focusin', (event) => stand(buttons.findIndex(({ button }) => button === event.target), false));
  stand(0, false);
  return {
    element,
    focus: () => stand(at, true),
    refresh() {
      for (const { button, tool } of buttons) {
        if (tool.on) button.setAttribute('aria-pressed', String(tool.on(view)));
        if (tool.can) button.setAttribute('aria-disabled', String(!tool.can(view.state)));
      }
    },
  };
}
