import { aim, crowded, labelWidth, tiles, toPlace, toSheet, type Box } from './globe';
import { fill, fresh } from './page';

const svgSpace = 'http://www.w3.org/2000/svg';

/** The map of a `figure[data-map]`: zooms, pans, keeps its points at one size and hides labels that have no room. */
export function atlas(root: ParentNode): void {
  for (const figure of fresh<HTMLElement>(root, 'figure[data-map]', 'map')) {
    const svg = figure.querySelector<SVGSVGElement>(':scope > svg');
    if (svg) new Atlas(figure, svg);
  }
}

type Point = { element: SVGAElement; x: number; y: number; text: string };

class Atlas {
  private view: Box = { x: 0, y: 0, w: 3600, h: 1800 };
  private points: Point[] = [];
  private due = 0;
  /** Whether it shows what it began with. */
  private atHome = true;
  private readonly first: Box | null;

  constructor(
    private readonly figure: HTMLElement,
    private readonly svg: SVGSVGElement,
  ) {
    const [x, y, w, h] = (figure.dataset.view ?? '').split(/\s+/).map(Number);
    this.first = w && h ? { x: x ?? 0, y: y ?? 0, w, h } : null;
    this.gather();
    this.tools();
    this.pointers();
    this.keys();
    figure.classList.add('ready');
    figure.addEventListener('map:mark', (event) => this.mark((event as CustomEvent<Mark>).detail));
    new ResizeObserver(() => (this.atHome ? this.home() : this.look(this.middle(), this.view.w))).observe(svg);
    this.home();
  }

  private gather(): void {
    this.points = [...this.svg.querySelectorAll<SVGAElement>('.map-point')].map((element) => {
      const [, x, y] = /translate\(\s*([-\d.]+)[\s,]+([-\d.]+)/.exec(element.getAttribute('transform') ?? '') ?? [];
      return { element, x: Number(x), y: Number(y), text: element.querySelector('text')?.textContent ?? '' };
    });
    const weight = ({ element }: Point) =>
      element.matches('.map-point-picked, .map-point-home') ? 0 : element.matches('.map-point-strong') ? 1 : 2;
    this.points.sort((one, other) => weight(one) - weight(other));
  }

  private middle(): { x: number; y: number } {
    return { x: this.view.x + this.view.w / 2, y: this.view.y + this.view.h / 2 };
  }

  private perPixel(): number {
    return this.view.w / (this.svg.clientWidth || 1);
  }

  private home(): void {
    // The world without most of the Antarctic; where it does not fit in, what is around our own place.
    const box = this.first ?? { x: 0, y: 0, w: 3600, h: 1600 };
    const own = this.first ? undefined : this.points.find(({ element }) => element.matches('.map-point-home'));
    const narrow = this.svg.clientHeight > this.svg.clientWidth * 0.55;
    this.look({ x: (narrow && own?.x) || box.x + box.w / 2, y: box.y + box.h / 2 }, box.w);
    this.atHome = true;
  }

  private look(middle: { x: number; y: number }, width: number): void {
    this.view = aim(middle, width, (this.svg.clientHeight || 1) / (this.svg.clientWidth || 1));
    this.atHome = false;
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { x, y, w, h } = this.view;
    const unit = this.perPixel();
    this.svg.setAttribute('viewBox', `${x} ${y} ${w} ${h}`);
    this.figure.classList.toggle('zoomed', w < 3200);
    const boxes = this.points.map((point) => {
      point.element.setAttribute('transform', `translate(${point.x} ${point.y}) scale(${unit})`);
      return { x: point.x / unit + 8, y: point.y / unit - 8, w: labelWidth(point.text, 12) + 4, h: 16 };
    });
    const dots = this.points.map((point) => ({ x: point.x / unit - 5, y: point.y / unit - 5, w: 10, h: 10 }));
    crowded(boxes, dots).forEach((hit, index) => this.points[index]?.element.classList.toggle('quiet', hit));
    this.tile(unit);
  }

  /** Pictures of the map service under the land, when the zone has one. */
  private tile(unit: number): void {
    const template = this.figure.dataset.tiles;
    if (!template) return;
    let layer = this.svg.querySelector<SVGGElement>('.map-tiles');
    if (!layer) {
      layer = document.createElementNS(svgSpace, 'g');
      layer.setAttribute('class', 'map-tiles');
      this.svg.prepend(layer);
    }
    const wanted = new Map(tiles(this.view, unit).map((tile) => [fill(template, { z: tile.z, x: tile.x, y: tile.y }), tile]));
    for (const old of [...layer.children]) {
      if (!wanted.delete(old.getAttribute('href') ?? '')) old.remove();
    }
    for (const [address, { box }] of wanted) {
      const image = document.createElementNS(svgSpace, 'image');
      image.setAttribute('href', address);
      for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.w, height: box.h })) image.setAttribute(name, String(value));
      image.addEventListener('load', () => this.figure.classList.add('tiled'));
      image.addEventListener('error', () => image.remove());
      layer.append(image);
    }
  }

  private zoom(by: number, at = this.middle()): void {
    const width = this.view.w / by;
    const next = aim(at, width, this.view.h / this.view.w).w;
    // What is under the pointer stays there.
    const middle = this.middle();
    const rest = next / this.view.w;
    this.look({ x: at.x + (middle.x - at.x) * rest, y: at.y + (middle.y - at.y) * rest }, next);
  }

  private tools(): void {
    const bar = document.createElement('div');
    bar.className = 'map-tools';
    const add = (sign: string, text: string | undefined, press: () => void) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = sign;
      button.setAttribute('aria-label', text ?? sign);
      button.title = text ?? '';
      button.addEventListener('click', press);
      bar.append(button);
    };
    add('+', this.figure.dataset.zoomIn, () => this.zoom(1.6));
    add('−', this.figure.dataset.zoomOut, () => this.zoom(1 / 1.6));
    add('⤢', this.figure.dataset.zoomHome, () => this.home());
    this.figure.append(bar);
  }

  private at(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const box = this.svg.getBoundingClientRect();
    const unit = this.perPixel();
    return { x: this.view.x + (event.clientX - box.left) * unit, y: this.view.y + (event.clientY - box.top) * unit };
  }

  private pointers(): void {
    const down = new Map<number, PointerEvent>();
    let travelled = 0;
    const spread = () => {
      const [one, other] = [...down.values()];
      return one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    };
    this.svg.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      if (!down.size) travelled = 0;
      down.set(event.pointerId, event);
    });
    this.svg.addEventListener('pointermove', (event) => {
      const last = down.get(event.pointerId);
      if (!last) return;
      const before = spread();
      down.set(event.pointerId, event);
      const unit = this.perPixel();
      const [right, below] = [event.clientX - last.clientX, event.clientY - last.clientY];
      travelled += Math.abs(right) + Math.abs(below);
      // Only what has begun to move is captured: a captured press would not reach the links.
      if (travelled > 5) this.svg.setPointerCapture(event.pointerId);
      if (down.size === 2 && before) {
        const [one, other] = [...down.values()] as [PointerEvent, PointerEvent];
        this.zoom(spread() / before, this.at({ clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 }));
      } else {
        const middle = this.middle();
        this.look({ x: middle.x - right * unit, y: middle.y - below * unit }, this.view.w);
      }
    });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
      this.svg.addEventListener(end, (event) => down.delete(event.pointerId));
    }
    this.svg.addEventListener('click', (event) => {
      if (travelled > 5) {
        event.preventDefault();
        return;
      }
      const link = event.target instanceof Element && event.target.closest('.map-point');
      if (!link) this.figure.dispatchEvent(new CustomEvent('map:pick', { bubbles: true, detail: { ...toPlace(this.at(event).x, this.at(event).y) } }));
    });
    this.svg.addEventListener('dragstart', (event) => event.preventDefault());
    this.svg.addEventListener(
      'wheel',
      (event) => {
        // The wheel belongs to the page, unless one zooms on purpose or is already in the map.
        if (!event.ctrlKey && !event.metaKey && !this.figure.classList.contains('zoomed')) return;
        if (event.deltaY > 0 && !this.figure.classList.contains('zoomed')) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.25 : 1 / 1.25, this.at(event));
      },
      { passive: false },
    );
  }

  private keys(): void {
    // Not on the drawing itself: Chromium would make it a stop of the Tab key.
    this.figure.addEventListener('focusin', (event) => {
      const point = this.points.find(({ element }) => element === event.target);
      const { x, y, w, h } = this.view;
      if (point && (point.x < x || point.x > x + w || point.y < y || point.y > y + h)) this.look(point, w);
    });
  }

  /** Shows a picked place; there is one at a time. */
  private mark({ lat, lon, name }: Mark): void {
    this.svg.querySelector('.map-point-picked')?.remove();
    const at = toSheet(lat, lon);
    const point = document.createElementNS(svgSpace, 'g');
    point.setAttribute('class', 'map-point map-point-picked');
    point.setAttribute('transform', `translate(${at.x} ${at.y})`);
    const circle = document.createElementNS(svgSpace, 'circle');
    circle.setAttribute('r', '7');
    const text = document.createElementNS(svgSpace, 'text');
    text.setAttribute('x', '11');
    text.setAttribute('y', '4');
    text.textContent = name;
    point.append(circle, text);
    this.svg.append(point);
    this.gather();
    this.look(at, Math.min(this.view.w, 1400));
  }
}

export type Mark = { lat: number; lon: number; name: string };
