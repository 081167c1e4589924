/** Which part of a picture is seen through a frame of fixed shape. `x` and `y` are the middle, in the picture's own pixels. */
export type View = { x: number; y: number; zoom: number };
type Size = { width: number; height: number };

/** How many pixels of the picture the frame shows at this zoom; at 1 the picture just covers the frame. */
export function seen(picture: Size, frame: Size, zoom: number): Size {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height) / zoom;
  return { width: frame.width * scale, height: frame.height * scale };
}

/** The nearest view that shows nothing beyond the picture's edges. */
export function within(view: View, picture: Size, frame: Size): View {
  const zoom = Math.min(Math.max(view.zoom, 1), 6);
  const part = seen(picture, frame, zoom);
  const hold = (at: number, half: number, end: number) => Math.min(Math.max(at, half), end - half);
  return { zoom, x: hold(view.x, part.width / 2, picture.width), y: hold(view.y, part.height / 2, picture.height) };
}

/** `239x160` as numbers. */
export function shape(text: string): Size | null {
  const found = /^(\d+)[x*×](\d+)$/.exec(text.trim());
  return found ? { width: Number(found[1]), height: Number(found[2]) } : null;
}
