// Pages in a state that an address alone does not show: forms with errors, empty lists, questions, open panes and menus,
// refusals, modes. A new one joins by a line: who, where, and what is done there; `leave` undoes what outlives the page.
import { request } from 'node:http';
import { password } from './people.mjs';
import { picture } from './pictures.mjs';

const send = (form) => async (tab) => {
  await tab.leave(() => tab.page.locator(`${form} .btn-primary, ${form} .btn-danger`).last().click());
};
/** Empties every field of a form and sends it. */
const empty = (form) => async (tab) => {
  await tab.page.locator(form).first().evaluate((form) => {
    for (const field of form.elements) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
      else if (!['hidden', 'file', 'submit', 'select-one'].includes(field.type) && !field.readOnly) field.value = '';
    }
  });
  await send(form)(tab);
};
const openMenu = (tab) => tab.page.locator('details.menu summary:visible').first().click();
const first = (selector) => (tab) => tab.leave(() => tab.page.locator(selector).first().click());
const both =
  (...acts) =>
  async (tab) => {
    for (const act of acts) await act(tab);
  };

/** Large text and high contrast, as the hall's own links choose them. */
const modes = (path) => ({ path: `${path}?text=large&contrast=high`, leave: (tab) => tab.page.goto(`${tab.stage.hall}/?text=normal&contrast=normal`) });
/** What the system of a reader asks for. */
const media = (wanted) => ({
  act: (tab) => tab.page.emulateMedia(wanted),
  leave: (tab) => tab.page.emulateMedia({ forcedColors: null, contrast: null }),
});
/** Lets the minutes of a page pass. */
const later = (minutes) => async (tab) => {
  await tab.page.clock.install();
  await tab.page.reload();
  await tab.page.clock.fastForward(minutes * 60_000);
  await tab.page.locator('#session-ask[open]').waitFor();
};

/** The form of a filing, beside the one that takes a filled template. */
const filing = 'main form:has([name=do])';
/** Opens a filing that may be changed still. */
const toFiling = first('main tbody tr:has([href$="/receipt"]):has([href$="/template"]) .acts a');
/** Uploads a filled template to a filing; without a text none is chosen. */
const sendSheet = (text) => async (tab) => {
  await tab.page.locator('details:has(#sheet) summary').click();
  if (text) await tab.page.locator('#sheet').setInputFiles({ name: '模板.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await tab.leave(() => tab.page.locator('form:has(#sheet) button').click());
};
/** Opens an assessment that is not announced. */
const toDraft = first('main tbody tr:not(:has([href^="/office/periods/"])) a');
/** Opens the window of the task, which is open. */
const toTask = first('main tbody tr:has-text("跨境电商服务专项考核") a[href^="/office/periods/"]');

/** Ends the session of a tab behind its back, so that its page does not know. */
export async function expire(tab) {
  const context = tab.page.context();
  const cookies = await context.cookies();
  const other = await context.newPage();
  await other.goto(`${tab.stage.hall}/my/security`);
  await other.locator('form[action="/logout"]').first().evaluate((form) => form.submit());
  await other.waitForURL(/\/login/);
  await other.close();
  await context.addCookies(cookies);
}

/** A form that is sent after its session has ended. */
const tooLate = async (tab) => {
  await tab.page.locator('[name=words]').fill('The address is that of the house next door.');
  await expire(tab);
  await send('main form')(tab);
};

/** Uploads that fill the room there is for them, and do not end by themselves. */
const uploads = [];
async function fillRoom(tab) {
  const cookie = (await tab.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const megabyte = 1024 * 1024;
  for (const size of [120, 120, 120, 120, 32]) {
    const upload = request(`${tab.stage.hall}/desk/products/new`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': size * megabyte },
    });
    upload.on('error', () => {});
    upload.write('--x\r\n');
    uploads.push(upload);
  }
  await new Promise((done) => setTimeout(done, 500));
  await send('form.form')(tab).catch(() => {});
}

/** A name that ends with `-none` is an empty list, which says so. `errors: true` where a form comes back: the focus, the summary and the fields are looked at as well. */
export const states = [
  { name: 'login-empty', path: '/login', act: send('main form'), errors: true },
  { name: 'login-password-empty', path: '/login?way=password', act: send('main form'), errors: true },
  { name: 'forgot-empty', path: '/login/forgot', act: send('main form'), errors: true },
  { name: 'menu-open', path: '/', act: openMenu, within: 'details.menu[open]' },
  { name: 'logistics-none', path: '/logistics?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84' },
  { name: 'search-none', path: '/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84' },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'large-high', ...modes('/') },
  { name: 'large-high-list', ...modes('/logistics') },
  { name: 'large-high-login', ...modes('/login') },
  { name: 'forced-colours', path: '/', ...media({ forcedColors: 'active' }) },
  { name: 'forced-colours-list', path: '/logistics', ...media({ forcedColors: 'active' }) },
  { name: 'more-contrast', path: '/', ...media({ contrast: 'more' }) },
  { name: 'more-contrast-login', path: '/login', ...media({ contrast: 'more' }) },
  {
    name: 'captcha-wrong',
    path: '/login?way=password',
    alone: true,
    errors: true,
    act: async (tab) => {
      for (let tries = 0; tries < 12 && !(await tab.page.locator('#captcha').count()); tries++) {
        await tab.fill({ account: `nobody${tab.width}`, password: 'a wrong one', consent: true });
        await send('main form')(tab);
      }
    },
  },
  {
    name: 'bind',
    path: '/login',
    alone: true,
    act: both((tab) => tab.fill({ consent: true }), first('button[formaction="/login/wechat"]'), first('button[value="agree:stranger"]')),
  },
  {
    name: 'bind-empty',
    path: '/login',
    alone: true,
    errors: true,
    act: both((tab) => tab.fill({ consent: true }), first('button[formaction="/login/wechat"]'), first('button[value="agree:stranger"]'), empty('form[action="/login/bind"]')),
  },
  { program: 'identity', name: 'login-wrong', path: '/login?kind=personal', act: both((tab) => tab.fill({ login: 'nobody', password: 'a wrong one' }), first('main form button.btn-primary')) },
  { program: 'identity', name: 'recover-empty', path: '/recover', act: first('main form .btn-primary'), errors: true },
  { program: 'identity', name: 'register-empty', path: '/register', act: both(first('button[name=kind][value=legal]'), first('main form .btn-primary')), errors: true },
  { who: 'person', name: 'forbidden', path: '/office/reviews' },
  {
    who: 'person',
    name: 'expired',
    path: '/my/security',
    act: async (tab) => {
      await tab.page.evaluate(() => document.querySelectorAll('[name=_csrf]').forEach((field) => (field.value = 'old')));
      await tab.leave(() => tab.page.locator('main form .btn-primary').first().click());
    },
  },
  { who: 'person', name: 'invitation-gone', path: '/office/invitation/nothing-like-this' },
  { who: 'person', name: 'session-soon', path: '/my', alone: true, act: later(28) },
  { who: 'person', name: 'session-over', path: '/my/messages', alone: true, act: later(31) },
  { who: 'person', name: 'phone-empty', path: '/my/security', act: both((tab) => tab.page.locator('details:has(form[action="/my/security/phone"]) summary').click(), empty('form[action="/my/security/phone"]')), errors: true },
  { who: 'person', name: 'password-empty', path: '/my/security', act: empty('form[action="/my/security/password"]'), errors: true },
  { who: 'enterprise', name: 'booking-empty', path: '/logistics', act: both(first('main a[href^="/logistics/0"]'), first('a[href$="/book"]'), empty('form.form')), errors: true },
  { who: 'enterprise', name: 'kept-login', path: '/my/enterprise/mismatch', alone: true, act: tooLate },
  {
    who: 'enterprise',
    name: 'kept',
    path: '/my/enterprise/mismatch',
    alone: true,
    act: both(tooLate, first('.tabs a[href*="way=password"]'), (tab) => tab.fill({ account: 'whalechina', password, consent: true }), send('main form')),
  },
  { who: 'enterprise', name: 'mismatch-empty', path: '/my/enterprise/mismatch', act: empty('main form'), errors: true },
  { who: 'enterprise', name: 'account-empty', path: '/my', act: empty('form[action="/my/account"]'), errors: true },
  { who: 'enterprise', name: 'contact-empty', path: '/my', act: empty('form[action="/my/enterprise"]'), errors: true },
  { who: 'enterprise', name: 'bank-empty', path: '/my', act: empty('form[action="/my/bank"]'), errors: true },
  {
    who: 'enterprise',
    name: 'crop',
    path: '/my/provider',
    act: async (tab) => {
      await tab.page.locator('#logo').setInputFiles(await picture(tab, 600, 400));
      await tab.page.locator('dialog.crop[open]').waitFor();
    },
  },
  {
    who: 'enterprise',
    name: 'withdrawal-asked',
    path: '/my/bookings',
    act: async (tab) => {
      await first('table.list tbody a')(tab);
      await tab.page.locator('form[data-confirm] button').first().click();
      await tab.page.locator('dialog.ask[open]').waitFor();
    },
  },
  { who: 'enterprise', name: 'bookings-none', path: '/my/bookings?q=nothing-like-this' },
  { who: 'applicant', name: 'provider-empty', path: '/my/provider/edit', act: empty('form[action="/my/provider"]'), errors: true },
  { who: 'provider', name: 'product-empty', path: '/desk/products/new', act: empty('form.form'), errors: true },
  { who: 'provider', name: 'reply-empty', path: '/desk/bookings?stage=new', act: both(first('table.list tbody a:not([data-pane])'), empty('form[action$="/reply"]')), errors: true },
  {
    who: 'provider',
    name: 'busy',
    path: '/desk/products/new',
    act: fillRoom,
    leave: () => uploads.splice(0).forEach((upload) => upload.destroy()),
  },
  { who: 'provider', name: 'products-none', path: '/desk/products?q=nothing-like-this' },
  { who: 'provider', name: 'bookings-none', path: '/desk/bookings?q=nothing-like-this' },
  {
    who: 'provider',
    name: 'pane-open',
    path: '/desk/bookings',
    act: async (tab) => {
      await tab.page.locator('a[data-pane]').first().click();
      await tab.page.locator('#pane h1, #pane h2').first().waitFor();
    },
  },
  { who: 'enterprise', name: 'park-empty', path: '/my/provider', act: both((tab) => tab.fill({ kind: 'park' }), send('.provider-form .form-buttons')), errors: true },
  { who: 'enterprise', name: 'settlement-empty', path: '/parks', act: both(first('main a[href^="/parks/0"]'), first('a[href$="/settle"]'), empty('main form.form')), errors: true },
  { who: 'enterprise', name: 'parks-none', path: '/parks?q=nothing-like-this' },
  { who: 'park', name: 'news-empty', path: '/desk/news/new', act: empty('main form.form'), errors: true },
  { who: 'park', name: 'news-none', path: '/desk/news?q=nothing-like-this' },
  { who: 'park', name: 'tenant-empty', path: '/desk/tenants/new', act: empty('main form.form'), errors: true },
  { who: 'park', name: 'tenants-none', path: '/desk/tenants?q=nothing-like-this' },
  { who: 'park', name: 'settlements-none', path: '/desk/settlements?q=nothing-like-this' },
  { who: 'park', name: 'filing-empty', path: '/desk/assessments', act: both(toFiling, empty(filing)), errors: true },
  { who: 'park', name: 'filing-sheet-missing', path: '/desk/assessments', act: both(toFiling, sendSheet()), errors: true },
  { who: 'park', name: 'filing-sheet-wrong', path: '/desk/assessments', act: both(toFiling, sendSheet('新入驻企业数,在园企业总数,设立政策服务窗口,新闻资讯发布数\n一打,1.5,也许,x\n1,1,是,1\n')), errors: true },
  { who: 'park', name: 'filings-none', path: '/desk/assessments?q=nothing-like-this' },
  { who: 'park', name: 'objection-empty', path: '/desk/ranking', act: both(first('main tbody .acts a[href$="#object"]'), empty('form[action$="/object"]')), errors: true },
  { who: 'park', name: 'rankings-none', path: '/desk/ranking?q=nothing-like-this' },
  { who: 'assessor', name: 'assessment-empty', path: '/office/assessments/new', act: empty('main form.form'), errors: true },
  { who: 'assessor', name: 'indicator-empty', path: '/office/assessments', act: both(toDraft, first('a[href$="/indicator"]'), empty('main form.form')), errors: true },
  { who: 'assessor', name: 'filings-none', path: '/office/filings?q=nothing-like-this' },
  {
    who: 'assessor',
    name: 'announcement-asked',
    path: '/office/assessments',
    act: async (tab) => {
      await toDraft(tab);
      await tab.page.locator('form[action$="/announce"] button').click();
      await tab.page.locator('dialog.ask[open]').waitFor();
    },
  },
  {
    who: 'assessor',
    name: 'extension-empty',
    path: '/office/assessments',
    act: both(toTask, (tab) => tab.page.locator('details:has(form[action$="/extend"]) summary').click(), empty('form[action$="/extend"]')),
    errors: true,
  },
  {
    who: 'assessor',
    name: 'return-empty',
    path: '/office/assessments',
    act: both(toTask, first('main tbody tr:has(time) a'), (tab) => tab.leave(() => tab.page.locator('main form button[value=return]').click())),
    errors: true,
  },
  {
    who: 'assessor',
    name: 'objection-answer-empty',
    path: '/office/objections',
    act: both(first('table.list tbody a'), (tab) => tab.leave(() => tab.page.locator('main form button[value=accept]').click())),
    errors: true,
  },
  { who: 'reviewer', name: 'queue-none', path: '/office/reviews?words=nothing-like-this' },
  {
    who: 'reviewer',
    name: 'refusal-empty',
    path: '/office/reviews',
    act: both(first('table.list tbody a'), (tab) => tab.leave(() => tab.page.locator('main form button[value=reject]').first().click())),
    errors: true,
  },
  { who: 'reviewer', name: 'suspend-empty', path: '/office/providers', act: both(first('table.list tbody a'), empty('form[action$="/suspend"]')), errors: true },
  { who: 'system', name: 'day-empty', path: '/office/calendar', act: empty('form[action="/office/calendar/days"]'), errors: true },
  { who: 'system', name: 'version-empty', path: '/office/legal/platform/new', act: empty('main form.form'), errors: true },
  { who: 'security', name: 'proposal-empty', path: '/office/users?q=%E5%BA%9A%E8%88%9F%E8%88%9F', act: both(first('table.list tbody a'), send('main form[action$="/offices"]')), errors: true },
  {
    who: 'security',
    name: 'dismissal-empty',
    path: '/office/users?q=%E5%BA%9A%E8%88%9F%E8%88%9F',
    errors: true,
    act: both(
      first('table.list tbody a'),
      (tab) => tab.page.locator('details:has(form[action$="/dismiss"]) summary').first().click(),
      (tab) => tab.leave(() => tab.page.locator('form[action$="/dismiss"] button').first().click()),
    ),
  },
  { who: 'security', name: 'users-none', path: '/office/users?q=nothing-like-this' },
  { who: 'audit', name: 'journal-wrong', path: '/office/journal?from=2026-02-31', errors: true },
  { who: 'audit', name: 'journal-none', path: '/office/journal?id=nothing-like-this' },
];
