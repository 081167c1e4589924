import htmx from 'htmx.org';
import { better } from './page';
import { csrf } from './token';

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
// Nothing of a page is kept in the browser's storage.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: '204', swap: false },
  { code: '[23]..', swap: true },
  { code: '(409|422)', swap: true, error: false },
  { code: '[45]..', swap: false, error: true },
];

export function hypertext(): void {
  document.addEventListener('htmx:configRequest', (event) => {
    Object.assign((event as CustomEvent<{ headers: Record<string, string> }>).detail.headers, csrf());
  });
  document.addEventListener('htmx:load', (event) => {
    if (event.target instanceof Element) better(event.target);
  });
}

/** Makes htmx look at what was put into the page without it. */
export function process(element: Element): void {
  htmx.process(element);
}
