// What the scripts do in a real browser, on the samples. Needs Chromium (CHROMIUM=path, else that of the system).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, serve } from './serve.mjs';

let chromium, server, base, tab;
const wrong = [];

before(async () => {
  ({ server, base } = await serve(0));
  chromium = await browser();
});
after(async () => {
  await chromium.close();
  server.close();
  assert.deepEqual(wrong, [], 'errors on the console');
});

async function open(name, options = {}) {
  await tab?.context().close();
  const context = await chromium.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  tab = await context.newPage();
  tab.on('pageerror', (error) => wrong.push(error.message));
  // 422 answers of the samples are meant.
  tab.on('console', (message) => message.type() === 'error' && !/\b422\b/.test(message.text()) && wrong.push(message.text()));
  await tab.goto(`${base}/samples/${name}.html`);
}

/** A picture of the given size, as a phone would make one. */
async function photo(width, height, name = 'pier.jpg') {
  const data = await tab.evaluate(
    async ([w, h]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
      const pen = canvas.getContext('2d');
      for (let i = 0; i < 400; i++) {
        pen.fillStyle = `hsl(${(i * 47) % 360} 60% 50%)`;
        pen.fillRect((i * 131) % w, (i * 89) % h, w / 9, h / 9);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height],
  );
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(data) };
}

const sizeOf = (selector) =>
  tab.evaluate(async (selector) => {
    const [file] = document.querySelector(selector).files;
    const picture = await createImageBitmap(file);
    return { width: picture.width, height: picture.height, bytes: file.size, type: file.type };
  }, selector);

test('a page with errors puts the focus on their summary', async () => {
  await open('desk-form');
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'errors');
});

test('counters count and do not cut', async () => {
  await tab.fill('#name', '三亚'.repeat(11));
  assert.equal(await tab.textContent('#name + .counter'), '22/20');
  assert.ok(await tab.evaluate(() => document.querySelector('#name + .counter').classList.contains('over')));
});

test('tags become chips and stay one comma-separated value', async () => {
  await tab.fill('#tags', '拼箱');
  await tab.press('#tags', 'Enter');
  await tab.click('.tag-box .chip >> nth=0 >> button');
  assert.equal(await tab.inputValue('input[name=tags]'), '集装箱,拼箱');
});

test('a picture of 20 megapixels is cropped to its shape and weight, and cancel keeps the earlier one', async () => {
  await tab.setInputFiles('#cover', await photo(5200, 3900));
  await tab.waitForSelector('dialog.crop[open]');
  await tab.locator('.crop input[type=range]').fill('2');
  await tab.keyboard.press('Tab');
  await tab.click('.crop [aria-label=左移]');
  await tab.screenshot({ path: '.shots/crop.png' });
  await tab.click('.crop .btn-primary');
  await tab.waitForSelector('dialog.crop', { state: 'detached' });
  await tab.waitForFunction(() => document.querySelector('.picture img').src.startsWith('blob:'));
  const made = await sizeOf('#cover');
  assert.deepEqual([made.width, made.height, made.type], [478, 320, 'image/jpeg']);
  assert.ok(made.bytes <= 204800, `${made.bytes}`);
  await tab.setInputFiles('#cover', await photo(800, 600, 'other.jpg'));
  await tab.waitForSelector('dialog.crop[open]');
  await tab.keyboard.press('Escape');
  await tab.waitForSelector('dialog.crop', { state: 'detached' });
  await tab.waitForFunction(() => document.querySelector('#cover').files[0]?.name === 'pier.jpg');
});

test('what is not a picture is refused in words', async () => {
  await tab.setInputFiles('#cover', { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await tab.waitForSelector('[data-crop-error]');
  assert.match(await tab.textContent('[data-crop-error]'), /读不出/);
});

test('new pictures join the list, are narrowed, ordered by buttons and by dragging', async () => {
  await tab.setInputFiles('#more', [await photo(2400, 1600, 'one.jpg'), await photo(900, 600, 'two.jpg')]);
  await tab.waitForFunction(() => document.querySelectorAll('#pictures .order-item').length === 4);
  const order = () => tab.evaluate(() => [...document.querySelectorAll('#pictures input[type=hidden]')].map((input) => input.value));
  const files = () => tab.evaluate(() => [...document.querySelector('#more').files].map((file) => file.name));
  assert.deepEqual(await order(), ['a1', 'b2', 'new:0', 'new:1']);
  assert.equal((await sizeOf('#more')).width, 1200);
  await tab.click('#pictures .order-item >> nth=3 >> [aria-label^=上移]');
  assert.deepEqual(await files(), ['two.jpg', 'one.jpg']);
  const [from, to] = await Promise.all([3, 0].map((at) => tab.locator('#pictures .order-handle').nth(at).boundingBox()));
  await tab.mouse.move(from.x + 8, from.y + 8);
  await tab.mouse.down();
  await tab.mouse.move(to.x + 8, to.y + 90, { steps: 12 });
  await tab.mouse.move(to.x + 8, to.y - 10, { steps: 12 });
  await tab.mouse.up();
  assert.deepEqual(await order(), ['new:0', 'a1', 'b2', 'new:1']);
  assert.deepEqual(await files(), ['one.jpg', 'two.jpg']);
  await tab.click('#pictures .order-item >> nth=1 >> [aria-label^=移除]');
  assert.deepEqual(await order(), ['new:0', 'b2', 'new:1']);
});

test('a form that is sent while a picture is worked on waits for it and is sent once', async () => {
  await open('desk-form');
  await tab.evaluate(() => {
    const read = window.createImageBitmap;
    window.createImageBitmap = async (...given) => {
      await new Promise((done) => setTimeout(done, 600));
      return read(...given);
    };
    window.sent = [];
    const form = document.querySelector('#more').form;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      window.sent.push([...new FormData(form).getAll('picture')]);
    });
  });
  const more = await photo(1600, 1200, 'late.jpg');
  const before = await tab.locator('#pictures .order-item').count();
  await tab.setInputFiles('#more', more);
  await tab.evaluate(() => document.querySelector('#more').form.requestSubmit());
  await tab.evaluate(() => document.querySelector('#more').form.requestSubmit());
  assert.deepEqual(await tab.evaluate(() => window.sent), [], 'nothing is sent yet');
  await tab.waitForFunction(() => window.sent.length);
  await tab.waitForTimeout(200);
  const sent = await tab.evaluate(() => window.sent);
  assert.deepEqual([sent.length, sent[0].length, sent[0].at(-1)], [1, before + 1, 'new:0']);
});

test('a city is picked from the list, by name and on the map', async () => {
  await tab.selectOption('#country', 'TH');
  await tab.click('.pick-list button:has-text("清迈")');
  assert.equal(await tab.inputValue('#city'), '清迈');
  assert.equal(await tab.inputValue('input[name=city_id]'), '3');
  await tab.selectOption('#country', '');
  await tab.fill('#city', '新加');
  await tab.waitForSelector('.pick-list button:has-text("新加坡")');
  assert.equal(await tab.inputValue('input[name=city_id]'), '');
  await tab.locator('.pick .map > svg').click({ position: { x: 20, y: 200 } });
  await tab.waitForFunction(() => document.querySelector('input[name=city_id]').value !== '');
  assert.ok(await tab.locator('.map-point-picked').count());
  await tab.screenshot({ path: '.shots/picked.png' });
});

test('a form with a question is sent once, after yes', async () => {
  await open('desk-list');
  const sent = [];
  await tab.route('**/echo', async (route) => {
    sent.push(route.request().postData());
    await new Promise((done) => setTimeout(done, 400));
    await route.fulfill({ status: 204 });
  });
  await tab.click('td.acts >> nth=1 >> .danger');
  assert.ok(await tab.locator('#ask-1').evaluate((dialog) => dialog.open));
  await tab.screenshot({ path: '.shots/ask.png' });
  await tab.keyboard.press('Escape');
  assert.deepEqual(sent, []);
  assert.match(await tab.evaluate(() => document.activeElement.textContent), /删除/);
  await tab.click('td.acts >> nth=1 >> .danger');
  await tab.click('#ask-1 .btn-danger');
  await tab.waitForTimeout(100);
  for (let press = 0; press < 2; press++) await tab.locator('td.acts').first().getByText('置顶').click({ force: true });
  await tab.waitForTimeout(600);
  assert.deepEqual(sent.filter((body) => body?.includes('confirmed')), ['confirmed=yes']);
  assert.equal(sent.length, 2);
});

test('the side pane opens, shows errors of its forms, and gives the focus back', async () => {
  await open('desk-list');
  await tab.click('td a[data-pane] >> nth=0');
  await tab.waitForSelector('dialog.pane[open]');
  assert.match(await tab.textContent('#pane-body h1'), /快航/);
  assert.equal(await tab.textContent('#pane-body .counter'), '0/200');
  await tab.waitForTimeout(200);
  await tab.screenshot({ path: '.shots/pane-open.png' });
  await tab.click('#pane-body button[value=reject]');
  await tab.waitForSelector('#pane-body #errors');
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'errors');
  await tab.keyboard.press('Escape');
  assert.match(await tab.evaluate(() => document.activeElement.textContent), /快航/);
  assert.match(tab.url(), /desk-list/);
});

test('a draft comes back, can be thrown away, and keeps no secrets', async () => {
  await open('desk-form');
  await tab.evaluate(() => document.querySelector('#errors').remove());
  await tab.fill('#from', '海口');
  await tab.waitForTimeout(500);
  assert.doesNotMatch(await tab.evaluate(() => JSON.stringify(localStorage)), /_csrf/);
  await tab.route('**/desk-form.html', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/<div class="errors"[\s\S]*?<\/div>/, '') });
  });
  await tab.reload();
  assert.equal(await tab.inputValue('#from'), '海口');
  await tab.click('text=放弃这份草稿');
  await tab.waitForFunction(() => document.querySelector('#from')?.value === '三亚');
});

test('a code is asked for in the background and the button counts down', async () => {
  await open('login');
  await tab.fill('#phone', '13800000000');
  await tab.click('[data-sms]');
  await tab.waitForFunction(() => document.querySelector('#said').textContent.includes('已发送'));
  assert.match(await tab.textContent('[data-sms]'), /^\d+ 秒后重发$/);
  assert.ok(await tab.isDisabled('[data-sms]'));
  await tab.click('[aria-label=显示密码]');
  assert.equal(await tab.getAttribute('#pw', 'type'), 'text');
});

test('large text and high contrast change at once', async () => {
  await open('portal-home');
  await tab.click('a[data-pref=text][data-value=large]');
  await tab.click('a[data-pref=contrast]');
  assert.deepEqual(await tab.evaluate(() => ({ ...document.documentElement.dataset })), { text: 'large', contrast: 'high' });
  await tab.waitForTimeout(200);
  await tab.screenshot({ path: '.shots/large-high.png' });
  assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
});

test('the map zooms by its buttons and a drag is not a press', async () => {
  const width = () => tab.evaluate(() => Number(document.querySelector('.map > svg').getAttribute('viewBox').split(' ')[2]));
  await tab.locator('.map').scrollIntoViewIfNeeded();
  const first = await width();
  await tab.click('.map-tools [aria-label=放大]');
  await tab.waitForTimeout(100);
  assert.ok((await width()) < first);
  const box = await tab.locator('.map > svg').boundingBox();
  const address = tab.url();
  await tab.mouse.move(box.x + 300, box.y + 150);
  await tab.mouse.down();
  await tab.mouse.move(box.x + 200, box.y + 100, { steps: 6 });
  await tab.mouse.up();
  assert.equal(tab.url(), address);
});

test('a map nobody moved shows its whole view again when the window grows; a moved one stays where it is', async () => {
  const seen = async () => {
    await tab.waitForTimeout(200);
    return tab.evaluate(() => document.querySelector('.map > svg').getAttribute('viewBox'));
  };
  await open('portal-home', { viewport: { width: 1366, height: 768 } });
  const wide = await seen();
  await open('portal-home', { viewport: { width: 390, height: 844 } });
  assert.notEqual(await seen(), wide);
  await tab.setViewportSize({ width: 1366, height: 768 });
  assert.equal(await seen(), wide);
  await tab.click('.map-tools [aria-label=放大]');
  const moved = Number((await seen()).split(' ')[2]);
  await tab.setViewportSize({ width: 390, height: 844 });
  assert.equal(Number((await seen()).split(' ')[2]), moved);
});

test('on a phone the menu is a drawer that gives the focus back', async () => {
  await open('desk-list', { viewport: { width: 390, height: 844 } });
  await tab.click('.desk-burger');
  await tab.waitForTimeout(300);
  await tab.screenshot({ path: '.shots/drawer.png' });
  assert.ok(await tab.isVisible('#menu a[aria-current]'));
  await tab.keyboard.press('Escape');
  await tab.waitForTimeout(300);
  assert.ok(!(await tab.isVisible('#menu a[aria-current]')));
  assert.equal(await tab.evaluate(() => document.activeElement.className), 'desk-burger');
});

test('without the script the menu still opens and forms are still forms', async () => {
  await open('desk-list', { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await tab.click('.desk-burger');
  await tab.waitForTimeout(300);
  assert.ok(await tab.isVisible('#menu'));
  await tab.click('.desk-menu-close');
  await tab.waitForTimeout(300);
  await tab.click('td.acts >> nth=0 >> .danger');
  await tab.waitForURL('**/echo');
});
