//! The zone's parks and bases, and which enterprises asked them for a place.

use super::time::At::{self, Day};

/// What a park or base says of itself beyond what every provider does; `firm` is the key of its operator.
#[derive(Debug, Clone, Copy)]
pub struct Estate {
    /// The key of the firm that runs it.
    pub firm: &'static str,
    /// 类型: `park` or `base`.
    pub kind: &'static str,
    /// 园区/基地名称.
    pub name: &'static str,
    /// 所在片区.
    pub district: &'static str,
    /// 地址.
    pub site: &'static str,
    /// 面积 in square metres.
    pub area: &'static str,
    /// 主导产业.
    pub industries: &'static [&'static str],
    /// 入驻政策.
    pub policies: &'static str,
}

/// All of them.
pub const ESTATES: [Estate; 4] = [
    Estate {
        firm: "eastlamp",
        kind: "park",
        name: "东灯跨境电商园",
        district: "990101",
        site: "海澜港口片区灯芯路 66 号",
        area: "86000",
        industries: &["跨境电商", "直播选品", "保税仓配"],
        policies: "新入驻企业首年租金七折；保税仓配按单补贴，每单 0.6 元，封顶 20 万元；\n提供报关、退税、结汇一站式窗口，企业注册三个工作日办结。",
    },
    Estate {
        firm: "snailport",
        kind: "park",
        name: "蜗牛码头物流园",
        district: "990103",
        site: "海澜云桥片区慢行道 5 号",
        area: "214000.5",
        industries: &["国际物流", "铁路集散", "仓储加工"],
        policies: "班列集拼客户仓储前十五天免堆存费；年周转量达到一万标箱，次年租金返还一成。",
    },
    Estate {
        firm: "tinroof",
        kind: "base",
        name: "铁皮屋檐直播基地",
        district: "990102",
        site: "海澜空港片区跑道尽头 12 号",
        area: "9800",
        industries: &["直播选品", "短视频制作"],
        policies: "免费使用八个直播间，设备随租；入驻满一年可申请人才公寓。",
    },
    Estate {
        firm: "mossyard",
        kind: "park",
        name: "青苔院子冷链园",
        district: "990101",
        site: "海澜港口片区冰窖巷 3 号",
        area: "47000",
        industries: &["冷链仓储", "水产加工", "跨境电商"],
        policies: "",
    },
];

/// What became of an application.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// 已落地.
    Landed,
    /// 未落地, and why.
    Declined(&'static str),
    /// The enterprise took it back.
    Withdrawn,
}

/// An application to settle.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// The key of the enterprise.
    pub firm: &'static str,
    /// The key of the firm that runs the park.
    pub park: &'static str,
    /// When.
    pub at: At,
    /// 经营内容.
    pub business: &'static str,
    /// 人员规模, 计划投资, 需求面积.
    pub size: (&'static str, &'static str, &'static str),
    /// 备注.
    pub remarks: &'static str,
    /// When and how it was answered; none while it waits.
    pub answer: Option<(At, Answer)>,
}

/// All applications, oldest first; the second of one enterprise at one park is its next round.
pub const WISHES: [Wish; 8] = [
    Wish {
        firm: "coconut",
        park: "eastlamp",
        at: Day(16, 9, 30),
        business: "椰壳日用品跨境零售，自营网店三家，月发件约四万单",
        size: ("36", "300", "1200"),
        remarks: "需要靠近保税仓，能停两台厢车。",
        answer: Some((Day(14, 15, 0), Answer::Landed)),
    },
    Wish {
        firm: "threegulls",
        park: "snailport",
        at: Day(15, 10, 0),
        business: "小型机电出口，零部件仓储与简单组装",
        size: ("58", "800", "4000"),
        remarks: "地面荷载不低于三吨。",
        answer: Some((
            Day(13, 11, 20),
            Answer::Declined("可租的厂房荷载只有两吨，满足不了组装线；二期厂房明年三月交付，届时可再申请。"),
        )),
    },
    Wish {
        firm: "oldclock",
        park: "tinroof",
        at: Day(11, 14, 10),
        business: "百货直播带货",
        size: ("12", "", ""),
        remarks: "",
        answer: Some((Day(10, 9, 0), Answer::Withdrawn)),
    },
    Wish {
        firm: "coconut",
        park: "mossyard",
        at: Day(9, 16, 0),
        business: "椰浆冷藏周转",
        size: ("8", "60", "300"),
        remarks: "",
        answer: Some((Day(7, 10, 30), Answer::Declined("目前只剩零下十八度库，没有零到四度的冷藏间。"))),
    },
    Wish {
        firm: "slowboat",
        park: "snailport",
        at: Day(8, 9, 15),
        business: "建材集拼与铁路货代",
        size: ("20", "150", "900"),
        remarks: "希望靠近装卸线。",
        answer: None,
    },
    Wish {
        firm: "whalechina",
        park: "eastlamp",
        at: Day(3, 10, 40),
        business: "日用陶瓷海外仓前置与样品展示",
        size: ("25", "500", "800"),
        remarks: "需要一间可开放参观的样品间。",
        answer: None,
    },
    Wish {
        firm: "threegulls",
        park: "mossyard",
        at: Day(2, 11, 0),
        business: "制冷压缩机配件仓储",
        size: ("10", "120", "600"),
        remarks: "",
        answer: None,
    },
    Wish {
        firm: "coconut",
        park: "mossyard",
        at: Day(1, 15, 30),
        business: "椰浆冷藏周转，改用零下十八度库",
        size: ("8", "60", "300"),
        remarks: "已改配方，可以速冻。",
        answer: None,
    },
];
