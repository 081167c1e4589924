// A booking from the product page to the answer and beyond, on a phone for the enterprise and a desk for the provider.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { arrive, logIn } from '../tools/people.mjs';
import { open } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

const tomorrow = () => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

test('F02 F19 F20 F21 F22 booking, answer, follow-up, completion', async () => {
  const firm = await open(stage, 390);
  await firm.go(`/logistics?q=${encodeURIComponent('新加坡')}`);
  await firm.press('新加坡海运整柜周班');
  await firm.press('预约');
  await firm.says('登录/注册');
  await logIn(firm, '19900000203');
  await firm.says('预约物流产品', '提交之后');
  await firm.press('提交预约');
  await firm.says('处需要修改');
  await firm.fill({ cargo: '贝壳风铃', quantity: '2×40HQ', ready_on: tomorrow(), origin: '海澜港口片区', remarks: '怕压，请放顶层' });
  await firm.shot('booking-form');
  await firm.press('提交预约');
  const number = (await firm.page.locator('main').innerText()).match(/HL-\d{8}-\d{4}/)?.[0];
  assert.ok(number, 'a service number is given');
  await firm.says('待回复', '贝壳风铃');
  await firm.shot('booking-made');

  const provider = await open(stage, 1366);
  await arrive(provider, 'anchorkite', '/desk/bookings');
  await provider.says(number);
  const row = provider.page.locator('tr', { hasText: number });
  // The pane beside the list, or without the script a page of its own.
  const opens = row.locator('a[data-pane]').last();
  const pane = provider.way.script ? provider.page.locator('#pane') : provider.page.locator('main');
  if (provider.way.script) await provider.act(opens);
  else await provider.leave(() => provider.act(opens));
  await pane.locator('textarea').first().waitFor();
  await provider.shot('booking-reply');
  await provider.fill({ text: '可以安排周五开船，联系人海小满，电话 0000-8800101。' });
  const answer = () => provider.act(pane.locator('form .btn-primary').first());
  if (provider.way.script) {
    await answer();
    await provider.page.locator('#pane form[action$="/reply"]').waitFor({ state: 'detached' });
  } else await provider.leave(answer);
  await provider.go('/desk/bookings');
  await provider.says('已回复');
  await provider.shot('booking-desk');

  await firm.go('/my/bookings');
  await firm.says(number, '已回复');
  await firm.leave(() => firm.act(firm.page.locator('tr', { hasText: number }).getByRole('link').first()));
  await firm.says('可以安排周五开船');
  await firm.fill({ text: '好的，请代订拖车。' });
  await firm.send('form[action$="/ask"]');
  await firm.says('好的，请代订拖车。');
  await firm.shot('booking-thread');
  await firm.go('/my/messages');
  await firm.says(number);

  await provider.go('/desk/bookings');
  const again = provider.page.locator('tr', { hasText: number }).locator('a[data-pane]').first();
  if (provider.way.script) await provider.act(again);
  else await provider.leave(() => provider.act(again));
  await pane.getByText('好的，请代订拖车。').first().waitFor();
  if (provider.way.keyboard) {
    await provider.page.keyboard.press('Escape');
    await pane.waitFor({ state: 'hidden' });
    assert.ok(await again.evaluate((link) => document.activeElement === link), 'the pane gives the focus back');
  }
  await provider.page.context().close();
  await firm.close();
});
