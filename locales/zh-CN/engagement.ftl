# 预约：表单、列表、往来、提醒
booking = 产品预约
booking-number = 服务编号
booking-product = 物流产品
booking-provider = 服务商
booking-enterprise = 预约企业
booking-state = 状态
booking-made-at = 预约时间
booking-due-at = 承诺回复
booking-answered-at = 首次回复
booking-closed-at = 结束时间
booking-destination = 目的地
booking-mode = 运输方式
booking-cargo = 货物名称
booking-quantity = 数量
booking-quantity-hint = 例如 2×40HQ、120 箱；不填时请同时填写重量和体积
booking-weight = 重量（千克）
booking-volume = 体积（立方米）
booking-amount = 货量
booking-kg = { $n } 千克
booking-m3 = { $n } 立方米
booking-ready-on = 货好时间
booking-ready-on-hint = 货物可以交运的日期，一年以内
booking-origin = 起运地
booking-remarks = 备注
booking-remarks-hint = 包装、温控、期望船期等
booking-contact-name = 联系人
booking-contact-phone = 联系电话
booking-stage-pending = 待回复
booking-stage-overdue = 超时未回复
booking-stage-answered = 已回复
booking-stage-fulfilled = 已完成
booking-stage-withdrawn = 已取消

# 预约表单
booking-form-title = 预约物流产品
booking-form-lead = 填写货物情况和联系方式，服务商会在站内回复您。
booking-form-cargo = 货物
booking-form-contact = 联系方式
booking-form-contact-hint = 已按企业信息填入，可修改；仅提供给该服务商。
booking-submit = 提交预约
booking-next-title = 提交之后
booking-next-number = 立即得到服务编号，可在“我的预约”查看进度。
booking-next-promise = { $days ->
    [0] 服务商承诺当天回复，逾期双方都会收到提醒。
   *[other] 服务商承诺 { $days } 个工作日内回复，逾期双方都会收到提醒。
 }
booking-next-withdraw = 回复之前可以取消；回复之后可以继续追问。
booking-response-time = 该服务商通常在 { $hours } 小时内首次回复
booking-response-note = 近 { $cases } 次已回复预约从提交到首次回复的中位数
booking-offer = 预约的产品
booking-draft-restored = 已恢复上次没有提交的内容
booking-draft-discard = 放弃这份草稿

# 填写规则
booking-how-much = 请填写数量，或同时填写重量和体积
booking-form-expired = 页面已过期或已用于另一次提交，请重新打开页面后再填

# 不能这样做
booking-own-product-title = 这是本企业的产品
booking-own-product = 不能预约本企业发布的产品。
booking-too-many-title = 今天的预约太多了
booking-too-many = 同一企业 24 小时内的预约次数已达上限，请稍后再试。
booking-already-answered-title = 服务商已经回复
booking-already-answered = 已回复的预约不能取消，您可以继续追问或标记完成。
booking-not-answered-title = 还没有回复
booking-not-answered = 回复之后才能标记完成。
booking-is-fulfilled-title = 预约已完成
booking-is-fulfilled = 这次预约已经完成，不能再操作。
booking-is-withdrawn-title = 预约已取消
booking-is-withdrawn = 企业已取消这次预约，不能再操作。
booking-other-side-title = 不能这样操作
booking-other-side = 这一步由另一方操作。
way-bookings = 看本企业收到的预约

# 列表
menu-my-bookings = 我的预约
menu-desk-bookings = 产品预约查询
menu-office-bookings = 预约台账
booking-tabs = 按状态筛选
booking-all = 全部
booking-search = 关键字
booking-search-mine = 服务编号、产品、货物或服务商
booking-search-desk = 服务编号、产品、货物或企业
booking-search-office = 服务编号、产品、货物、企业或服务商
booking-export = 导出
booking-table = 预约列表
booking-mine-lead = 您为本企业提交的预约和服务商的回复。
booking-desk-lead = 企业对本服务商产品的预约，请按承诺时间回复。
booking-office-lead = 辖区企业和服务商之间的预约，仅供查看。
booking-mine-empty-title = 还没有预约
booking-mine-empty = 在智能物流选择产品并提交预约后，进度和回复会显示在这里。
booking-mine-begin = 去看物流产品
booking-desk-empty-title = 还没有收到预约
booking-desk-empty = 企业预约您的产品后会显示在这里，并通过消息提醒您。
booking-desk-begin = 管理物流产品
booking-office-empty-title = 还没有预约
booking-office-empty = 企业预约物流产品后会显示在这里。
booking-none-title = 没有符合条件的预约
booking-none = 换个条件，或清空筛选。
booking-answer = 回复
booking-unread = 新回复
booking-open = 查看
booking-read-answer = 查看回复
booking-answer-read = 已查看
booking-answer-read-note = 企业已查看最新回复
booking-answer-unread-note = 企业尚未查看最新回复
booking-reply-by = { $time } 前回复
booking-late-since = 已超过承诺时间 { $time }

# 一次预约
booking-facts = 预约内容
booking-snapshot = 预约时的产品
booking-snapshot-note = 以下是提交预约时的产品信息。
booking-look-at-product = 查看产品
booking-product-gone = 该产品已下架或删除，预约记录仍然保留。
booking-thread = 往来
booking-thread-empty = 还没有回复。服务商回复后会显示在这里。
booking-thread-empty-desk = 还没有回复。
booking-ask-before = 补充说明
booking-ask-after = 继续追问
booking-ask-hint = 最多 { $limit } 字
booking-ask-send = 发送
booking-reply-label = 回复内容
booking-reply-hint = 可以留下您的联系方式；不能满足时请说明原因。最多 { $limit } 字
booking-reply-more = 再次回复
booking-reply-send = 确定
booking-withdraw = 取消预约
booking-withdraw-reason = 取消原因
booking-withdraw-ask-title = 取消这次预约？
booking-withdraw-ask = 取消后服务商会收到通知，不能恢复；需要时可以重新预约。
booking-withdraw-yes = 取消预约
booking-keep = 不取消
booking-fulfil = 标记完成
booking-fulfil-hint = 双方商定后可标记完成，之后不能再往来。
booking-fulfil-ask-title = 这次预约已经完成？
booking-fulfil-ask = 标记完成后双方不能再发送内容，对方会收到通知。
booking-fulfil-yes = 标记完成
booking-not-yet = 还没有
booking-closed-by-enterprise = 由预约企业操作
booking-closed-by-provider = 由服务商操作
booking-back = 返回列表

# 提示
flash-booking-made = 预约已提交，服务商回复后会通知您。
flash-booking-made-before = 这份预约已经提交过，没有重复提交。
flash-booking-asked = 已发送给服务商。
flash-booking-replied = 回复已发送给预约企业。
flash-booking-withdrawn = 预约已取消。
flash-booking-fulfilled = 预约已完成。

# 消息
message-booking-made-title = 收到新的产品预约
message-booking-made = { $enterprise }预约了“{ $title }”，服务编号 { $number }，请及时回复。
message-booking-answered-title = 预约已回复
message-booking-answered = { $provider }回复了您对“{ $title }”的预约（{ $number }）。
message-booking-replied-title = 预约有新回复
message-booking-replied = { $provider }在预约“{ $title }”（{ $number }）中又回复了您。
message-booking-follow-up-title = 预约企业有新内容
message-booking-follow-up = { $enterprise }在预约“{ $title }”（{ $number }）中补充或追问，请查看。
message-booking-withdrawn-title = 预约已取消
message-booking-withdrawn = { $enterprise }取消了对“{ $title }”的预约（{ $number }）。
message-booking-fulfilled-title = 预约已完成
message-booking-fulfilled = 预约“{ $title }”（{ $number }）已标记完成。
message-booking-overdue-title = 预约超时未回复
message-booking-overdue = { $enterprise }对“{ $title }”的预约（{ $number }）已超过承诺时间，{ $provider }尚未回复。
