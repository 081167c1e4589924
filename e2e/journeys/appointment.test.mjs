// An office takes two: one security administrator proposes, another confirms, and the person has it at their next page; taken away,
// it is gone at the next page as well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arrive } from '../tools/people.mjs';
import { stage as openStage } from '../tools/stage.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

/** Opens the page of the person who strolls. */
async function find(tab, name) {
  await tab.go('/office/users');
  await tab.fill({ q: name });
  await tab.press('搜索', { within: tab.page.locator('form.search-row') });
  await tab.leave(() => tab.act(tab.page.locator('table.list td.main-cell a').first()));
}

for (const width of widths) {
  test(`N07 a person is appointed by two and dismissed at ${width}`, async () => {
    const person = await open(stage, width);
    await arrive(person, 'stroller');
    const name = await person.page.locator('[name=name]').inputValue();
    assert.equal((await person.page.goto(`${stage.hall}/office/reviews`)).status(), 403);

    const first = await open(stage, width);
    await arrive(first, 'security', '/office/users');
    await find(first, name);
    await first.fill({ role: 'reviewer', region: '990102' });
    await first.press('提名任职');
    await first.says('已提名，等待另一位安全管理员确认', '待确认');
    await first.shot('appointment-proposed');
    // Whoever proposed cannot confirm.
    assert.equal(await first.page.locator('form[action$="/confirm"]').count(), 0);
    assert.equal((await person.page.goto(`${stage.hall}/office/reviews`)).status(), 403);

    const second = await open(stage, width);
    await arrive(second, 'second', '/office/users');
    await find(second, name);
    await second.press('确认', { within: second.page.locator('table.list') });
    await second.says('已确认，下一次打开页面即生效', '任职中');
    await person.go('/office/reviews');
    await person.says('审核工作台');

    await find(first, name);
    await first.act(first.page.locator('details:has(form[action$="/dismiss"]) summary').first());
    await first.act(first.page.locator('details[open] form[action$="/dismiss"] button'));
    await first.page.locator('#errors').waitFor();
    const reason = first.page.locator('form[action$="/dismiss"] [name=reason]').first();
    assert.equal(await reason.getAttribute('aria-invalid'), 'true');
    await first.fill({ reason: '调离岗位' });
    await first.leave(() => first.act(first.page.locator('details[open] form[action$="/dismiss"] button')));
    await first.says('已结束，立即生效', '调离岗位');
    assert.equal((await person.page.goto(`${stage.hall}/office/reviews`)).status(), 403);
    for (const tab of [first, second]) await tab.close();
    await person.page.context().close();
  });
}
