// A stranger becomes a verified enterprise: logs in by SMS, registers at the identity provider, comes back proven.
import { after, before, test } from 'node:test';
import { stage as open_stage } from '../tools/stage.mjs';
import { answerSum, codeFor, logIn, number, posted } from '../tools/people.mjs';
import { open, widths } from '../tools/tab.mjs';

let stage;
before(async () => (stage = await open_stage()));
after(() => stage?.close());

// A credit code of the invented authority Y1 with a check character that fits (GB 32100).
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function creditCode(serial) {
  const organisation = String(serial).padStart(8, '0');
  const inner = [3, 7, 9, 10, 5, 8, 4, 2].reduce((sum, weight, at) => sum + weight * Number(organisation[at]), 0);
  const check = (11 - (inner % 11)) % 11;
  const body = `Y1990101${organisation}${check === 10 ? 'X' : check}`;
  const sum = [...body].reduce((total, sign, at) => total + alphabet.indexOf(sign) * (3 ** at % 31), 0);
  return body + alphabet[(31 - (sum % 31)) % 31];
}

for (const [at, width] of widths.entries()) {
  test(`A02 A06 B02 B03 B08 B10 B11 B12 a stranger proves an enterprise at ${width}`, async () => {
    const tab = await open(stage, width);
    const phone = number();
    await logIn(tab, phone, '/my');
    await tab.says('账号与企业');
    await tab.shot('my-new');
    await tab.press('前往认证');
    await tab.says('法人登录', '去注册');
    await tab.shot('identity-login');

    await tab.press('去注册');
    await tab.leave(() => tab.act(tab.page.locator('button[name=kind][value=legal]')));
    await tab.press('下一步');
    await tab.says('处需要');
    await tab.fill({
      legal_kind: 'enterprise',
      enterprise: `海澜纸船与灯笼贸易有限公司${width}`,
      uscc: creditCode(70_000_000 + width + at),
      seat: '海澜港口片区灯笼巷 7 号',
      person: '船小灯',
      document: 'passport',
      number: 'P1234567',
      valid_from: '2024-05-06',
    });
    await tab.press('10年');
    await tab.fill({ terms: true });
    await tab.shot('identity-register');
    await tab.press('下一步');
    const login = `lantern${width}`;
    await tab.fill({ login, password: 'Paper-Boat-42', confirm: 'Paper-Boat-42', contact: '船小灯', address: '海澜港口片区灯笼巷 7 号', phone });
    await answerSum(tab);
    const seen = await posted(stage);
    const ask = () => tab.act(tab.page.locator('[formaction="/register/code"]'));
    if (tab.way.script) await ask();
    else await tab.leave(ask);
    await tab.page.locator('#code-said .note').waitFor();
    // A page never sends a password back, so without the script it is typed again.
    if (!tab.way.script) await tab.fill({ password: 'Paper-Boat-42', confirm: 'Paper-Boat-42' });
    await tab.fill({ code: await codeFor(stage, phone, seen) });
    await tab.leave(() => tab.act(tab.page.locator('button[name=do][value=register].btn-primary')));
    await tab.says('注册成功');
    await tab.shot('identity-done');
    if (!tab.page.url().startsWith(stage.hall)) {
      await tab.go('/my');
      await tab.press('前往认证');
    }
    if (!tab.page.url().startsWith(stage.hall)) {
      await tab.fill({ login, password: 'Paper-Boat-42' });
      await tab.send();
    }
    await tab.says('企业身份认证成功', '海澜纸船与灯笼贸易有限公司', '来源：');
    await tab.shot('my-proven');
    await tab.close();
  });
}
