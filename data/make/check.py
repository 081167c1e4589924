"""Checks everything in data/ that a program will rely on. Standard library only: `python data/make/check.py`."""

import collections, csv, datetime, json, pathlib, re, sys

DATA = pathlib.Path(__file__).resolve().parent.parent
wrong = []


def need(ok, *what):
    if not ok:
        wrong.append(" ".join(map(str, what)))


def rows(name):
    raw = (DATA / name).read_bytes()
    need(not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n"), name, "is not plain UTF-8 with \\n")
    out = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    need(all(None not in r and None not in r.values() for r in out), name, "has a line with too many or too few fields")
    need(all(v == v.strip() for r in out for v in r.values()), name, "has blanks round a value")
    return out


def unique(name, table, *fields):
    for k, n in collections.Counter(tuple(r[f] for f in fields) for r in table).items():
        need(n == 1, name, k, "is there", n, "times")


HAN = re.compile(r"[\u3400-\u9fff]")
KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")

countries = rows("countries.csv")
need(len(countries) >= 240, "countries.csv has only", len(countries))
unique("countries.csv", countries, "alpha3")
unique("countries.csv", [r for r in countries if r["alpha2"]], "alpha2")
unique("countries.csv", countries, "name_zh")
unique("countries.csv", countries, "name_en")
for r in countries:
    need(re.fullmatch("[A-Z]{3}", r["alpha3"]) and re.fullmatch("([A-Z]{2})?", r["alpha2"]) and re.fullmatch(r"\d{3}", r["customs"]), "countries.csv", r)
    need(HAN.search(r["name_zh"]) and not HAN.search(r["name_en"]), "countries.csv", r)
code = {r["alpha2"]: r["alpha3"] for r in countries if r["alpha2"]}
official = {r["iso3"]: r for r in rows("codes/countries.csv")}
for r in countries:
    need(official[r["alpha3"]]["name_cn"].replace("(", "（").replace(")", "）") == r["name_zh"], "countries.csv", r, "is not the customs wording")
for a, n in (("HK", "中国香港"), ("MO", "中国澳门"), ("TW", "中国台湾"), ("CN", "中国")):
    need(any(r["alpha2"] == a and r["name_zh"] == n for r in countries), "countries.csv", a, n)

cities = rows("gazetteer.csv")
need(len(cities) >= 1500, "gazetteer.csv has only", len(cities))
unique("gazetteer.csv", cities, "id")
unique("gazetteer.csv", cities, "alpha2", "name_zh")
unique("gazetteer.csv", cities, "alpha2", "name_en")
for r in cities:
    need(code.get(r["alpha2"]) == r["alpha3"], "gazetteer.csv", r["id"], "has codes", r["alpha2"], r["alpha3"])
    need(HAN.search(r["name_zh"]) and not re.search("[A-Za-z]", r["name_zh"]) and not KANA_HANGUL.search(r["name_zh"]), "gazetteer.csv", r["name_zh"])
    need(r["name_en"].isascii() and re.search("[A-Za-z]", r["name_en"]), "gazetteer.csv", r["name_en"])
    need(re.fullmatch(r"-?\d{1,2}\.\d{4}", r["lat"]) and abs(float(r["lat"])) <= 90, "gazetteer.csv", r["id"], r["lat"])
    need(re.fullmatch(r"-?\d{1,3}\.\d{4}", r["lon"]) and abs(float(r["lon"])) <= 180, "gazetteer.csv", r["id"], r["lon"])
    need(r["population"].isdigit() and int(r["population"]) < 40_000_000, "gazetteer.csv", r["id"], r["population"])
    need(set(filter(None, r["kinds"].split("|"))) <= {"port", "airport", "rail"}, "gazetteer.csv", r["id"], r["kinds"])
names = {(r["alpha2"], r["name_en"]): r for r in cities}
known = 0
for line in (DATA / "make/known_cities.txt").read_text(encoding="utf-8").splitlines():
    if line.startswith("#"):
        continue
    zh, en, a2, la, lo = line.split("|")
    r, known = names.get((a2, en)), known + 1
    need(r and r["name_zh"] == zh and abs(float(r["lat"]) - float(la)) < 0.5 and abs(float(r["lon"]) - float(lo)) < 0.5, "gazetteer.csv: known city", line, r)

land = json.loads((DATA / "land.json").read_text(encoding="utf-8"))
need((DATA / "land.json").stat().st_size < 60_000, "land.json is too big")
need(land["viewBox"] == "0 0 3600 1800", "land.json viewBox")
need(re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", land["path"]), "land.json path has an unexpected command")
rings = []
for piece in land["path"].split("z")[:-1]:
    start, steps = piece[1:].split("l")
    x, y = map(int, start.split())
    n = list(map(int, re.findall(r"-?\d+", steps)))
    ring = [(x, y)]
    for dx, dy in zip(n[::2], n[1::2]):
        x, y = x + dx, y + dy
        ring.append((x, y))
        need(0 <= x <= 3600 and 0 <= y <= 1800, "land.json leaves the picture at", x, y)
        need(abs(dx) < 600 or y >= 1790, "land.json has a streak at", x, y, dx)
    rings.append(ring)


def on_land(lat, lon):
    x, y, inside = (lon + 180) * 10, (90 - lat) * 10, False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


for what, lat, lon in (("Hainan", 19.2, 109.7), ("Taiwan", 23.8, 121.0), ("Wuhan", 30.6, 114.3), ("Chukotka", 66.5, -175), ("Sri Lanka", 7.5, 80.7), ("Cuba", 22, -79)):
    need(on_land(lat, lon), "land.json lacks", what)
for what, lat, lon in (("South China Sea", 15, 114), ("Pacific", 0, -150), ("Hainan Strait, wide", 19.5, 112.5), ("Bering Sea", 58, 179.9)):
    need(not on_land(lat, lon), "land.json has land in", what)

days = rows("holidays.csv")
unique("holidays.csv", days, "day")
need([r["day"] for r in days] == sorted(r["day"] for r in days), "holidays.csv is not in order")
for r in days:
    d = datetime.date.fromisoformat(r["day"])
    need(r["kind"] in ("holiday", "workday"), "holidays.csv", r)
    need(r["kind"] == "holiday" or d.weekday() >= 5, "holidays.csv", r, "makes a working day of a working day")
    need("国办发明电" in r["source"] or "pending" in r["source"], "holidays.csv", r)
count = collections.Counter((r["day"][:4], r["kind"]) for r in days)
# 2025 has 28 days off and 5 made up, 2026 has 33 and 6, the law alone gives 13.
need(count == {("2025", "holiday"): 28, ("2025", "workday"): 5, ("2026", "holiday"): 33, ("2026", "workday"): 6, ("2027", "holiday"): 13}, "holidays.csv", dict(count))

passwords = (DATA / "passwords.txt").read_text(encoding="utf-8").splitlines()
need(3_000 <= len(passwords) <= 10_000, "passwords.txt has", len(passwords))
need(passwords == sorted(set(passwords)), "passwords.txt is not sorted and unique")
need(all(p == p.lower() and p.isascii() and p.strip() == p and p for p in passwords), "passwords.txt has upper case, blanks or other letters")
need({"password", "12345678", "woaini1314", "1qaz2wsx", "admin@123"} <= set(passwords), "passwords.txt lacks what everybody knows")

divisions = rows("codes/admin_divisions_gb2260.csv")
unique("admin_divisions", divisions, "code")
need(any(r["code"] == "460100" and r["name_cn"] == "海口市" for r in divisions), "admin_divisions lacks 海口市")
rows("codes/ports.csv")

print(len(countries), "countries,", len(cities), "cities,", known, "known cities looked at,", len(rings), "pieces of land,", len(days), "days,", len(passwords), "passwords,", len(divisions), "divisions")
if wrong:
    print(*wrong, sep="\n")
    sys.exit(1)
print("all well")
