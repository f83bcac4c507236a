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
intro = Start the camera or choose a photo. Every face gets a frame: { $mask } or { $no_mask }.
privacy = Your pictures stay on this device. Only the upload form below sends one away.
stage-label = Picture
video-label = Camera preview
still-label = Still picture
invitation = Start the camera, or drop a photo here
drop-photo = Drop the photo
start-camera = Start camera
stop = Stop
choose-photo = Choose photo
threshold = Show faces from a score of
readings-title = What is seen
faces = Faces
figures-title = Figures of the last picture
server-title = Or let the server look
server-text = For browsers that cannot do it themselves. Here, and only here, a picture leaves your device.
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
looking = Looking at the photo…
threads = { $backend }, { $threads } threads
frames-per-second = { NUMBER($rate, maximumSignificantDigits: 2) } frames per second
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } ms
pixels = { $width } × { $height } pixels
figure-picture = Picture
figure-pixels = Reading the pixels
figure-preprocess = Fitting to the network
figure-network = Network
figure-postprocess = Finding faces in its output
figure-total = All, until drawn
figure-tensors = Tensors in memory

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
failure-photo-unsupported = { problem-unsupported-picture }
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-internal = This should not have happened. Reload the page; if it happens again, use the form.
    .title = Something went wrong
way-camera = Try the camera again
way-load = Try again
way-photo = Choose a photo
way-upload = Use the upload form

## The upload form and its answer

upload-title = Send a picture
upload-picture = Picture
upload-score = Show faces from a score of (0 to 1)
upload-send = Look for faces
upload-terms =
    JPEG, PNG, WebP, BMP or GIF, at most { $megabytes } MB. This sends the picture to the server, which looks at it
    in memory and keeps nothing.
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
problem-unknown-field = The form has an unknown field '{ $field }'. Its fields are { $known }.
problem-no-picture = No picture arrived. Choose one first; its field is named '{ $field }'.
problem-many-pictures = { $count } pictures arrived. Send them one at a time.
problem-bad-threshold = The field '{ $field }' takes a number from 0 to 1, not '{ $text }'.
problem-unsupported-picture = The file is not a picture that can be read here. Choose a JPEG, PNG, WebP, BMP or GIF file.
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
