// The pictures of all pages as one page to leaf through: a row for each page, beside each other what is said in both languages
// at both widths, and a list to choose by who looks.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const views = ['zh-CN/1366', 'zh-CN/390', 'en/1366', 'en/390'];
const style = `body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #1d2129; background: #f4f6f9 }
nav { position: sticky; top: 0; padding: .5rem 1rem; background: #fff; border-bottom: 1px solid #d5dbe5 }
nav a { margin-inline-end: .75rem }
section { padding: 1rem }
h2 { margin: 0 0 .5rem; font-size: 1rem }
ul { display: flex; gap: 1rem; align-items: start; overflow-x: auto; margin: 0; padding: 0; list-style: none }
img { display: block; height: 26rem; border: 1px solid #d5dbe5; background: #fff; object-fit: cover; object-position: top }
figcaption { font-size: .8rem; color: #4e5969 }
figure { margin: 0 }`;

/** Writes `index.html` over the pictures in `folder`: `{locale}/{width}/{who}-{page}.jpg`. */
export async function leaf(folder) {
  const pages = new Map();
  for (const view of views) {
    for (const name of await readdir(join(folder, view)).catch(() => [])) pages.set(name, [...(pages.get(name) ?? []), view]);
  }
  const sorted = [...pages].sort(([one], [other]) => one.localeCompare(other));
  const people = [...new Set(sorted.map(([name]) => name.split('-')[0]))];
  const first = new Set();
  const rows = sorted.map(([name, seen]) => {
    const who = name.split('-')[0];
    const anchor = first.has(who) ? '' : ` id="${who}"`;
    first.add(who);
    const title = name.replace('.jpg', '');
    const pictures = seen.map((view) => `<li><figure><a href="${view}/${name}"><img loading="lazy" src="${view}/${name}" alt="${title}, ${view}"></a><figcaption>${view.replace('/', ', ')} px</figcaption></figure></li>`);
    return `<section${anchor}><h2>${title}</h2><ul>${pictures.join('')}</ul></section>`;
  });
  const links = people.map((who) => `<a href="#${who}">${who}</a>`).join('');
  await writeFile(join(folder, 'index.html'), `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Every page</title><style>${style}</style><body><nav>${links}</nav>\n${rows.join('\n')}\n</body></html>\n`);
}
