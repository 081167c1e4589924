import type { Mark } from './atlas';
import { fill, fresh } from './page';

type City = { id: string | number; name: string; country: string; country_name: string; lat: number; lon: number };

/** `data-map-pick`: a city from a list, by its name, or by a press on the map; all three fill the same inputs. */
export function pick(root: ParentNode): void {
  for (const box of fresh<HTMLElement>(root, '[data-map-pick]', 'pick')) picker(box);
}

function picker(box: HTMLElement): void {
  const around = box.closest('form') ?? box;
  const named = (name: string) =>
    box.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`) ??
    around.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
  const country = named('country');
  const city = named('city');
  const list = box.querySelector<HTMLElement>('[data-pick-list]');
  const said = box.querySelector<HTMLElement>('[data-pick-said]');
  const map = box.querySelector<HTMLElement>('figure[data-map]');
  let turn = 0;

  async function ask(template: string | undefined, values: Record<string, string | number>): Promise<City[] | null> {
    if (!template) return null;
    const mine = ++turn;
    const safe = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, encodeURIComponent(value)]));
    const answer = await fetch(fill(template, safe), { headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok) return null;
    const found = (await answer.json()) as City[];
    // A later question has been asked meanwhile.
    return mine === turn ? found : null;
  }

  function choose(chosen: City): void {
    const put = (name: string, value: string | number) => {
      const input = named(name);
      if (input) input.value = String(value);
    };
    put('country', chosen.country);
    put('city', chosen.name);
    put('city_id', chosen.id);
    put('lat', chosen.lat);
    put('lon', chosen.lon);
    if (said) said.textContent = fill(box.dataset.chosen, { country: chosen.country_name, city: chosen.name });
    list?.querySelectorAll('button').forEach((button) => button.setAttribute('aria-pressed', String(button.value === String(chosen.id))));
    const mark: Mark = { lat: chosen.lat, lon: chosen.lon, name: chosen.name };
    map?.dispatchEvent(new CustomEvent('map:mark', { detail: mark }));
    named('city_id')?.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function show(cities: City[] | null): void {
    if (!cities) return;
    if (said) said.textContent = cities.length ? '' : (box.dataset.none ?? '');
    list?.replaceChildren(
      ...cities.map((one) => {
        const row = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.value = String(one.id);
        const where = document.createElement('small');
        where.textContent = one.country_name;
        button.append(one.name, where);
        button.addEventListener('click', () => choose(one));
        row.append(button);
        return row;
      }),
    );
  }

  function unplace(): void {
    for (const name of ['city_id', 'lat', 'lon']) {
      const input = named(name);
      if (input) input.value = '';
    }
  }

  country?.addEventListener('change', async () => {
    unplace();
    if (city) city.value = '';
    show(country.value ? await ask(box.dataset.byCountry, { country: country.value }) : []);
    if (!country.value && said) said.textContent = '';
  });
  let due = 0;
  city?.addEventListener('input', () => {
    unplace();
    clearTimeout(due);
    const text = city.value.trim();
    if (!text) return;
    due = window.setTimeout(async () => {
      const found = await ask(box.dataset.byName, { q: text });
      show(found?.filter((one) => !country?.value || one.country === country.value) ?? null);
    }, 250);
  });
  map?.addEventListener('map:pick', async (event) => {
    const { lat, lon } = (event as CustomEvent<{ lat: number; lon: number }>).detail;
    const [nearest] = (await ask(box.dataset.nearest, { lat: lat.toFixed(3), lon: lon.toFixed(3) })) ?? [];
    if (!nearest) return;
    list?.replaceChildren();
    choose(nearest);
  });
  // A page that comes back with values shows them.
  const [lat, lon] = [named('lat')?.value, named('lon')?.value];
  if (lat && lon) map?.dispatchEvent(new CustomEvent('map:mark', { detail: { lat: Number(lat), lon: Number(lon), name: city?.value ?? '' } }));
}
