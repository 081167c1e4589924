// What people do before they can do anything else.
import assert from 'node:assert/strict';

let numbers = 0;
/** A mobile number nobody in the demo has. */
export const number = () => `139${String(70_000_000 + Math.floor(Math.random() * 9_000_000) + numbers++)}`;

/** The newest code sent to a number, by the rehearsal desk. */
export async function codeFor(stage, phone, after = 0) {
  for (let tries = 0; tries < 60; tries++) {
    const post = await (await fetch(`${stage.rehearsal}/post.json`)).json();
    const message = post.find((kept) => kept.channel === 'sms' && kept.to?.endsWith(phone) && kept.number > after);
    const code = message?.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
    if (code) return code;
    await new Promise((done) => setTimeout(done, 250));
  }
  assert.fail(`no code was sent to ${phone}`);
}

/** How many messages the rehearsal desk has seen. */
export async function posted(stage) {
  const post = await (await fetch(`${stage.rehearsal}/post.json`)).json();
  return post[0]?.number ?? 0;
}

/** Logs in with a code by SMS; whoever is unknown is registered by it. */
export async function logIn(tab, phone, next = '') {
  if (next || !tab.page.url().includes('/login')) await tab.go(`/login${next ? `?next=${encodeURIComponent(next)}` : ''}`);
  await tab.fill({ phone, consent: true });
  const before = await posted(tab.stage);
  await tab.press('获取', { leads: false });
  await tab.page.waitForFunction(() => document.querySelector('#code-said')?.innerText.trim());
  if (await tab.page.locator('#captcha').isVisible()) {
    // Many codes from one address: the hall wants to know that somebody is there.
    const [a, b] = (await tab.page.locator('#captcha-hint').innerText()).match(/\d+/g).map(Number);
    await tab.fill({ captcha: a + b });
    await tab.press('获取', { leads: false });
  }
  const code = await codeFor(tab.stage, phone, before);
  await tab.fill({ code });
  await tab.leave(() => tab.page.locator('main form button.btn-primary').first().click());
}

/** Answers the sum offered to whoever cannot see the captcha. */
export async function answerSum(tab) {
  await tab.page.locator('details:has(#captcha_sum) summary').click();
  const [a, b] = (await tab.page.locator('label[for=captcha_sum]').innerText()).match(/\d+/g).map(Number);
  await tab.fill({ captcha_sum: a + b });
}
