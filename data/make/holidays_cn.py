"""Makes data/holidays.csv. Two Python packages and one npm package must agree on the notices; two on the lunar dates.

Run after `pip install -r requirements.txt && npm install` in this folder.
"""

import csv, datetime, json, pathlib, subprocess

import chinese_calendar.constants as calendar
import holidays

HERE = pathlib.Path(__file__).resolve().parent
NOTICES = {2025: "国办发明电〔2024〕12号", 2026: "国办发明电〔2025〕7号"}
PENDING = {2027: "statutory, State Council notice for 2027 pending"}
NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
}
ENGLISH = {v: k for k, v in NAMES.items()} | {
    "清明节": "Qingming Festival", "端午节": "Dragon Boat Festival", "中秋节": "Mid-Autumn Festival", "除夕": "Lunar New Year's Eve",
}

rows = []
days = json.loads((HERE / "node_modules/chinese-days/dist/chinese-days.json").read_text())
for year, source in NOTICES.items():
    off = {d: n for d, n in calendar.holidays.items() if d.year == year}
    on = {d: n for d, n in calendar.workdays.items() if d.year == year}
    assert {str(d) for d in off} == {d for d in days["holidays"] if d.startswith(str(year))}, year
    assert {str(d) for d in on} == {d for d in days["workdays"] if d.startswith(str(year))}, year
    third = holidays.country_holidays("CN", years=year)
    assert {d for d in third if d.weekday() < 5} == {d for d in off if d.weekday() < 5}, year
    assert {d for d in third.weekend_workdays if d.year == year} == set(on), year
    rows += [(d, "holiday", NAMES[getattr(n, "value", n)], source) for d, n in off.items()]
    rows += [(d, "workday", NAMES[getattr(n, "value", n)], source) for d, n in on.items()]

for year, source in PENDING.items():
    # Order 795: New Year 1, Spring Festival 4 with the eve, Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3.
    node = f"""const {{Solar,Lunar,LunarYear}}=require('lunar-javascript');const f=(m,d)=>Lunar.fromYmd({year},m,d).getSolar().toYmd();
    const eve=Lunar.fromYmd({year},1,1).getSolar().next(-1).toYmd();
    console.log(JSON.stringify([eve,f(1,1),f(1,2),f(1,3),Lunar.fromYmd({year},3,1).getJieQiTable()['清明'].toYmd(),f(5,5),f(8,15)]))"""
    lunar = json.loads(subprocess.run(["node", "-e", node], cwd=HERE, capture_output=True, text=True, check=True).stdout)
    dates = dict(zip(lunar, ["除夕", "春节", "春节", "春节", "清明节", "端午节", "中秋节"]))
    dates |= {f"{year}-{d}": n for d, n in (("01-01", "元旦"), ("05-01", "劳动节"), ("05-02", "劳动节"), ("10-01", "国庆节"), ("10-02", "国庆节"), ("10-03", "国庆节"))}
    assert len(dates) == 13, dates
    # The package also guesses the days in lieu; those are marked 补假 and left out.
    other = {str(d) for d, n in holidays.country_holidays("CN", years=year, language="zh_CN").items() if "补假" not in n}
    assert other == set(dates), (other, dates)
    rows += [(datetime.date.fromisoformat(d), "holiday", n, source) for d, n in dates.items()]

rows.sort()
with open(HERE.parent / "holidays.csv", "w", encoding="utf-8", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["day", "kind", "name_zh", "name_en", "source"])
    w.writerows((d.isoformat(), k, n, ENGLISH[n], s) for d, k, n, s in rows)
print(len(rows), "days")
