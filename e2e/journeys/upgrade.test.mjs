// An enterprise becomes a logistics provider: refused once with reasons per field, corrected, approved, at work at once.
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { arrive, logIn } from '../tools/people.mjs';
import { choosePicture } from '../tools/pictures.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

// Whoever becomes a provider is one afterwards, so each width has an enterprise of its own.
const applicants = [
  { phone: '19900000202', name: '椰壳星球', contact: '椰小壳' },
  { phone: '19900000206', name: '慢钟百货', contact: '钟不慢' },
];

async function reviewNewest(tab, name) {
  await tab.go('/office/reviews?size=50');
  await tab.says(name);
  await tab.leave(() => tab.act(tab.page.locator('tr', { hasText: name }).getByRole('link').first()));
}

for (const [at, width] of widths.entries()) {
  const { phone, name, contact } = applicants[at];

  test(`C01 C02 C03 C04 C05 C07 C08 C09 N08 upgrade with one refusal at ${width}`, async () => {
    const applicant = await open(stage, width);
    await applicant.go('/logistics');
    await applicant.press('升级为物流服务商发布物流产品');
    await applicant.says('登录/注册');
    await logIn(applicant, phone);
    await applicant.says('完善服务商信息', '仅可升级为一种服务商');
    await applicant.send('form[action="/my/provider"] .form-buttons');
    await applicant.says('请上传营业执照', '请输入logo', '请输入公司介绍');
    await applicant.shot('upgrade-errors');
    await applicant.fill({
      kind: 'logistics',
      contact_name: contact,
      contact_phone: '0000-8800202',
      introduction: `${name}物流。`,
    });
    await choosePicture(applicant, 'licence', 1600, 1100);
    await choosePicture(applicant, 'logo', 700, 300);
    await applicant.shot('upgrade-form');
    await applicant.send('form[action="/my/provider"] .form-buttons');
    await applicant.says('待审核');
    await applicant.shot('upgrade-pending');

    const official = await open(stage, width);
    await arrive(official, 'reviewer', '/office/reviews?size=50');
    await reviewNewest(official, name);
    await official.press('拒绝');
    await official.says('处需要');
    await official.act(official.page.locator('.proposal-remark summary').last());
    await official.fill({ 'words-remark-introduction': '请写明经营范围和服务航线', 'words-reason': '公司介绍过于简单' });
    await official.shot('review-refuse');
    await official.press('拒绝');
    await official.says('已拒绝');

    await applicant.go('/my/provider');
    await applicant.says('已拒绝', '公司介绍过于简单', '请写明经营范围和服务航线');
    await applicant.shot('upgrade-refused');
    await applicant.fill({ introduction: `${name}专注东南亚海运整柜与拼箱，每周三班，港区自有堆场，报关与拖车一个窗口办完。` });
    await applicant.send('form[action="/my/provider"] .form-buttons');
    await applicant.says('待审核', '第 2 轮');

    await reviewNewest(official, name);
    await official.says('公司介绍');
    await official.shot('review-second-round');
    await official.press('通过');
    await official.says('已通过');
    await official.close();

    await applicant.go('/my/provider');
    await applicant.says('已通过', '立即前往后台');
    await applicant.shot('upgrade-approved');
    await applicant.press('立即前往后台');
    await applicant.says('服务商后台', '新增物流产品');
    await applicant.close();
  });
}
