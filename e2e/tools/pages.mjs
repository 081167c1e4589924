// Every page there is, by the golden file of the routes, and who looks at it. A new route joins by itself; one that no
// link leads to, or that is no page, gets a line here.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './stage.mjs';

/** Who looks: an account of the demo zone, none for a visitor. */
export const people = {
  visitor: null,
  person: 'stroller',
  enterprise: 'whalechina',
  applicant: 'coconut',
  provider: 'anchorkite',
  park: 'eastlamp',
  reviewer: 'reviewer',
  assessor: 'assessor',
  system: 'system',
  security: 'security',
  audit: 'audit',
};

const audiences = {
  Visitor: Object.keys(people),
  Person: Object.keys(people).slice(1),
  Enterprise: ['enterprise', 'applicant', 'provider', 'park'],
  Provider: ['provider', 'park'],
  Logistics: ['provider'],
  Park: ['park'],
  Office: ['reviewer', 'assessor', 'system', 'security', 'audit'],
  Department: ['reviewer', 'assessor'],
  'Official(Reviewer)': ['reviewer'],
  'Official(Assessor)': ['assessor'],
  'Official(SystemAdmin)': ['system'],
  'Official(SecurityAdmin)': ['security'],
  'Official(AuditAdmin)': ['audit'],
};

/** Addresses that show no page of their own, with the reason. */
const none = {
  '/captcha/{token}': 'a picture',
  '/files/{id}': 'a file',
  '/gazetteer.json': 'data for the map',
  '/health': 'a word for machines',
  '/help/pictures/{name}': 'a picture',
  '/my/bookings/{id}/cover': 'a picture',
  '/desk/bookings/{id}/cover': 'a picture',
  '/office/bookings/{id}/cover': 'a picture',
  '/desk/products.xlsx': 'a sheet',
  '/desk/bookings.xlsx': 'a sheet',
  '/desk/tenants.xlsx': 'a sheet',
  '/office/parks.xlsx': 'a sheet',
  '/desk/tenants/template.xlsx': 'a sheet',
  '/desk/tenants/import/{id}/annotated.xlsx': 'a sheet',
  '/desk/assessments/{id}/template': 'a sheet',
  '/desk/ranking/{id}/download': 'a sheet',
  '/office/rankings/{id}/download': 'a sheet',
  '/login/wechat/callback': 'leads on',
  '/login/identity/callback': 'leads on',
  '/desk': 'leads on',
  // What only a journey from elsewhere opens; `states` or a journey has them.
  '/login/bind': 'after WeChat: the state “bind”',
  '/office/invitation/{token}': 'from the command line: the state “invitation-gone”',
  '/kept/{id}': 'after a log-in for a form that came too late: the state “kept”',
};

/** A route with the pattern its addresses match. */
export async function routes() {
  const text = await readFile(join(root, 'crates/acceptance/golden/routes.txt'), 'utf8');
  return [...text.matchAll(/^GET +(\S+) \S+ (\S+) /gm)]
    .filter(([, path]) => !none[path])
    .map(([, path, audience]) => ({
      path,
      who: audiences[audience] ?? [],
      pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/?#]+')}$`),
      plain: !path.includes('{'),
    }));
}

/** Pages of the other two programs of the demo zone. */
export const elsewhere = {
  identity: ['/', '/login?kind=personal', '/login?kind=legal', '/login/scan', '/register', '/recover', '/help', '/terms', '/accessibility', '/no-such-page'],
  rehearsal: ['/', '/sms', '/mail', '/notices', '/faults', '/no-such-page'],
};

/** Pages of the identity provider for whoever is logged in there. */
export const centre = ['/centre', '/centre/licences', '/centre/materials', '/centre/materials/registration', '/centre/safety', '/centre/password', '/centre/phone', '/logout'];
