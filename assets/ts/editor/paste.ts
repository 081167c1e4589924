/** Plain text as markup: an empty line between paragraphs. */
export function paragraphs(text: string): string {
  const escape = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n/)
    .map((piece) => piece.trim())
    .filter((piece) => piece)
    .map((piece) => `<p>${piece.split('\n').map(escape).join('<br>')}</p>`)
    .join('');
}

/**
 * What an office program puts beside the text is taken away before the browser builds anything from it: comments for its own
 * eyes, its style sheets and namespaces, and the bullets it draws as text. The schema does the rest.
 */
export function tidyPaste(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[[^>]*\]>/g, '')
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(meta|link)\b[^>]*>/gi, '')
    .replace(/<\/?[ovwxm]:[^>]*>/gi, '')
    // The policy of the page forbids styles in markup, read or not; the schema looks here for what is bold.
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style='))
    .replace(/<span[^>]*mso-list:\s*Ignore[^>]*>[\s\S]*?<\/span>/gi, '')
    .replace(/<p[^>]*mso-list:[^>]*>([\s\S]*?)<\/p>/gi, '<li><p>$1</p></li>')
    .replace(/(<li><p>[\s\S]*?<\/p><\/li>\s*)+/g, (items) => (/<[uo]l\b/i.test(html) ? items : `<ul>${items}</ul>`));
}
