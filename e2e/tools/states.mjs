// Pages in a state that an address alone does not show: forms with errors, empty lists, questions, open panes and menus,
// refusals, modes. A new one joins by a line: who, where, and what is done there.

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

/** A name that ends with `-none` is an empty list, which says so. `errors: true` where a form comes back: the focus, the summary and the fields are looked at as well. */
export const states = [
  { name: 'login-empty', path: '/login', act: send('main form'), errors: true },
  { name: 'login-password-empty', path: '/login?way=password', act: send('main form'), errors: true },
  { name: 'forgot-empty', path: '/login/forgot', act: send('main form'), errors: true },
  { name: 'menu-open', path: '/', act: openMenu },
  { name: 'logistics-none', path: '/logistics?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84' },
  { name: 'search-none', path: '/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84' },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'large-high', path: '/?text=large&contrast=high', modes: true },
  { name: 'large-high-list', path: '/logistics', modes: true },
  { name: 'large-high-login', path: '/login', modes: true },
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
  { who: 'person', name: 'password-empty', path: '/my/security', act: empty('form[action="/my/security/password"]'), errors: true },
  { who: 'enterprise', name: 'booking-empty', path: '/logistics', act: both(first('main a[href^="/logistics/0"]'), first('a[href$="/book"]'), empty('form.form')), errors: true },
  { who: 'enterprise', name: 'bookings-none', path: '/my/bookings?q=nothing-like-this' },
  { who: 'applicant', name: 'provider-empty', path: '/my/provider', act: empty('form[action="/my/provider"]'), errors: true },
  { who: 'provider', name: 'product-empty', path: '/desk/products/new', act: empty('form.form'), errors: true },
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
  { who: 'reviewer', name: 'queue-none', path: '/office/reviews?words=nothing-like-this' },
  {
    who: 'reviewer',
    name: 'refusal-empty',
    path: '/office/reviews',
    act: both(first('table.list tbody a'), (tab) => tab.leave(() => tab.page.locator('main form button[value=reject]').first().click())),
    errors: true,
  },
  { who: 'reviewer', name: 'suspend-empty', path: '/office/providers', act: both(first('table.list tbody a'), empty('form[action$="/suspend"]')), errors: true },
  { who: 'security', name: 'users-none', path: '/office/users?q=nothing-like-this' },
  { who: 'audit', name: 'journal-none', path: '/office/journal?id=nothing-like-this' },
];
