// Workbooks as a spreadsheet program leaves them: what stands in the first sheet, and the same file with other cells.
import { deflateRawSync, crc32, inflateRawSync } from 'node:zlib';

/** The parts of an archive by their names. */
function unpack(archive) {
  const parts = new Map();
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength, extra, comment, local] = [archive.readUInt32LE(at + 20), ...[28, 30, 32].map((o) => archive.readUInt16LE(at + o)), archive.readUInt32LE(at + 42)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(from, from + packed);
    parts.set(name, archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** An archive of parts. */
function pack(parts) {
  const [bodies, heads] = [[], []];
  let at = 0;
  for (const [name, bytes] of parts) {
    const [packed, title] = [deflateRawSync(bytes), Buffer.from(name)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt16LE(0x21, 8);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(title.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    heads.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, rest, title]));
    bodies.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, title, packed]));
    at += bodies.at(-1).length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(heads.length, 8);
  end.writeUInt16LE(heads.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const sheet = 'xl/worksheets/sheet1.xml';
const signs = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const plain = (xml) => xml.replace(/&\w+;/g, (sign) => signs[sign] ?? sign);
const escaped = (text) => text.replace(/[&<>]/g, (sign) => Object.entries(signs).find(([, one]) => one === sign)[0]);
const number = (column) => [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** What stands in the cells of the first sheet: `{ A1: '…' }`. */
export function cells(workbook) {
  const parts = unpack(workbook);
  const shared = [...(parts.get('xl/sharedStrings.xml')?.toString() ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) => [...si.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => plain(text)).join(''));
  const found = {};
  for (const [, at, kind, inner] of parts.get(sheet).toString().matchAll(/<c r="([A-Z]+\d+)"(?:[^>]*? t="(\w+)")?[^>/]*>(.*?)<\/c>/gs)) {
    const value = plain(inner.match(/<(?:v|t)[^>]*>(.*?)<\/(?:v|t)>/s)?.[1] ?? '');
    found[at] = kind === 's' ? shared[value] : value;
  }
  return found;
}

/** The same workbook with these cells, as if they had been typed. */
export function typed(workbook, values) {
  const parts = unpack(workbook);
  let xml = parts.get(sheet).toString();
  for (const [at, value] of Object.entries(values)) {
    const [, column, row] = at.match(/^([A-Z]+)(\d+)$/);
    const cell = typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
    const whole = new RegExp(`<row r="${row}"[^>]*?(?:/>|>(.*?)</row>)`, 's');
    const old = [...(xml.match(whole)?.[1] ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>.*?<\/c>)/gs)].filter(([, other]) => other !== column);
    const line = [...old, [cell, column]].sort(([, one], [, other]) => number(one) - number(other)).map(([cell]) => cell);
    const next = `<row r="${row}">${line.join('')}</row>`;
    // A replacement may hold signs that mean something to `replace`.
    xml = whole.test(xml) ? xml.replace(whole, () => next) : xml.replace('</sheetData>', () => `${next}</sheetData>`);
  }
  parts.set(sheet, Buffer.from(xml));
  return pack(parts);
}
