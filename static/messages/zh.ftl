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
label-mask_worn_incorrectly = 口罩未遮住鼻子
score = { $percent }%
counted-label = { $count } 张{ $label }
no-face = 没有发现人脸
summary = { $faces } 张人脸：{ $counts }

## 页面：固定的文字

intro-title = 谁戴了口罩？
intro = 打开摄像头，或选择照片、视频。每张脸都会被框出：{ $labels }。
privacy = 画面只留在这台设备上。
privacy-form = 只有下方的上传表单会把图片发送出去。
stage-label = 画面
video-label = 摄像头或视频
still-label = 静止画面
invitation = 打开摄像头，或把照片、视频拖到这里
drop-files = 松开即可分析照片或视频
start-camera = 打开摄像头
stop = 停止
choose-files = 照片或视频
samples = 没有摄像头？试试示例图片
sample-two-faces = 两个人，其中一人戴口罩
sample-crowd = 八张肖像
sample-cat = 一只猫
gallery = 照片和视频
film = 视频
play = 播放
pause = 暂停
position = 播放位置
film-position = { $now } / { $end }
snapshot = 保存带框的画面
kiosk = 全屏，适合前台使用
kiosk-leave = 退出全屏
save-json = 保存为 JSON
save-csv = 保存为 CSV

## 页面：设置

settings = 设置
automatic = 自动
setting-score_thresh = 最低得分
hint-score_thresh = 调低会找到更多人脸，误报也会增多。
setting-nms_thresh = 最大重叠
hint-nms_thresh = 重叠超过此值的两个框视为同一张脸。人群密集时可以调高。
setting-camera = 摄像头
hint-camera = 在这台设备上使用的摄像头。
camera-front = 前置摄像头
camera-back = 后置摄像头
setting-mirror = 镜像
hint-mirror = “自动”会对朝向您的摄像头的画面作镜像。
mirror-on = 镜像
mirror-off = 不镜像
setting-labels = 框上的文字
hint-labels = 关闭后，框只有颜色和符号。
setting-sound = 声音
hint-sound = 有人来时播放两个轻柔的音：戴口罩时升高，未戴口罩时降低。
setting-hide = 在保存的图片中隐藏人脸
hint-hide = 人脸会打上马赛克，无法辨认。未检测到的人脸仍然可见。
hide-none = 不隐藏
hide-all = 所有人脸
setting-record = 统计到访
hint-record = 保存每次到访的开始、结束和结果，供“到访”页面使用：只有数字，没有图片。
setting-today = 全屏时显示今天的到访
hint-today = 显示今天来了多少人，以及他们的佩戴情况。
setting-model = 模型
hint-model = 较大的模型能找到更小的脸，但用时更长。“lite”更快，但会漏掉更多小脸。“three”还能识别佩戴不当的口罩。
setting-backend = 计算方式
hint-backend = “自动”会测出这台设备上最快的方式。
share = 复制此视图的链接
share-done = 已复制
share-failed = 浏览器阻止了复制。请从地址栏复制链接。
reset = 全部恢复默认
results-title = 检测结果
faces = 人脸
timings-title = 速度与内存
server-title = 改用服务器
server-text = 供无法运行模型的浏览器使用。只有这个表单会把图片从您的设备发送出去。
no-server = 此页面副本没有服务器，因此这里没有上传表单，也没有接口：所有图片都留在您的设备上。
noscript-needed = 此页面需要 JavaScript，而此浏览器已将其关闭。
noscript-intro = 发送一张图片，服务器会标出每一张脸：戴口罩或未戴口罩。
noscript-text = 此浏览器已关闭 JavaScript。启用后，页面会自行分析图片，还可以用摄像头实时检测，图片不会离开您的设备。

## 页面：运行时的提示

starting = 正在启动…
downloading =
    正在下载模型：{ NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } /
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = 正在寻找这台设备上最快的计算方式…
lite-notice = 这台设备运行常规模型较慢，因此页面改用轻量模型“lite”。它更快，但会漏掉更多小脸。
lite-undo = 使用常规模型
opening = 正在等待摄像头…
looking = 正在寻找人脸…
threads = { $backend }，{ $threads } 个线程
frames-per-second = 每秒 { NUMBER($rate, maximumSignificantDigits: 2) } 帧
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } 毫秒
pixels = { $width } × { $height } 像素
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } MB，{ $tensors } 个张量
timing-picture = 画面
timing-rate = 速度
timing-capture = 取帧
timing-preprocess = 预处理
timing-network = 神经网络
timing-decode = 解码
timing-draw = 绘制
timing-total = 合计
timing-memory = 模型占用的内存

## 页面：可能出现的问题

failure-camera-denied = 此页面未获准使用摄像头。请在地址栏或浏览器设置中允许，然后重试。
    .title = 摄像头未获允许
failure-camera-missing = 没有连接摄像头。请连接一个后重试，或改为选择照片。
    .title = 没有找到摄像头
failure-camera-busy = 似乎有其他程序正在使用摄像头。请关闭该程序，然后重试。
    .title = 摄像头被占用
failure-camera-lost = 摄像头已断开。请重新连接，然后再次打开。
    .title = 摄像头已断开
failure-camera-insecure = 浏览器只允许 https:// 页面或 localhost 使用摄像头。请用这样的地址打开此页面，或选择一张照片。
    .title = 摄像头需要安全的地址
failure-model-unreachable = 连接失败，或网站没有响应。请检查网络后重试。
    .title = 无法下载模型
failure-runtime-broken = 检测器未能启动，或意外中止。请刷新页面。
    .title = 检测器已停止
failure-no-backend = 此浏览器无法用图形芯片或处理器运行模型。请使用较新的浏览器。
    .title = 此浏览器无法运行模型
failure-browser-too-old = 此浏览器缺少页面所需的功能。请使用较新的浏览器。
    .title = 浏览器版本太旧
failure-photo-unsupported = 此浏览器无法把该文件作为图片读取。请选择 JPEG、PNG、WebP、AVIF、BMP 或 GIF 文件。
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = 此浏览器无法读取像素这么多的图片。请缩小后重试。
    .title = { problem-picture-too-large.title }
failure-film-unreadable = 此浏览器无法播放该视频。请另存为 MP4（H.264）或 WebM 后重试。
    .title = 无法读取视频
failure-film-broken = 文件在此处损坏。到此为止的检测结果仍可保存。
    .title = 视频已损坏
failure-sample-unreachable = 连接失败，或网站没有响应。请检查网络后重试。
    .title = 无法下载图片
failure-internal = 发生了意外错误。请刷新页面。
    .title = 出错了
way-camera = 再次尝试摄像头
way-load = 重试
way-photo = 选择照片或视频
way-upload = 使用上传表单

## 上传表单与结果

upload-title = 发送图片
upload-picture = 图片
upload-score = 最低得分（0 到 1）
upload-send = 检测人脸
upload-terms = JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP 或 GIF，最大 { $megabytes } MB。图片会发送到服务器，只在内存中分析，不作保存。
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
result-again = 发送另一张图片
error-upload = 发送另一张图片
error-camera = 使用摄像头

## 服务器的错误说明：用于页面，也用于接口的错误文档

problem-not-a-form = 请以 multipart/form-data 发送图片，字段名为“{ $field }”。
    .title = 不是表单
problem-bad-form =
    .title = 表单填写有误
problem-damaged-form = 表单已损坏或不完整。请重新发送。
problem-nameless-field = 表单中有一个字段没有名称。可用的字段是 { $known }。
problem-many-fields = 表单的字段超过 { $count } 个。可用的字段是 { $known }。
    .title = 字段过多
problem-unknown-field = 表单含有未知字段“{ $field }”。可用的字段是 { $known }。
problem-no-picture = 没有收到图片。请先选择一张；字段名为“{ $field }”。
problem-many-pictures = 收到了 { $count } 张图片。请每次只发送一张。
problem-bad-threshold = 字段“{ $field }”应为 0 到 1 之间的数，而不是“{ $text }”。
problem-unknown-model = 没有模型“{ $text }”。可用的模型是 { $known }。
problem-unsupported-picture = 这个文件不是可读取的图片。请选择 JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP 或 GIF 文件。
    .title = 不是图片
problem-broken-picture = 图片已损坏或不完整。请从来源处重新保存后再试。
    .title = 图片已损坏
problem-picture-too-large = 图片超过 { $megapixels } 百万像素。请缩小后重试。
    .title = 图片尺寸太大
problem-busy = 服务器正在处理其他图片，请稍后再试。
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

## 接口说明

api = 接口
api-title = 检测接口
api-intro = 发送一张图片，得到其中的人脸及其类别、得分和框。服务器不保存任何内容。消息的语言由 Accept-Language 请求头决定。
api-document = 接口的 OpenAPI 文档：
api-try = 试一试
api-request = 请求
api-response = 响应
api-example = 示例
api-errors = 错误
api-errors-text = 错误以问题文档（RFC 9457）给出，类型为 application/problem+json，包含 type、title、status，以及 detail 中一句可以直接展示给用户的话。
api-field = 字段
api-meaning = 含义
api-status = 状态
api-required = 必填
api-default = 默认 { $value }
api-detect = 找出图片中的人脸
api-health = 报告服务器是否正常，以及使用哪个模型
api-image = JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP 或 GIF 文件，最大 { $megabytes } MB。以内容为准，与文件名无关。会按 EXIF 方向转正；动图只取第一帧。
api-score_thresh = 最低得分，0 到 1。只返回得分更高的人脸。
api-nms_thresh = 最大重叠（交并比），0 到 1。两个框的重叠超过此值时，只返回得分较高的一个。
api-model-field = 要使用的模型。
api-answer = 检测到的人脸，得分最高的在前
api-health-answer = 服务器工作正常
api-health-closing = 服务器即将关闭：请把请求发送到另一台
api-size = 转正后图片的大小，以像素计。
api-detections = 每张人脸一项，得分最高的在前；没有人脸时为空。
api-label = 人脸的类别。
api-score = 模型的把握程度，0 到 1。
api-box = 左、上、右、下，以转正后图片的像素计。
api-model = 所用的模型。
api-model-name = 模型名称。
api-model-hash = 权重的 SHA-256。
api-timings = 每个阶段所用的毫秒数。
api-problem-type = 问题的种类，以 URI 表示；状态码已说明一切时为 about:blank。
api-problem-title = 问题种类的文字说明。
api-problem-status = HTTP 状态码。
api-problem-detail = 出了什么问题，以及接下来怎么办。
result-json = JSON 格式的结果
result-json-text = POST /api/detect 对这张图片返回的 JSON。

## 工作原理

how = 工作原理
lesson-lead = 没有人写过规则来说明口罩长什么样。一个有一百万个参数的网络从图片中学会了它，并且就在此页面上运行。请用您自己的图片，一步一步看它如何工作。
lesson-picture = 您的图片
lesson-camera = 用摄像头拍一张
lesson-private = 图片只留在这台设备上。
lesson-squash-title = 图片变成数字
lesson-squash = 无论原来是什么形状，图片都会被压缩到 { $width } × { $height } 像素。网络就是用这样压缩过的图片训练的，所以脸稍微变宽也没关系。每个像素是三个 0 到 1 之间的数，分别代表红、绿、蓝：输入共 { $numbers } 个数。
lesson-maps-title = { $maps } 张特征图，由细到粗
lesson-maps = 网络一层一层地把画面缩小一半，并描述每个位置看到的内容。它在 { $maps } 种大小上寻找人脸。最细的图上，一格只覆盖画面的一小块，用来找小脸；最粗的图上，一格覆盖画面的三分之一，用来找靠近摄像头的脸。
lesson-anchors-title = 锚框：作为起点的 { $boxes } 个框
lesson-anchors = 每张特征图的每一格都有 { $each } 个大小和形状固定的框，称为锚框。它们覆盖整个画面，因此任何大小的脸附近都有锚框。请选择一张特征图，然后指向画面，或用方向键移动。
lesson-map = 特征图
lesson-cell = { $rows } × { $columns } 中的第 { $row } 行第 { $column } 列。它的锚框在网络的输入图片中为 { $sizes } 像素。
lesson-cells = 格数
lesson-count = 锚框数
lesson-sides = 大小（像素）
lesson-sum = 合计
lesson-offsets-title = 每个锚框都有得分和偏移量
lesson-offsets = 对每个锚框，网络输出 { $numbers } 个数：{ $classes } 个是 0 到 1 的得分，每个类别一个（{ $labels }）；另外四个是偏移量，用来移动、拉伸锚框以贴合人脸。全部的计算就是这些：
lesson-offsets-note = a 是锚框的中心、宽（width）和高（height）；t 是四个偏移量。偏移量为 0 时，锚框保持原样。
lesson-nms-title = 多个框，一张脸
lesson-nms = 相邻的锚框会找到同一张脸。得分最高的框留下，与它重叠过多的框去掉；再对剩余框中得分最高的重复同样的步骤，直到没有剩余的框。这叫非极大值抑制。重叠程度是两个框的公共面积除以它们共同覆盖的面积。
lesson-score = 最低得分
lesson-overlap = 最大重叠
lesson-before = 之前：{ $count } 个框
lesson-after = 之后：{ $count } 个框
lesson-wait = 正在载入网络…
lesson-good-title = 准确程度如何？
lesson-good = 在 { $images } 张未用于训练的图片上测得。平均精度（AP）概括了在所有得分下找到了多少张脸、有多少框是对的：1 为完美。与真实框的重叠至少为 0.5 的框才算对。
lesson-faces = 人脸
lesson-size-all = 全部
lesson-size-tiny = 极小（260 像素中不足 12）
lesson-size-small = 小（12 至 24）
lesson-size-medium = 中（24 至 64）
lesson-size-large = 大（超过 64）
lesson-mean = 平均
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## 到访

visits = 到访
visits-lead = 来到摄像头前的人，无论停留多久，只计一次。
visits-privacy = 记录中只有数字，没有图片，并且只留在此浏览器里。
visits-script = 此页面需要 JavaScript。
visits-off = 到访统计已关闭。请在首页的设置中打开。
visits-unavailable = 此浏览器不为此页面保存数据，因此没有记录。隐私窗口就是如此。
visits-none = 没有到访
visits-nothing = 在首页打开摄像头后，到访会显示在这里。
visits-total = { $count } 次到访
visits-share = { $label }的比例
visits-named = { $name }：{ $value }
visits-together = 合计
visits-time = 时间
visits-day = 日期
visits-days = 每日
visits-previous = 前一天
visits-next = 后一天
visits-table = 以表格显示
visits-files = 文件
visits-scope = 保存的范围
visits-scope-day = 当天
visits-scope-all = 所有日期
visits-print = 打印
visits-open = 打开其他设备的文件
visits-open-hint = 把在本设备或其他设备上保存的文件与此记录一起显示。这些文件不会被保存。
visits-alone = 只看本设备
visits-devices = 一并显示：{ $names }
visits-clear = 删除记录
visits-clear-sure = 要删除此浏览器中保存的全部到访记录吗？此操作无法撤销。
visits-cleared = 记录已清空。
visits-file-unreadable = { $name } 第 { $line } 行：这不是由此页面保存的到访数据。到访数据包含 id、begin、end、label、labels 和 score。请重新保存文件，不要改动。
today = 今天
since = 自 { $time } 起运行
webhook-on = 此页面还会把每次到访的开始、结束和结果发送给运营者，但不发送图片。
webhook-short = 正在传送到访记录（不含图片）
problem-bad-visit = 到访的字段“{ $field }”缺失或格式不正确。
