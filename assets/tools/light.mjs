/**
 * Tabler writes `light-dark(a, b)`; we have no dark mode, and browsers before 2024 drop a declaration that holds it.
 * So every such call becomes its first argument.
 */
export function onlyLight(css) {
  const call = 'light-dark(';
  for (;;) {
    const start = css.lastIndexOf(call);
    if (start < 0) return css;
    let depth = 1;
    let comma = -1;
    let at = start + call.length;
    for (; depth > 0; at++) {
      if (css[at] === '(') depth++;
      else if (css[at] === ')') depth--;
      else if (css[at] === ',' && depth === 1 && comma < 0) comma = at;
    }
    css = css.slice(0, start) + css.slice(start + call.length, comma) + css.slice(at);
  }
}
