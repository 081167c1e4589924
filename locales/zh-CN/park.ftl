# 园区/基地：信息、门户页面
park-area-number = 请填写面积数字（平方米），例如 12000 或 12000.5
park-industries-required = 请至少填写一个主导产业
park-industries-too-many = 主导产业最多 { $limit } 个
park-pictures-required = 请至少上传一张园区图片
