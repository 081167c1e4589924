/** Plate carrée on a sheet of 3600 × 1800: ten units a degree. */
export function toSheet(lat: number, lon: number): { x: number; y: number } {
  return { x: (lon + 180) * 10, y: (90 - lat) * 10 };
}

export function toPlace(x: number, y: number): { lat: number; lon: number } {
  return { lat: 90 - y / 10, lon: x / 10 - 180 };
}

export type Box = { x: number; y: number; w: number; h: number };

const sheet = { w: 3600, h: 1800 };
/** The smallest width one may zoom to: about eleven degrees. */
const nearest = 110;

/** A view of the wished middle and width, in the shape of the window, that stays on the sheet. */
export function aim(middle: { x: number; y: number }, width: number, shape: number): Box {
  const w = Math.min(Math.max(width, nearest), sheet.w, sheet.h / shape);
  const h = w * shape;
  return {
    w,
    h,
    x: Math.min(Math.max(middle.x - w / 2, 0), sheet.w - w),
    y: Math.min(Math.max(middle.y - h / 2, 0), sheet.h - h),
  };
}

/** Which labels have no room, the first ones first: `true` where the box collides with a dot or with a label that was kept. */
export function crowded(boxes: Box[], dots: Box[] = []): boolean[] {
  const kept: Box[] = [...dots];
  return boxes.map((box) => {
    const hit = kept.some(
      (other) => box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h,
    );
    if (!hit) kept.push(box);
    return hit;
  });
}

/** Width of a label in pixels at `size`: Chinese characters are square, others about half. */
export function labelWidth(text: string, size: number): number {
  return [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e7f ? 1 : 0.56) * size, 0);
}

export type Tile = { z: number; x: number; y: number; box: Box };

/** Tiles of the longitude-latitude matrix (level z: 2^z × 2^(z-1) of them) that cover the view at `perPixel` units a pixel. */
export function tiles(view: Box, perPixel: number): Tile[] {
  const z = Math.min(Math.max(Math.round(Math.log2(3600 / (256 * perPixel))), 1), 12);
  const side = 3600 / 2 ** z;
  const found: Tile[] = [];
  for (let x = Math.floor(view.x / side); x * side < Math.min(view.x + view.w, sheet.w); x++) {
    for (let y = Math.floor(view.y / side); y * side < Math.min(view.y + view.h, sheet.h); y++) {
      found.push({ z, x, y, box: { x: x * side, y: y * side, w: side, h: side } });
    }
  }
  return found;
}
