import { Schema, type DOMOutputSpec, type MarkType, type Node, type NodeType } from 'prosemirror-model';
import { addListNodes } from 'prosemirror-schema-list';
import OrderedMap from 'orderedmap';

/** Pictures are files of the hall; whatever else was pasted as one is left out. */
const ours = /^\/files\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Where links may lead; the server decides again. */
export const leads = (address: string) => /^(https?:\/\/|mailto:)\S+$/i.test(address) || /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(address);

const picture = {
  inline: false,
  group: 'block',
  draggable: true,
  attrs: { src: { default: '' }, alt: { default: '' } },
  parseDOM: [
    {
      tag: 'figure',
      getAttrs: (figure: HTMLElement) => {
        const image = figure.querySelector('img');
        const src = image?.getAttribute('src') ?? '';
        const alt = figure.querySelector('figcaption')?.textContent ?? image?.getAttribute('alt') ?? '';
        return ours.test(src) && { src, alt: alt.replace(/\s+/g, ' ').trim() };
      },
    },
    {
      tag: 'img[src]',
      getAttrs: (image: HTMLElement) => {
        const src = image.getAttribute('src') ?? '';
        return ours.test(src) && { src, alt: image.getAttribute('alt') ?? '' };
      },
    },
  ],
  toDOM(node: Node): DOMOutputSpec {
    const { src, alt } = node.attrs as { src: string; alt: string };
    return alt ? ['figure', ['img', { src, alt }], ['figcaption', alt]] : ['figure', ['img', { src, alt }]];
  },
};

const blocks = OrderedMap.from({
  doc: { content: 'block+' },
  paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: (): DOMOutputSpec => ['p', 0] },
  blockquote: { content: 'paragraph+', group: 'block', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: (): DOMOutputSpec => ['blockquote', 0] },
  line: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: (): DOMOutputSpec => ['hr'] },
  heading: {
    attrs: { level: { default: 2 } },
    content: 'inline*',
    group: 'block',
    defining: true,
    // A page has its own first heading; what was pasted begins below it.
    parseDOM: [
      { tag: 'h1', attrs: { level: 2 } },
      { tag: 'h2', attrs: { level: 2 } },
      { tag: 'h3', attrs: { level: 3 } },
      { tag: 'h4', attrs: { level: 4 } },
      { tag: 'h5', attrs: { level: 4 } },
      { tag: 'h6', attrs: { level: 4 } },
    ],
    toDOM: (node: Node): DOMOutputSpec => [`h${node.attrs.level as number}`, 0],
  },
  picture,
  text: { group: 'inline' },
  hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: (): DOMOutputSpec => ['br'] },
});

/** What was pasted with a style, which `tidyPaste` put aside. */
const styled = (style: RegExp) => ({
  tag: 'span[data-style]',
  consuming: false,
  getAttrs: (span: HTMLElement) => style.test(span.dataset.style ?? '') && null,
});

/** What a body may hold: what the server keeps. Whatever is pasted is read by these rules, so that nothing of Word's own remains. */
export const schema = new Schema({
  nodes: addListNodes(blocks, 'paragraph block*', 'block'),
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (link: HTMLElement) => leads(link.getAttribute('href') ?? '') && { href: link.getAttribute('href') } }],
      toDOM: (mark): DOMOutputSpec => ['a', { href: mark.attrs.href as string }, 0],
    },
    strong: {
      parseDOM: [
        { tag: 'strong' },
        // Some copy everything inside a <b> that is not bold.
        { tag: 'b', getAttrs: (bold: HTMLElement) => !/font-weight:\s*normal/.test(bold.dataset.style ?? '') && null },
        styled(/font-weight:\s*(bold|[6-9]\d\d)/),
      ],
      toDOM: (): DOMOutputSpec => ['strong', 0],
    },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }, styled(/font-style:\s*italic/)], toDOM: (): DOMOutputSpec => ['em', 0] },
    u: { parseDOM: [{ tag: 'u' }, styled(/text-decoration[^;]*underline/)], toDOM: (): DOMOutputSpec => ['u', 0] },
    s: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }, styled(/text-decoration[^;]*line-through/)], toDOM: (): DOMOutputSpec => ['s', 0] },
  },
});

type Blocks = 'paragraph' | 'blockquote' | 'line' | 'heading' | 'picture' | 'hard_break' | 'ordered_list' | 'bullet_list' | 'list_item';
export const nodes = schema.nodes as unknown as Record<Blocks, NodeType>;
export const marks = schema.marks as unknown as Record<'link' | 'strong' | 'em' | 'u' | 's', MarkType>;
