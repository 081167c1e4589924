// An assessment from its definition to a corrected ranking: an official asks, two parks answer by form and by template, are
// returned, mend it and pass; a ranking is published, checked from its file, objected to, corrected once and upheld once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { program, stage as open_stage } from '../tools/stage.mjs';
import { arrive } from '../tools/people.mjs';
import { picture } from '../tools/pictures.mjs';
import { open, widths } from '../tools/tab.mjs';
import { translated } from '../tools/words.mjs';
import { cells, typed } from '../tools/xlsx.mjs';

let stage;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tradehall-ranking-'));
  stage = await open_stage();
});
after(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A day of the zone, so many days from now. */
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

// No other journey brings a park to this district, so these two are all whom the assessment concerns.
const district = '990101';
const parks = { moss: { account: 'mossyard', name: '青苔院子冷链园' }, lamp: { account: 'eastlamp', name: '东灯跨境电商园' } };

const indicators = [
  { name: '新增冷库租户数', kind: 'whole', unit: '家', papers: 'required', rule: 'linear', detail: '2', most: '30', weight: '1', explanation: '只算签约满一年的' },
  { name: '主推产业个数', kind: 'whole', unit: '个', papers: 'none', fact: 'industries', rule: 'target', detail: '10', most: '10', weight: '0.5' },
  { name: '夜间值守', kind: 'yes_no', papers: 'none', rule: 'yes', most: '10', weight: '1' },
  { name: '月台等级', kind: 'choice', papers: 'none', rule: 'options', detail: '甲等=10\n乙等=6', most: '10', weight: '1' },
  { name: '便民举措', kind: 'text', papers: 'welcome', rule: 'manual', most: '10', weight: '1' },
];
const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n依据\n%%EOF\n') });

/** Presses a button that asks again: in a dialog, or without the script on a page. */
async function sure(tab, words, yes) {
  if (!tab.way.script) {
    await tab.press(words);
    return tab.press(yes);
  }
  await tab.press(words, { leads: false });
  return tab.press(yes, { within: tab.page.locator('dialog[open]') });
}

/** Follows the first link of a row. */
const follow = (tab, row, selector = 'a') => tab.leave(() => tab.act(row.locator(selector).first()));
const rows = (tab, ...words) => words.reduce((found, hasText) => found.filter({ hasText }), tab.page.locator('main tbody tr'));

async function downloaded(tab, path) {
  const answer = await tab.page.context().request.get(stage.hall + path);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}

/** What the command line says of a downloaded ranking. */
async function recomputed(bytes) {
  const file = join(folder, 'ranking.xlsx');
  await writeFile(file, bytes);
  const { status, stdout, stderr } = spawnSync(program, ['ranking', 'recompute', file], { encoding: 'utf8' });
  return { agrees: status === 0, said: stdout + stderr };
}

/** Whether the newest messages say all of this. */
async function isTold(tab, ...words) {
  await tab.go('/my/messages');
  await tab.says(...words);
}

/** Opens a park's filing from its list. */
async function toFiling(tab, name) {
  await tab.go('/desk/assessments');
  await follow(tab, rows(tab, name, day(0)));
}

/** An official opens the first window of an assessment. */
async function toWindow(tab, name) {
  await tab.go('/office/assessments');
  await follow(tab, rows(tab, name), 'a[href^="/office/periods/"]');
}

/** An official opens what a park filed. */
async function toJudge(tab, name, park) {
  await toWindow(tab, name);
  await follow(tab, rows(tab, park));
  await tab.says(park, name);
}

async function define(tab, name, rhythm) {
  await tab.go('/office/assessments');
  await tab.press('新建考核评估项目');
  // Days that do not follow one another: nothing that was typed is lost.
  await tab.fill({ name, region: district, target: 'park', rhythm, periods: '2', opens_on: day(0), due_on: day(-1), lock_on: day(-2) });
  await tab.press('保存');
  await tab.says('截止日期不能早于开始日期', '补填截止日期不能早于填报截止日期');
  assert.equal(await tab.page.locator('[name=name]').inputValue(), name);
  await tab.shot('assessment-head-errors');
  await tab.fill({ due_on: day(10), lock_on: day(15) });
  await tab.press('保存');
  await tab.says('项目已建立', '还没有指标');
  for (const [at, indicator] of indicators.entries()) {
    await tab.press('添加指标');
    if (at === 0) {
      await tab.fill({ ...indicator, detail: '两分', weight: '很重' });
      await tab.press('保存');
      await tab.says('请填写大于 0 的数字，最多四位小数', '请填写大于 0、不超过 10000 的数字');
      assert.equal(await tab.page.locator('[name=explanation]').inputValue(), indicator.explanation);
      await tab.shot('assessment-indicator-errors');
    }
    await tab.fill(indicator);
    await tab.press('保存');
    await tab.says('指标已保存', indicator.name);
  }
  await tab.says('总分 65');
  await tab.shot('assessment-draft');
  await sure(tab, '发布', '发布');
  await tab.says('项目已发布', '发布后指标不再改变');
  await tab.shot('assessment-announced');
}

/** A park fills in the form by hand and submits it. */
async function files(tab, values) {
  await tab.fill(values);
  const evidence = tab.page.locator('[name=i1_new]');
  if (!(await tab.page.locator('[name=i1_files]').count())) await tab.choose(evidence, [await picture(tab, 600, 400, '租约.png')]);
  await tab.press('确定');
}

/** A park objects to the ranking it has open. */
async function objects(tab, reason) {
  await tab.press('确定提出');
  await tab.says('处需要修改');
  await tab.shot('objection-errors');
  await tab.fill({ reason });
  await tab.choose(tab.page.locator('[name=new_paper]'), [pdf('依据.pdf')]);
  await tab.press('确定提出');
  await tab.says('异议已提交', '待处理', '依据.pdf');
}

for (const [at, width] of widths.entries()) {
  const name = `冷链联评 ${width}`;

  test(`D01 D02 D03 D04 D05 D06 D08 D09 D10 an assessment from its definition to a corrected ranking at ${width}`, async () => {
    const official = await open(stage, width);
    await arrive(official, 'assessor', '/office/assessments');
    await define(official, name, at ? 'once' : 'quarterly');

    // The park finds it, and everything it types stays, right or wrong.
    const moss = await open(stage, width);
    await arrive(moss, parks.moss.account, '/my/messages');
    await moss.says('新的考核', name);
    await moss.go('/desk/assessments');
    const row = rows(moss, name, day(0));
    const columns = ['考核评估项目名称', '被考核对象', '填报截止时间', '填报状态', '未通过原因'];
    const labels = await row.locator('td').evaluateAll((cells) => cells.map((cell) => cell.dataset.label));
    for (const [nth, column] of columns.entries()) assert.match(labels[nth + 1], new RegExp(translated(column, moss.way.locale).join('|')));
    await moss.says('待填报', parks.moss.name);
    if (!at) await moss.says('未到填报时间');
    await moss.shot('filings');
    await follow(moss, row, '.acts a');
    const known = await moss.page.locator('[name=i2]').inputValue();
    assert.match(known, /^[1-9]\d*$/, 'what the hall knows is filled in');
    await moss.shot('filing');
    await files(moss, { i1: '十二', i3: 'yes', i4: '甲等', i5: '周末开放' });
    await moss.says('请填写数字', '租约.png');
    const held = async (key) => moss.page.locator(`[name=${key}]`).inputValue();
    assert.deepEqual(await Promise.all(['i1', 'i2', 'i3', 'i4', 'i5'].map(held)), ['十二', known, 'yes', '甲等', '周末开放']);
    await moss.shot('filing-errors');

    // The template comes with what was saved; filled in, it comes back into the form.
    const template = await downloaded(moss, `${new URL(moss.page.url()).pathname}/template`);
    const given = cells(template);
    const column = (words) => Object.keys(given).find((cell) => /^[A-Z]+1$/.test(cell) && given[cell].startsWith(words))?.slice(0, -1);
    const [ones, twos, threes] = indicators.map((indicator) => `${column(indicator.name)}2`);
    assert.deepEqual([given[ones], given[twos], given[`${column('便民举措')}2`]], ['十二', known, '周末开放']);
    const upload = async (values) => {
      const panel = moss.page.locator('details', { has: moss.page.locator('#sheet') });
      if ((await panel.getAttribute('open')) === null) await moss.act(panel.locator('summary'));
      await moss.choose(moss.page.locator('#sheet'), { name: '模板.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: typed(template, values) });
      await moss.press('带入表单');
    };
    await upload({ [ones]: '一打', [threes]: '也许' });
    for (const cell of [ones, threes]) assert.ok(await moss.page.locator('.field-error', { hasText: new RegExp(`^${cell}\\b`) }).count(), cell);
    await moss.shot('filing-template-errors');
    await upload({ [ones]: 12, [threes]: '是' });
    await moss.says('模板内容已带入表单', '租约.png');
    assert.deepEqual([await held('i1'), await held('i5')], ['12', '周末开放']);
    await moss.fill({ i5: '周末开放，代办通关' });
    await moss.press('保存');
    await moss.says('已保存，尚未提交');
    assert.equal(await held('i5'), '周末开放，代办通关');
    await moss.press('确定');
    await moss.says('已提交，这是回执', '租约.png');
    const receipt = (await moss.page.locator('main').innerText()).match(/HL-KH-\d{8}-\d{4}/)?.[0];
    assert.ok(receipt, 'a receipt has a number');
    await moss.shot('filing-receipt');

    // Returned with a reason for one indicator, mended, filed again.
    await isTold(official, parks.moss.name, receipt);
    await toJudge(official, name, parks.moss.name);
    await official.says('租约.png', '12 × 2 分 = 24');
    await official.shot('judge');
    await official.press('不通过，退回');
    await official.says('处需要修改');
    await official.fill({ 'remark-i1': '有一家没有签满一年', reason: '请核对租户数' });
    await official.press('不通过，退回');
    await official.says('填报已退回');
    await moss.go('/desk/assessments');
    await moss.says('未通过', '请核对租户数');
    await toFiling(moss, name);
    await moss.says('请核对租户数', '有一家没有签满一年');
    await moss.shot('filing-returned');
    await files(moss, { i1: '11' });
    await moss.says('已提交，这是回执');

    const lamp = await open(stage, width);
    await arrive(lamp, parks.lamp.account, '/desk/assessments');
    await toFiling(lamp, name);
    await files(lamp, { i1: '12', i2: '2', i3: 'yes', i4: '甲等', i5: '灯下课堂' });
    await lamp.says('已提交，这是回执');

    for (const park of Object.values(parks)) {
      await toJudge(official, name, park.name);
      if (park === parks.moss) await official.says('有改动');
      await official.fill({ 'points-i5': '99' });
      await official.press('通过');
      await official.says('请填写 0 至 10 之间的数字');
      await official.fill({ 'points-i5': '6', 'reason-i5': '材料齐全' });
      await official.press('通过');
      await official.says('填报已通过');
    }

    // The ranking is published; a park reads its place and every step, and checks the file.
    await toWindow(official, name);
    await official.shot('period');
    await sure(official, '公布排名', '公布');
    await official.says('排名已公布', '公示中');
    await official.shot('ranking-office');
    await isTold(moss, '考核排名公示', name);
    await moss.go('/desk/ranking');
    const own = () => rows(moss, name, parks.moss.name);
    assert.match(await own().innerText(), /2\/2/);
    assert.match(await rows(moss, name, parks.lamp.name).innerText(), /1\/2/, 'a park reads the whole ranking');
    await moss.shot('rankings');
    await moss.press('提出异议', { within: own(), exact: false });
    await moss.says('11 × 2 分 = 22', '第 1 版', '公示中');
    const first = new URL(moss.page.url()).pathname;
    const file = await downloaded(moss, `${first}/download`);
    const good = await recomputed(file);
    assert.ok(good.agrees, good.said);
    const score = Object.entries(cells(file)).find(([cell]) => cell === 'G2');
    const better = await recomputed(typed(file, { G3: score[1] }));
    assert.ok(!better.agrees && better.said.includes(score[1]), better.said);

    // One objection is right, another is not.
    await objects(moss, '漏记了一家腊月签约的租户');
    await moss.shot('ranking-objected');
    await lamp.go(first);
    await objects(lamp, '课堂应当多给两分');
    const answers = async (park, fill, act) => {
      await official.go('/office/objections');
      await follow(official, rows(official, park.name, name));
      await official.says(park.name, '依据.pdf');
      await official.press(act);
      await official.says('处需要修改');
      await official.fill(fill);
      await official.shot('objection');
      await official.press(act);
    };
    await isTold(official, parks.moss.name, name);
    await official.go('/office/objections');
    await official.shot('objections');
    await answers(parks.lamp, { answer: '评分有记录，不变。' }, '不采纳');
    await official.says('异议未采纳');
    await answers(parks.moss, { 'points-i1': '26', answer: '租约属实，补记。' }, '采纳并更正');
    await official.says('异议已采纳');
    await isTold(lamp, '排名异议未采纳', '评分有记录，不变。', '考核排名更新');
    await isTold(moss, '排名异议已采纳', '租约属实，补记。');
    await moss.go('/desk/ranking');
    assert.match(await own().innerText(), /1\/2/);
    await follow(moss, own());
    const second = new URL(moss.page.url()).pathname;
    assert.notEqual(second, first);
    await moss.says('第 2 版', '22 → 26', '租约属实，补记。', '采纳');
    await moss.shot('ranking');
    const changed = await recomputed(await downloaded(moss, `${second}/download`));
    assert.ok(changed.agrees && /version 2/.test(changed.said), changed.said);
    await moss.go(first);
    await moss.says('这是较早的版本');
    await Promise.all([official, moss, lamp].map((tab) => tab.close()));
  });
}
