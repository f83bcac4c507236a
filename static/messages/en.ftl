### Every sentence of the pages, in the Fluent syntax (https://projectfluent.org).
###
### The server's templates and the page's scripts read the same file. Another language is another file
### beside this one, named by its tag; it must hold the same messages.

# The language's own name, in itself.
language-name = English

## Every page

site-name = Face Mask Detection
site-description = See at once which faces wear a mask. The picture never leaves your device.
skip-link = Skip to content
footer = A face mask detector that runs where you are: TensorFlow.js in your browser, no accounts, no tracking.
languages = Language

## What the detector says

label-mask = mask
label-no_mask = no mask
label-mask_worn_incorrectly = mask not over the nose
score = { $percent }%
counted-label = { $count } { $label }
no-face = No face found
summary =
    { $faces ->
        [one] 1 face: { $counts }
       *[other] { $faces } faces: { $counts }
    }

## The page: what is always there

intro-title = Who wears a mask?
intro = Start the camera, or choose photos or a video. Every face gets a frame: { $labels }.
privacy = Your pictures stay on this device.
privacy-form = Only the upload form below sends one away.
stage-label = Picture
video-label = Camera or video
still-label = Still picture
invitation = Start the camera, or drop photos or a video here
drop-files = Drop the photos or the video
start-camera = Start camera
stop = Stop
choose-files = Photos or video
samples = No camera at hand? Try one of these
sample-two-faces = Two people, one of them in a mask
sample-crowd = Eight portraits
sample-cat = A cat
gallery = Photos and videos
film = Video
play = Play
pause = Pause
position = Position
film-position = { $now } of { $end }
snapshot = Save this picture with its frames
kiosk = Full screen, for a reception desk
kiosk-leave = Leave full screen
save-json = Save as JSON
save-csv = Save as CSV

## The page: settings

settings = Settings
automatic = Automatic
setting-score_thresh = Show faces from a score of
hint-score_thresh = Lower finds more faces, and more that are none.
setting-nms_thresh = Boxes may overlap by
hint-nms_thresh = Two boxes that share more than this are one face. Raise it where people stand close together.
setting-camera = Camera
hint-camera = Which of this device’s cameras is used.
camera-front = Front camera
camera-back = Back camera
setting-mirror = Mirror
hint-mirror = Automatic shows the camera that looks at you as a mirror does.
mirror-on = As in a mirror
mirror-off = As others see it
setting-labels = Words on the frames
hint-labels = Without them a frame has only its colour and its mark.
setting-sound = Sound
hint-sound = Two soft notes when somebody comes: rising for a mask, falling without one.
setting-hide = Hide faces in what is saved
hint-hide = Their pixels give way to a few squares. A face that was not found is not hidden.
hide-none = None
hide-all = All faces
setting-record = Count visits
hint-record = Begin, end and label of each visit before the camera, for the page Visits: numbers, no pictures.
setting-today = Today’s visits in full screen
hint-today = Shows how many came today and what they wore.
setting-model = Model
hint-model = A larger one sees smaller faces and takes longer.
setting-backend = Computed on
hint-backend = Automatic measures what is fastest on this device.
share = Copy a link to this view
share-done = Copied
share-failed = Not allowed here: take it from the address bar
reset = Reset all
results-title = What is seen
faces = Faces
timings-title = Speed and memory
server-title = Or let the server look
server-text = For browsers that cannot do it themselves. Here, and only here, a picture leaves your device.
no-server = This copy of the page has no server behind it, so there is no upload form and no API here: all pictures stay on your device.
noscript-needed = The page needs JavaScript, which is switched off in this browser.
noscript-intro = Send a picture, and the server marks every face: mask or no mask.
noscript-text =
    With JavaScript, which is switched off in this browser, the page does that by itself, live from the camera,
    and no picture leaves your device.

## The page: what it says while it works

starting = Starting…
downloading =
    Fetching the model: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } of
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Finding the fastest way to compute on this device…
opening = Waiting for the camera…
looking = Looking…
threads = { $backend }, { $threads } threads
frames-per-second =
    { NUMBER($rate, maximumSignificantDigits: 2) ->
        [one] { NUMBER($rate, maximumSignificantDigits: 2) } frame per second
       *[other] { NUMBER($rate, maximumSignificantDigits: 2) } frames per second
    }
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } ms
pixels = { $width } × { $height } pixels
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } MB in { $tensors } tensors
timing-picture = Picture
timing-rate = Speed
timing-capture = Capture
timing-preprocess = Preprocess
timing-network = Network
timing-decode = Decode
timing-draw = Draw
timing-total = All of these
timing-memory = Memory of the network

## The page: what can go wrong

failure-camera-denied =
    The browser was told not to let this page use the camera. Allow it in the address bar or in the browser’s
    settings, then try again.
    .title = The camera is not allowed
failure-camera-missing = This device offers no camera. Connect one and try again, or choose a photo instead.
    .title = No camera found
failure-camera-busy = Another program seems to be using the camera. Close it there, then try again.
    .title = The camera is busy
failure-camera-lost = The camera was unplugged or taken back. Connect it again, then start it anew.
    .title = The camera is gone
failure-camera-insecure =
    Browsers lend the camera only to pages on https:// or on this very computer. Open the page at such an address,
    or choose a photo.
    .title = No camera without a secure address
failure-model-unreachable = The connection broke, or the server does not answer. Check the connection and try again.
    .title = The model could not be fetched
failure-runtime-broken =
    The part of the page that looks at pictures could not start or broke off. Reload the page; if that does not
    help, use the form.
    .title = The detector stopped
failure-no-backend =
    Neither its graphics nor its processor could compute a picture. A newer browser can; until then the server does
    it for you.
    .title = This browser cannot run the model
failure-browser-too-old =
    It lacks what is needed to look at pictures by itself. A newer browser can; until then the server does it for
    you.
    .title = This browser is too old
failure-photo-unsupported =
    This browser cannot read the file as a picture. Choose a JPEG, PNG, WebP, AVIF, BMP or GIF file, or use the upload
    form, which also reads HEIC and TIFF.
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = This browser cannot read a picture of so many pixels. Make it smaller and try again.
    .title = { problem-picture-too-large.title }
failure-film-unreadable =
    This browser cannot play the video. Save it as MP4 (H.264) or WebM and try again.
    .title = Video cannot be read
failure-film-broken = The file is damaged at this point. What was seen so far can still be saved.
    .title = The video breaks off
failure-sample-unreachable = The connection broke, or the server does not answer. Check the connection and try again.
    .title = The picture could not be fetched
failure-internal = This should not have happened. Reload the page; if it happens again, use the form.
    .title = Something went wrong
way-camera = Try the camera again
way-load = Try again
way-photo = Choose a photo or a video
way-upload = Use the upload form

## The upload form and its answer

upload-title = Send a picture
upload-picture = Picture
upload-score = Show faces from a score of (0 to 1)
upload-send = Look for faces
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF, at most { $megabytes } MB. This sends the picture to the server,
    which looks at it in memory and keeps nothing.
result-alt = { $filename }, with a box around each face that was found
result-positions = Positions
result-caption = Where the faces are, in pixels from the top left corner
result-face = Face
result-label = Label
result-score = Score
result-left = Left
result-top = Top
result-right = Right
result-bottom = Bottom
result-again = Another picture
error-upload = Send another picture
error-camera = Use the camera

## What the server answers when something is wrong: on its pages, and as problem documents of its API

problem-not-a-form = Send the picture as multipart/form-data, in a field named '{ $field }'.
    .title = Not a form
problem-bad-form =
    .title = Form not filled in right
problem-damaged-form = The form arrived damaged or incomplete. Send it again.
problem-nameless-field = A field of the form has no name. Its fields are { $known }.
problem-many-fields = The form has more than { $count } fields. Its fields are { $known }.
    .title = Too many fields
problem-unknown-field = The form has an unknown field '{ $field }'. Its fields are { $known }.
problem-no-picture = No picture arrived. Choose one first; its field is named '{ $field }'.
problem-many-pictures = { $count } pictures arrived. Send them one at a time.
problem-bad-threshold = The field '{ $field }' takes a number from 0 to 1, not '{ $text }'.
problem-unsupported-picture =
    The file is not a picture that can be read here. Choose a JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF file.
    .title = Not a picture
problem-broken-picture = The picture is damaged or incomplete. Save it again from its source and retry.
    .title = Damaged picture
problem-picture-too-large = The picture has more than { $megapixels } million pixels. Make it smaller and try again.
    .title = Picture too large
problem-busy = Many pictures are being looked at just now. Please try again in a moment.
    .title = Busy
problem-404 = There is nothing at this address.
    .title = Not found
problem-405 = This address does not answer { $method } requests.
    .title = Method not allowed
problem-413 = The upload is over { $megabytes } MB. Choose a smaller picture.
    .title = Upload too large
problem-500 = Something went wrong on the server. The picture was not kept.
    .title = Server error
problem-other = The server cannot answer this request: { $phrase }.
    .title = { $phrase }

## The API, described

api = API
api-title = Detection for programs
api-intro =
    Send a picture, and get the faces in it with their labels, scores and places. The server keeps nothing. Sentences
    in its answers follow the Accept-Language header.
api-document = The same as an OpenAPI document:
api-try = Try it
api-request = Request
api-response = Answer
api-example = Example
api-errors = Errors
api-errors-text =
    An error is a problem document (RFC 9457), of the type application/problem+json: type, title, status, and a
    sentence in detail that can be shown to a person.
api-field = Field
api-meaning = Meaning
api-status = Status
api-required = required
api-default = { $value } if left out
api-detect = Find the faces in a picture
api-health = Say whether the server works, and with which model
api-image =
    A JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF file, of at most { $megabytes } MB. Its content counts, not its
    name. EXIF orientation is applied; of an animation the first picture is taken.
api-score_thresh = Faces with a higher score than this are given, from 0 to 1.
api-nms_thresh = Of two boxes whose intersection over union is above this, the one with the higher score is given.
api-answer = The faces, the highest score first
api-health-answer = The server works
api-health-closing = The server is about to end: send requests to another one
api-size = The size of the picture in pixels, upright.
api-detections = One entry per face, the highest score first; empty where there is none.
api-label = The class of the face.
api-score = How sure the model is, from 0 to 1.
api-box = Left, top, right and bottom in pixels of the upright picture.
api-model = The model that answered.
api-model-name = Its name.
api-model-hash = SHA-256 of its weights.
api-timings = Milliseconds spent in each stage.
api-problem-type = What kind of problem it is, as a URI; about:blank where the status says all.
api-problem-title = The kind of problem, in words.
api-problem-status = The HTTP status.
api-problem-detail = What went wrong and what to do next.
result-json = The same as data
result-json-text = What POST /api/detect answers to a program that sends this picture.

## How it works

how = How it works
lesson-lead =
    No one wrote down what a mask looks like. A network of a million numbers learnt it from pictures, and it runs here,
    on this page. Look over its shoulder, step by step, on a picture of yours.
lesson-picture = Your picture
lesson-camera = Take one with the camera
lesson-private = It stays on this device.
lesson-squash-title = A picture becomes numbers
lesson-squash =
    The picture is squashed to { $width } × { $height } pixels, whatever its shape was: the network was trained on squashed
    pictures, and faces are still faces when they are a bit wide. Each pixel is three numbers from 0 to 1, for red, green
    and blue: { $numbers } numbers go in.
lesson-maps-title = { $maps } maps, from fine to coarse
lesson-maps =
    Layer after layer, the network halves the picture and describes what it sees in each place. At { $maps } sizes it stops
    to look for faces. On the fine map a cell covers little of the picture: there it finds small faces. On the coarse
    one a cell covers a third of it: there it finds faces that come close.
lesson-anchors-title = Anchors: { $boxes } boxes to start from
lesson-anchors =
    On every cell of every map sit { $each } boxes of fixed size and shape, the anchors. They are not drawn where faces are;
    they are everywhere, and a face of any size lies near one of them. Choose a map, then point at the picture, or move
    with the arrow keys.
lesson-map = Map
lesson-cell = Row { $row }, column { $column } of { $rows } × { $columns }. Its anchors are { $sizes } pixels of the picture that the network sees.
lesson-cells = Cells
lesson-count = Anchors
lesson-sides = Sizes in pixels
lesson-sum = Together
lesson-offsets-title = A score and a nudge for each
lesson-offsets =
    For each anchor the network answers { $numbers } numbers: { $classes } scores from 0 to 1, one for each class ({ $labels }), and
    a nudge of four numbers, which say how far to move the anchor and how much to stretch it, so that it fits the face.
    This is all the arithmetic there is:
lesson-offsets-note =
    a is the anchor with its centre, width and height; t are the four numbers. A nudge of 0 leaves the anchor as it is.
lesson-nms-title = Too many boxes, and how one stays
lesson-nms =
    Anchors that lie close together see the same face and all report it. So the box with the best score stays, every box that
    overlaps it too much goes, and the same again with the best of the rest, until none is left to look at. That is
    non-maximum suppression. Overlap is measured as the area that two boxes share, divided by the area that they cover
    together.
lesson-score = Boxes from a score of
lesson-overlap = Boxes may overlap by
lesson-before = { $count ->
    [one] Before: 1 box
   *[other] Before: { $count } boxes
  }
lesson-after = { $count ->
    [one] After: 1 box
   *[other] After: { $count } boxes
  }
lesson-wait = The network is on its way…
lesson-good-title = How good it is
lesson-good =
    Measured on { $images } pictures that it never saw while it learnt. Average precision sums up how many faces were found
    and how many boxes were right, at every score: 1 would be perfect. A box counts as right when it overlaps the true
    one by half.
lesson-faces = Faces
lesson-size-all = all
lesson-size-tiny = tiny, under 12 pixels of the 260
lesson-size-small = small, 12 to 24
lesson-size-medium = medium, 24 to 64
lesson-size-large = large, over 64
lesson-mean = mean

## Visits

visits = Visits
visits-lead = Whoever comes before the camera counts once, however long they stay.
visits-privacy = This record holds numbers and no pictures, and it stays in this browser.
visits-script = This page needs JavaScript.
visits-off = Counting is switched off in the settings of the start page.
visits-unavailable = This browser keeps nothing here, so there is no record. A private window does that.
visits-none = No visit
visits-total =
    { $count ->
        [one] 1 visit
       *[other] { $count } visits
    }
visits-share = Share of { $label }
visits-together = Together
visits-time = Time
visits-day = Day
visits-days = Days
visits-previous = Day before
visits-next = Day after
visits-table = As a table
visits-files = Files
visits-scope = What is saved
visits-scope-day = This day
visits-scope-all = All days
visits-print = Print
visits-open = Open files of other devices
visits-open-hint = Files that were saved here, on this device or on others, are shown together with this record. They are not kept.
visits-alone = This device only
visits-devices = Shown as well: { $names }
visits-clear = Delete the record
visits-clear-sure = Delete all visits that this browser holds? This cannot be undone.
visits-cleared = The record is empty.
visits-file-unreadable =
    { $name }, line { $line }: this is no visit as this page saves it, with begin, end, label, labels and score. Save
    the file again and leave it as it is.
today = Today
since = Running since { $time }
webhook-on =
    The host of this page also gets begin, end and label of each visit, for a program of their own. They get no picture.
problem-bad-visit = The field '{ $field }' of the visit is missing or does not have its form.
