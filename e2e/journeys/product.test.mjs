// A product with pictures and a place on the map; two reviewers and a provider who goes on editing meet on it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { arrive } from '../tools/people.mjs';
import { reach } from '../tools/keyboard.mjs';
import { choosePicture, picture } from '../tools/pictures.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

/** A tag and a city, as the page helps with them; the coordinates come by themselves. */
async function tagAndPlace(provider) {
  const { page } = provider;
  const tags = page.locator('#tags');
  if (provider.way.keyboard) await reach(provider, tags);
  await tags.pressSequentially('海铁联运');
  await page.keyboard.press('Enter');
  await provider.fill({ city: '鹿特丹' });
  await provider.act(page.locator('[data-pick-list] :is(button, a, [role=option])').first());
  await page.waitForFunction(() => document.querySelector('[name=lat]').value !== '');
  const latitude = Number(await page.locator('[name=lat]').inputValue());
  assert.ok(Math.abs(latitude - 51.9) < 0.5, `coordinates come by themselves: ${latitude}`);
}

/** The same without the script: the country from a list, the city by its name, the tags by commas. */
async function tagAndPlacePlainly(provider) {
  await provider.fill({ tags: '海铁联运', country: 'NL', city: '鹿特丹' });
}

const titles = ['鹿特丹海铁快线', '鹿特丹海铁慢线'];

for (const [at, width] of widths.entries()) {
  const title = titles[at];

  test(`F03 F04 F05 F06 F07 F08 F09 F10 F11 F12 F14 F15 product with pictures, map and the race of two reviewers at ${width}`, async () => {
    const provider = await open(stage, width);
    await arrive(provider, 'anchorkite', '/desk/products');
    await provider.go('/desk/products/new');
    await provider.says('填写前请准备');
    await provider.fill({ title, summary: '海运到港后换铁路，十八天到站。', mode: 'sea' });
    await (provider.way.script ? tagAndPlace(provider) : tagAndPlacePlainly(provider));
    await choosePicture(provider, 'cover', 1200, 900);
    const details = [await picture(provider, 1300, 700, 'one.png'), await picture(provider, 1250, 800, 'two.png')];
    await provider.choose(provider.page.locator('[name=new_picture]'), details);
    if (provider.way.script) {
      await provider.page.waitForFunction(() => document.querySelectorAll('.order-item').length === 2);
      await provider.act(provider.page.locator('.order-item').nth(1).locator('button[value^="up:"]'));
    }
    await provider.page.locator('[data-map-pick]').evaluate((map) => map.scrollIntoView());
    await provider.shot('product-form');
    await provider.press('提交审核');
    await provider.says('待审核', title);
    await provider.shot('product-pending');

    const [first, second] = [await open(stage, width), await open(stage, width)];
    await arrive(first, 'reviewer', '/office/reviews?size=50');
    await arrive(second, 'harbour', '/office/reviews?size=50');
    for (const reviewer of [first, second]) {
      await reviewer.leave(() => reviewer.act(reviewer.page.locator('tr', { hasText: title }).getByRole('link').first()));
      await reviewer.says(title, '海铁联运');
    }
    await first.shot('review-product');

    // Meanwhile the provider changes what waits (F12): nobody may approve what they did not see.
    await provider.go('/desk/products');
    const edit = provider.page.locator('tr', { hasText: title }).locator('a[href$="/edit"]');
    await provider.go(await edit.getAttribute('href'));
    await provider.fill({ summary: '海运到港后换铁路，十六天到站。' });
    await provider.press('提交审核');
    await first.press('通过');
    await first.says('十六天到站');
    await first.shot('review-stale');

    // Both look at the newest version now; one is quicker.
    for (const reviewer of [first, second]) {
      await reviewer.go('/office/reviews?size=50');
      await reviewer.leave(() => reviewer.act(reviewer.page.locator('tr', { hasText: title }).getByRole('link').first()));
    }
    await first.press('通过');
    await first.says('已通过');
    await second.press('通过');
    await second.hides('请修改');
    await second.close();
    await first.close();

    const visitor = await open(stage, widths.find((other) => other !== width) ?? width);
    await visitor.go(`/logistics?q=${encodeURIComponent(title)}`);
    await visitor.says(title);
    await visitor.press(title);
    await visitor.says('十六天到站', '鹿特丹', '海铁联运');
    await visitor.shot('product-public');
    await visitor.close();

    await provider.go('/desk/products');
    const row = provider.page.locator('tr', { hasText: title });
    await provider.leave(() => provider.act(row.locator('form[action$="/shelf"] button')));
    await provider.says('下架');
    const gone = await open(stage, width);
    await gone.go(`/logistics?q=${encodeURIComponent(title)}`);
    await gone.hides(title);
    await gone.close();
    await provider.close();
  });
}
