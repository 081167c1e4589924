// A session that ends takes nothing away: whoever is slow is asked in time, and what was typed is there after logging in again
// (WCAG 2.2.1).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arrive, password } from '../tools/people.mjs';
import { stage as openStage } from '../tools/stage.mjs';
import { expire } from '../tools/states.mjs';
import { open } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

test('2.2.1 two minutes before a session ends one key goes on with it', async () => {
  const tab = await open(stage, 1366);
  await arrive(tab, 'stroller');
  await tab.page.clock.install();
  await tab.page.reload();
  const ask = tab.page.locator('#session-ask');
  const pass = (minutes) => tab.page.clock.fastForward(minutes * 60_000);
  await pass(26);
  assert.equal(await ask.isVisible(), false);
  await pass(1.5);
  await ask.waitFor();
  assert.match(await ask.innerText(), /2 分钟后/);
  assert.ok(await ask.evaluate((dialog) => dialog.contains(document.activeElement)), 'the focus is on the answer');
  const [answer] = await Promise.all([tab.page.waitForResponse(/\/session$/), tab.page.keyboard.press('Enter')]);
  assert.equal(answer.status(), 204);
  await ask.waitFor({ state: 'hidden' });
  await pass(26);
  assert.equal(await ask.isVisible(), false, 'it goes on as long as before');
  await pass(1.5);
  await ask.waitFor();
  await pass(2);
  assert.match(await ask.innerText(), /登录已结束/);
  await tab.close();
});

const typed = '地址写错了：\n应为隔壁的 “8 号” <b>';

/** Types into a form whose session ends before it is sent. */
async function late(script) {
  const tab = await open(stage, 1366, { script });
  await arrive(tab, 'whalechina', '/my/enterprise/mismatch');
  await tab.fill({ field: 'address', words: typed });
  await expire(tab);
  await tab.send();
  await tab.says('登录已结束', '刚才填写的内容已为您保留');
  return tab;
}

/** Logs in on the page that asks for it. */
async function again(tab, account) {
  await tab.press('账号登录');
  await tab.fill({ account, password, consent: true });
  await tab.send();
}

for (const script of [true, false]) {
  test(`2.2.1 a form sent after the session has ended is kept ${script ? 'with' : 'without'} JavaScript`, async () => {
    const tab = await late(script);
    await again(tab, 'whalechina');
    await tab.says('继续提交', '还没有提交');
    assert.equal(await tab.page.locator('main input[name=words]').inputValue(), typed);
    await tab.send();
    assert.equal(new URL(tab.page.url()).pathname, '/my');
    await tab.says('已告诉所属片区的工作人员');
    await tab.close();
  });
}

test('2.2.1 what one person typed is not shown to another who logs in at the same browser', async () => {
  const tab = await late(true);
  const kept = new URL(tab.page.url()).searchParams.get('next');
  await tab.press('账号登录');
  await tab.fill({ account: 'stroller', password, consent: true });
  await tab.send();
  assert.equal(new URL(tab.page.url()).pathname, kept);
  await tab.says('404');
  await tab.hides('隔壁');
  await tab.page.context().close();
});
