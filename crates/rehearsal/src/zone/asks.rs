//! What the zone's enterprises booked, and what was said about it.

use super::time::At;
use At::{Ago, Day};

/// What somebody did about a booking.
#[derive(Debug, Clone, Copy)]
pub enum Turn {
    /// The provider replied.
    Reply(&'static str),
    /// The enterprise read the reply.
    Read,
    /// The enterprise asked further.
    Ask(&'static str),
    /// The enterprise says that it is done.
    Done,
    /// The provider says that it is done.
    DoneByProvider,
    /// The enterprise took it back.
    Withdraw(&'static str),
}

/// A booking.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The key of the product.
    pub good: &'static str,
    /// The key of the enterprise.
    pub firm: &'static str,
    /// When.
    pub at: At,
    /// 货物名称, 数量, 重量, 体积.
    pub cargo: (&'static str, &'static str, &'static str, &'static str),
    /// 起运地.
    pub origin: &'static str,
    /// 备注.
    pub remarks: &'static str,
    /// What followed.
    pub turns: &'static [(At, Turn)],
}

use Turn::{Ask, Done, DoneByProvider, Read, Reply, Withdraw};

/// All bookings, oldest first.
#[rustfmt::skip]
pub const ASKED: [Asked; 17] = [
    Asked { good: "sin", firm: "whalechina", at: Day(12, 9, 20), cargo: ("日用陶瓷餐具", "1×20GP", "9800", "24"), origin: "海澜港口片区二号仓",
        remarks: "易碎，箱内已做蜂窝纸隔层。", turns: &[
            (Day(12, 11, 5), Reply("您好，本周五船有舱，20GP 到新加坡全包价已发您邮箱。周三 17 点前交柜即可，装箱照片我们发您。")),
            (Day(12, 14, 0), Read), (Day(5, 10, 0), Done)] },
    Asked { good: "sin", firm: "coconut", at: Day(10, 10, 0), cargo: ("椰壳工艺品", "6 托", "1500", "7.2"), origin: "海澜空港片区环形跑道 9 号",
        remarks: "第一次走海运，麻烦多讲一句。", turns: &[
            (Day(10, 16, 30), Reply("您的货量走拼箱更合算，我们帮您并到周二的柜里。木托需要有 IPPC 标识，没有的话可以代换。")),
            (Day(9, 9, 0), Read), (Day(9, 9, 10), Ask("木托没有标识，代换怎么收费？会耽误周二的船吗？")),
            (Day(9, 11, 0), Reply("每托 60 元，送到仓当天就能换好，不影响周二的船。")), (Day(9, 13, 20), Read)] },
    Asked { good: "gru", firm: "coconut", at: Day(9, 15, 0), cargo: ("椰雕样品", "2 箱", "38", "0.3"), origin: "海澜空港片区环形跑道 9 号",
        remarks: "", turns: &[
            (Day(8, 10, 15), Reply("可以走，请提供收货人税号（CNPJ），没有税号当地无法清关。")), (Day(8, 11, 0), Read)] },
    Asked { good: "sin", firm: "threegulls", at: Day(8, 14, 0), cargo: ("水泵", "40 台", "3200", "11"), origin: "海澜云桥片区齿轮巷 3 号",
        remarks: "单台 80 公斤，需要叉车卸货。", turns: &[
            (Day(7, 9, 30), Reply("叉车已安排。水泵请在清单里写明功率和品牌，出口申报要用。有问题随时打我电话 199 0000 0101。"))] },
    Asked { good: "lax", firm: "coconut", at: Day(7, 9, 40), cargo: ("椰棕床垫", "1×40HQ", "7600", "66"), origin: "海澜空港片区环形跑道 9 号",
        remarks: "送到洛杉矶以东的仓库，要预约送仓。", turns: &[
            (Day(7, 15, 0), Reply("本周快船还有两个 40HQ 的位置。送仓预约由我们做，请把仓库的预约编号给我们。")),
            (Day(6, 9, 0), Read), (Day(1, 9, 30), Ask("仓库说最早下下周二才有位置，能不能先放在你们合作的堆场？费用怎么算？"))] },
    Asked { good: "waw", firm: "whalechina", at: Day(6, 10, 30), cargo: ("陶瓷洁具", "12 托", "6800", "19"), origin: "海澜港口片区二号仓",
        remarks: "", turns: &[(Day(6, 14, 10), Reply("下周一的班列可以排上，到站后两天内派到华沙市内。请确认是否需要尾板车。"))] },
    Asked { good: "waw", firm: "threegulls", at: Day(6, 11, 0), cargo: ("数控车床配件", "3 箱", "960", "2.4"), origin: "海澜云桥片区齿轮巷 3 号",
        remarks: "其中一箱 420 公斤，超重。", turns: &[
            (Day(5, 9, 20), Reply("单箱 500 公斤以内没有问题，请在外箱四面贴重心标识。")), (Day(5, 9, 45), Read)] },
    Asked { good: "waw", firm: "coconut", at: Day(5, 13, 0), cargo: ("椰子糖", "200 箱", "2400", "6"), origin: "海澜空港片区环形跑道 9 号",
        remarks: "食品，有配料标签。", turns: &[
            (Day(5, 16, 40), Reply("食品可走，需要配料表的波兰语译文，我们有合作翻译，半天出件。")), (Day(4, 9, 0), Read), (Day(2, 17, 0), DoneByProvider)] },
    Asked { good: "fra", firm: "threegulls", at: Day(4, 9, 0), cargo: ("伺服电机", "10 箱", "310", "1.1"), origin: "海澜云桥片区齿轮巷 3 号",
        remarks: "客户催得急。", turns: &[(Day(4, 9, 50), Withdraw("客户改为下个月一起出货，先取消，抱歉。"))] },
    Asked { good: "ala", firm: "threegulls", at: Day(4, 16, 0), cargo: ("柴油发电机组", "4 台", "5200", "14"), origin: "海澜云桥片区齿轮巷 3 号",
        remarks: "油箱已清空。", turns: &[] },
    Asked { good: "fra", firm: "whalechina", at: Day(3, 15, 0), cargo: ("手绘瓷盘样品", "4 箱", "62", "0.4"), origin: "海澜港口片区窑变街 31 号",
        remarks: "展会用，最晚下周四要到。", turns: &[] },
    Asked { good: "dui", firm: "orangesub", at: Day(2, 10, 0), cargo: ("潜水灯", "80 箱", "640", "3.5"), origin: "海澜空港片区深水路 404 号",
        remarks: "含锂电池，每只 20 瓦时。", turns: &[
            (Day(1, 11, 30), Reply("带电池的货铁路要提前做鉴定，大约三个工作日。您若来得及，我们把鉴定公司的联系方式发给您；来不及建议改走空运。"))] },
    Asked { good: "sgn", firm: "oldclock", at: Day(2, 14, 0), cargo: ("挂钟", "150 箱", "1800", "12"), origin: "海澜云桥片区半点街 30 号",
        remarks: "", turns: &[(Day(1, 9, 10), Reply("周日截关，来得及。产地证我们可以加急代办，需要您的商业发票。")), (Day(1, 10, 0), Read)] },
    Asked { good: "dxb", firm: "slowboat", at: Day(1, 16, 0), cargo: ("木雕屏风", "2 件", "180", "2.2"), origin: "海澜港口片区灯塔湾 1 号",
        remarks: "最长边 2.1 米。", turns: &[(Ago(30), Reply("2.1 米可以上板，但要打木架。木架 280 元一件，今天送到仓后天起飞。"))] },
    Asked { good: "ham", firm: "whalechina", at: Ago(95), cargo: ("骨瓷茶具", "30 箱", "540", "2.8"), origin: "海澜港口片区二号仓",
        remarks: "希望目的港清关也由你们做。", turns: &[] },
    Asked { good: "nrt", firm: "coconut", at: Ago(40), cargo: ("椰壳纽扣样品", "1 箱", "12", "0.05"), origin: "海澜空港片区环形跑道 9 号",
        remarks: "", turns: &[] },
    Asked { good: "han", firm: "oldclock", at: Ago(10), cargo: ("闹钟", "60 箱", "420", "3.1"), origin: "海澜云桥片区半点街 30 号",
        remarks: "收货人可以自提。", turns: &[] },
];
