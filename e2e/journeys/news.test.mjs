// News: a park writes with the editor, a reviewer refuses and then approves, everybody reads; a change waits while the old
// text stays; taken down, put back, deleted after two questions. Without the script the same with a plain text.
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

/** Goes to the text of the editor. */
async function toText(tab) {
  const text = tab.page.locator('.editor-text');
  if (tab.way.keyboard) await reach(tab, text);
  else await text.click();
}

/** Presses a button of the toolbar, by keys alone where the way has no pointer. */
async function tool(tab, name) {
  const button = tab.page.locator(`[data-tool=${name}]`);
  if (!tab.way.keyboard) return button.click();
  await tab.page.keyboard.press('Alt+F10');
  await tab.page.keyboard.press('Home');
  for (let step = 0; step < 20 && !(await button.evaluate((element) => element === document.activeElement)); step++) await tab.page.keyboard.press('ArrowRight');
  await tab.page.keyboard.press('Enter');
}

/** Writes a body with a heading, a list, a pasted text and a picture. */
async function write(tab) {
  const { page } = tab;
  await toText(tab);
  await page.keyboard.type('四月二十日，园区举行签约仪式。');
  await page.keyboard.press('Enter');
  await tool(tab, 'heading');
  await page.keyboard.type('签约名单');
  await page.keyboard.press('Enter');
  await tool(tab, 'ul');
  await page.keyboard.type('贝壳风铃选品');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  // What an office program puts on the clipboard.
  await page.locator('.editor-text').evaluate((text) => {
    const data = new DataTransfer();
    const word = '<html><style>p.MsoNormal{mso-style-name:x}</style><!--StartFragment--><p class=MsoNormal style="mso-x:1;color:red"><b>粘贴</b><o:p></o:p>的<script>alert(1)</script>文字</p><!--EndFragment--></html>';
    data.setData('text/html', word);
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await page.locator('.editor-text strong').innerText(), '粘贴');
  assert.equal(await page.locator('.editor-text [style], .editor-text [class*=Mso]').count(), 0, 'nothing of the office program is left');
  await page.setInputFiles('[data-editor-file]', await picture(tab, 1300, 700, 'pier.png'));
  await page.locator('.editor-text figure img').waitFor();
}

async function writePlainly(tab) {
  await tab.fill({ body: '四月二十日，园区举行签约仪式。\n\n签约名单\n\n粘贴的文字' });
  await tab.choose(tab.page.locator('[name=new_picture]'), await picture(tab, 1300, 700, 'pier.png'));
}

/** Opens the newest submission of this title. */
async function toReview(reviewer, title) {
  await reviewer.go('/office/reviews?kind=news');
  await reviewer.leave(() => reviewer.act(reviewer.page.locator('tr', { hasText: title }).getByRole('link').first()));
}

for (const width of widths) {
  const title = `春季招商签约 ${width}`;

  test(`E02 E03 N08 news from the editor to everybody, a change, taking down and deleting at ${width}`, async () => {
    const park = await open(stage, width);
    await arrive(park, 'eastlamp', '/desk/news');
    await park.go('/desk/news/new');
    await park.says('填写前请准备');
    await park.press('提交审核');
    await park.says('处需要修改');
    await park.fill({ title, summary: '十二家企业签约入驻。' });
    await choosePicture(park, 'cover', 1280, 720);
    await (park.way.script ? write(park) : writePlainly(park));
    await park.shot('news-form');
    await park.press('提交审核');
    await park.says('待审核', title, '签约名单');
    const item = new URL(park.page.url()).pathname;
    const open_to_all = item.replace('/desk', '');

    const reviewer = await open(stage, width);
    await arrive(reviewer, 'reviewer', '/office/reviews?size=50');
    await toReview(reviewer, title);
    await reviewer.says('签约名单');
    assert.equal(await reviewer.page.locator('.article img').count(), 1);
    await reviewer.shot('review-news');
    await reviewer.fill({ 'words-reason': '请写明签约企业的数量' });
    await reviewer.press('拒绝');

    await park.go(item);
    await park.says('请写明签约企业的数量');
    await park.go(`${item}/edit`);
    await park.fill({ summary: '首批十二家企业签约入驻。' });
    await park.press('提交审核');
    await toReview(reviewer, title);
    await reviewer.press('通过');

    const visitor = await open(stage, width);
    for (const path of ['/', `/news?q=${encodeURIComponent('签约入驻')}`, '/news']) {
      await visitor.go(path);
      await visitor.says(title);
    }
    await visitor.press(title);
    await visitor.says('签约名单', '粘贴的文字');
    await visitor.shot('news-public');

    // A change waits; everybody reads what was approved.
    await park.go(`${item}/edit`);
    await park.fill({ title: `${title}·修订稿` });
    if (park.way.script) {
      assert.equal(await park.page.locator('.editor-text h2').innerText(), '签约名单', 'the editor shows what was written');
    } else {
      const text = await park.page.locator('[name=body]').inputValue();
      await park.fill({ body: text.replace('四月', '五月') });
    }
    await park.press('提交审核');
    await park.says('变更待审');
    await visitor.go(open_to_all);
    await visitor.hides('·修订稿');
    await toReview(reviewer, `${title}·修订稿`);
    await reviewer.shot('review-news-change');
    await reviewer.press('通过');
    await visitor.go(open_to_all);
    await visitor.says('·修订稿', '签约名单');

    await park.go(item);
    await park.press('撤下', { exact: false });
    await park.says('已撤下');
    await visitor.go('/news');
    await visitor.hides(title);
    await park.press('重新发布', { exact: false });
    await visitor.go('/news');
    await visitor.says(title);

    await park.go(`${item}/delete`);
    if (park.way.script) {
      await park.press('删除', { leads: false, within: park.page.locator('main') });
      await park.press('确定删除');
    } else {
      await park.press('删除', { within: park.page.locator('main form') });
      await park.says('确定删除');
      await park.press('确定删除');
    }
    await park.says('新闻已删除。');
    await visitor.go('/');
    await visitor.hides(title);
    for (const tab of [park, reviewer, visitor]) await tab.close();
  });
}
