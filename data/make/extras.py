"""Facts about single cities that no table at hand carries: rail hubs and names people still type."""

_RAIL = """
CN: Chongqing Chengdu Xi'an Zhengzhou Wuhan Changsha Yiwu Suzhou_(Jiangsu) Hefei Guangzhou Shenzhen Shenyang Dalian Yingkou Harbin
 Changchun Jinan Qingdao Nanjing Lianyungang Xuzhou Xiamen Nanchang Ganzhou Kunming Nanning Guiyang Urumqi Lanzhou Wuwei Xining
 Yinchuan Hohhot Taiyuan Shijiazhuang Tianjin Tangshan Jinhua Dongguan Beijing Shanghai Manzhouli Erenhot Suifenhe Khorgos
 Alashankou Pingxiang_(Guangxi) Mohan Hekou Fuzhou_(Fujian) Zibo Linyi Xiangyang Huangshi Qinzhou Zhanjiang Kashgar
DE: Duisburg Hamburg Munich Nuremberg Mannheim Ludwigshafen Leipzig Bremen Neuss Frankfurt Berlin Mukran Kiel Rostock
PL: Malaszewicze Warsaw Lodz Poznan Gdansk Slawkow Wroclaw Katowice
ES: Madrid Barcelona Zaragoza
BE: Liege Genk Ghent Antwerp
NL: Tilburg Rotterdam Moerdijk Venlo Amsterdam
HU: Budapest Zahony
CZ: Prague Pardubice Ostrava
SK: Bratislava Dunajska_Streda Kosice
AT: Vienna Linz Villach Graz
IT: Milan Verona Trieste
FR: Lyon Paris Dourges Le_Havre
GB: London
RS: Belgrade
RO: Bucharest Constanta
FI: Helsinki Kouvola
LT: Vilnius Klaipeda Kaunas
LV: Riga
RU: Moscow Vorsino Yekaterinburg Novosibirsk Chelyabinsk Kaluga Saint_Petersburg Krasnoyarsk Irkutsk Zabaikalsk Kaliningrad
 Vladivostok Vostochny Khabarovsk Ulan-Ude Chita Perm Kazan Tyumen Omsk
BY: Minsk Brest
UA: Kyiv Chop
KZ: Almaty Astana Khorgos_Gateway Dostyk Altynkol Aktau Shymkent Karaganda Aktobe
UZ: Tashkent Samarkand
KG: Bishkek Osh
TJ: Dushanbe
TM: Ashgabat Turkmenbasy
MN: Ulaanbaatar Zamyn-Uud
AZ: Baku Alat
GE: Tbilisi Poti
TR: Istanbul Izmit Mersin Kars Ankara
IR: Tehran Sarakhs
LA: Vientiane Boten Luang_Prabang
TH: Bangkok Lat_Krabang Laem_Chabang Nong_Khai Map_Ta_Phut
VN: Hanoi Dong_Dang Lao_Cai Ho_Chi_Minh_City Da_Nang
MY: Kuala_Lumpur Port_Klang
KE: Nairobi Mombasa Naivasha
ET: Addis_Ababa
DJ: Djibouti
TZ: Dar_es_Salaam
ZM: Lusaka
NG: Lagos Abuja Kaduna
"""

RAIL = set()
for part in _RAIL.strip().replace("\n ", " ").splitlines():
    country, names = part.split(": ")
    RAIL |= {(country, n.replace("_", " ")) for n in names.split()}

# Older or other names, and Chinese names in use beside the chosen one.
ALIASES = {
    ("VN", "Ho Chi Minh City"): ["Saigon", "西贡"], ("IN", "Mumbai"): ["Bombay"], ("IN", "Chennai"): ["Madras", "马德拉斯"],
    ("IN", "Kolkata"): ["Calcutta"], ("IN", "Bengaluru"): ["Bangalore"], ("IN", "Kochi"): ["Cochin"],
    ("IN", "Visakhapatnam"): ["Vizag"], ("IN", "Thoothukudi"): ["Tuticorin", "图蒂科林"], ("IN", "Mangaluru"): ["Mangalore", "芒格洛尔"],
    ("IN", "Nhava Sheva"): ["JNPT", "尼赫鲁港"], ("BD", "Chattogram"): ["Chittagong"], ("MM", "Yangon"): ["Rangoon"],
    ("ZA", "Gqeberha"): ["Port Elizabeth", "格贝哈"], ("ZA", "Emalahleni"): ["Witbank", "埃马拉赫莱尼"],
    ("CN", "Guangzhou"): ["Canton"], ("CN", "Xiamen"): ["Amoy"], ("CN", "Yangpu"): ["洋浦", "洋浦经济开发区", "洋浦保税港区"],
    ("CN", "Macun Port"): ["马村"], ("CN", "Yantian Port"): ["盐田"], ("CN", "Yangshan Port"): ["洋山"], ("CN", "Urumqi"): ["Ürümqi", "Wulumuqi"],
    ("CN", "Hohhot"): ["Huhehaote"], ("CN", "Harbin"): ["Haerbin"], ("CN", "Lhasa"): ["Lasa"], ("CN", "Kashgar"): ["Kashi"],
    ("CN", "Jilin City"): ["Jilin"], ("CN", "Khorgos"): ["Horgos", "Huoerguosi"], ("CN", "Erenhot"): ["Erlianhaote"],
    ("UA", "Odesa"): ["Odessa"], ("UA", "Kyiv"): ["Kiev"], ("KR", "Busan"): ["Pusan"], ("KR", "Incheon"): ["Inchon"],
    ("MY", "Penang"): ["George Town", "乔治市", "槟榔屿"], ("MY", "Johor Bahru"): ["柔佛巴鲁"], ("MY", "Kota Kinabalu"): ["哥打基纳巴卢"],
    ("MY", "Port Klang"): ["Pelabuhan Klang"], ("US", "Honolulu"): ["檀香山"], ("US", "San Francisco"): ["圣弗朗西斯科", "三藩市"],
    ("US", "Phoenix"): ["凤凰城"], ("US", "San Diego"): ["圣地亚哥"], ("US", "Philadelphia"): ["费拉德尔菲亚"],
    ("US", "Buffalo"): ["水牛城"], ("US", "Washington"): ["华盛顿特区", "Washington DC"], ("US", "New York"): ["NYC"],
    ("NZ", "Christchurch"): ["基督城"], ("NA", "Walvis Bay"): ["沃尔维斯湾"], ("RU", "Vladivostok"): ["海参崴"],
    ("RU", "Khabarovsk"): ["伯力"], ("RU", "Ussuriysk"): ["双城子"], ("RU", "Yuzhno-Sakhalinsk"): ["丰原"], ("RU", "Blagoveshchensk"): ["海兰泡"],
    ("EG", "Damietta"): ["杜姆亚特"], ("EG", "Alexandria"): ["亚历山大港"], ("DE", "Cologne"): ["Köln", "Koeln"], ("DE", "Munich"): ["München", "Muenchen"],
    ("KZ", "Astana"): ["努尔苏丹", "Nur-Sultan"], ("KZ", "Khorgos Gateway"): ["Horgos", "东大门"], ("KZ", "Oskemen"): ["Ust-Kamenogorsk"],
    ("KZ", "Karaganda"): ["Karagandy"], ("ID", "Makassar"): ["Ujung Pandang", "锡江"], ("ID", "Surabaya"): ["苏腊巴亚"], ("ID", "Tangerang"): ["当格朗"],
    ("TH", "Lat Krabang"): ["Bangkok ICD"], ("TW", "Kaohsiung"): ["打狗"], ("SA", "Jeddah"): ["Jiddah"], ("AE", "Jebel Ali"): ["杰贝勒阿里"],
    ("BE", "Antwerp"): ["Antwerpen"], ("NL", "The Hague"): ["Den Haag"], ("IT", "Livorno"): ["利沃诺", "Leghorn"],
    ("LT", "Klaipeda"): ["克莱彼达"], ("PE", "Chancay"): ["昌凯"], ("TZ", "Dar es Salaam"): ["达市"], ("CI", "Abidjan"): ["阿必尚"],
    ("MA", "Casablanca"): ["达尔贝达"], ("CD", "Lubumbashi"): ["卢邦"], ("TM", "Turkmenbasy"): ["Turkmenbashi"],
}
