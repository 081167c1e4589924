// Where the browser is: CHROMIUM, or what tools/need brings; the one without windows first, which is faster.
import { existsSync } from 'node:fs';

export const chromiumPath = process.env.CHROMIUM ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);
