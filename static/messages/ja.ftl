### ページに出るすべての文。Fluent構文（https://projectfluent.org）で書いています。
###
### サーバーのテンプレートとページのスクリプトが、同じこのファイルを読みます。言語を増やすときは、言語タグを名前にした
### ファイルをここに並べて置き、同じメッセージをすべて収めます。

# この言語での言語名。
language-name = 日本語

## すべてのページ

site-name = マスク検出
site-description = 誰がマスクをしているか、ひと目でわかります。画像が端末の外に出ることはありません。
skip-link = 本文へ移動
footer = お使いの端末で動くマスク検出器。ブラウザ上のTensorFlow.jsで処理し、アカウントも追跡もありません。
languages = 言語

## 検出結果の言葉

label-mask = マスクあり
label-no_mask = マスクなし
label-mask_worn_incorrectly = 鼻が出ている
score = { $percent }%
counted-label = { $label } { $count }人
no-face = 顔が見つかりません
summary = { $faces }人の顔を検出：{ $counts }

## ページ：いつも表示されるもの

intro-title = マスクをしているのは誰？
intro = カメラを起動するか、写真や動画を選んでください。それぞれの顔に枠が付き、{ $labels }かがひと目でわかります。
privacy = 画像はこの端末から出ません。
privacy-form = 送信されるのは、下の送信フォームを使ったときだけです。
stage-label = 画像
video-label = カメラまたは動画
still-label = 静止画
invitation = カメラを起動するか、写真や動画をここにドラッグしてください
drop-files = 写真や動画をここにドロップ
start-camera = カメラを起動
stop = 停止
choose-files = 写真・動画
samples = カメラがない場合は、サンプルでお試しください
sample-two-faces = マスクをした人と、していない人
sample-crowd = 8人の顔写真
sample-cat = 猫
gallery = 写真と動画
film = 動画
play = 再生
pause = 一時停止
position = 再生位置
film-position = { $now } / { $end }
snapshot = 枠付きの画像を保存
kiosk = 受付向けの全画面表示
kiosk-leave = 全画面表示を終了
save-json = JSONで保存
save-csv = CSVで保存

## ページ：設定

settings = 設定
automatic = 自動
setting-score_thresh = 最低スコア
hint-score_thresh = 値を下げると見つかる顔が増えますが、誤検出も増えます。
setting-nms_thresh = 重なりの上限
hint-nms_thresh = これより大きく重なる2つの枠は、同じ顔とみなします。人が密集する場所では上げてください。
setting-camera = カメラ
hint-camera = この端末で使うカメラです。
camera-front = 前面カメラ
camera-back = 背面カメラ
setting-mirror = 左右反転
hint-mirror = 「自動」では、自分に向いたカメラの映像を左右反転します。
mirror-on = 反転する
mirror-off = 反転しない
setting-labels = 枠の文字
hint-labels = オフにすると、枠には色と記号だけが表示されます。
setting-sound = 音
hint-sound = 人が来ると、やわらかい音が2つ鳴ります。マスクありなら上がる音、なしなら下がる音です。
setting-hide = 保存する画像の顔を隠す
hint-hide = 顔は見分けられないほど粗いモザイクになります。見つからなかった顔は隠されません。
hide-none = 隠さない
hide-all = すべての顔
setting-record = 来訪を数える
hint-record = 来訪ごとに開始、終了、結果を保存し、「来訪」のページに表示します。数字だけで、画像は保存しません。
setting-today = 全画面に今日の来訪を表示
hint-today = 今日何人が来たか、マスクの着用状況とともに表示します。
setting-model = モデル
hint-model = 大きいモデルは小さな顔も見つけますが、時間がかかります。「lite」は速く動きますが、小さな顔の見落としが増えます。「three」は正しく着用されていないマスクも見分けます。
setting-backend = 計算方法
hint-backend = 「自動」では、この端末で最も速い方法を測定して選びます。
share = この表示のリンクをコピー
share-done = コピーしました
share-failed = ブラウザがコピーを許可しませんでした。アドレスバーからリンクをコピーしてください。
reset = すべてリセット
results-title = 検出結果
faces = 顔
timings-title = 速度とメモリ
server-title = 代わりにサーバーを使う
server-text = モデルを動かせないブラウザのための方法です。画像が端末の外に出るのは、このフォームを使ったときだけです。
no-server = このページのコピーにはサーバーがないため、送信フォームとAPIはありません。画像はすべてこの端末に残ります。
noscript-needed = このページにはJavaScriptが必要ですが、このブラウザではオフになっています。
noscript-intro = 画像を送信すると、サーバーがそれぞれの顔に印を付け、マスクの有無を示します。
noscript-text = このブラウザではJavaScriptがオフになっています。オンにすると、ページがカメラの映像などをその場で分析し、画像は端末の外に出ません。

## ページ：動作中の言葉

starting = 起動しています…
downloading =
    モデルをダウンロード中：{ NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } /
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = この端末で最も速い計算方法を調べています…
lite-notice = この端末では通常のモデルの動作が遅いため、軽量モデル「lite」を使っています。速く動きますが、小さな顔の見落としが増えます。
lite-undo = 通常のモデルを使う
opening = カメラを待っています…
looking = 顔を探しています…
threads = { $backend }、{ $threads }スレッド
frames-per-second = 毎秒{ NUMBER($rate, maximumSignificantDigits: 2) }フレーム
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) }ミリ秒
pixels = { $width } × { $height }ピクセル
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } MB（テンソル{ $tensors }個）
timing-picture = 画像
timing-rate = 速度
timing-capture = 取り込み
timing-preprocess = 前処理
timing-network = ネットワーク
timing-decode = デコード
timing-draw = 描画
timing-total = 合計
timing-memory = モデルのメモリ

## ページ：うまくいかないとき

failure-camera-denied = このページにはカメラの使用が許可されていません。アドレスバーかブラウザの設定で許可して、もう一度お試しください。
    .title = カメラが許可されていません
failure-camera-missing = カメラが接続されていません。カメラを接続してもう一度試すか、写真を選んでください。
    .title = カメラが見つかりません
failure-camera-busy = ほかのプログラムがカメラを使っているようです。そのプログラムを終了して、もう一度お試しください。
    .title = カメラは使用中です
failure-camera-lost = カメラの接続が切れました。接続し直して、もう一度起動してください。
    .title = カメラが切断されました
failure-camera-insecure = ブラウザがカメラの使用を許すのは、https://のページかlocalhostだけです。そのようなアドレスで開くか、写真を選んでください。
    .title = カメラを使うには安全なアドレスが必要です
failure-model-unreachable = 接続に失敗したか、サイトが応答しません。接続を確かめて、もう一度お試しください。
    .title = モデルをダウンロードできませんでした
failure-runtime-broken = 検出を起動できなかったか、途中で止まりました。ページを再読み込みしてください。
    .title = 検出が止まりました
failure-no-backend = このブラウザでは、グラフィックチップでもプロセッサーでもモデルを動かせませんでした。新しいブラウザをお使いください。
    .title = このブラウザではモデルを動かせません
failure-browser-too-old = このブラウザには、ページに必要な機能がありません。新しいブラウザをお使いください。
    .title = ブラウザが古すぎます
failure-photo-unsupported = このブラウザではこのファイルを画像として読み込めません。JPEG、PNG、WebP、AVIF、BMP、GIFのいずれかを選んでください。
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = このブラウザではこれほど画素数の多い画像を読み込めません。小さくして、もう一度お試しください。
    .title = { problem-picture-too-large.title }
failure-film-unreadable = このブラウザでは動画を再生できません。MP4（H.264）かWebMで保存して、もう一度お試しください。
    .title = 動画を読み込めません
failure-film-broken = ファイルがこの位置で破損しています。ここまでの検出結果は保存できます。
    .title = 動画が破損しています
failure-sample-unreachable = 接続に失敗したか、サイトが応答しません。接続を確かめて、もう一度お試しください。
    .title = 画像をダウンロードできませんでした
failure-internal = 予期しないエラーが起きました。ページを再読み込みしてください。
    .title = 問題が発生しました
way-camera = もう一度カメラを試す
way-load = もう一度試す
way-photo = 写真・動画を選ぶ
way-upload = 送信フォームを使う

## 送信フォームとその結果

upload-title = 画像を送信
upload-picture = 画像
upload-score = 最低スコア（0〜1）
upload-send = 顔を検出
upload-terms = JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP、GIF形式、{ $megabytes } MBまで。画像はサーバーに送られます。サーバーはメモリ上で分析するだけで、何も保存しません。
result-alt = { $filename }（見つかった顔をそれぞれ枠で囲んだもの）
result-positions = 位置
result-caption = 顔の位置（左上からのピクセル数）
result-face = 顔
result-label = ラベル
result-score = スコア
result-left = 左
result-top = 上
result-right = 右
result-bottom = 下
result-again = 別の画像を送信
error-upload = 別の画像を送信
error-camera = カメラを使う

## 問題があるときのサーバーの返答：ページと、APIの問題文書で使う

problem-not-a-form = 画像はmultipart/form-data形式で、「{ $field }」という名前のフィールドに入れて送信してください。
    .title = フォームではありません
problem-bad-form =
    .title = フォームの内容が正しくありません
problem-damaged-form = フォームが壊れているか、途中で切れています。もう一度送信してください。
problem-nameless-field = フォームに名前のないフィールドがあります。使えるフィールドは{ $known }です。
problem-many-fields = フォームのフィールドが{ $count }個を超えています。使えるフィールドは{ $known }です。
    .title = フィールドが多すぎます
problem-unknown-field = フォームに不明なフィールド「{ $field }」があります。使えるフィールドは{ $known }です。
problem-no-picture = 画像が届いていません。先に画像を選んでください。フィールド名は「{ $field }」です。
problem-many-pictures = { $count }枚の画像が届きました。1枚ずつ送信してください。
problem-bad-threshold = フィールド「{ $field }」には0から1までの数を入れてください。「{ $text }」は使えません。
problem-unknown-model = 「{ $text }」というモデルはありません。使えるモデルは{ $known }です。
problem-unsupported-picture = ここで読み込める画像ファイルではありません。JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP、GIFのいずれかを選んでください。
    .title = 画像ではありません
problem-broken-picture = 画像が壊れているか、途中で切れています。元の場所から保存し直して、もう一度お試しください。
    .title = 画像が壊れています
problem-picture-too-large = 画像が{ $megapixels }メガピクセルを超えています。小さくして、もう一度お試しください。
    .title = 画像が大きすぎます
problem-busy = サーバーはほかの画像を処理しています。少し待ってから、もう一度お試しください。
    .title = 混み合っています
problem-404 = このアドレスには何もありません。
    .title = 見つかりません
problem-405 = このアドレスは{ $method }リクエストに対応していません。
    .title = 使えないメソッドです
problem-413 = 送信されたデータが{ $megabytes } MBを超えています。もっと小さい画像を選んでください。
    .title = データが大きすぎます
problem-500 = サーバーで問題が発生しました。画像は保存されていません。
    .title = サーバーエラー
problem-other = サーバーはこのリクエストに応答できません：{ $phrase }。
    .title = { $phrase }

## APIの説明

api = API
api-title = 検出API
api-intro = 画像を送ると、写っている顔のラベル、スコア、枠が返ります。サーバーには何も保存されません。メッセージの言語はAccept-Languageヘッダーに従います。
api-document = APIのOpenAPI文書：
api-try = 試してみる
api-request = リクエスト
api-response = レスポンス
api-example = 例
api-errors = エラー
api-errors-text = エラーは、application/problem+json型の問題文書（RFC 9457）として返ります。type、title、statusのほか、detailには人にそのまま見せられる文が入ります。
api-field = フィールド
api-meaning = 意味
api-status = ステータス
api-required = 必須
api-default = 既定値は{ $value }
api-detect = 画像の中の顔を見つける
api-health = サーバーが動いているか、どのモデルを使っているかを返す
api-image = JPEG、PNG、WebP、AVIF、HEIC、TIFF、BMP、GIFのいずれかのファイル。{ $megabytes } MBまで。名前ではなく中身で判別します。EXIFの向きを反映し、アニメーションは最初の1枚を使います。
api-score_thresh = 最低スコア。0から1まで。これより高いスコアの顔だけを返します。
api-nms_thresh = 重なりの上限（IoU）。0から1まで。2つの枠がこれより大きく重なると、スコアの高いほうだけを返します。
api-model-field = 使用するモデル。
api-answer = 見つかった顔。スコアの高い順
api-health-answer = サーバーは動いています
api-health-closing = サーバーはまもなく終了します。リクエストは別のサーバーに送ってください
api-size = 画像の大きさ（ピクセル）。向きを正した後の値です。
api-detections = 顔ごとに1項目。スコアの高い順で、顔がなければ空です。
api-label = 顔のクラス。
api-score = モデルの確信度。0から1まで。
api-box = 左、上、右、下。向きを正した画像でのピクセル数です。
api-model = 検出に使ったモデル。
api-model-name = モデルの名前。
api-model-hash = 重みのSHA-256。
api-timings = 各段階にかかった時間（ミリ秒）。
api-problem-type = 問題の種類を表すURI。ステータスだけで足りるときはabout:blankです。
api-problem-title = 問題の種類を言葉で表したもの。
api-problem-status = HTTPステータス。
api-problem-detail = 何が起きたか、次にどうすればよいか。
result-json = 結果のJSON
result-json-text = この画像に対してPOST /api/detectが返すJSONです。

## しくみ

how = しくみ
lesson-lead = マスクの見た目について、誰かが規則を書いたわけではありません。100万個のパラメーターを持つネットワークが、画像から学び取りました。それが今、このページの中で動いています。お手元の画像で、その働きを順に見ていきましょう。
lesson-picture = 使う画像
lesson-camera = カメラで撮る
lesson-private = 画像はこの端末から出ません。
lesson-squash-title = 画像が数になる
lesson-squash = 画像は、もとの形にかかわらず、{ $width } × { $height }ピクセルに縮められます。ネットワークは同じように縮めた画像で学習したので、顔が少し横に広がっても問題ありません。1つのピクセルは、赤・緑・青を表す0から1までの3つの数です。合計{ $numbers }個の数がネットワークに入ります。
lesson-maps-title = { $maps }枚のマップ、細かい順に
lesson-maps = ネットワークは、層を進むごとに画像を半分に縮め、それぞれの場所に見えるものを表します。そして{ $maps }つの大きさで顔を探します。最も細かいマップでは、1つのセルが画像の小さな部分を受け持ち、小さな顔を見つけます。最も粗いマップでは、1つのセルが画像の3分の1を受け持ち、カメラに近い顔を見つけます。
lesson-anchors-title = アンカー：出発点となる{ $boxes }個の枠
lesson-anchors = どのマップのどのセルにも、大きさと形の決まった枠が{ $each }個ずつあり、これをアンカーと呼びます。アンカーは画像全体を覆うので、どんな大きさの顔でも、近くにアンカーがあります。マップを選び、画像の好きな場所を指すか、矢印キーで移動してみてください。
lesson-map = マップ
lesson-cell = { $row }行目、{ $column }列目（全{ $rows } × { $columns }）。アンカーの大きさは、ネットワークの入力画像で{ $sizes }ピクセルです。
lesson-cells = セル
lesson-count = アンカー
lesson-sides = 大きさ（ピクセル）
lesson-sum = 合計
lesson-offsets-title = アンカーごとのスコアとオフセット
lesson-offsets = アンカー1つにつき、ネットワークは{ $numbers }個の数を出力します。{ $classes }個は0から1までのスコアで、クラス（{ $labels }）ごとに1つです。残りの4個はオフセットで、アンカーを動かし、伸び縮みさせて顔に合わせます。計算は次の式がすべてです：
lesson-offsets-note = aはアンカーの中心、幅（width）、高さ（height）、tは4つのオフセットです。オフセットが0なら、アンカーはそのままです。
lesson-nms-title = 多くの枠から、1つの顔に1つの枠へ
lesson-nms = 隣り合うアンカーは同じ顔を見つけます。そこで、スコアの最も高い枠を残し、それと重なりすぎる枠を取り除きます。残った枠の中で最も高いものについても同じことをし、枠がなくなるまで繰り返します。これを非最大抑制（NMS）と呼びます。重なりは、2つの枠に共通する面積を、2つが合わせて覆う面積で割ったものです。
lesson-score = 最低スコア
lesson-overlap = 重なりの上限
lesson-before = 前：枠{ $count }個
lesson-after = 後：枠{ $count }個
lesson-wait = ネットワークを読み込んでいます…
lesson-good-title = どのくらい正確か
lesson-good = 学習に使っていない{ $images }枚の画像で測りました。平均適合率（AP）は、顔をどれだけ見つけたか、枠がどれだけ正しかったかを、あらゆるスコアについてまとめた値で、1なら完璧です。正解の枠との重なりが0.5以上なら、枠は正しいと数えます。
lesson-faces = 顔
lesson-size-all = すべて
lesson-size-tiny = 極小（260px中12未満）
lesson-size-small = 小（12〜24）
lesson-size-medium = 中（24〜64）
lesson-size-large = 大（64超）
lesson-mean = 平均
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## 来訪

visits = 来訪
visits-lead = カメラの前に来た人を、滞在時間にかかわらず1回と数えます。
visits-privacy = この記録は数字だけで、画像は含まれません。このブラウザの外には出ません。
visits-script = このページにはJavaScriptが必要です。
visits-off = 来訪を数える機能がオフになっています。トップページの設定でオンにしてください。
visits-unavailable = このブラウザはこのページのデータを保存しないため、記録がありません。プライベートウィンドウではこうなります。
visits-none = 来訪なし
visits-nothing = トップページでカメラを起動している間、来訪がここに表示されます。
visits-total = 来訪{ $count }回
visits-share = { $label }の割合
visits-named = { $name }：{ $value }
visits-together = 合計
visits-time = 時刻
visits-day = 日付
visits-days = 日ごと
visits-previous = 前の日
visits-next = 次の日
visits-table = 表で見る
visits-files = ファイル
visits-scope = 保存する範囲
visits-scope-day = この日
visits-scope-all = すべての日
visits-print = 印刷
visits-open = ほかの端末のファイルを開く
visits-open-hint = この端末やほかの端末で保存したファイルを、この記録と合わせて表示します。開いたファイルは保存されません。
visits-alone = この端末だけ
visits-devices = 合わせて表示中：{ $names }
visits-clear = 記録を削除
visits-clear-sure = このブラウザに保存された来訪の記録をすべて削除しますか？この操作は元に戻せません。
visits-cleared = 記録は空です。
visits-file-unreadable = { $name }の{ $line }行目は、このページで保存した来訪ではありません。来訪にはid、begin、end、label、labels、scoreが必要です。ファイルをもう一度保存し、変更しないでください。
today = 今日
since = { $time }から稼働中
webhook-on = このページは、各来訪の開始、終了、結果を運営者にも送信します。画像は送信しません。
webhook-short = 来訪の記録を送信しています（画像なし）
problem-bad-visit = 来訪のフィールド「{ $field }」がないか、形式が正しくありません。
