rehearsal = 演练台
skip = 跳到正文
copy = 复制
copied = 已复制

frame-place = 只在演示中存在：这里的手机、微信和邮箱都是演的
frame-text-large = 大字
frame-text-normal = 标准字号
frame-contrast-high = 高对比度
frame-contrast-normal = 标准配色
frame-hall = 打开服务大厅
frame-menu = 演练台栏目

menu-start = 从这里开始
menu-sms = 短信
menu-mail = 邮件
menu-notices = 微信通知
menu-faults = 故障开关

start-title = 从这里开始
start-lead = 演示里的企业和人都是虚构的。选一个身份登录，走一遍从陌生人到收到答复的全过程。
start-hall-title = 在服务大厅登录
start-hall-lead = 用手机号加短信验证码登录（验证码在“短信”页上），或用账号密码登录。绑定了微信的人也可以扫码。
start-identity-title = 在统一身份认证登录
start-identity-lead = 在登录页选择“统一身份认证”，个人选个人登录，企业选法人登录。
start-name = 谁
start-role = 身份
start-phone = 手机号
start-account = 用户名
start-password = 密码
start-wechat = 微信
start-sms-only = 只用短信
start-new = 也可以用任何一个没有用过的手机号（例如 199 0000 9999）注册成新用户：验证码一样出现在“短信”页。

door-hall = 服务大厅
door-identity = 统一身份认证
door-sms = 短信收件箱
door-sms-note = 登录验证码在这里
door-faults = 故障开关
door-faults-note = 看看外部系统出错时会怎样

sms-lead = 本该发到手机上的短信，最新的在最上面；页面每 2 秒自己更新。
mail-lead = 本该寄出的邮件，最新的在最上面。
notices-lead = 公众号本该推送的通知，最新的在最上面。
notices-open = 点开通知
messages-none = 还没有消息
messages-none-note = 有消息发出时会自己出现在这里。

scan-title = 微信扫码登录
scan-lead = 这一页扮演微信开放平台。二维码 5 分钟内有效，只能用一次。
scan-code = 在另一个窗口里打开手机页面
scan-wait = 点二维码可在另一个窗口扮演手机；这里会自己跟上。
scan-whose = 用谁的手机扫码？
scan-agree = 同意
scan-refuse = 拒绝
scan-agree-as = 用{ $name }的手机扫码并同意
scan-refuse-as = 用{ $name }的手机扫码并拒绝
scan-bound = 已绑定 { $name }
scan-stranger = 一个从没来过的人

phone-title = 手机上的微信
phone-lead = 服务大厅申请获得你的公开信息（昵称）。
phone-answered = 已经答复
phone-answered-note = 可以回到电脑上的页面了。

faults-lead = 打勾的会出错，没打勾的正常。开关只留在内存里，重启后一切正常。
faults-legend = 让什么出错
faults-save = 保存
faults-saved = 已生效
fault-sms-down = 短信网关停了
fault-sms-down-hint = 发送短信得到 503；大厅应当说明，并稍后重试。
fault-mail-down = 邮件网关停了
fault-mail-down-hint = 发送邮件得到 503；站内消息不受影响。
fault-wechat-timeout = 微信没有回应
fault-wechat-timeout-hint = 15 秒后才回答，比大厅愿意等的更久。
fault-wechat-expired = 微信的授权码已过期
fault-wechat-expired-hint = 扫码之后，换取身份时被告知授权码过期。
fault-wechat-twice = 微信的回调来两次
fault-wechat-twice-hint = 同一个授权码先在后台送到一次，再由浏览器送到一次。
fault-wechat-unfollowed = 没有人关注公众号
fault-wechat-unfollowed-hint = 推送通知得到 43004；站内消息不受影响。
fault-identity-timeout = 统一身份认证没有回应
fault-identity-timeout-hint = 程序之间的接口 15 秒后才回答 504；登录页面本身还能打开。
fault-identity-expired = 统一身份认证的授权码已过期
fault-identity-expired-hint = 登录之后，换取身份时得到 invalid_grant。
fault-identity-twice = 统一身份认证的回调来两次
fault-identity-twice-hint = 同一个授权码先在后台送到一次，再由浏览器送到一次。
fault-identity-kind = 回来的是个人账号
fault-identity-kind-hint = 大厅要求法人登录，回来的却是自然人账号。

twice-title = 回调来了两次
twice-lead = 故障开关已打开：后台已经送到一次，2 秒后浏览器再送一次。
twice-go = 现在就送第二次

oops-lost = 这里没有页面
oops-lost-note = 地址可能写错了。
oops-appid = 微信不认识这个应用
oops-appid-note = 请求里的 AppID 不是演练台所知道的那一个。
oops-redirect = 回调地址没有登记
oops-redirect-note = redirect_uri 不在服务大厅的域名下。
oops-scope = 请求的权限不对
oops-scope-note = 网站登录只能用 response_type=code 和 scope=snsapi_login。
oops-scan-expired = 二维码已失效
oops-scan-expired-note = 它超过了 5 分钟，或者已经答复过。请回到登录页重新扫码。
oops-login = 回到登录
