// An enterprise becomes a park, the portal shows it, a change of its page waits for review; an enterprise asks a park for a
// place, is refused with a reason, asks again and lands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { reach } from '../tools/keyboard.mjs';
import { arrive, arriveHere } from '../tools/people.mjs';
import { choosePicture, picture } from '../tools/pictures.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

// Whoever becomes a park is one afterwards, and an application lands once: each width has enterprises of its own.
const operators = [
  { account: 'threegulls', name: '海鸥滩跨境园' },
  { account: 'orangesub', name: '橘子湾直播基地' },
];
const settlers = ['whalechina', 'oldclock'];

async function review(tab, name) {
  await tab.go('/office/reviews?size=50');
  await tab.leave(() => tab.act(tab.page.locator('tr', { hasText: name }).getByRole('link').first()));
}

/** Opens a row of a list beside it, or without the script on a page of its own; what then holds it. */
async function pane(tab, row) {
  const link = row.locator('a[data-pane]').first();
  if (!tab.way.script) {
    await tab.leave(() => tab.act(link));
    return tab.page.locator('main');
  }
  await tab.act(link);
  const held = tab.page.locator('#pane');
  await held.locator('h1').first().waitFor();
  return held;
}

for (const [at, width] of widths.entries()) {
  const { account, name } = operators[at % operators.length];

  test(`C06 E01 N01 N08 an enterprise becomes a park and changes its page at ${width}`, async () => {
    const operator = await open(stage, width);
    await operator.go('/parks');
    await operator.says('东灯跨境电商园', '铁皮屋檐直播基地');
    await operator.shot('parks');
    await operator.press('园区/基地入驻平台');
    await arriveHere(operator, account);
    await operator.says('完善服务商信息');
    await operator.fill({ kind: 'park' });
    await operator.send('.provider-form .form-buttons');
    await operator.says('请至少填写一个主导产业', '请至少上传一张园区图片');
    await operator.shot('park-errors');
    await operator.fill({
      kind: 'park',
      contact_phone: '0000-8800301',
      introduction: `${name}沿海而建，仓库挨着码头。`,
      park_kind: at ? 'base' : 'park',
      park_name: name,
      district: '990101',
      site: '海澜港口片区沙滩路 9 号',
      area: '12,000.5',
      policies: '首年免租，次年减半。',
    });
    const industries = operator.page.locator('#industries');
    if (operator.way.keyboard) await reach(operator, industries);
    await industries.pressSequentially('贝壳工艺');
    if (operator.way.script) await operator.page.keyboard.press('Enter');
    await choosePicture(operator, 'licence', 1600, 1100);
    await choosePicture(operator, 'logo', 700, 300);
    await operator.choose(operator.page.locator('#new_picture'), [await picture(operator, 1400, 900, '园景.png')]);
    await operator.shot('park-form');
    await operator.send('.provider-form .form-buttons');
    await operator.says('待审核', name);
    await operator.shot('park-pending');

    const official = await open(stage, width);
    await arrive(official, 'reviewer', '/office/reviews?size=50');
    await review(official, name);
    await official.says(name, '12000.5 平方米', '港口片区', '贝壳工艺');
    await official.shot('park-review');
    await official.press('通过');
    await official.says('已通过');

    await operator.go('/my/provider');
    await operator.press('立即前往后台');
    await operator.says('服务商后台', name, '待处理', '超时未处理');
    await operator.shot('park-desk');
    const visitor = await open(stage, width);
    await visitor.go(`/parks?q=${encodeURIComponent(name)}`);
    await visitor.press(name);
    await visitor.says('首年免租，次年减半。', '申请入驻');
    const page = visitor.page.url();
    await visitor.shot('park');

    // A change waits: what was approved stays public until then.
    await operator.go('/desk/park');
    await operator.press('修改信息');
    await operator.fill({ policies: '首年免租，次年七折。' });
    await operator.send('.provider-form .form-buttons');
    await operator.says('修改正在审核');
    await visitor.go(new URL(page).pathname);
    await visitor.says('次年减半');
    await visitor.hides('次年七折');
    await review(official, name);
    await official.says('次年减半', '次年七折');
    await official.shot('park-change-review');
    await official.press('通过');
    await official.says('已通过');
    await visitor.go(new URL(page).pathname);
    await visitor.says('次年七折');
    await Promise.all([operator, official, visitor].map((tab) => tab.close()));
  });

  test(`E04 E05 E06 an enterprise asks a park for a place, is refused, asks again and lands at ${width}`, async () => {
    const enterprise = await open(stage, width);
    await enterprise.go(`/parks?q=${encodeURIComponent('蜗牛码头')}`);
    await enterprise.press('蜗牛码头物流园');
    await enterprise.press('申请入驻');
    await arriveHere(enterprise, settlers[at % settlers.length]);
    await enterprise.says('申请入驻', '提交之后');
    await enterprise.press('提交申请');
    await enterprise.says('处需要修改');
    await enterprise.shot('settle-errors');
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await enterprise.fill({ business: '瓷器出口与海外仓前置', staff: '18', wanted_on: soon, area: '600', remarks: '需要月台' });
    await enterprise.shot('settle-form');
    await enterprise.press('提交申请');
    await enterprise.says('待处理', '瓷器出口与海外仓前置');
    const number = (await enterprise.page.locator('main').innerText()).match(/HL-R-\d{8}-\d{4}/)?.[0];
    assert.ok(number, 'a service number is given');

    const park = await open(stage, width);
    await arrive(park, 'snailport', '/desk/settlements');
    await park.says('入驻申请处理', number);
    await park.shot('settlements');
    const row = () => park.page.locator('tr', { hasText: number });
    let held = await pane(park, row());
    await park.shot('settlement');
    const decline = () => park.act(held.locator('form[action$="/decline"] button.btn-outline-danger'));
    if (park.way.script) {
      await decline();
      await held.locator('.field-error').first().waitFor();
    } else await park.leave(decline);
    await held.locator('textarea[name="reason"]').waitFor();
    await park.fill({ reason: '月台要到下月才空出来。' });
    await park.leave(decline);
    await park.says('已答复为未落地');

    await enterprise.go('/my/settlements');
    await enterprise.says(number, '未落地', '月台要到下月才空出来。');
    await enterprise.shot('settlements-mine');
    await enterprise.leave(() => enterprise.act(enterprise.page.locator('tr', { hasText: number }).getByRole('link').first()));
    await enterprise.press('再次申请');
    await enterprise.says(`再次提交后，服务编号仍为 ${number}，为第 2 轮。`, number);
    await enterprise.fill({ wanted_on: soon, remarks: '下月也可以' });
    await enterprise.press('提交申请');
    await enterprise.says('待处理', number, '以前的申请');

    await park.go('/desk/settlements');
    held = await pane(park, row());
    const land = held.locator('form[action$="/land"] button');
    if (park.way.script) {
      await park.act(land);
      await park.page.getByText('确认已落地').or(park.page.getByText('It has landed')).first().waitFor();
    } else await park.leave(() => park.act(land));
    await park.shot('settlement-land');
    await park.press('确认已落地');
    await park.says('已登记为落地');
    await enterprise.go('/my/settlements');
    await enterprise.says(number, '已落地');
    await enterprise.go('/my/messages');
    await enterprise.says(number);
    const official = await open(stage, width);
    await arrive(official, 'reviewer', '/office/settlements');
    await official.says(number, '已落地');
    await Promise.all([enterprise, park, official].map((tab) => tab.close()));
  });
}
