/** Milliseconds before the end at which people are warned (WCAG 2.2.1 asks for 20 seconds at least). */
const warning = 120_000;
/** The longest that a look at the clock is put off: a computer that slept wakes up late. */
const pause = 20_000;
const used = 'tradehall.used';

export type State = 'quiet' | 'soon' | 'last' | 'over';

/** How a session stands at `now`, used last at `seen`: it ends after `idle` milliseconds without use, and at `longest` whatever happens. */
export function standing(now: number, seen: number, idle: number, longest: number): { state: State; left: number } {
  const left = Math.min(seen + idle, longest) - now;
  if (left <= 0) return { state: 'over', left: 0 };
  if (left > warning) return { state: 'quiet', left };
  return { state: seen + idle < longest ? 'soon' : 'last', left };
}

/** Asks whether to go on before the session ends; the answer is one key. Tabs of one browser tell each other that they were used. */
export function session(root: ParentNode): void {
  const ask = root === document && document.querySelector<HTMLDialogElement>('#session-ask');
  if (!ask) return;
  const idle = Number(ask.dataset.idle) * 1000;
  const longest = Date.now() + Number(ask.dataset.longest) * 1000;
  let seen = Date.now();
  let shown: State = 'quiet';
  let due = 0;

  const use = () => {
    seen = Date.now();
    try {
      localStorage.setItem(used, String(seen));
    } catch {
      // Without a store each tab counts for itself.
    }
  };
  const show = (state: State) => {
    if (state === shown) return;
    shown = state;
    if (ask.open) ask.close('');
    if (state === 'quiet') return;
    for (const part of ask.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset.when !== state;
    ask.setAttribute('aria-labelledby', `session-${state}`);
    ask.returnValue = '';
    ask.showModal();
  };
  const look = () => {
    const { state, left } = standing(Date.now(), seen, idle, longest);
    show(state);
    clearTimeout(due);
    if (state !== 'over') due = window.setTimeout(look, Math.min(pause, Math.max(500, state === 'quiet' ? left - warning : left)));
  };
  const stay = async () => {
    const token = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? '';
    const answer = await fetch(ask.dataset.stay ?? '', { method: 'POST', headers: { 'x-csrf-token': token }, redirect: 'manual' }).catch(() => null);
    if (answer?.ok) use();
    // Led on to the log-in. Anything else says nothing about the session, and the next look at the clock asks again.
    else if (answer?.type === 'opaqueredirect') seen = -Infinity;
    else shown = 'quiet';
    look();
  };
  ask.addEventListener('close', () => {
    if (ask.returnValue === 'stay') void stay();
  });
  // Whoever presses Escape is there too.
  ask.addEventListener('cancel', () => (ask.returnValue = shown === 'soon' ? 'stay' : ''));
  addEventListener('storage', (event) => {
    if (event.key !== used || !event.newValue) return;
    seen = Math.max(seen, Number(event.newValue));
    look();
  });
  document.addEventListener('htmx:afterRequest', () => {
    use();
    look();
  });
  use();
  look();
}
