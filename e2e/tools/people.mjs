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

/** Has a code sent to what is typed into `phone`, and says why when the hall does not send one; the code. */
export async function haveCodeSent(tab, phone) {
  const before = await posted(tab.stage);
  const ask = () => tab.press('获取', { leads: !tab.way.script });
  const said = tab.page.locator('#code-said');
  await ask();
  await said.locator(':scope > *').first().waitFor();
  if (await tab.page.locator('#captcha').isVisible()) {
    // Many codes from one address: the hall wants to know that somebody is there.
    const [a, b] = (await tab.page.locator('#captcha-hint').innerText()).match(/\d+/g).map(Number);
    await tab.fill({ captcha: a + b });
    await ask();
    await tab.page.locator('#captcha').waitFor({ state: 'detached' });
  }
  const refused = said.locator('.field-error');
  if (await refused.count()) {
    // A number waits 60 s between codes and an address has 20 an hour: whoever is not about codes arrives by password.
    assert.fail(`the hall sends no code to ${phone}: ${await refused.first().innerText()}. Log in once for each number, or use arrive().`);
  }
  return codeFor(tab.stage, phone, before);
}

/** Logs in with a code by SMS; whoever is unknown is registered by it. */
export async function logIn(tab, phone, next = '') {
  if (next || !tab.page.url().includes('/login')) await tab.go(`/login${next ? `?next=${encodeURIComponent(next)}` : ''}`);
  await tab.fill({ phone, consent: true });
  await tab.fill({ code: await haveCodeSent(tab, phone) });
  await tab.send();
}

/** The password of everybody in the demo zone. */
export const password = 'Paper-Kite-77';

/** Logs somebody of the demo zone in by account and password: costs no code, so any number of tabs may do it. */
export async function arrive(tab, account, next = '/my') {
  await tab.go(`/login?way=password&next=${encodeURIComponent(next)}`);
  await tab.fill({ account, password, consent: true });
  await tab.send();
  assert.ok(!tab.page.url().includes('/login'), `${account} is not let in: ${await tab.page.locator('main').innerText()}`);
}

/** The same from the page of the log-in that stands between somebody and where they wanted to go. */
export async function arriveHere(tab, account) {
  await arrive(tab, account, new URL(tab.page.url()).searchParams.get('next') ?? '/my');
}

/** Answers the sum offered to whoever cannot see the captcha. */
export async function answerSum(tab) {
  await tab.act(tab.page.locator('details:has(#captcha_sum) summary'));
  const [a, b] = (await tab.page.locator('label[for=captcha_sum]').innerText()).match(/\d+/g).map(Number);
  await tab.fill({ captcha_sum: a + b });
}
