"""Makes data/passwords.txt: passwords everybody tries first, lower-cased, sorted, one a line.

Half comes from zxcvbn's frequency list (npm, MIT), half from habits of Chinese keyboards that an English list lacks.
Run after `npm install` in this folder. Phone numbers, birthdays and a person's or firm's own name are rules for code,
not entries of a list.
"""

import pathlib, re

HERE = pathlib.Path(__file__).resolve().parent
COMMON = 2000  # of any length: also to be recognised inside a longer password
LONG = 4200  # of those long enough to pass a minimum of eight characters

text = (HERE / "node_modules/zxcvbn/lib/frequency_lists.js").read_text()
english = re.search(r'passwords: "([^"]*)"', text).group(1).split(",")
words = set(english[:COMMON])
words |= set([w for w in english if len(w) >= 8][:LONG])

digits = """
00000000 000000000 0000000000 11111111 111111111 1111111111 22222222 33333333 44444444 55555555 66666666 77777777 88888888
99999999 888888888 666666666 999999999 12345678 123456789 1234567890 12345678910 0123456789 87654321 987654321 9876543210
123123123 12341234 12344321 123321123 123321123321 11223344 1122334455 112233445566 12121212 13131313 11112222 11110000
10101010 20202020 121212121 123454321 1234554321 12345654321 123456654321 147258369 147852369 258369147 159357258 789456123
741852963 963852741 852963741 951753852 159753456 321654987 123654789 987456321 456789123 110110110 119119119 120120120
52013140 5201314520 1314520520 5211314 5201314 52013145201314 1314521 1314520 521521521 520520520 5845201314 7758521 7758258
77585210 31415926 314159265 3141592653 16888888 18888888 13800138000 13888888888 13666666666 10086100 10010100 95279527
88886666 66668888 68686868 86868686 168168168 16816888 518518518 1688168 99998888 00001111 12312312 1234567a 147147147
""".split()
walks = """
qwertyui qwertyuiop asdfghjk asdfghjkl zxcvbnm zxcvbnm123 qazwsxedc qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv
1qazxsw2 zaq12wsx zaq1xsw2 zaq1zaq1 xsw21qaz !qaz2wsx 1qaz@wsx !qaz@wsx 1qaz!qaz 2wsx3edc 3edc4rfv qwer1234 qwer12345
qwer@1234 1234qwer 12345qwert qwert12345 qwe123456 qwe123123 qweasdzxc qweasd123 qazwsx123 qaz123456 asd123456 asdf1234
asdfasdf asdasdasd zxc123456 zxcvbnm1 zxcv1234 1q2w3e4r 1q2w3e4r5t 1q2w3e4r! q1w2e3r4 q1w2e3r4t5 a1s2d3f4 a1b2c3d4
a1b2c3d4e5 aa123456 aaa123456 aa123123 aa112233 aabbccdd aabb1122 abc12345 abc123456 abc123456789 abc@1234 abc@123456
abcd1234 abcd@1234 abcde12345 abcdefg1 abcd123456 abcdefgh 123456abc 12345abc 1234abcd 123abc456 a1234567 a12345678
a123456789 aaaaaaaa a123456a a123123123 a1111111 a11111111 a00000000 a123456. a123456! a123456@ a@123456 1234567a 12345678a
123456789a 123456aa 123456a@ 123456789q 123456qq 123456qwe 123456asd 123456zx q123456789 q1234567 q12345678 qq123456
qq123456789 qq123123 qq5201314 qq1314520 z123456789 zz123456 zzz123456 w123456789 w12345678 ww123456 x123456789 s123456789
l123456789 ll123456 wwww1111 asd123asd 123qweasd 123qweasdzxc 123qwe!@# qwe123!@# qwe!@#123 abc123!@# abc!@#123 aa123456!
aa123456@ aa123456. aa@123456 aa123456# p@ssw0rd p@ssword p@ssw0rd1 p@ssw0rd123 pa$$w0rd passw0rd passw0rd! password1
password123 password@123 password!@# pass@123 pass@word1 pass1234 mima1234 mima123456 mima12345678 wodemima wodemima123
""".split()
word_stems = """
admin administrator root test guest user system manager oracle mysql postgres server welcome changeme huawei cisco h3c zte
alibaba aliyun tencent weixin wechat taobao alipay baidu china zhongguo beijing shanghai guangzhou shenzhen hainan haikou
sanya yangpu danzhou boao hubei wuhan yichang xiangyang chengdu chongqing hangzhou ningbo xiamen qingdao tianjin xian
ziyougang zimaoqu zimaogang haiyiban tradehall maoyi waimao wuliu kuaijing dianshang haiguan baoshui gongsi qiye zhongxin
fuwu pingtai caiwu kuaiji laoban mishu office finance
""".split()
word_ends = """
1 12 123 1234 12345 123456 12345678 111 888 666 520 @123 @1234 @12345 @123456 123! 123@ 123. 123!@# !@# !@#123 #123 _123 @888 @666
@2024 @2025 @2026 @2027 2024 2025 2026 2027 2026! 2026@ 2027!
""".split()
love = "woaini woaiwo woaiwojia woaini1 wowoaini aini woxiangni woaimama woaibaba woaizuguo iloveyou loveyou baobei baobao laopo laogong qinaide xingfu kuaile pingan jiankang".split()
love_ends = ["", "1", "123", "1234", "12345", "123456", "520", "521", "1314", "5201314", "1314520", "888", "666", "@123", "123!"]
surnames = "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lv su lu jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan".split()
name_ends = ["123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "520", "1314", "5201314", "888", "888888", "666", "666666", "@123", "@123456"]
letters = "abcdefghijklmnopqrstuvwxyz"

words |= set(digits) | set(walks)
words |= {s + e for s in word_stems for e in word_ends} | {s + "." + s for s in ("admin", "test")} | set(word_stems)
words |= {s + e for s in love for e in love_ends} | {e + s for s in ("woaini", "aini", "iloveyou") for e in ("520", "1314", "5201314", "123", "123456")}
words |= {s + e for s in surnames for e in name_ends if len(s + e) >= 7}
words |= {c + d for c in letters for d in ("123456", "1234567", "12345678", "123456789", "5201314", "1314520", "123123123")}
words |= {c * n for c in letters for n in (8, 9, 10)}

out = sorted({w.lower() for w in words if w.isascii() and w.isprintable() and 3 <= len(w) <= 32})
assert len(out) <= 10_000, len(out)
(HERE.parent / "passwords.txt").write_text("\n".join(out) + "\n", encoding="utf-8")
print(len(out), "passwords,", sum(len(w) >= 8 for w in out), "of eight characters or more")
