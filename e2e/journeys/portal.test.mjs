// A visitor looks around: both languages, large letters and high contrast, with and without the script.
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

for (const width of widths) {
  test(`A01 the portal opens in both languages at ${width}`, async () => {
    const tab = await open(stage, width);
    await tab.go('/');
    await tab.says('海澜综合试验区线上服务大厅', '登录/注册');
    await tab.shot('portal');
    await tab.go('/?lang=en');
    await tab.says('Hailan Trade Zone Service Hall', 'Log in / Register');
    await tab.go('/?lang=zh-CN&text=large&contrast=high');
    await tab.shot('portal-large-high');
    await tab.go('/no-such-page');
    await tab.says('没有找到这个页面', '回首页');
    await tab.close();
  });
}

test('A21 the portal opens without the script', async () => {
  const tab = await open(stage, 390, { script: false });
  await tab.page.goto(`${stage.hall}/`);
  await tab.says('海澜综合试验区线上服务大厅');
  await tab.page.context().close();
});
