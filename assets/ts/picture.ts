/** A picture as drawn here: upright, and no longer than `longest`, so that old phones can hold it. */
export async function upright(file: Blob, longest = 3000): Promise<HTMLCanvasElement> {
  const read = await load(file);
  const scale = Math.min(1, longest / Math.max(read.width, read.height));
  const canvas = blank(Math.round(read.width * scale), Math.round(read.height * scale));
  pen(canvas).drawImage(read, 0, 0, canvas.width, canvas.height);
  if ('close' in read) read.close();
  return canvas;
}

async function load(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    // Older browsers do not know the option, but turn an <img> upright by themselves.
    const address = URL.createObjectURL(file);
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(address);
    }
  }
}

export function blank(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export function pen(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  return context;
}

function clear(canvas: HTMLCanvasElement): boolean {
  const { data } = pen(canvas).getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 3; at < data.length; at += 4) if (data[at]! < 250) return true;
  return false;
}

/** The canvas as a file that weighs at most `most` bytes, if any quality allows it: PNG only where something shows through. */
export async function encode(canvas: HTMLCanvasElement, name: string, png: boolean, most = Infinity): Promise<File> {
  const stem = name.replace(/\.[^.]*$/, '') || 'picture';
  const blob = (kind: string, quality?: number) => new Promise<Blob | null>((done) => canvas.toBlob(done, kind, quality));
  if (png && clear(canvas)) {
    const made = await blob('image/png');
    if (made && made.size <= most) return new File([made], `${stem}.png`, { type: 'image/png' });
  }
  const under = pen(canvas);
  under.globalCompositeOperation = 'destination-over';
  under.fillStyle = '#fff';
  under.fillRect(0, 0, canvas.width, canvas.height);
  under.globalCompositeOperation = 'source-over';
  let made: Blob | null = null;
  for (const quality of [0.92, 0.85, 0.78, 0.7, 0.6, 0.5, 0.4]) {
    made = await blob('image/jpeg', quality);
    if (made && made.size <= most) break;
  }
  if (!made) throw new Error('not encodable');
  return new File([made], `${stem}.jpg`, { type: 'image/jpeg' });
}

/** The file itself where it is narrow and light enough, else a smaller copy. */
export async function fitted(file: File, width: number, most = Infinity): Promise<File> {
  const whole = await upright(file, 20000);
  if (whole.width <= width && file.size <= most) return file;
  const scale = Math.min(1, width / whole.width);
  const canvas = blank(Math.round(whole.width * scale), Math.round(whole.height * scale));
  pen(canvas).drawImage(whole, 0, 0, canvas.width, canvas.height);
  return encode(canvas, file.name, file.type === 'image/png', most);
}

/** Makes `files` what the input holds. */
export function put(input: HTMLInputElement, files: File[]): void {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
}
