// A park keeps its register: a file with wrong cells is refused with each cell named, the mended one is imported and recognised,
// an import is undone until something of it changed, the export is what the list shows, deleting asks twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { arrive } from '../tools/people.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

// Each width writes into a register of its own.
const parks = ['snailport', 'mossyard'];
const head = '电话,公司名称,统一社会信用代码,联系人,入驻日期,业务类型';
const code = (n) => `Y1990101${String(n).padStart(8, '0')}00`;
const row = (n, name, { phone = '0000-1234567', day = '2026-03-01' } = {}) => `${phone},${name},${code(n)},某甲,${day},仓储`;
const file = (name, ...rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from([head, ...rows].join('\r\n')) });

async function sends(tab, what) {
  await tab.go('/desk/tenants/import');
  await tab.choose(tab.page.locator('#file'), what);
  const before = tab.page.url();
  await tab.act(tab.page.locator('main form button.btn-primary').first());
  // With the script the answer may take the place of this page's content.
  await tab.page.waitForFunction((url) => location.href !== url || document.querySelector('#errors'), before);
  await tab.page.waitForLoadState();
  await tab.look();
}

async function confirms(tab) {
  await tab.leave(() => tab.act(tab.page.locator('main form button.btn-primary').first()));
}

/** Presses a button that asks again: in a dialog, or without the script on a page. */
async function sure(tab, words, yes) {
  if (!tab.way.script) {
    await tab.press(words);
    return tab.press(yes);
  }
  await tab.press(words, { leads: false });
  return tab.press(yes, { within: tab.page.locator('dialog[open]') });
}

async function downloaded(tab, path) {
  const answer = await tab.page.context().request.get(stage.hall + path);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}

for (const [at, width] of widths.entries()) {
  const base = 70_000 + 100 * at;

  test(`E07 E08 E09 E10 a park imports, mends, undoes and deletes tenants at ${width}`, async () => {
    const tab = await open(stage, width);
    await arrive(tab, parks[at % parks.length], '/desk');
    await tab.says('在园企业');
    await tab.go('/desk/tenants');
    await tab.says('企业管理', '下载导入模板', '导出');
    await tab.shot('tenants');
    assert.ok((await downloaded(tab, '/desk/tenants/template.xlsx')).subarray(0, 2).toString() === 'PK');

    // What is no sheet says so.
    await sends(tab, { name: '旧.xls', mimeType: 'application/octet-stream', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') });
    await tab.shot('tenants-unreadable');
    assert.ok(await tab.page.locator('#errors').count());

    await sends(tab, file('名单.csv', row(base, '纸船示例'), row(base + 1, '', { phone: '请打' }), row(base, '又是纸船'), row(base + 2, '石桥示例', { day: '2026-02-30' })));
    await tab.says('下载标注了问题的文件');
    for (const cell of ['A3', 'B3', 'C2', 'C4', 'E5']) assert.ok(await tab.page.locator('td', { hasText: new RegExp(`^${cell}$`) }).count(), cell);
    await tab.shot('tenants-wrong');
    const marked = await tab.page.getByRole('link', { name: /下载标注|marked file/ }).getAttribute('href');
    assert.ok((await downloaded(tab, marked)).length > 3_000);

    const mended = [row(base, '纸船示例'), row(base + 1, '木桥示例'), row(base + 2, '石桥示例')];
    await sends(tab, file('名单改.csv', ...mended));
    await tab.shot('tenants-plan');
    await confirms(tab);
    await tab.says('企业导入成功');
    const first = tab.page.url();
    await sends(tab, file('又一份.csv', ...mended.toReversed()));
    await tab.says('没有需要导入的内容', '查看那次导入');

    // One import on top of another: the newer is undone, then the older one is as it was.
    await sends(tab, file('更新.csv', row(base, '纸船改名')));
    await tab.says('纸船改名');
    await confirms(tab);
    await sure(tab, '撤销导入', '确定撤销');
    await tab.says('导入已撤销');

    await tab.go(`/desk/tenants?q=${code(base)}`);
    await tab.says('纸船示例');
    const row_ = tab.page.locator('tbody tr').first();
    const edit = await row_.locator('.acts a').first().getAttribute('href');
    await tab.go(edit);
    await tab.fill({ business: '冷链' });
    await tab.send('main form.form');
    await tab.says('已保存');
    await tab.go(first);
    await tab.says('这次导入不能撤销了', '纸船示例');
    await tab.shot('tenants-not-undone');

    const all = await downloaded(tab, '/desk/tenants.xlsx');
    const one = await downloaded(tab, `/desk/tenants.xlsx?q=${code(base)}`);
    assert.ok(one.length < all.length);

    await tab.go(`/desk/tenants?q=${code(base + 1)}`);
    await tab.leave(() => tab.act(tab.page.locator('.acts a.danger').first()));
    await sure(tab, '删除', '确定删除');
    await tab.says('企业已从名册删除');
    await tab.close();
  });
}

test('E07 D02 officials see who is in the parks, everybody the names where the park shows them', async () => {
  const official = await open(stage);
  await arrive(official, 'reviewer', `/office/tenants?q=${encodeURIComponent('竹蜻蜓')}`);
  await official.says('园区企业', '东灯跨境电商园');
  await official.hides('甲小灯');
  await official.close();
  const visitor = await open(stage);
  await visitor.go('/parks');
  await visitor.press('东灯跨境电商园', { exact: false });
  await visitor.says('入驻企业', '海澜竹蜻蜓跨境电商有限公司');
  await visitor.close();
});
