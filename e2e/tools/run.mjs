// Runs journeys through one demo zone, two at a time: `node tools/run.mjs journeys/a.test.mjs …`, without names all of
// journeys/, `walk` for those that do something (`PART=1/2` is every second of them, from the first). `TURNS=1` walks every
// second of them on a phone and the others on a wide screen, instead of each on both. What only looks comes before what changes
// the zone, so that pictures show it as it was opened.
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openZone, root, shared } from './stage.mjs';
import { album, wanted } from './tab.mjs';

const lanes = Number(process.env.LANES ?? 2);
// A file that takes longer hangs. Every page in every combination takes a while on a slow machine.
const most = (process.env.EVERYBODY === 'all' ? 60 : 15) * 60_000;
// Longest first, so that no lane is left with the long one.
const looking = ['pages', 'rounds', 'manual', 'portal'];
const changing = ['product', 'news', 'upgrade', 'booking', 'enterprise', 'park', 'tenants', 'assessment', 'appointment', 'session'];
const bare = (file) => file.split('/').pop().replace('.test.mjs', '');
const rank = (file) => {
  const at = [...looking, ...changing].indexOf(bare(file));
  return at < 0 ? looking.length + changing.length : at;
};

const named = process.argv.slice(2);
const all = (await readdir(join(root, 'e2e/journeys'))).filter((name) => name.endsWith('.test.mjs')).map((name) => `journeys/${name}`);
const [part, parts] = (process.env.PART ?? '1/1').split('/').map(Number);
const walked = changing.map((name) => `journeys/${name}.test.mjs`).filter((file) => all.includes(file));
const chosen = named[0] === 'walk' ? walked.filter((_, at) => at % parts === part - 1) : named;
const files = (named.length ? chosen : all).sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));

const turns = process.env.TURNS ? new Map(walked.map((file, at) => [file, at % 2 ? 'wide' : 'phone'])) : new Map();

const began = Date.now();
const zone = await openZone();
const { log, close, ...addresses } = zone;
const took = [`  zone opened in ${seconds(began)} s`];
let broken = 0;
const failed = [];
await abreast(files.filter((file) => looking.includes(bare(file))));
await abreast(files.filter((file) => !looking.includes(bare(file))));
for (const name of named.length ? [] : wanted) {
  const taken = await stat(join(album, `${name}.png`)).catch(() => null);
  if (taken && taken.mtimeMs >= began) continue;
  broken += 1;
  took.push(`  ✗ no journey took ${name}.png`);
}
if (broken) process.stdout.write(`\nWhat the zone said last:\n${log().slice(-4_000)}\n`);
await close();
process.stdout.write(`\n${took.join('\n')}\n  ${seconds(began)} s in all\n`);
// Whoever reads only the end of a long log finds the reason there.
for (const { file, said } of failed) process.stdout.write(`\n✗ ${file}, again:\n${said}`);
process.exitCode = broken ? 1 : 0;

function seconds(from) {
  return Math.round((Date.now() - from) / 1000);
}

/** Runs files side by side; what each says is said together, when it ends. */
async function abreast(files) {
  const waiting = [...files];
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await one(file);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function one(file) {
  const start = Date.now();
  const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', `--test-timeout=${most}`, file], {
    cwd: join(root, 'e2e'),
    env: { ...process.env, ...(turns.has(file) && { WAY: turns.get(file) }), [shared]: JSON.stringify(addresses) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [tests.stdout, tests.stderr]) stream.on('data', (piece) => (said += piece));
  const code = await new Promise((done) => tests.once('close', (code) => done(code ?? 1)));
  if (code) {
    broken += 1;
    failed.push({ file, said });
  }
  process.stdout.write(`\n━ ${file}\n${said}`);
  took.push(`  ${code ? '✗' : '✓'} ${file} ${seconds(start)} s`);
}
