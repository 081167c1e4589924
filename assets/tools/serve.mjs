// Answers for samples/ with the content policy of the real thing.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { chromiumPath } from '../../tools/chromium.mjs';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const kinds = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };
const cities = [
  { id: 1, name: '新加坡', country: 'SG', country_name: '新加坡', lat: 1.29, lon: 103.85 },
  { id: 2, name: '曼谷', country: 'TH', country_name: '泰国', lat: 13.75, lon: 100.5 },
  { id: 3, name: '清迈', country: 'TH', country_name: '泰国', lat: 18.79, lon: 98.98 },
];

async function page(name) {
  const text = await readFile(`samples/${name}`, 'utf8');
  const [, frame, title] = /^<!-- (\w+): (.+) -->/.exec(text);
  const land = await readFile('../data/land.json', 'utf8').then(
    (json) => JSON.parse(json).path ?? '',
    () => 'M1000 400h700v600h-500zM1900 400h1200v500h-900z',
  );
  const outer = await readFile(`samples/_${frame}.html`, 'utf8');
  return outer.replace('{{title}}', title).replace('{{body}}', () => text.replaceAll('{{land}}', land));
}

function gazetteer(query) {
  if (query.has('lat')) {
    const far = (city) => (city.lat - query.get('lat')) ** 2 + (city.lon - query.get('lon')) ** 2;
    return [...cities].sort((a, b) => far(a) - far(b)).slice(0, 1);
  }
  if (query.has('q')) return cities.filter((city) => city.name.includes(query.get('q')));
  return cities.filter((city) => !query.get('country') || city.country === query.get('country'));
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://samples');
  const path = url.pathname === '/' ? '/samples/portal-home.html' : url.pathname;
  const say = (status, kind, body, more = {}) => {
    response.writeHead(status, { 'content-type': `${kind}; charset=utf-8`, 'content-security-policy': policy, ...more }).end(body);
  };
  try {
    if (path === '/gazetteer.json') return say(200, kinds['.json'], JSON.stringify(gazetteer(url.searchParams)));
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (path === '/sms') return say(200, kinds['.html'], '验证码已发送，5 分钟内有效。');
    if (path === '/invalid') return say(422, kinds['.html'], '<div class="errors" id="errors" tabindex="-1"><h2>请写明理由</h2></div>');
    if (path === '/echo') {
      const parts = [];
      for await (const part of request) parts.push(part);
      return say(200, 'text/plain', Buffer.concat(parts).toString('latin1'));
    }
    const [, folder, name] = /^\/(assets|samples)\/([\w.-]+)$/.exec(path) ?? [];
    if (folder === 'samples' && name.endsWith('.html')) return say(200, kinds['.html'], await page(name));
    if (folder) return say(200, kinds[extname(name)], await readFile(`${folder === 'assets' ? 'dist' : 'samples'}/${name}`));
  } catch (error) {
    if (error.code !== 'ENOENT') console.error(error);
  }
  return say(404, 'text/plain', 'not here');
}

/** A server on the loopback; port 0 takes any that is free. */
export function serve(port) {
  return new Promise((ready) => {
    const server = createServer(answer).listen(port, '127.0.0.1', () => ready({ server, base: `http://127.0.0.1:${server.address().port}` }));
  });
}

export async function browser() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}
