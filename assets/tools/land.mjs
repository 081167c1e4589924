import { readFile } from 'node:fs/promises';

/** The world's land as a picture that pages refer to as `land.svg#land`, so that none has to carry it. */
export async function land(file) {
  const { path } = JSON.parse(await readFile(file, 'utf8'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 1800"><path id="land" fill-rule="evenodd" vector-effect="non-scaling-stroke" d="${path}"/></svg>\n`;
}
