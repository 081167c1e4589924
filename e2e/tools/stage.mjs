// Opens a demo zone: the hall, the identity provider and the rehearsal desk on free ports, with data in a temporary folder.
// `await stage()` in `before`, `await it.close()` in `after`. A journey that runs alone has a zone of its own; those that
// tools/run.mjs starts share the one it opened, because filling it takes longer than most journeys. Beside a PostgreSQL of
// tools/with-postgres the hall keeps its rows there, in a database of this zone's own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../tools/chromium.mjs';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');
export const program = process.env.TRADEHALL ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/tradehall');

/** Where a shared zone is told to the journeys. */
export const shared = 'TRADEHALL_STAGE';

/** A browser, and a zone to look at with it. */
export async function stage() {
  const zone = process.env[shared] ? { ...JSON.parse(process.env[shared]), close: async () => {} } : await openZone();
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  return {
    ...zone,
    browser,
    async close() {
      await browser.close();
      await zone.close();
    },
  };
}

/** Starts a zone; the addresses are those the program prints. */
export async function openZone() {
  const data = await mkdtemp(join(tmpdir(), 'tradehall-e2e-'));
  const ports = ['--port', '0', '--identity-port', '0', '--rehearsal-port', '0'];
  const env = { ...process.env, ...databaseOfItsOwn() };
  const demo = spawn(program, ['demo', ...ports, '--data', data], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  demo.stderr.on('data', (piece) => (said += piece));
  const addresses = await new Promise((done, fail) => {
    const found = {};
    const late = setTimeout(() => fail(new Error(`the demo did not open within 120 s:\n${said}`)), 120_000);
    demo.stdout.on('data', (piece) => {
      said += piece;
      for (const [, name, address] of said.matchAll(/^\s+(hall|identity|rehearsal)\s+(http:\/\/\S+)/gm)) found[name] = address;
      if (/Ctrl-C/.test(said)) {
        clearTimeout(late);
        done(found);
      }
    });
    demo.on('error', fail);
    demo.on('exit', (code) => fail(new Error(`the demo ended with ${code}:\n${said}`)));
  });
  return {
    ...addresses,
    /** What the demo wrote to its log so far. */
    log: () => said,
    async close() {
      const ended = new Promise((done) => demo.once('exit', done));
      demo.removeAllListeners('exit');
      demo.once('exit', () => {});
      demo.kill('SIGINT');
      await Promise.race([ended, new Promise((done) => setTimeout(done, 12_000))]);
      demo.kill('SIGKILL');
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A new database of the PostgreSQL beside this run, which ends with it; nothing where there is none. */
function databaseOfItsOwn() {
  const server = process.env.TRADEHALL_TEST_POSTGRES_URL;
  if (!server) return {};
  const name = `zone_${process.pid}_${Date.now()}`;
  execFileSync('psql', [server, '--quiet', '--command', `CREATE DATABASE ${name}`]);
  return { TRADEHALL_DATABASE_URL: server.replace(/\/postgres(?=\?|$)/, `/${name}`) };
}
