# 图片和文件
picture-empty = 没有收到图片，请重新选择
picture-name = 文件名里有不能使用的字符或多重扩展名，请改名后再上传
picture-kind = 只接受 jpg、jpeg、png 格式的图片
picture-mismatch = 文件的扩展名与内容不一致，请另存为 jpg 或 png 后再上传
picture-unreadable = 读不出这张图片，文件可能已损坏，请换一张
picture-animated = 不接受动图，请换一张静态图片
picture-too-large-bytes = 图片超过 { $upload_megabytes } MB，请先缩小后再上传
picture-too-many-pixels = 图片超过 { $megapixels } 百万像素，请先缩小后再上传
picture-too-small = 图片太小，请换一张更清晰的
picture-crop = 裁剪范围不在图片之内，请重新裁剪
picture-too-heavy = 压缩后仍超过 { $kilobytes } KB，请换一张更简单的图片
file-missing = 图片已不存在或不属于贵企业，请重新上传
file-quota = 贵企业的文件已达上限（{ $files } 个或 { $megabytes } MB），请先删除不用的内容
file-store-away-title = 文件存储暂时不可用
file-store-away = 文件存储暂时不可用，请稍后再试
