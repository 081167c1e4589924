# 帮助中心
help = 新手指南
help-lead = 按您的身份选择手册：每一步怎么做、要准备什么、之后会怎样。
help-hotline = 还有疑问？请拨打服务热线 { $number }
help-visitor = 访客
help-visitor-words = 浏览产品、注册与登录
help-enterprise = 企业用户
help-enterprise-words = 认证企业、维护信息、预约物流
help-logistics = 物流服务商
help-logistics-words = 申请升级、发布产品、回复预约
help-reviewer = 审核人员
help-reviewer-words = 审核工作台、台账与停用
help-administrator = 管理员
help-administrator-words = 任职、日志、日历、系统状态
help-contents = 目录
help-others = 其他手册
help-print = 打印
help-top = 回到开头
