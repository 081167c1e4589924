// Builds dist/ from css/, ts/ and icons.txt. `--watch` repeats, `--tests` compiles the unit tests into .tests/ instead.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { watch } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import * as sass from 'sass';
import { land } from './tools/land.mjs';
import { licences } from './tools/licences.mjs';
import { onlyLight } from './tools/light.mjs';
import { sprite } from './tools/sprite.mjs';

const target = ['chrome87', 'firefox91', 'safari15'];
const notice = '/*! Tradehall, Apache-2.0. Holds parts of others: see licences.txt */\n';
/** Kilobytes after gzip that a file may weigh. */
const budgets = { 'hall.css': 90, 'hall.js': 60, 'map.js': 20, 'editor.js': 75, 'icons.svg': 30, 'brand.svg': 1, 'land.svg': 40, 'licences.txt': 8 };

async function styles() {
  const { css } = sass.compile('css/hall.scss', { loadPaths: ['node_modules'], quietDeps: true });
  const { code } = await esbuild.transform(onlyLight(css), { loader: 'css', minify: true, target, legalComments: 'none' });
  return notice + code;
}

async function script(name) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [`ts/${name}.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    target,
    legalComments: 'none',
    write: false,
  });
  return notice + outputFiles[0].text;
}

async function build() {
  const made = {
    'hall.css': await styles(),
    'hall.js': await script('hall'),
    'map.js': await script('map'),
    'editor.js': await script('editor'),
    'icons.svg': await sprite('icons.txt'),
    'brand.svg': await readFile('css/brand.svg', 'utf8'),
    'land.svg': await land('../data/land.json'),
    'licences.txt': await licences(),
  };
  await mkdir('dist', { recursive: true });
  for (const [name, text] of Object.entries(made)) {
    await writeFile(`dist/${name}`, text);
    const weight = gzipSync(text).length / 1024;
    console.log(`${name.padEnd(12)} ${weight.toFixed(1)} KB gzip (budget ${budgets[name]})`);
    if (weight > budgets[name]) throw new Error(`${name} is heavier than its budget`);
  }
}

async function tests() {
  await rm('.tests', { recursive: true, force: true });
  const names = (await readdir('ts')).filter((name) => name.endsWith('.test.ts'));
  await esbuild.build({
    entryPoints: names.map((name) => `ts/${name}`),
    bundle: true,
    format: 'esm',
    platform: 'node',
    outdir: '.tests',
    outExtension: { '.js': '.mjs' },
  });
}

if (process.argv.includes('--tests')) {
  await tests();
} else if (process.argv.includes('--watch')) {
  let due;
  const again = () => {
    clearTimeout(due);
    due = setTimeout(() => build().catch((error) => console.error(error.message)), 80);
  };
  for (const folder of ['css', 'ts']) watch(folder, again);
  watch('icons.txt', again);
  again();
} else {
  await build();
}
