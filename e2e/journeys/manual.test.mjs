// What the manuals show: every page a role works with, as the demo zone has it (A22). `make manual` keeps the pictures.
import { after, before, test } from 'node:test';
import { arrive } from '../tools/people.mjs';
import { stage as openStage } from '../tools/stage.mjs';
import { open } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

/** Opens pages one after another and takes their pictures. */
async function take(tab, pictures) {
  for (const [name, path] of Object.entries(pictures)) {
    await tab.go(path);
    await tab.shot(name);
  }
}

/** Follows the first link of the row that says `words`. */
const follow = (tab, words) => tab.leave(() => tab.page.locator('tr', { hasText: words }).getByRole('link').first().click());

test('A22 what visitors and enterprises see', async () => {
  const tab = await open(stage);
  await take(tab, { home: '/', 'logistics-list': '/logistics', 'login-sms': '/login' });
  await tab.fill({ consent: true });
  await tab.press('微信扫码登录');
  await tab.shot('login-wechat');
  await tab.go('/logistics');
  await tab.press('新加坡海运整柜周班');
  await tab.shot('product-page');
  await arrive(tab, 'whalechina', '/my');
  await take(tab, { my: '/my', 'my-security': '/my/security', 'my-bookings': '/my/bookings' });
  await follow(tab, '已回复');
  await tab.shot('booking-thread');
  await tab.go('/logistics');
  await tab.press('新加坡海运整柜周班');
  await tab.press('预约');
  await tab.shot('booking-form');
  await tab.close();
});

test('A22 what applicants and providers see', async () => {
  const newcomer = await open(stage);
  await arrive(newcomer, 'coconut', '/my/provider');
  await newcomer.shot('provider-form');
  await newcomer.close();
  const refused = await open(stage);
  await arrive(refused, 'orangesub', '/my/provider');
  await refused.says('已拒绝');
  await refused.shot('provider-rejected');
  await refused.close();
  const provider = await open(stage);
  await arrive(provider, 'anchorkite', '/desk/products');
  await take(provider, { 'desk-products': '/desk/products', 'product-form': '/desk/products/new', 'desk-bookings': '/desk/bookings' });
  await provider.page.locator('a[data-pane]').filter({ hasText: '回复' }).first().click();
  await provider.page.locator('#pane textarea').first().waitFor();
  await provider.shot('reply-pane');
  await provider.page.context().close();
});

test('A22 what officials see', async () => {
  const reviewer = await open(stage);
  await arrive(reviewer, 'reviewer', '/office/reviews');
  await reviewer.shot('review-queue');
  await follow(reviewer, '第 2 轮');
  await reviewer.shot('review-page');
  await reviewer.close();
  const assessor = await open(stage);
  await arrive(assessor, 'assessor', '/office/assessments');
  await follow(assessor, '园区运营季度考核');
  await assessor.shot('assessment');
  await assessor.close();
  const security = await open(stage);
  await arrive(security, 'security', '/office/users');
  await security.leave(() => security.page.locator('table.list tbody a').first().click());
  await security.shot('users-person');
  await security.close();
  const system = await open(stage);
  await arrive(system, 'system', '/office/legal/platform/new');
  // The version in force stands in the form; what is about to be published is shown in both languages first.
  await system.press('预览');
  await system.says('预览');
  await system.shot('legal-preview');
  await system.close();
  const audit = await open(stage);
  await arrive(audit, 'audit', '/office/journal');
  await audit.leave(() => audit.page.locator('td.main-cell a').first().click());
  await audit.shot('journal-entry');
  await audit.close();
});
