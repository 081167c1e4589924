// Serves samples/ to look at. With `--shots [names]` it photographs them instead and leaves.
import { mkdir, readdir } from 'node:fs/promises';
import { browser, serve } from './serve.mjs';

const shots = process.argv.includes('--shots');
const { server, base } = await serve(shots ? 0 : 5173);
if (shots) {
  await photograph(process.argv.slice(2).filter((word) => !word.startsWith('--')));
  server.close();
} else {
  console.log(`${base}/samples/portal-home.html`);
}

async function photograph(only) {
  const chromium = await browser();
  await mkdir('.shots', { recursive: true });
  const all = (await readdir('samples')).filter((name) => /^[a-z].*\.html$/.test(name)).map((name) => name.slice(0, -5));
  for (const width of [1366, 390]) {
    const tab = await chromium.newPage({ viewport: { width, height: width > 500 ? 768 : 844 }, locale: 'zh-CN' });
    tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(tab.url(), message.text()));
    tab.on('pageerror', (error) => console.log(tab.url(), error.message));
    for (const name of only.length ? only : all) {
      await tab.goto(`${base}/samples/${name}.html`);
      await tab.waitForTimeout(150);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) console.log(`${name} is ${wide} px too wide at ${width}`);
      await tab.screenshot({ path: `.shots/${name}-${width}.png`, fullPage: true });
    }
  }
  await chromium.close();
}
