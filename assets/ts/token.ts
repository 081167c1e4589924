/** The token of the page for requests that no form makes. */
export function csrf(): Record<string, string> {
  const token = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content;
  return token ? { 'X-CSRF-Token': token } : {};
}
