### 页面上的全部文字，采用 Fluent 语法（https://projectfluent.org）。

language-name = 中文

## 每个页面

site-name = 口罩检测
site-description = 一眼看出谁戴了口罩。画面不会离开您的设备。
skip-link = 跳到正文
footer = 在您自己的设备上运行的口罩检测器：浏览器中的 TensorFlow.js，无需账号，不作跟踪。
languages = 语言

## 检测结果

label-mask = 戴口罩
label-no_mask = 未戴口罩
score = { $percent }%
counted-label = { $count } 张{ $label }
no-face = 没有发现人脸
summary = { $faces } 张人脸：{ $counts }

## 页面：固定的文字

intro-title = 谁戴了口罩？
intro = 打开摄像头，或选择一张照片。每张脸都会被框出：{ $mask }或{ $no_mask }。
privacy = 画面只留在这台设备上。只有下方的上传表单会把图片发送出去。
stage-label = 画面
video-label = 摄像头预览
still-label = 静止画面
invitation = 打开摄像头，或把照片拖到这里
drop-photo = 松开即可分析照片
start-camera = 打开摄像头
stop = 停止
choose-photo = 选择照片
threshold = 显示得分不低于此值的人脸
readings-title = 检测结果
faces = 人脸
figures-title = 上一幅画面的数据
server-title = 也可以交给服务器
server-text = 供无法自行检测的浏览器使用。只有在这里，图片才会离开您的设备。
noscript-intro = 发送一张图片，服务器会标出每一张脸：戴口罩或未戴口罩。
noscript-text = 此浏览器关闭了 JavaScript。启用之后，页面可以直接用摄像头实时检测，图片不会离开您的设备。

## 页面：运行时的提示

starting = 正在启动…
downloading =
    正在下载模型：{ NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } /
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = 正在寻找这台设备上最快的计算方式…
opening = 正在等待摄像头…
looking = 正在分析照片…
threads = { $backend }，{ $threads } 个线程
frames-per-second = 每秒 { NUMBER($rate, maximumSignificantDigits: 2) } 帧
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } 毫秒
pixels = { $width } × { $height } 像素
figure-picture = 画面
figure-pixels = 读取像素
figure-preprocess = 缩放到网络输入
figure-network = 神经网络
figure-postprocess = 从输出中找出人脸
figure-total = 合计（至绘制完成）
figure-tensors = 内存中的张量

## 页面：可能出现的问题

failure-camera-denied = 浏览器已被设置为不允许此页面使用摄像头。请在地址栏或浏览器设置中允许，然后重试。
    .title = 摄像头未获允许
failure-camera-missing = 这台设备没有摄像头。请连接一个摄像头后重试，或改为选择照片。
    .title = 没有找到摄像头
failure-camera-busy = 似乎有其他程序正在使用摄像头。请先在那里关闭，然后重试。
    .title = 摄像头被占用
failure-camera-lost = 摄像头已被拔出或收回。请重新连接，然后再次打开。
    .title = 摄像头已断开
failure-camera-insecure = 浏览器只允许 https:// 页面或本机页面使用摄像头。请用这样的地址打开本页，或选择一张照片。
    .title = 地址不安全，无法使用摄像头
failure-model-unreachable = 连接中断，或服务器没有响应。请检查网络后重试。
    .title = 无法下载模型
failure-runtime-broken = 页面中负责检测的部分未能启动或意外中止。请刷新页面；如果仍然不行，请使用上传表单。
    .title = 检测器已停止
failure-no-backend = 这个浏览器的显卡和处理器都无法完成计算。较新的浏览器可以；在此之前，服务器可以代劳。
    .title = 此浏览器无法运行模型
failure-browser-too-old = 它缺少自行检测所需的功能。较新的浏览器可以；在此之前，服务器可以代劳。
    .title = 浏览器版本太旧
failure-photo-unsupported = { problem-unsupported-picture }
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-internal = 这本不该发生。请刷新页面；如果再次出现，请使用上传表单。
    .title = 出错了
way-camera = 再次尝试摄像头
way-load = 重试
way-photo = 选择照片
way-upload = 使用上传表单

## 上传表单与结果

upload-title = 发送图片
upload-picture = 图片
upload-score = 显示得分不低于此值的人脸（0 到 1）
upload-send = 检测人脸
upload-terms = JPEG、PNG、WebP、BMP 或 GIF，最大 { $megabytes } MB。图片会发送到服务器，只在内存中分析，不作保存。
result-alt = { $filename }，每张检测到的人脸都已框出
result-positions = 位置
result-caption = 人脸的位置，以像素计，从左上角算起
result-face = 人脸
result-label = 类别
result-score = 得分
result-left = 左
result-top = 上
result-right = 右
result-bottom = 下
result-again = 再来一张
error-upload = 发送另一张图片
error-camera = 使用摄像头

## 服务器的错误说明：用于页面，也用于接口的错误文档

problem-not-a-form = 请以 multipart/form-data 发送图片，字段名为“{ $field }”。
    .title = 不是表单
problem-bad-form =
    .title = 表单填写有误
problem-unknown-field = 表单含有未知字段“{ $field }”。可用字段：{ $known }。
problem-no-picture = 没有收到图片。请先选择一张；字段名为“{ $field }”。
problem-many-pictures = 收到了 { $count } 张图片。请每次只发送一张。
problem-bad-threshold = 字段“{ $field }”应为 0 到 1 之间的数，而不是“{ $text }”。
problem-unsupported-picture = 这个文件不是可读取的图片。请选择 JPEG、PNG、WebP、BMP 或 GIF 文件。
    .title = 不是图片
problem-broken-picture = 图片已损坏或不完整。请从来源处重新保存后再试。
    .title = 图片已损坏
problem-picture-too-large = 图片超过 { $megapixels } 百万像素。请缩小后重试。
    .title = 图片尺寸太大
problem-busy = 目前正在分析的图片较多，请稍后再试。
    .title = 服务器繁忙
problem-404 = 这个地址没有内容。
    .title = 未找到
problem-405 = 这个地址不接受 { $method } 请求。
    .title = 不支持的方法
problem-413 = 上传内容超过 { $megabytes } MB。请选择较小的图片。
    .title = 上传内容太大
problem-500 = 服务器出了问题。图片没有被保存。
    .title = 服务器错误
problem-other = 服务器无法处理这个请求：{ $phrase }。
    .title = { $phrase }
