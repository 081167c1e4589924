// Makes data/land.json: the world's land as one SVG path, no borders, from Natural Earth 1:50m (package world-atlas).
// Equirectangular, x = (lon + 180) * 10, y = (90 - lat) * 10, whole tenths of a degree, viewBox 0 0 3600 1800.
// Run: npm install && node land.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const TOLERANCE = 0.09; // degrees a shore may move
const SMALLEST = 0.012; // square degrees: an island below this is left out, about 150 km² at the equator
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-50m.json"), "utf8"));
const land = feature(atlas, atlas.objects.land);
const polygons = (land.features ?? [land]).flatMap(({ geometry: g }) => (g.type === "MultiPolygon" ? g.coordinates : [g.coordinates]));

// A ring that walks over the antimeridian goes on counting instead of jumping to the other side.
function unwrap(ring) {
  const out = [ring[0].slice()];
  for (let i = 1; i < ring.length; i++) {
    let [lon, lat] = ring[i];
    const before = out[i - 1][0];
    while (lon - before > 180) lon -= 360;
    while (lon - before < -180) lon += 360;
    out.push([lon, lat]);
  }
  const turn = out.at(-1)[0] - out[0][0];
  if (Math.abs(turn) > 180) out.push([out.at(-1)[0], -90], [out[0][0], -90], out[0].slice()); // round the pole
  return out;
}

// The part of a ring on one side of a meridian (Sutherland–Hodgman).
function clip(ring, edge, keep) {
  const out = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i], b = ring[(i + 1) % ring.length];
    const ina = keep(a[0]), inb = keep(b[0]);
    if (ina) out.push(a);
    if (ina !== inb) out.push([edge, a[1] + ((b[1] - a[1]) * (edge - a[0])) / (b[0] - a[0])]);
  }
  return out;
}

const area = (r) => Math.abs(r.reduce((s, p, i) => { const q = r[(i + 1) % r.length]; return s + p[0] * q[1] - q[0] * p[1]; }, 0)) / 2;

// Douglas–Peucker on an open line.
function simplify(line) {
  if (line.length < 3) return line;
  const [ax, ay] = line[0], [bx, by] = line.at(-1);
  const dx = bx - ax, dy = by - ay, n = Math.hypot(dx, dy);
  let far = 0, at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const [x, y] = line[i];
    const d = n === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dy * (x - ax) - dx * (y - ay)) / n;
    if (d > far) [far, at] = [d, i];
  }
  return far <= TOLERANCE ? [line[0], line.at(-1)] : [...simplify(line.slice(0, at + 1)).slice(0, -1), ...simplify(line.slice(at))];
}

function path(ring) {
  if (ring.length < 3) return "";
  const middle = ring.reduce((best, p, i) => (Math.hypot(p[0] - ring[0][0], p[1] - ring[0][1]) > Math.hypot(ring[best][0] - ring[0][0], ring[best][1] - ring[0][1]) ? i : best), 0);
  const thin = [...simplify(ring.slice(0, middle + 1)), ...simplify([...ring.slice(middle), ring[0]]).slice(1, -1)];
  const points = [];
  for (const [lon, lat] of thin) {
    const p = [Math.round((lon + 180) * 10), Math.round((90 - lat) * 10)];
    const last = points.at(-1);
    if (!last || last[0] !== p[0] || last[1] !== p[1]) points.push(p);
  }
  if (points.length < 3) return "";
  let d = `M${points[0][0]} ${points[0][1]}l`;
  for (let i = 1; i < points.length; i++) {
    const x = points[i][0] - points[i - 1][0], y = points[i][1] - points[i - 1][1];
    d += (i > 1 && x >= 0 ? " " : "") + x + (y >= 0 ? " " : "") + y;
  }
  return d + "z";
}

let d = "", pieces = 0;
for (const polygon of polygons)
  polygon.forEach((ring, hole) => {
    const whole = unwrap(ring);
    for (const shift of [-360, 0, 360]) {
      const moved = whole.map(([lon, lat]) => [lon + shift, lat]);
      const inside = clip(clip(moved, -180, (x) => x >= -180), 180, (x) => x <= 180);
      if (inside.length < 3 || area(inside) < (hole ? 0.5 : SMALLEST)) continue;
      const piece = path(inside);
      if (piece) (d += piece), pieces++;
    }
  });
const json = JSON.stringify({ viewBox: "0 0 3600 1800", path: d }, null, 1) + "\n";
writeFileSync(new URL("../land.json", import.meta.url), json);
console.log(pieces, "pieces,", json.length, "bytes");
