//! Who is in the zone. Everybody is invented, and so that nobody can take them for real: people bear names nobody bears,
//! firms have names no register would take, numbers come from one visibly made-up series, credit codes begin with a registration
//! authority that is not in use.

use crate::Login;

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "Paper-Kite-77";

/// Somebody with an account at the hall.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// How the script calls them.
    pub key: &'static str,
    /// 姓名.
    pub name: &'static str,
    /// The last four digits of their number.
    pub phone: u16,
    /// 登录账号, at the hall and at the identity provider.
    pub login: &'static str,
    /// The word of their WeChat account, if it is bound.
    pub wechat: Option<&'static str>,
    /// Their mailbox, if they left one.
    pub email: &'static str,
    /// What they are, in both languages.
    pub role: (&'static str, &'static str),
}

impl Person {
    /// The number as one types it.
    #[must_use]
    pub fn phone(&self) -> String {
        format!("1990000{:04}", self.phone)
    }
}

/// An enterprise, represented by the person of the same key.
#[derive(Debug, Clone, Copy)]
pub struct Firm {
    /// How the script calls it; the key of the person who represents it.
    pub key: &'static str,
    /// 企业名称.
    pub name: &'static str,
    /// Its region.
    pub region: &'static str,
    /// 法定代表人.
    pub head: &'static str,
    /// 注册地址, at most 30 characters.
    pub seat: &'static str,
    /// 信用等级, a word of the hall's list; empty for none.
    pub credit: &'static str,
    /// Letters on its logo and 公司介绍, if it wants to be a provider.
    pub provider: Option<(&'static str, &'static str)>,
}

const fn official(
    key: &'static str,
    name: &'static str,
    phone: u16,
    role: (&'static str, &'static str),
) -> Person {
    Person { key, name, phone, login: key, wechat: None, email: "", role }
}

/// Officials, in the order of the table.
pub const OFFICIALS: [Person; 8] = [
    official("reviewer", "甲木", 1, ("审核员 · 全部片区", "Reviewer, all districts")),
    official("harbour", "乙禾", 2, ("审核员 · 港口片区", "Reviewer, Harbour District")),
    official("assessor", "辛尺", 8, ("考核负责人", "Assessor of parks")),
    official("system", "丙泉", 3, ("系统管理员", "System administrator")),
    official("security", "丁岚", 4, ("安全管理员", "Security administrator")),
    official("second", "戊桥", 5, ("安全管理员（第二人）", "Security administrator (second person)")),
    official("audit", "己砚", 6, ("审计管理员", "Audit administrator")),
    official(
        "candidate",
        "庚舟舟",
        7,
        ("待确认的审核员 · 空港片区", "Reviewer to be confirmed, Airport District"),
    ),
];

const fn clerk(
    key: &'static str,
    name: &'static str,
    phone: u16,
    wechat: Option<&'static str>,
    email: &'static str,
    role: (&'static str, &'static str),
) -> Person {
    Person { key, name, phone, login: key, wechat, email, role }
}

/// People who act for enterprises, and one who does not yet.
pub const CLERKS: [Person; 14] = [
    clerk(
        "anchorkite",
        "海小满",
        101,
        Some("anchor"),
        "kite@firm.example",
        ("物流服务商：锚与风筝", "Logistics provider: Anchor & Kite"),
    ),
    clerk(
        "camelmoon",
        "驼小铃",
        102,
        None,
        "",
        ("物流服务商：月牙与驼铃", "Logistics provider: Moon & Camel Bell"),
    ),
    clerk("paperplane", "纸小飞", 103, None, "", ("物流服务商：纸飞机", "Logistics provider: Paper Plane")),
    clerk(
        "whalechina",
        "鲸小瓷",
        201,
        Some("kite"),
        "whale@firm.example",
        ("企业：瓷与鲸", "Enterprise: Whale & China"),
    ),
    clerk("coconut", "椰小壳", 202, None, "", ("企业：椰壳星球", "Enterprise: Coconut Planet")),
    clerk("threegulls", "鸥小三", 203, None, "", ("企业：三只海鸥", "Enterprise: Three Gulls")),
    clerk(
        "slowboat",
        "灯小塔",
        204,
        None,
        "",
        ("企业：灯塔与慢船，升级待审核", "Enterprise: Lighthouse & Slow Boat, upgrade pending"),
    ),
    clerk(
        "orangesub",
        "橘小艇",
        205,
        None,
        "",
        ("企业：橘子潜艇，升级被拒绝", "Enterprise: Orange Submarine, upgrade refused"),
    ),
    clerk("oldclock", "钟不慢", 206, None, "", ("企业：慢钟百货", "Enterprise: Slow Clock")),
    clerk("eastlamp", "灯小芯", 501, None, "", ("园区：东灯跨境电商园", "Park: East Lamp")),
    clerk("snailport", "蜗小壳", 502, None, "", ("园区：蜗牛码头物流园", "Park: Snail Wharf")),
    clerk("tinroof", "檐小雨", 503, None, "", ("基地：铁皮屋檐直播基地", "Base: Tin Roof")),
    clerk("mossyard", "苔小青", 504, None, "", ("园区：青苔院子冷链园", "Park: Moss Yard")),
    clerk("stroller", "路小生", 301, None, "", ("个人用户，还没有企业", "A person without an enterprise")),
];

/// Enterprises of the hall.
pub const FIRMS: [Firm; 13] = [
    Firm {
        key: "anchorkite",
        name: "海澜锚与风筝国际物流有限公司",
        region: "990101",
        head: "锚长风",
        seat: "海澜港口片区锚地路 18 号",
        credit: "advanced",
        provider: Some((
            "AK",
            "锚与风筝做海运整柜与拼箱十二年，自有港区堆场两万平方米，固定舱位覆盖东南亚、欧洲和北美主要港口。\
             每票货物由同一位客服跟到底：订舱、拖车、报关、电放一个窗口办完，节点主动告知，旺季保舱写进合同。",
        )),
    },
    Firm {
        key: "camelmoon",
        name: "海澜月牙与驼铃铁路货运有限公司",
        region: "990103",
        head: "月半弯",
        seat: "海澜云桥片区驼铃大道 7 号",
        credit: "regular",
        provider: Some((
            "CM",
            "月牙与驼铃专做跨境铁路和公路。中亚、中欧班列每周六列，口岸换装由自己的人盯；\
             东南亚卡车专线门到门，全程一张单。可代办过境手续、箱管与还箱，温控箱和散货都能走。",
        )),
    },
    Firm {
        key: "paperplane",
        name: "海澜纸飞机航空货运代理有限公司",
        region: "990102",
        head: "纸不落",
        seat: "海澜空港片区折痕路 2 号",
        credit: "regular",
        provider: Some((
            "PP",
            "纸飞机在空港片区有两千平方米监管仓，包板和散货每天起飞。擅长急件、样品、带电产品和大件拆装，\
             当天收货当天上板，落地有合作车队派送，异常两小时内给方案。",
        )),
    },
    Firm {
        key: "whalechina",
        name: "海澜瓷与鲸进出口有限公司",
        region: "990101",
        head: "鲸落岛",
        seat: "海澜港口片区窑变街 31 号",
        credit: "advanced",
        provider: None,
    },
    Firm {
        key: "coconut",
        name: "海澜椰壳星球贸易有限公司",
        region: "990102",
        head: "椰半个",
        seat: "海澜空港片区环形跑道 9 号",
        credit: "",
        provider: None,
    },
    Firm {
        key: "threegulls",
        name: "海澜三只海鸥机电出口有限公司",
        region: "990103",
        head: "鸥三只",
        seat: "海澜云桥片区齿轮巷 3 号",
        credit: "regular",
        provider: None,
    },
    Firm {
        key: "slowboat",
        name: "海澜灯塔与慢船国际货代有限公司",
        region: "990101",
        head: "灯慢慢",
        seat: "海澜港口片区灯塔湾 1 号",
        credit: "",
        provider: Some((
            "LB",
            "灯塔与慢船专注不赶时间的大宗散货：慢一点，便宜一点，稳一点。提供租船、理货和目的港仓储，\
             适合建材、木材和农产品。",
        )),
    },
    Firm {
        key: "orangesub",
        name: "海澜橘子潜艇供应链有限公司",
        region: "990102",
        head: "橘不沉",
        seat: "海澜空港片区深水路 404 号",
        credit: "",
        provider: Some(("OS", "橘子潜艇，全网最低价，史上最强物流，错过今天再等一年！")),
    },
    Firm {
        key: "oldclock",
        name: "海澜慢钟百货有限公司",
        region: "990103",
        head: "钟十二",
        seat: "海澜云桥片区半点街 30 号",
        credit: "",
        provider: None,
    },
    Firm {
        key: "eastlamp",
        name: "海澜东灯与西帆园区运营有限公司",
        region: "990101",
        head: "灯不灭",
        seat: "海澜港口片区灯芯路 66 号",
        credit: "regular",
        provider: Some((
            "EL",
            "东灯跨境电商园紧邻保税港区，是一座把选品、打包、报关、发运装进同一条走廊的园区。\n\
             园内有保税仓三万平方米、公共云仓一万二千平方米、直播间四十间，货物从上架到离港最快六小时。\n\
             园区自建客服中心，替企业接海外售后来电；每月办一场选品会，每季度办一次政策宣讲。",
        )),
    },
    Firm {
        key: "snailport",
        name: "海澜蜗牛码头产业园管理有限公司",
        region: "990103",
        head: "蜗不急",
        seat: "海澜云桥片区慢行道 5 号",
        credit: "",
        provider: Some((
            "SW",
            "蜗牛码头物流园依托云桥铁路货场，铺设装卸线三条，班列可直接进园装车。\n\
             现有高标仓十一万平方米、散货堆场六万平方米，配套修箱、熏蒸、过磅和口岸代报。",
        )),
    },
    Firm {
        key: "tinroof",
        name: "海澜铁皮屋檐基地运营有限公司",
        region: "990102",
        head: "檐下雨",
        seat: "海澜空港片区跑道尽头 12 号",
        credit: "",
        provider: Some((
            "TR",
            "铁皮屋檐直播基地由旧机库改造，保留了十二米高的铁皮屋顶。基地提供直播间、样品墙、摄影棚和剪辑工位，\
             常驻双语主播二十人，帮外贸企业把货卖到屏幕那一头。",
        )),
    },
    Firm {
        key: "mossyard",
        name: "海澜青苔院子园区服务有限公司",
        region: "990101",
        head: "苔长青",
        seat: "海澜港口片区冰窖巷 3 号",
        credit: "",
        provider: Some((
            "MY",
            "青苔院子冷链园有零下六十度、零下十八度和零到四度三种库温，库容五万吨，\
             与海关共建查验冷库一座，水产品和乳制品可在园内完成查验、分拣和贴标。",
        )),
    },
];

/// An enterprise that the identity provider knows and the hall does not yet: for whoever wants to walk the whole way.
pub const NEWCOMER: (Person, Firm) = (
    clerk(
        "newsail",
        "帆小新",
        401,
        None,
        "",
        ("企业：新帆，还没有来过服务大厅", "Enterprise: New Sail, never at the hall"),
    ),
    Firm {
        key: "newsail",
        name: "海澜新帆与旧桨贸易有限公司",
        region: "990101",
        head: "帆新来",
        seat: "海澜港口片区第一道浪 5 号",
        credit: "",
        provider: None,
    },
);

/// A made-up number of an identity card with a check digit that fits (GB 11643), from a division that does not exist.
#[must_use]
pub fn card(serial: u16) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let first = format!("99010119900307{:03}", serial % 1000);
    let sum: u32 = first.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{first}{}", char::from(check))
}

/// Who can log in and how, for the first page and the greeting.
#[must_use]
pub fn logins() -> Vec<Login> {
    let nickname = |word: &str| {
        crate::PEOPLE.iter().find(|(known, _)| *known == word).map(|(_, name)| (*name).to_owned())
    };
    let line = |place: &'static str, person: &Person| Login {
        place,
        name: person.name.to_owned(),
        role: (person.role.0.to_owned(), person.role.1.to_owned()),
        phone: person.phone(),
        account: Some(person.login.to_owned()),
        password: Some(PASSWORD.to_owned()),
        wechat: person.wechat.and_then(nickname),
    };
    let hall = CLERKS.iter().chain(&OFFICIALS).map(|person| line("hall", person));
    let identity = CLERKS.iter().chain(std::iter::once(&NEWCOMER.0)).map(|person| line("identity", person));
    hall.chain(identity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_told_apart_and_firms_have_people() {
        let everybody: Vec<&Person> = OFFICIALS.iter().chain(&CLERKS).collect();
        let phones: std::collections::BTreeSet<String> =
            everybody.iter().map(|person| person.phone()).collect();
        assert_eq!(phones.len(), everybody.len());
        assert!(phones.iter().all(|phone| hall::kernel::text::mobile(phone).is_some()));
        for firm in &FIRMS {
            assert!(CLERKS.iter().any(|person| person.key == firm.key), "{}", firm.key);
            assert!(firm.seat.chars().count() <= 30);
        }
        assert!(everybody.iter().all(|person| (4..=17).contains(&person.login.len())));
        assert_eq!(card(1).len(), 18);
    }
}
