### Every sentence of the pages, in the Fluent syntax (https://projectfluent.org).
###
### The server's templates and the page's scripts read the same file. Another language is another file
### beside this one, named by its tag, with the same messages.

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
intro = Start the camera, or choose photos or a video. Every face gets a box: { $labels }.
privacy = Your pictures stay on this device.
privacy-form = Only the upload form below sends one away.
stage-label = Picture
video-label = Camera or video
still-label = Still picture
invitation = Start the camera, or drop photos or a video here
drop-files = Drop photos or a video here
start-camera = Start camera
stop = Stop
choose-files = Photos or video
samples = No camera? Try a sample
sample-two-faces = Two people, one wearing a mask
sample-crowd = Eight portraits
sample-cat = A cat
gallery = Photos and videos
film = Video
play = Play
pause = Pause
position = Position
film-position = { $now } of { $end }
snapshot = Save this picture with its boxes
kiosk = Full screen for a reception desk
kiosk-leave = Leave full screen
save-json = Save as JSON
save-csv = Save as CSV

## The page: settings

settings = Settings
automatic = Automatic
setting-score_thresh = Minimum score
hint-score_thresh = A lower value finds more faces, but also more false alarms.
setting-nms_thresh = Maximum overlap
hint-nms_thresh = Two boxes that overlap more than this count as one face. Use a higher value where people stand close together.
setting-camera = Camera
hint-camera = The camera to use on this device.
camera-front = Front camera
camera-back = Back camera
setting-mirror = Mirror
hint-mirror = Automatic mirrors the camera that faces you.
mirror-on = Mirrored
mirror-off = Not mirrored
setting-labels = Labels
hint-labels = When off, boxes show only their colour and symbol.
setting-sound = Sound
hint-sound = Plays two soft notes when someone arrives: rising with a mask, falling without.
setting-hide = Hide faces in saved pictures
hint-hide = Faces are pixelated beyond recognition. A face that was not found stays visible.
hide-none = None
hide-all = All faces
setting-record = Count visits
hint-record = Stores start, end and label of each visit for the Visits page: numbers, no pictures.
setting-today = Today’s visits in full screen
hint-today = Shows how many people came today and what they wore.
setting-model = Model
hint-model =
    A larger model finds smaller faces but takes longer. “lite” is faster and misses more small faces. “three” also
    recognizes masks worn incorrectly.
setting-backend = Runs on
hint-backend = Automatic measures which is fastest on this device.
share = Copy a link to this view
share-done = Copied
share-failed = Your browser blocked copying. Copy the link from the address bar.
reset = Reset all
results-title = Results
faces = Faces
timings-title = Speed and memory
server-title = Use the server instead
server-text = For browsers that cannot run the model. This form is the only thing that sends a picture from your device.
no-server = This copy of the page has no server behind it, so there is no upload form and no API here: all pictures stay on your device.
noscript-needed = The page needs JavaScript, which is switched off in this browser.
noscript-intro = Upload a picture, and the server marks every face: mask or no mask.
noscript-text =
    JavaScript is off in this browser. With JavaScript, the page analyses pictures itself, live from the camera, and
    no picture leaves your device.

## The page: what it says while it works

starting = Starting…
downloading =
    Downloading the model: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } of
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Finding the fastest way to run the model on this device…
lite-notice =
    This device runs the usual model slowly, so the page uses the lite one. It is faster and misses more small faces.
lite-undo = Use the usual model
opening = Waiting for the camera…
looking = Looking for faces…
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
timing-total = Total
timing-memory = Model memory

## The page: what can go wrong

failure-camera-denied =
    This page is not allowed to use the camera. Allow it in the address bar or in the browser’s settings, then try
    again.
    .title = Camera not allowed
failure-camera-missing = No camera is connected. Connect one and try again, or choose a photo instead.
    .title = No camera found
failure-camera-busy = Another program seems to be using the camera. Close that program, then try again.
    .title = The camera is busy
failure-camera-lost = The camera was disconnected. Connect it again, then start it.
    .title = Camera disconnected
failure-camera-insecure =
    Browsers allow the camera only on https:// pages or localhost. Open this page at such an address, or choose a
    photo.
    .title = The camera needs a secure address
failure-model-unreachable = The connection failed, or the site does not answer. Check your connection and try again.
    .title = The model could not be downloaded
failure-runtime-broken = The detector could not start, or it crashed. Reload the page.
    .title = The detector stopped
failure-no-backend = This browser could not run the model on its graphics chip or processor. Use a newer browser.
    .title = This browser cannot run the model
failure-browser-too-old = This browser lacks features that the page needs. Use a newer browser.
    .title = This browser is too old
failure-photo-unsupported =
    This browser cannot read the file as a picture. Choose a JPEG, PNG, WebP, AVIF, BMP or GIF file.
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = This browser cannot read a picture of so many pixels. Make it smaller and try again.
    .title = { problem-picture-too-large.title }
failure-film-unreadable = This browser cannot play the video. Save it as MP4 (H.264) or WebM and try again.
    .title = Unreadable video
failure-film-broken = The file is damaged at this point. You can still save the results up to here.
    .title = Damaged video
failure-sample-unreachable = The connection failed, or the site does not answer. Check your connection and try again.
    .title = The picture could not be downloaded
failure-internal = An unexpected error occurred. Reload the page.
    .title = Something went wrong
way-camera = Try the camera again
way-load = Try again
way-photo = Choose a photo or a video
way-upload = Use the upload form

## The upload form and its answer

upload-title = Send a picture
upload-picture = Picture
upload-score = Minimum score (0 to 1)
upload-send = Find faces
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF, at most { $megabytes } MB. This sends the picture to the server,
    which analyses it in memory and keeps nothing.
result-alt = { $filename }, with a box around each face that was found
result-positions = Positions
result-caption = Face positions, in pixels from the top left corner
result-face = Face
result-label = Label
result-score = Score
result-left = Left
result-top = Top
result-right = Right
result-bottom = Bottom
result-again = Send another picture
error-upload = Send another picture
error-camera = Use the camera

## What the server answers when something is wrong: on its pages, and as problem documents of its API

problem-not-a-form = Send the picture as multipart/form-data, in a field named '{ $field }'.
    .title = Not a form
problem-bad-form =
    .title = Form not filled in correctly
problem-damaged-form = The form arrived damaged or incomplete. Send it again.
problem-nameless-field = A field of the form has no name. Its fields are { $known }.
problem-many-fields = The form has more than { $count } fields. Its fields are { $known }.
    .title = Too many fields
problem-unknown-field = The form has an unknown field '{ $field }'. Its fields are { $known }.
problem-no-picture = No picture arrived. Choose one first; its field is named '{ $field }'.
problem-many-pictures = { $count } pictures arrived. Send them one at a time.
problem-bad-threshold = The field '{ $field }' takes a number from 0 to 1, not '{ $text }'.
problem-unknown-model = There is no model '{ $text }'. The models are { $known }.
problem-unsupported-picture =
    The file is not a picture that can be read here. Choose a JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF file.
    .title = Not a picture
problem-broken-picture = The picture is damaged or incomplete. Save it again from its source and retry.
    .title = Damaged picture
problem-picture-too-large = The picture has more than { $megapixels } million pixels. Make it smaller and try again.
    .title = Picture too large
problem-busy = The server is busy with other pictures. Try again in a moment.
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
api-title = Detection API
api-intro =
    Send a picture and get its faces with labels, scores and boxes. The server stores nothing. Its messages follow the
    Accept-Language header.
api-document = The API as an OpenAPI document:
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
api-default = default { $value }
api-detect = Find the faces in a picture
api-health = Report whether the server works and which model it uses
api-image =
    A JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF file, of at most { $megabytes } MB. Its content counts, not its
    name. EXIF orientation is applied. From an animation, the first picture is used.
api-score_thresh = Minimum score, from 0 to 1. Only faces with a higher score are returned.
api-nms_thresh = Maximum overlap (intersection over union), from 0 to 1. Of two boxes that overlap more, only the one with the higher score is returned.
api-model-field = The model to use.
api-answer = The faces, highest score first
api-health-answer = The server works
api-health-closing = The server is shutting down: send requests to another one
api-size = The size of the picture in pixels, upright.
api-detections = One entry per face, highest score first; empty if there is no face.
api-label = The class of the face.
api-score = How confident the model is, from 0 to 1.
api-box = Left, top, right and bottom, in pixels of the upright picture.
api-model = The model that was used.
api-model-name = Its name.
api-model-hash = SHA-256 of its weights.
api-timings = Milliseconds spent in each stage.
api-problem-type = The kind of problem, as a URI; about:blank if the status says it all.
api-problem-title = The kind of problem, in words.
api-problem-status = The HTTP status.
api-problem-detail = What went wrong and what to do next.
result-json = The result as JSON
result-json-text = The JSON that POST /api/detect returns for this picture.

## How it works

how = How it works
lesson-lead =
    Nobody wrote rules for what a mask looks like. A network with a million parameters learned it from pictures, and
    it runs here, on this page. Follow it step by step on a picture of your own.
lesson-picture = Your picture
lesson-camera = Take a photo with the camera
lesson-private = It stays on this device.
lesson-squash-title = A picture becomes numbers
lesson-squash =
    The picture is squashed to { $width } × { $height } pixels, whatever its shape. The network was trained on squashed
    pictures, so a slightly wide face is no problem. Each pixel is three numbers from 0 to 1, for red, green and blue:
    { $numbers } numbers go in.
lesson-maps-title = { $maps } maps, from fine to coarse
lesson-maps =
    Layer by layer, the network halves the picture and describes what it sees in each place. At { $maps } sizes it looks
    for faces. A cell of the finest map covers a small part of the picture and finds small faces. A cell of the
    coarsest map covers a third of it and finds faces close to the camera.
lesson-anchors-title = Anchors: { $boxes } boxes to start from
lesson-anchors =
    Every cell of every map has { $each } boxes of fixed size and shape, called anchors. They cover the whole picture, so
    that a face of any size lies near one of them. Choose a map, then point at the picture or move with the arrow keys.
lesson-map = Map
lesson-cell = Row { $row }, column { $column } of { $rows } × { $columns }. Its anchors measure { $sizes } pixels of the network’s input.
lesson-cells = Cells
lesson-count = Anchors
lesson-sides = Sizes in pixels
lesson-sum = Total
lesson-offsets-title = Each anchor gets scores and offsets
lesson-offsets =
    For each anchor the network outputs { $numbers } numbers: { $classes } scores from 0 to 1, one per class ({ $labels }), and
    four offsets that move the anchor and stretch it to fit the face. This is the whole calculation:
lesson-offsets-note = a is the anchor with its centre, width and height; t are the four offsets. Offsets of 0 leave the anchor as it is.
lesson-nms-title = Many boxes, one face
lesson-nms =
    Neighbouring anchors find the same face. The box with the best score stays, and every box that overlaps it too much
    is removed. Then the same is done with the best of the remaining boxes, until none is left. This is called
    non-maximum suppression. Overlap is the area that two boxes share, divided by the area that they cover together.
lesson-score = Minimum score
lesson-overlap = Maximum overlap
lesson-before = { $count ->
    [one] Before: 1 box
   *[other] Before: { $count } boxes
  }
lesson-after = { $count ->
    [one] After: 1 box
   *[other] After: { $count } boxes
  }
lesson-wait = Loading the network…
lesson-good-title = How good is it?
lesson-good =
    Measured on { $images } pictures that were not used for training. Average precision sums up how many faces were found
    and how many boxes were right, over all scores: 1 would be perfect. A box counts as right when its overlap with
    the true box is at least .5.
lesson-faces = Faces
lesson-size-all = all
lesson-size-tiny = tiny: under 12 of 260 pixels
lesson-size-small = small: 12 to 24
lesson-size-medium = medium: 24 to 64
lesson-size-large = large: over 64
lesson-mean = mean
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## Visits

visits = Visits
visits-lead = Each person in front of the camera counts once, no matter how long they stay.
visits-privacy = This record holds numbers and no pictures, and it stays in this browser.
visits-script = This page needs JavaScript.
visits-off = Counting is off. Turn it on in the settings of the start page.
visits-unavailable =
    This browser does not store data for this page, so there is no record. This happens in private windows.
visits-none = No visits
visits-nothing = Visits appear here while the camera on the start page is on.
visits-total =
    { $count ->
        [one] 1 visit
       *[other] { $count } visits
    }
visits-share = Share of { $label }
visits-named = { $name }: { $value }
visits-together = Total
visits-time = Time
visits-day = Day
visits-days = Days
visits-previous = Previous day
visits-next = Next day
visits-table = As a table
visits-files = Files
visits-scope = What to save
visits-scope-day = This day
visits-scope-all = All days
visits-print = Print
visits-open = Open files of other devices
visits-open-hint = Shows files that were saved on this or other devices together with this record. They are not stored.
visits-alone = This device only
visits-devices = Also shown: { $names }
visits-clear = Delete the record
visits-clear-sure = Delete all visits stored in this browser? This cannot be undone.
visits-cleared = The record is empty.
visits-file-unreadable =
    { $name }, line { $line }: this is not a visit saved by this page. A visit has id, begin, end, label, labels and
    score. Save the file again and do not change it.
today = Today
since = Running since { $time }
webhook-on = This page also sends the start, end and label of each visit to its operator. It sends no pictures.
webhook-short = Visits are passed on, without pictures
problem-bad-visit = The field '{ $field }' of the visit is missing or has the wrong format.
