/** What a module of ours is: it makes better what it finds below `root`, and may be called again for the same elements. */
export type Betterment = (root: ParentNode) => void;

const betterments: Betterment[] = [];

/** Registers modules; called once, by the entry file. */
export function use(...some: Betterment[]): void {
  betterments.push(...some);
}

/** Runs every registered module below `root`: at the start for the page, later for what was put into it. */
export function better(root: ParentNode): void {
  for (const one of betterments) {
    try {
      one(root);
    } catch (error) {
      // The page works without any of them, so one that fails must not stop the others.
      console.error(error);
    }
  }
  document.dispatchEvent(new CustomEvent('hall:better', { detail: root }));
}

const done = new WeakMap<Element, Set<string>>();

/** Elements below `root` (and `root` itself) that match and that `module` has not had before. */
export function fresh<E extends HTMLElement>(root: ParentNode, selector: string, module: string): E[] {
  const found = [...root.querySelectorAll<E>(selector)];
  if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as unknown as E);
  return found.filter((element) => {
    const had = done.get(element) ?? new Set<string>();
    if (had.has(module)) return false;
    done.set(element, had.add(module));
    return true;
  });
}

/** Puts values into the `{places}` of a text that came from the page. */
export function fill(text: string | undefined, values: Record<string, string | number>): string {
  return (text ?? '').replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}

/** A picture from the sprite, as the pages write it themselves. The sprite's address is taken from the page. */
export function icon(name: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  const some = document.querySelector('svg use[href*="icons.svg"]')?.getAttribute('href') ?? '/assets/icons.svg#';
  use.setAttribute('href', `${some.split('#')[0]}#${name}`);
  svg.append(use);
  return svg;
}

let speaker: HTMLElement | undefined;

/** Says a text to people who listen to the page. */
export function say(text: string): void {
  if (!speaker?.isConnected) {
    speaker = document.createElement('div');
    speaker.className = 'visually-hidden';
    speaker.setAttribute('aria-live', 'polite');
    document.body.append(speaker);
  }
  speaker.textContent = '';
  // A reader notices the change only when it comes after the emptying.
  setTimeout(() => speaker && (speaker.textContent = text), 60);
}
