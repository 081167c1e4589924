import { readFile } from 'node:fs/promises';

/** What of others is inside dist/, with whose words it may be. Tabler's package leaves its licence out: it is the one of its icons. */
const parts = [
  ['@tabler/core', '@tabler/icons/LICENSE', 'Copyright 2018-2026 The Tabler Authors, codecalm.net Paweł Kuna; holds parts of Bootstrap, Copyright 2011-2025 The Bootstrap Authors (MIT)'],
  ['@tabler/icons', '@tabler/icons/LICENSE', ''],
  ['htmx.org', 'htmx.org/LICENSE', ''],
  // The other parts of ProseMirror have the same licence by the same people.
  ['prosemirror-view', 'prosemirror-view/LICENSE', 'with prosemirror-commands, -history, -keymap, -model, -schema-list, -state, -transform, orderedmap, rope-sequence, w3c-keyname'],
];

export async function licences() {
  const texts = parts.map(async ([name, file, whose]) => {
    const { version, license } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
    return `${name} ${version} (${license})\n${whose && `${whose}\n`}\n${(await readFile(`node_modules/${file}`, 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join('\n----\n\n');
}
