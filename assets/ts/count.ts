/** Characters as people count them here: code points, so that an emoji is one; line ends count one. */
export function characters(text: string): number {
  return [...text.replace(/\r\n/g, '\n')].length;
}
