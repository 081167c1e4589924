import { hold } from './hold';
import { fill, fresh, icon } from './page';
import { blank, encode, fitted, pen, put, upright } from './picture';
import { seen, shape, within, type View } from './view';

/** The texts of the crop table, from `<template id="crop-texts">`. */
function texts(): DOMStringMap {
  return document.getElementById('crop-texts')?.dataset ?? {};
}

/** `data-crop`: a picture is cut to its shape before it is sent. `data-fit-width` alone only makes it narrower. */
export function crop(root: ParentNode): void {
  for (const input of fresh<HTMLInputElement>(root, 'input[type=file][data-crop]', 'crop')) {
    let last: File[] = [];
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) return;
      void during(input, async () => {
        const made = await cut(input, file);
        if (made) last = [made];
        put(input, last);
        if (made) preview(input, made);
      }).catch(() => put(input, last));
    });
  }
  for (const input of fresh<HTMLInputElement>(root, 'input[type=file][data-fit-width]:not([data-preview])', 'fit')) {
    input.addEventListener('change', () => {
      void during(input, async () => put(input, await Promise.all([...(input.files ?? [])].map((file) => fit(input, file)))));
    });
  }
}

export function fit(input: HTMLInputElement, file: File): Promise<File> {
  return fitted(file, Number(input.dataset.fitWidth) || Infinity, Number(input.dataset.maxBytes) || Infinity);
}

/** Runs `work` while the form waits to be sent; what cannot be read is said beside the input. */
export function during(input: HTMLInputElement, work: () => Promise<void>): Promise<void> {
  const done = read(input, work);
  if (input.form) hold(input.form, done, texts().busy ?? '');
  return done;
}

async function read(input: HTMLInputElement, work: () => Promise<void>): Promise<void> {
  const old = input.parentElement?.querySelector('.field-error[data-crop-error]');
  old?.remove();
  input.setAttribute('aria-busy', 'true');
  try {
    await work();
  } catch (error) {
    const said = document.createElement('p');
    said.className = 'field-error';
    said.dataset.cropError = '';
    said.setAttribute('role', 'alert');
    said.append(icon('alert-circle'), texts().unreadable ?? '');
    input.after(said);
    throw error;
  } finally {
    input.removeAttribute('aria-busy');
  }
}

function preview(input: HTMLInputElement, file: File): void {
  const holder = input.closest('.picture-field')?.querySelector('.picture');
  if (!holder) return;
  const size = shape(input.dataset.crop ?? '');
  const image = holder.querySelector('img') ?? document.createElement('img');
  if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  image.alt = texts().preview ?? '';
  if (size) [image.width, image.height] = [size.width, size.height];
  holder.append(image);
}

/** Opens the table; the cut picture, or nothing when it was left. */
async function cut(input: HTMLInputElement, file: File): Promise<File | null> {
  const frame = shape(input.dataset.crop ?? '');
  if (!frame) return file;
  let picture = await upright(file);
  const said = texts();
  const dialog = document.createElement('dialog');
  dialog.className = 'crop';
  dialog.setAttribute('aria-label', said.title ?? '');
  const title = document.createElement('h2');
  title.textContent = said.title ?? '';
  const hint = document.createElement('p');
  hint.textContent = fill(said.hint, frame);
  const factor = Math.max(1, Math.round(640 / frame.width));
  const table = blank(frame.width * factor, frame.height * factor);
  table.className = 'crop-table';
  table.tabIndex = 0;
  table.setAttribute('role', 'img');
  table.setAttribute('aria-label', said.hint ?? '');

  let view: View = { x: picture.width / 2, y: picture.height / 2, zoom: 1 };
  const paint = (on: HTMLCanvasElement) => {
    const part = seen(picture, frame, view.zoom);
    const context = pen(on);
    context.clearRect(0, 0, on.width, on.height);
    context.drawImage(picture, view.x - part.width / 2, view.y - part.height / 2, part.width, part.height, 0, 0, on.width, on.height);
  };
  const look = (next: Partial<View>) => {
    view = within({ ...view, ...next }, picture, frame);
    zoom.value = String(view.zoom);
    paint(table);
  };
  /** Moves by parts of what is seen. */
  const move = (right: number, down: number) => {
    const part = seen(picture, frame, view.zoom);
    look({ x: view.x + right * part.width, y: view.y + down * part.height });
  };

  const zoom = document.createElement('input');
  zoom.type = 'range';
  [zoom.min, zoom.max, zoom.step] = ['1', '6', '0.02'];
  zoom.addEventListener('input', () => look({ zoom: Number(zoom.value) }));
  const label = document.createElement('label');
  label.append(said.zoom ?? '', zoom);
  const button = (name: string, text: string | undefined, press: () => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'btn btn-icon';
    made.setAttribute('aria-label', text ?? '');
    made.append(icon(name));
    made.addEventListener('click', press);
    return made;
  };
  const turn = () => {
    const turned = blank(picture.height, picture.width);
    const context = pen(turned);
    context.translate(turned.width, 0);
    context.rotate(Math.PI / 2);
    context.drawImage(picture, 0, 0);
    picture = turned;
    look({ x: picture.width / 2, y: picture.height / 2, zoom: 1 });
  };
  const tools = document.createElement('div');
  tools.className = 'crop-tools';
  tools.append(
    label,
    button('arrow-left', said.left, () => move(0.05, 0)),
    button('arrow-right', said.right, () => move(-0.05, 0)),
    button('arrow-up', said.up, () => move(0, 0.05)),
    button('arrow-down', said.down, () => move(0, -0.05)),
    button('rotate-clockwise', said.turn, turn),
  );
  const ends = document.createElement('div');
  ends.className = 'ask-buttons';
  const end = (text: string | undefined, kind: string, value: string) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = kind;
    made.textContent = text ?? '';
    made.addEventListener('click', () => dialog.close(value));
    return made;
  };
  const yes = end(said.confirm, 'btn btn-primary', 'yes');
  ends.append(end(said.cancel, 'btn', 'no'), yes);

  drag(table, (right, down) => move(-right, -down));
  table.addEventListener('keydown', (event) => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [0.05, 0],
      ArrowRight: [-0.05, 0],
      ArrowUp: [0, 0.05],
      ArrowDown: [0, -0.05],
    };
    const step = steps[event.key];
    if (step) move(...step);
    else if (event.key === '+' || event.key === '=') look({ zoom: view.zoom * 1.1 });
    else if (event.key === '-') look({ zoom: view.zoom / 1.1 });
    else return;
    event.preventDefault();
  });
  table.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      look({ zoom: view.zoom * (event.deltaY < 0 ? 1.08 : 1 / 1.08) });
    },
    { passive: false },
  );

  dialog.append(title, hint, table, tools, ends);
  document.body.append(dialog);
  look({});
  dialog.showModal();
  table.focus();
  const answer = await new Promise<string>((done) => dialog.addEventListener('close', () => done(dialog.returnValue), { once: true }));
  dialog.remove();
  input.focus();
  if (answer !== 'yes') return null;
  const scale = Number(input.dataset.scale) || 1;
  const made = blank(frame.width * scale, frame.height * scale);
  paint(made);
  return encode(made, file.name, file.type === 'image/png', Number(input.dataset.maxBytes) || Infinity);
}

/** Drags on the table, in parts of its width and height. */
function drag(table: HTMLElement, moved: (right: number, down: number) => void): void {
  let from: PointerEvent | null = null;
  table.addEventListener('pointerdown', (event) => {
    from = event;
    table.setPointerCapture(event.pointerId);
  });
  table.addEventListener('pointermove', (event) => {
    if (!from || event.pointerId !== from.pointerId) return;
    moved((event.clientX - from.clientX) / table.clientWidth, (event.clientY - from.clientY) / table.clientHeight);
    from = event;
  });
  for (const end of ['pointerup', 'pointercancel'] as const) table.addEventListener(end, () => (from = null));
}
