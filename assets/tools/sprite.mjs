import { readFile } from 'node:fs/promises';

const shapes = 'node_modules/@tabler/icons/icons';

/** Inside of an SVG file as a <symbol>; filled icons are painted, outlines inherit the stroke of `.icon`. */
function symbol(name, svg, extra = '') {
  const box = /viewBox="([^"]+)"/.exec(svg)[1];
  const inside = svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '')
    .replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="${box}"${extra}>${inside}</symbol>`;
}

/** One SVG with a symbol for every name in the list. A name that Tabler does not have stops the build. */
export async function sprite(list) {
  const names = (await readFile(list, 'utf8')).split('\n').map((line) => line.trim());
  const symbols = [symbol('brand', await readFile('css/brand.svg', 'utf8'), ' stroke="none"')];
  for (const name of new Set(names.filter((line) => line && !line.startsWith('#')))) {
    const filled = name.startsWith('filled/');
    const file = `${shapes}/${filled ? name : `outline/${name}`}.svg`;
    const svg = await readFile(file, 'utf8').catch(() => {
      throw new Error(`${list}: Tabler has no icon ${name}`);
    });
    const shown = filled ? `${name.slice(7)}-filled` : name;
    symbols.push(symbol(shown, svg, filled ? ' fill="currentColor" stroke="none"' : ''));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
