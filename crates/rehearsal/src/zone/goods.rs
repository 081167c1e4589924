//! What the zone's providers publish.

use pictures::draw::Mode;

/// What becomes of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Approved and on the shelf.
    Shown,
    /// Approved and pinned.
    Pinned,
    /// Approved and taken off the shelf.
    Shelved,
    /// Waits for review.
    Waits,
    /// Waits longer than promised.
    Late,
    /// Waits in its third version.
    Edited,
    /// Refused with remarks.
    Refused,
    /// Approved; a change to it waits.
    Changing,
    /// Approved, booked, deleted.
    Removed,
}

/// A product.
#[derive(Debug, Clone, Copy)]
pub struct Good {
    /// How the script calls it.
    pub key: &'static str,
    /// The key of its provider.
    pub firm: &'static str,
    /// 运输方式.
    pub mode: Mode,
    /// 目的地国家, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// 目的地城市.
    pub city: &'static str,
    /// 产品名称.
    pub title: &'static str,
    /// 产品简介.
    pub summary: &'static str,
    /// 产品标签.
    pub tags: &'static [&'static str],
    /// How many 详情图.
    pub pictures: usize,
    /// What becomes of it.
    pub fate: Fate,
}

#[expect(clippy::too_many_arguments, reason = "one line of a table")]
const fn good(
    key: &'static str,
    firm: &'static str,
    mode: Mode,
    place: (&'static str, &'static str),
    title: &'static str,
    summary: &'static str,
    tags: &'static [&'static str],
    pictures: usize,
    fate: Fate,
) -> Good {
    Good { key, firm, mode, country: place.0, city: place.1, title, summary, tags, pictures, fate }
}

const KITE: &str = "anchorkite";
const CAMEL: &str = "camelmoon";
const PLANE: &str = "paperplane";

use Fate::{Changing, Edited, Late, Pinned, Refused, Removed, Shelved, Shown, Waits};
use Mode::{Air, Rail, Road, Sea};

/// All products, in the order in which they were submitted.
#[rustfmt::skip]
pub const GOODS: [Good; 23] = [
    good("sin", KITE, Sea, ("SG", "新加坡"), "新加坡海运整柜周班", "每周二、五开船，四天到港，含港口操作与电放，可代订目的港拖车。", &["整柜", "周班", "东南亚"], 3, Pinned),
    good("ham", KITE, Sea, ("DE", "汉堡"), "汉堡海运拼箱", "一立方起订，每周一截关，目的港清关可选，散货装箱全程拍照。", &["拼箱", "欧洲", "可代清关"], 2, Shown),
    good("ala", CAMEL, Rail, ("KZ", "阿拉木图"), "阿拉木图中亚班列", "每周三列，十天到站，口岸换装有人盯，空箱可异地还。", &["班列", "中亚", "整柜"], 2, Shown),
    good("fra", PLANE, Air, ("DE", "法兰克福"), "法兰克福空运包板", "每天起飞，当天收货当天上板，落地次日派送，带电产品可走。", &["包板", "欧洲", "带电产品"], 2, Shown),
    good("waw", CAMEL, Rail, ("PL", "华沙"), "华沙中欧班列拼箱", "两立方起订，十六天到站，拼箱也有固定班期，德波边境自有车队。", &["班列", "拼箱", "欧洲"], 3, Pinned),
    good("lax", KITE, Sea, ("US", "洛杉矶"), "洛杉矶快船加派送", "十三天到港，派送到仓，全程节点可查，旺季保舱写进合同。", &["快船", "跨境电商", "派送到仓"], 3, Shown),
    good("gru", PLANE, Air, ("BR", "圣保罗"), "圣保罗空运散货", "经停转运，七天到港，需提前核对收货人税号。", &["散货", "南美"], 1, Removed),
    good("mow", CAMEL, Rail, ("RU", "莫斯科"), "莫斯科班列整柜", "每周两列，十四天到站，俄语单证由我们准备。", &["班列", "整柜"], 1, Shown),
    good("rtm", KITE, Sea, ("NL", "鹿特丹"), "鹿特丹海运整柜直航", "直航三十天，不中转，适合大宗稳定出货，可分批放单。", &["整柜", "直航", "欧洲"], 2, Changing),
    good("sgn", KITE, Sea, ("VN", "胡志明市"), "胡志明市海运快线", "三天到港，周日截关周一开船，产地证加急可代办。", &["整柜", "东南亚", "产地证"], 1, Shown),
    good("dui", CAMEL, Rail, ("DE", "杜伊斯堡"), "杜伊斯堡中欧班列", "每周两列，十七天到站，可选恒温箱，到站可转莱茵河驳船。", &["班列", "恒温", "欧洲"], 2, Shown),
    good("ord", PLANE, Air, ("US", "芝加哥"), "芝加哥空运直飞", "每周四班直飞，三天门到门，大件可拆装打托。", &["直飞", "大件", "北美"], 1, Shown),
    good("vte", CAMEL, Road, ("LA", "万象"), "万象跨境卡车专线", "门到门三天，一车到底不换装，可承接冷藏。", &["门到门", "冷藏", "东南亚"], 1, Shown),
    good("jkt", KITE, Sea, ("ID", "雅加达"), "雅加达海运拼箱", "每周一班，含印尼进口资料预审，季风期班期可能顺延。", &["拼箱", "东南亚"], 1, Shelved),
    good("nrt", PLANE, Air, ("JP", "东京"), "东京空运次日达", "下午收货次日到，样品和急件优先，单件三十公斤以内。", &["次日达", "样品", "急件"], 2, Shown),
    good("tas", CAMEL, Rail, ("UZ", "塔什干"), "塔什干中亚班列", "每周两列，十二天到站，纺织机械类可走开顶箱。", &["班列", "中亚", "开顶箱"], 1, Shown),
    good("han", KITE, Road, ("VN", "河内"), "河内跨境卡车", "两天到仓，口岸当日验放，整车零担都收。", &["门到门", "零担", "东南亚"], 1, Shown),
    good("bkk", CAMEL, Road, ("TH", "曼谷"), "曼谷陆路冷链", "五天到仓，水果和花卉专用，全程温度记录可下载。", &["冷链", "东南亚"], 1, Shelved),
    good("dxb", PLANE, Air, ("AE", "迪拜"), "迪拜空海联运", "空运的速度，海运的价钱，十天到港，适合补货。", &["空海联运", "中东"], 1, Shown),
    good("lgg", CAMEL, Rail, ("BE", "列日"), "列日班列最便宜", "全网最低价，赔本走货，先到先得！！！", &["最便宜"], 1, Refused),
    good("syd", PLANE, Air, ("AU", "悉尼"), "悉尼空运拼板", "每周三班，木质包装需熏蒸证明，可代办。", &["拼板", "大洋洲"], 1, Late),
    good("lhr", PLANE, Air, ("GB", "伦敦"), "伦敦空运加派送", "三天起飞，五天到门，含进口申报，私人地址也送。", &["派送", "欧洲", "跨境电商"], 1, Edited),
    good("mba", KITE, Sea, ("KE", "蒙巴萨"), "蒙巴萨海运整柜", "二十二天到港，含目的港免柜期十四天。", &["整柜", "非洲"], 2, Waits),
];

impl Good {
    /// Whether it is approved before bookings begin.
    #[must_use]
    pub fn approved(&self) -> bool {
        matches!(self.fate, Shown | Pinned | Shelved | Changing | Removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f06_f09_products_keep_the_forms_limits_and_go_to_known_cities() {
        for good in &GOODS {
            assert!(good.title.chars().count() <= 30 && good.summary.chars().count() <= 60, "{}", good.key);
            assert!(hall::term::gazetteer::named(good.country, good.city).is_some(), "{}", good.city);
        }
        for mode in Mode::ALL {
            assert!(GOODS.iter().any(|good| good.mode == mode && good.approved()), "{mode:?}");
        }
    }
}
