### Alle Sätze der Seiten, in der Fluent-Syntax (https://projectfluent.org).
###
### Die Vorlagen des Servers und die Skripte der Seite lesen dieselbe Datei. Eine weitere Sprache ist eine weitere
### Datei neben dieser, benannt nach ihrem Kürzel; sie muss dieselben Meldungen enthalten.

# Der Name der Sprache, in ihr selbst.
language-name = Deutsch

## Jede Seite

site-name = Maskenerkennung
site-description = Sehen Sie auf einen Blick, wer eine Maske trägt. Das Bild verlässt Ihr Gerät nie.
skip-link = Zum Inhalt springen
footer = Eine Maskenerkennung, die bei Ihnen läuft: TensorFlow.js in Ihrem Browser, ohne Konto, ohne Tracking.
languages = Sprache

## Was die Erkennung sagt

label-mask = mit Maske
label-no_mask = ohne Maske
label-mask_worn_incorrectly = Maske nicht über der Nase
score = { $percent } %
counted-label = { $count } { $label }
no-face = Kein Gesicht gefunden
summary =
    { $faces ->
        [one] 1 Gesicht: { $counts }
       *[other] { $faces } Gesichter: { $counts }
    }

## Die Seite: was immer da ist

intro-title = Wer trägt eine Maske?
intro =
    Starten Sie die Kamera, oder wählen Sie Fotos oder ein Video. Jedes Gesicht bekommt einen Rahmen: { $labels }.
privacy = Ihre Bilder bleiben auf diesem Gerät.
privacy-form = Nur das Upload-Formular weiter unten verschickt eines.
stage-label = Bild
video-label = Kamera oder Video
still-label = Standbild
invitation = Starten Sie die Kamera, oder ziehen Sie Fotos oder ein Video hierher
drop-files = Fotos oder Video hier loslassen
start-camera = Kamera starten
stop = Stopp
choose-files = Fotos oder Video
samples = Keine Kamera? Probieren Sie ein Beispiel
sample-two-faces = Zwei Personen, eine davon mit Maske
sample-crowd = Acht Porträts
sample-cat = Eine Katze
gallery = Fotos und Videos
film = Video
play = Abspielen
pause = Pause
position = Position
film-position = { $now } von { $end }
snapshot = Dieses Bild mit den Rahmen speichern
kiosk = Vollbild für den Empfang
kiosk-leave = Vollbild verlassen
save-json = Als JSON speichern
save-csv = Als CSV speichern

## Die Seite: Einstellungen

settings = Einstellungen
automatic = Automatisch
setting-score_thresh = Mindestscore
hint-score_thresh = Ein niedrigerer Wert findet mehr Gesichter, führt aber auch zu mehr Fehlalarmen.
setting-nms_thresh = Maximale Überlappung
hint-nms_thresh =
    Zwei Rahmen, die sich stärker überlappen, gelten als ein Gesicht. Erhöhen Sie den Wert, wenn Menschen dicht
    beieinanderstehen.
setting-camera = Kamera
hint-camera = Welche Kamera dieses Geräts verwendet wird.
camera-front = Frontkamera
camera-back = Rückkamera
setting-mirror = Spiegeln
hint-mirror = „Automatisch“ spiegelt das Bild der Kamera, die auf Sie gerichtet ist.
mirror-on = Gespiegelt
mirror-off = Nicht gespiegelt
setting-labels = Beschriftung
hint-labels = Ohne Beschriftung zeigen die Rahmen nur Farbe und Symbol.
setting-sound = Ton
hint-sound = Spielt zwei leise Töne, wenn jemand kommt: aufsteigend mit Maske, absteigend ohne.
setting-hide = Gesichter in gespeicherten Bildern verbergen
hint-hide = Gesichter werden bis zur Unkenntlichkeit verpixelt. Ein Gesicht, das nicht gefunden wurde, bleibt sichtbar.
hide-none = Keine
hide-all = Alle Gesichter
setting-record = Besuche zählen
hint-record = Speichert Beginn, Ende und Ergebnis jedes Besuchs für die Seite „Besuche“: Zahlen, keine Bilder.
setting-today = Heutige Besuche im Vollbild
hint-today = Zeigt, wie viele Menschen heute gekommen sind und was sie trugen.
setting-model = Modell
hint-model =
    Ein größeres Modell findet kleinere Gesichter, braucht aber länger. „lite“ ist schneller und übersieht mehr kleine
    Gesichter. „three“ erkennt auch falsch getragene Masken.
setting-backend = Berechnet mit
hint-backend = „Automatisch“ misst, was auf diesem Gerät am schnellsten ist.
share = Link zu dieser Ansicht kopieren
share-done = Kopiert
share-failed = Ihr Browser hat das Kopieren verhindert. Kopieren Sie den Link aus der Adresszeile.
reset = Alles zurücksetzen
results-title = Ergebnisse
faces = Gesichter
timings-title = Tempo und Speicher
server-title = Stattdessen den Server verwenden
server-text = Für Browser, die das Modell nicht ausführen können. Nur über dieses Formular verlässt ein Bild Ihr Gerät.
no-server =
    Diese Kopie der Seite hat keinen Server, daher gibt es hier weder Upload-Formular noch API: Alle Bilder
    bleiben auf Ihrem Gerät.
noscript-needed = Die Seite braucht JavaScript, das in diesem Browser ausgeschaltet ist.
noscript-intro = Laden Sie ein Bild hoch, und der Server markiert jedes Gesicht: mit oder ohne Maske.
noscript-text =
    JavaScript ist in diesem Browser ausgeschaltet. Mit JavaScript wertet die Seite die Bilder selbst aus, live
    von der Kamera, und kein Bild verlässt Ihr Gerät.

## Die Seite: was sie sagt, während sie arbeitet

starting = Wird gestartet …
downloading =
    Modell wird geladen: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } von
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Der schnellste Rechenweg auf diesem Gerät wird gesucht …
lite-notice =
    Das übliche Modell läuft auf diesem Gerät langsam. Deshalb verwendet die Seite „lite“. Es ist schneller, übersieht
    aber mehr kleine Gesichter.
lite-undo = Übliches Modell verwenden
opening = Warten auf die Kamera …
looking = Gesichter werden gesucht …
threads = { $backend }, { $threads } Threads
frames-per-second =
    { NUMBER($rate, maximumSignificantDigits: 2) ->
        [one] { NUMBER($rate, maximumSignificantDigits: 2) } Bild pro Sekunde
       *[other] { NUMBER($rate, maximumSignificantDigits: 2) } Bilder pro Sekunde
    }
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } ms
pixels = { $width } × { $height } Pixel
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } MB in { $tensors } Tensoren
timing-picture = Bild
timing-rate = Tempo
timing-capture = Aufnahme
timing-preprocess = Vorbereitung
timing-network = Netz
timing-decode = Auswertung
timing-draw = Zeichnen
timing-total = Gesamt
timing-memory = Speicher des Modells

## Die Seite: was schiefgehen kann

failure-camera-denied =
    Diese Seite darf die Kamera nicht verwenden. Erlauben Sie es in der Adresszeile oder in den Einstellungen des
    Browsers und versuchen Sie es noch einmal.
    .title = Kamera nicht erlaubt
failure-camera-missing =
    Es ist keine Kamera angeschlossen. Schließen Sie eine an und versuchen Sie es noch einmal, oder wählen Sie ein
    Foto.
    .title = Keine Kamera gefunden
failure-camera-busy =
    Offenbar verwendet ein anderes Programm die Kamera. Schließen Sie dieses Programm und versuchen Sie es noch
    einmal.
    .title = Die Kamera ist belegt
failure-camera-lost = Die Kamera wurde getrennt. Schließen Sie sie wieder an und starten Sie sie neu.
    .title = Kamera getrennt
failure-camera-insecure =
    Browser erlauben die Kamera nur auf Seiten unter https:// oder localhost. Öffnen Sie diese Seite unter einer
    solchen Adresse oder wählen Sie ein Foto.
    .title = Die Kamera braucht eine sichere Adresse
failure-model-unreachable =
    Die Verbindung ist fehlgeschlagen, oder die Website antwortet nicht. Prüfen Sie die Verbindung und versuchen
    Sie es noch einmal.
    .title = Das Modell konnte nicht geladen werden
failure-runtime-broken = Die Erkennung konnte nicht starten oder ist abgestürzt. Laden Sie die Seite neu.
    .title = Die Erkennung läuft nicht mehr
failure-no-backend =
    Dieser Browser konnte das Modell weder auf dem Grafikchip noch auf dem Prozessor ausführen. Verwenden Sie
    einen neueren Browser.
    .title = Dieser Browser kann das Modell nicht ausführen
failure-browser-too-old = Diesem Browser fehlen Funktionen, die die Seite braucht. Verwenden Sie einen neueren Browser.
    .title = Dieser Browser ist zu alt
failure-photo-unsupported =
    Dieser Browser kann die Datei nicht als Bild lesen. Wählen Sie eine JPEG-, PNG-, WebP-, AVIF-, BMP- oder
    GIF-Datei.
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large =
    Dieser Browser kann ein Bild mit so vielen Pixeln nicht lesen. Verkleinern Sie es und versuchen Sie es noch einmal.
    .title = { problem-picture-too-large.title }
failure-film-unreadable =
    Dieser Browser kann das Video nicht abspielen. Speichern Sie es als MP4 (H.264) oder WebM und versuchen Sie es
    noch einmal.
    .title = Video nicht lesbar
failure-film-broken = Die Datei ist an dieser Stelle beschädigt. Die Ergebnisse bis hierher können Sie noch speichern.
    .title = Video beschädigt
failure-sample-unreachable =
    Die Verbindung ist fehlgeschlagen, oder die Website antwortet nicht. Prüfen Sie die Verbindung und versuchen
    Sie es noch einmal.
    .title = Das Bild konnte nicht geladen werden
failure-internal = Ein unerwarteter Fehler ist aufgetreten. Laden Sie die Seite neu.
    .title = Etwas ist schiefgegangen
way-camera = Kamera noch einmal versuchen
way-load = Noch einmal versuchen
way-photo = Foto oder Video wählen
way-upload = Upload-Formular verwenden

## Das Upload-Formular und seine Antwort

upload-title = Bild senden
upload-picture = Bild
upload-score = Mindestscore (0 bis 1)
upload-send = Gesichter suchen
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP oder GIF, höchstens { $megabytes } MB. Damit senden Sie das Bild an den
    Server, der es im Arbeitsspeicher auswertet und nichts behält.
result-alt = { $filename }, mit einem Rahmen um jedes gefundene Gesicht
result-positions = Positionen
result-caption = Positionen der Gesichter, in Pixeln ab der linken oberen Ecke
result-face = Gesicht
result-label = Klasse
result-score = Score
result-left = Links
result-top = Oben
result-right = Rechts
result-bottom = Unten
result-again = Anderes Bild senden
error-upload = Anderes Bild senden
error-camera = Kamera verwenden

## Was der Server antwortet, wenn etwas nicht stimmt: auf seinen Seiten und als Problem-Dokumente seiner API

problem-not-a-form = Senden Sie das Bild als multipart/form-data, in einem Feld namens „{ $field }“.
    .title = Kein Formular
problem-bad-form =
    .title = Formular nicht richtig ausgefüllt
problem-damaged-form = Das Formular ist beschädigt oder unvollständig angekommen. Senden Sie es noch einmal.
problem-nameless-field = Ein Feld des Formulars hat keinen Namen. Seine Felder sind { $known }.
problem-many-fields = Das Formular hat mehr als { $count } Felder. Seine Felder sind { $known }.
    .title = Zu viele Felder
problem-unknown-field = Das Formular hat ein unbekanntes Feld „{ $field }“. Seine Felder sind { $known }.
problem-no-picture = Es ist kein Bild angekommen. Wählen Sie zuerst eines; sein Feld heißt „{ $field }“.
problem-many-pictures = Es sind { $count } Bilder angekommen. Senden Sie sie bitte einzeln.
problem-bad-threshold = Das Feld „{ $field }“ erwartet eine Zahl von 0 bis 1, nicht „{ $text }“.
problem-unknown-model = Das Modell „{ $text }“ gibt es nicht. Die Modelle sind { $known }.
problem-unsupported-picture =
    Diese Datei ist kein Bild, das sich hier lesen lässt. Wählen Sie eine JPEG-, PNG-, WebP-, AVIF-, HEIC-, TIFF-, BMP-
    oder GIF-Datei.
    .title = Kein Bild
problem-broken-picture =
    Das Bild ist beschädigt oder unvollständig. Speichern Sie es noch einmal vom Original und versuchen Sie es
    erneut.
    .title = Bild beschädigt
problem-picture-too-large =
    Das Bild hat mehr als { $megapixels } Millionen Pixel. Verkleinern Sie es und versuchen Sie es noch einmal.
    .title = Bild zu groß
problem-busy = Der Server ist mit anderen Bildern ausgelastet. Versuchen Sie es gleich noch einmal.
    .title = Ausgelastet
problem-404 = Unter dieser Adresse gibt es nichts.
    .title = Nicht gefunden
problem-405 = Diese Adresse beantwortet keine { $method }-Anfragen.
    .title = Methode nicht erlaubt
problem-413 = Der Upload ist größer als { $megabytes } MB. Wählen Sie ein kleineres Bild.
    .title = Upload zu groß
problem-500 = Auf dem Server ist etwas schiefgegangen. Das Bild wurde nicht gespeichert.
    .title = Serverfehler
problem-other = Der Server kann diese Anfrage nicht beantworten: { $phrase }.
    .title = { $phrase }

## Die API, beschrieben

api = API
api-title = API zur Erkennung
api-intro =
    Senden Sie ein Bild, und Sie erhalten die Gesichter darin mit Klasse, Score und Rahmen. Der Server speichert
    nichts. Die Sprache seiner Meldungen richtet sich nach dem Header Accept-Language.
api-document = Die API als OpenAPI-Dokument:
api-try = Ausprobieren
api-request = Anfrage
api-response = Antwort
api-example = Beispiel
api-errors = Fehler
api-errors-text =
    Ein Fehler ist ein Problem-Dokument (RFC 9457) vom Typ application/problem+json: type, title, status und, in
    detail, ein Satz, den man Menschen zeigen kann.
api-field = Feld
api-meaning = Bedeutung
api-status = Status
api-required = erforderlich
api-default = Standard: { $value }
api-detect = Die Gesichter in einem Bild finden
api-health = Melden, ob der Server läuft und welches Modell er verwendet
api-image =
    Eine JPEG-, PNG-, WebP-, AVIF-, HEIC-, TIFF-, BMP- oder GIF-Datei von höchstens { $megabytes } MB. Es zählt ihr
    Inhalt, nicht ihr Name. Die EXIF-Ausrichtung wird berücksichtigt. Von einer Animation wird das erste Bild verwendet.
api-score_thresh = Mindestscore, von 0 bis 1. Nur Gesichter mit einem höheren Score werden ausgegeben.
api-nms_thresh =
    Maximale Überlappung (Schnittmenge geteilt durch Vereinigung), von 0 bis 1. Von zwei Rahmen, die sich stärker
    überlappen, wird nur der mit dem höheren Score ausgegeben.
api-model-field = Das Modell, das verwendet wird.
api-answer = Die Gesichter, der höchste Score zuerst
api-health-answer = Der Server läuft
api-health-closing = Der Server wird beendet: Senden Sie Anfragen an einen anderen
api-size = Die Größe des aufrecht gedrehten Bildes in Pixeln.
api-detections = Ein Eintrag je Gesicht, der höchste Score zuerst; leer, wenn keines da ist.
api-label = Die Klasse des Gesichts.
api-score = Wie sicher sich das Modell ist, von 0 bis 1.
api-box = Links, oben, rechts und unten, in Pixeln des aufrecht gedrehten Bildes.
api-model = Das verwendete Modell.
api-model-name = Sein Name.
api-model-hash = SHA-256 seiner Gewichte.
api-timings = Die Dauer jedes Schritts in Millisekunden.
api-problem-type = Die Art des Problems als URI; about:blank, wenn der Status alles sagt.
api-problem-title = Die Art des Problems, in Worten.
api-problem-status = Der HTTP-Status.
api-problem-detail = Was schiefgegangen ist und was jetzt zu tun ist.
result-json = Das Ergebnis als JSON
result-json-text = Das JSON, mit dem POST /api/detect auf dieses Bild antwortet.

## So funktioniert es

how = So funktioniert es
lesson-lead =
    Niemand hat Regeln dafür geschrieben, wie eine Maske aussieht. Ein Netz mit einer Million Parametern hat es
    aus Bildern gelernt, und es läuft hier, auf dieser Seite. Verfolgen Sie es Schritt für Schritt an einem
    eigenen Bild.
lesson-picture = Ihr Bild
lesson-camera = Foto mit der Kamera aufnehmen
lesson-private = Es bleibt auf diesem Gerät.
lesson-squash-title = Aus einem Bild werden Zahlen
lesson-squash =
    Das Bild wird auf { $width } × { $height } Pixel gestaucht, egal welche Form es hat. Das Netz wurde mit
    gestauchten Bildern trainiert, deshalb stört ein etwas zu breites Gesicht nicht. Jedes Pixel besteht aus drei
    Zahlen von 0 bis 1, für Rot, Grün und Blau: { $numbers } Zahlen gehen hinein.
lesson-maps-title = { $maps } Karten, von fein bis grob
lesson-maps =
    Schicht für Schicht halbiert das Netz das Bild und beschreibt, was es an jeder Stelle sieht. In { $maps }
    Größen sucht es nach Gesichtern. Eine Zelle der feinsten Karte bedeckt einen kleinen Teil des Bildes und
    findet kleine Gesichter. Eine Zelle der gröbsten Karte bedeckt ein Drittel davon und findet Gesichter nahe an
    der Kamera.
lesson-anchors-title = Anker: { $boxes } Rahmen als Ausgangspunkt
lesson-anchors =
    Jede Zelle jeder Karte hat { $each } Rahmen von fester Größe und Form, die Anker. Sie bedecken das ganze Bild,
    sodass jedes Gesicht, ob groß oder klein, nahe bei einem von ihnen liegt. Wählen Sie eine Karte und zeigen Sie
    dann auf das Bild, oder bewegen Sie sich mit den Pfeiltasten.
lesson-map = Karte
lesson-cell =
    Zeile { $row }, Spalte { $column } von { $rows } × { $columns }. Die Anker dieser Zelle messen { $sizes }
    Pixel im Eingabebild des Netzes.
lesson-cells = Zellen
lesson-count = Anker
lesson-sides = Größen in Pixeln
lesson-sum = Gesamt
lesson-offsets-title = Jeder Anker bekommt Scores und Korrekturwerte
lesson-offsets =
    Für jeden Anker gibt das Netz { $numbers } Zahlen aus: { $classes } Scores von 0 bis 1, einen pro Klasse
    ({ $labels }), und vier Korrekturwerte, die den Anker verschieben und strecken, damit er zum Gesicht passt.
    Das ist die ganze Rechnung:
lesson-offsets-note =
    a ist der Anker mit Mittelpunkt, Breite (width) und Höhe (height); t sind die vier Korrekturwerte. Sind sie 0,
    bleibt der Anker, wie er ist.
lesson-nms-title = Viele Rahmen, ein Gesicht
lesson-nms =
    Benachbarte Anker finden dasselbe Gesicht. Der Rahmen mit dem besten Score bleibt, und jeder Rahmen, der ihn
    zu stark überlappt, wird entfernt. Dann geschieht dasselbe mit dem besten der übrigen Rahmen, bis keiner mehr
    übrig ist. Das nennt man Non-Maximum-Suppression. Als Überlappung zählt die Fläche, die zwei Rahmen gemeinsam
    haben, geteilt durch die Fläche, die sie zusammen bedecken.
lesson-score = Mindestscore
lesson-overlap = Maximale Überlappung
lesson-before = Vorher: { $count } Rahmen
lesson-after = Nachher: { $count } Rahmen
lesson-wait = Das Netz wird geladen …
lesson-good-title = Wie gut ist es?
lesson-good =
    Gemessen an { $images } Bildern, die nicht zum Training verwendet wurden. Die mittlere Präzision (Average
    Precision) fasst zusammen, wie viele Gesichter gefunden wurden und wie viele Rahmen richtig waren, über alle
    Scores hinweg: 1 wäre perfekt. Ein Rahmen gilt als richtig, wenn seine Überlappung mit dem wahren Rahmen
    mindestens 0,5 beträgt.
lesson-faces = Gesichter
lesson-size-all = alle
lesson-size-tiny = winzig: unter 12 von 260 Pixeln
lesson-size-small = klein: 12 bis 24
lesson-size-medium = mittel: 24 bis 64
lesson-size-large = groß: über 64
lesson-mean = Mittel
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## Besuche

visits = Besuche
visits-lead = Jede Person vor der Kamera zählt einmal, egal wie lange sie bleibt.
visits-privacy = Diese Aufzeichnung enthält Zahlen und keine Bilder, und sie bleibt in diesem Browser.
visits-script = Diese Seite braucht JavaScript.
visits-off = Das Zählen ist ausgeschaltet. Schalten Sie es in den Einstellungen der Startseite ein.
visits-unavailable =
    Dieser Browser speichert für diese Seite keine Daten, deshalb gibt es keine Aufzeichnung. In privaten Fenstern
    ist das so.
visits-none = Keine Besuche
visits-nothing = Besuche erscheinen hier, während auf der Startseite die Kamera läuft.
visits-total =
    { $count ->
        [one] 1 Besuch
       *[other] { $count } Besuche
    }
visits-share = Anteil { $label }
visits-named = { $name }: { $value }
visits-together = Gesamt
visits-time = Uhrzeit
visits-day = Tag
visits-days = Tage
visits-previous = Vorheriger Tag
visits-next = Nächster Tag
visits-table = Als Tabelle
visits-files = Dateien
visits-scope = Was speichern?
visits-scope-day = Dieser Tag
visits-scope-all = Alle Tage
visits-print = Drucken
visits-open = Dateien anderer Geräte öffnen
visits-open-hint =
    Zeigt Dateien, die auf diesem oder anderen Geräten gespeichert wurden, zusammen mit dieser Aufzeichnung. Sie
    werden hier nicht gespeichert.
visits-alone = Nur dieses Gerät
visits-devices = Außerdem gezeigt: { $names }
visits-clear = Aufzeichnung löschen
visits-clear-sure = Alle in diesem Browser gespeicherten Besuche löschen? Das lässt sich nicht rückgängig machen.
visits-cleared = Die Aufzeichnung ist leer.
visits-file-unreadable =
    { $name }, Zeile { $line }: Das ist kein Besuch, den diese Seite gespeichert hat. Ein Besuch hat id, begin, end, label,
    labels und score. Speichern Sie die Datei noch einmal und ändern Sie sie nicht.
today = Heute
since = Läuft seit { $time }
webhook-on =
    Diese Seite sendet Beginn, Ende und Ergebnis jedes Besuchs auch an ihren Betreiber. Bilder sendet sie nicht.
webhook-short = Besuche werden weitergegeben, ohne Bilder
problem-bad-visit = Das Feld „{ $field }“ des Besuchs fehlt oder hat das falsche Format.
