//! What the zone's parks tell everybody.

use super::time::At::{self, Ago, Day};

/// What becomes of a news item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Approved on the next working day.
    Shown,
    /// It waits.
    Waits,
    /// Refused with this reason.
    Refused(&'static str),
}

/// A news item.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// The key of the firm that runs the park.
    pub park: &'static str,
    /// When it is submitted.
    pub at: At,
    /// 标题.
    pub title: &'static str,
    /// 摘要.
    pub summary: &'static str,
    /// 正文, as HTML.
    pub body: &'static str,
    /// What becomes of it.
    pub fate: Fate,
}

/// All of them, oldest first.
pub const PAPERS: [Paper; 7] = [
    Paper {
        park: "eastlamp",
        at: Day(13, 9, 10),
        title: "东灯园区公共云仓二期启用，新增货位六千个",
        summary: "二期云仓与保税仓同层相连，出仓到口岸缩短到四十分钟。",
        body: "<p>公共云仓二期今日启用，新增货位六千个，支持一件代发和整托出货。</p><h3>怎样申请货位</h3><ul><li>园内企业在服务台登记即可。</li><li>园外企业可按周租用，首周免费。</li></ul><p>两仓之间由输送带相连，夜间也可交接。</p>",
        fate: Fate::Shown,
    },
    Paper {
        park: "snailport",
        at: Day(12, 14, 0),
        title: "蜗牛码头物流园第三条装卸线试运行",
        summary: "班列可直接进园装车，单列装车时间由九小时缩短到五小时。",
        body: "<p>第三条装卸线全长六百二十米，可停放整列班列。试运行期间每周二、四、六开放预约。</p><p>预约请提前一天联系园区调度室。</p>",
        fate: Fate::Shown,
    },
    Paper {
        park: "eastlamp",
        at: Day(6, 10, 0),
        title: "选品会报名开始：给东南亚买家看的一百件小家电",
        summary: "面向园内外企业征集展品，现场有双语主播带看。",
        body: "<p>本月选品会主题为小家电。参展企业请准备<strong>样品一件、说明书两种语言各一份</strong>。</p><ol><li>先报名，再送样。</li><li>样品展后可取回。</li></ol>",
        fate: Fate::Shown,
    },
    Paper {
        park: "tinroof",
        at: Day(4, 16, 0),
        title: "全网最强直播基地，错过再等一年",
        summary: "入驻即爆单。",
        body: "<p>入驻即爆单，名额有限。</p>",
        fate: Fate::Refused("标题和摘要是广告用语，请写明活动的时间、地点和内容。"),
    },
    Paper {
        park: "mossyard",
        at: Day(3, 11, 0),
        title: "冷链园查验冷库通过年度复核",
        summary: "零下六十度库温波动不超过一度，全年无超温记录。",
        body: "<p>复核内容包括库温记录、应急预案和人员资质，三项全部合格。</p><blockquote><p>冷库不睡觉，我们轮流睡。</p></blockquote>",
        fate: Fate::Shown,
    },
    Paper {
        park: "tinroof",
        at: Ago(90),
        title: "周末试播日：八个直播间免费开放",
        summary: "周六九点到二十一点，自带商品即可试播，设备现场借用。",
        body: "<p>本周六九点到二十一点，八个直播间免费开放给园外企业试播，每场四十分钟。</p><p>现场有双语主播示范，结束后可以拿到回放。</p>",
        fate: Fate::Waits,
    },
    Paper {
        park: "eastlamp",
        at: Ago(70),
        title: "公共云仓夜间交接时段下月起延长到零点",
        summary: "每晚多开两个小时，周末照常，夜间交接免收加班费。",
        body: "<p>下月一日起，公共云仓的夜间交接由二十二点延长到零点，周末照常。</p><p>夜间交接免收加班费，请提前两小时在服务台登记车牌。</p>",
        fate: Fate::Waits,
    },
];
