### Alle Sätze der Seiten, in der Fluent-Syntax (https://projectfluent.org).
###
### Die Vorlagen des Servers und die Skripte der Seite lesen dieselbe Datei. Eine weitere Sprache ist eine weitere
### Datei neben dieser, benannt nach ihrem Kürzel; sie muss dieselben Meldungen enthalten.

# Der Name der Sprache, in ihr selbst.
language-name = Deutsch

## Jede Seite

site-name = Maskenerkennung
site-description = Sehen Sie auf einen Blick, wer eine Maske trägt. Das Bild verlässt nie Ihr Gerät.
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
samples = Keine Kamera zur Hand? Probieren Sie eines dieser Bilder
sample-two-faces = Zwei Personen, eine davon mit Maske
sample-crowd = Acht Porträts
sample-cat = Eine Katze
gallery = Fotos und Videos
film = Video
play = Abspielen
pause = Pause
position = Position
film-position = { $now } von { $end }
snapshot = Dieses Bild mit seinen Rahmen speichern
kiosk = Vollbild, für den Empfang
kiosk-leave = Vollbild verlassen
save-json = Als JSON speichern
save-csv = Als CSV speichern

## Die Seite: Einstellungen

settings = Einstellungen
automatic = Automatisch
setting-score_thresh = Mindestscore
hint-score_thresh = Ein niedrigerer Wert findet mehr Gesichter, aber auch mehr Fehlalarme.
setting-nms_thresh = Maximale Überlappung
hint-nms_thresh =
    Überlappen sich zwei Rahmen stärker, gelten sie als ein Gesicht. Erhöhen Sie den Wert, wo Menschen dicht
    beieinanderstehen.
setting-camera = Kamera
hint-camera = Welche Kamera dieses Geräts verwendet wird.
camera-front = Frontkamera
camera-back = Rückkamera
setting-mirror = Spiegeln
hint-mirror = „Automatisch“ zeigt das Bild der Kamera, die auf Sie gerichtet ist, wie im Spiegel.
mirror-on = Wie im Spiegel
mirror-off = Wie andere Sie sehen
setting-labels = Beschriftung
hint-labels = Ohne sie hat ein Rahmen nur seine Farbe und sein Zeichen.
setting-sound = Ton
hint-sound = Zwei leise Töne, wenn jemand kommt: aufsteigend mit Maske, absteigend ohne.
setting-hide = Gesichter in Gespeichertem verbergen
hint-hide = An die Stelle ihrer Pixel treten wenige Quadrate. Ein Gesicht, das nicht gefunden wurde, bleibt sichtbar.
hide-none = Keine
hide-all = Alle Gesichter
setting-record = Besuche zählen
hint-record = Beginn, Ende und Ergebnis jedes Besuchs vor der Kamera, für die Seite Besuche: Zahlen, keine Bilder.
setting-today = Besuche von heute im Vollbild
hint-today = Zeigt, wie viele heute kamen und was sie trugen.
setting-model = Modell
hint-model = Ein größeres sieht kleinere Gesichter und braucht länger. „three“ erkennt auch falsch getragene Masken.
setting-backend = Berechnet mit
hint-backend = „Automatisch“ misst, was auf diesem Gerät am schnellsten ist.
share = Link zu dieser Ansicht kopieren
share-done = Kopiert
share-failed = Hier nicht erlaubt: bitte aus der Adresszeile kopieren
reset = Alles zurücksetzen
results-title = Was zu sehen ist
faces = Gesichter
timings-title = Tempo und Speicher
server-title = Oder lassen Sie den Server nachsehen
server-text = Für Browser, die es nicht selbst können. Hier, und nur hier, verlässt ein Bild Ihr Gerät.
no-server = Hinter dieser Kopie der Seite steht kein Server, daher gibt es hier kein Formular und keine API: Alle Bilder bleiben auf Ihrem Gerät.
noscript-needed = Die Seite braucht JavaScript, und das ist in diesem Browser ausgeschaltet.
noscript-intro = Senden Sie ein Bild, und der Server markiert jedes Gesicht: mit oder ohne Maske.
noscript-text =
    Mit JavaScript, das in diesem Browser ausgeschaltet ist, erledigt die Seite das selbst, live mit der Kamera, und
    kein Bild verlässt Ihr Gerät.

## Die Seite: was sie sagt, während sie arbeitet

starting = Wird gestartet …
downloading =
    Modell wird geladen: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } von
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Der schnellste Rechenweg auf diesem Gerät wird gesucht …
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
timing-total = Alles zusammen
timing-memory = Speicher (Netz)

## Die Seite: was schiefgehen kann

failure-camera-denied =
    Im Browser ist eingestellt, dass diese Seite die Kamera nicht verwenden darf. Erlauben Sie es in der Adresszeile
    oder in den Einstellungen des Browsers und versuchen Sie es noch einmal.
    .title = Die Kamera ist nicht erlaubt
failure-camera-missing =
    An diesem Gerät ist keine Kamera zu finden. Schließen Sie eine an und versuchen Sie es noch einmal, oder wählen
    Sie stattdessen ein Foto.
    .title = Keine Kamera gefunden
failure-camera-busy =
    Offenbar verwendet ein anderes Programm die Kamera. Geben Sie sie dort frei und versuchen Sie es noch einmal.
    .title = Die Kamera ist belegt
failure-camera-lost =
    Die Kamera wurde getrennt oder der Seite wieder entzogen. Schließen Sie sie wieder an und starten Sie sie neu.
    .title = Die Kamera ist weg
failure-camera-insecure =
    Browser geben die Kamera nur für Seiten unter https:// oder auf diesem Computer selbst frei. Öffnen Sie die Seite
    unter einer solchen Adresse oder wählen Sie ein Foto.
    .title = Keine Kamera ohne sichere Adresse
failure-model-unreachable =
    Die Verbindung ist abgebrochen, oder die Website antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es
    noch einmal.
    .title = Das Modell konnte nicht geladen werden
failure-runtime-broken = Die Erkennung konnte nicht starten oder ist abgestürzt. Laden Sie die Seite neu.
    .title = Die Erkennung ist stehen geblieben
failure-no-backend =
    Weder die Grafik noch der Prozessor konnten in diesem Browser das Modell ausführen. Verwenden Sie einen neueren
    Browser.
    .title = Dieser Browser kann das Modell nicht ausführen
failure-browser-too-old = Diesem Browser fehlen Funktionen, die die Seite braucht. Verwenden Sie einen neueren Browser.
    .title = Dieser Browser ist zu alt
failure-photo-unsupported =
    Dieser Browser kann die Datei nicht als Bild lesen. Wählen Sie eine JPEG-, PNG-, WebP-, AVIF-, BMP- oder GIF-
    Datei.
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
failure-film-broken = Die Datei ist an dieser Stelle beschädigt. Was bis hierher zu sehen war, können Sie noch speichern.
    .title = Das Video bricht ab
failure-sample-unreachable =
    Die Verbindung ist abgebrochen, oder die Website antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es
    noch einmal.
    .title = Das Bild konnte nicht geladen werden
failure-internal = Ein unerwarteter Fehler ist aufgetreten. Laden Sie die Seite neu.
    .title = Etwas ist schiefgegangen
way-camera = Kamera noch einmal versuchen
way-load = Noch einmal versuchen
way-photo = Foto oder Video wählen
way-upload = Zum Upload-Formular

## Das Upload-Formular und seine Antwort

upload-title = Bild senden
upload-picture = Bild
upload-score = Mindestscore (0 bis 1)
upload-send = Gesichter suchen
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP oder GIF, höchstens { $megabytes } MB. Das Bild geht damit an den Server,
    der es im Arbeitsspeicher auswertet und nichts davon behält.
result-alt = { $filename }, mit einem Rahmen um jedes gefundene Gesicht
result-positions = Positionen
result-caption = Wo die Gesichter sind, in Pixeln von der linken oberen Ecke aus
result-face = Gesicht
result-label = Klasse
result-score = Score
result-left = Links
result-top = Oben
result-right = Rechts
result-bottom = Unten
result-again = Ein anderes Bild
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
    Das Bild ist beschädigt oder unvollständig. Speichern Sie das Original neu und versuchen Sie es noch einmal.
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
api-title = Erkennung für Programme
api-intro =
    Senden Sie ein Bild, und Sie erhalten die Gesichter darin, mit Klasse, Score und Position. Der Server behält
    nichts. Die Sprache seiner Antworten richtet sich nach dem Header Accept-Language.
api-document = Dasselbe als OpenAPI-Dokument:
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
api-default = { $value }, wenn nicht angegeben
api-detect = Die Gesichter in einem Bild finden
api-health = Auskunft, ob der Server läuft und mit welchem Modell
api-image =
    Eine JPEG-, PNG-, WebP-, AVIF-, HEIC-, TIFF-, BMP- oder GIF-Datei von höchstens { $megabytes } MB. Es zählt ihr
    Inhalt, nicht ihr Name. Die EXIF-Ausrichtung wird berücksichtigt. Von einer Animation wird das erste Bild verwendet.
api-score_thresh = Mindest-Score, von 0 bis 1. Nur Gesichter mit einem höheren Score werden ausgegeben.
api-nms_thresh =
    Maximale Überlappung (Schnittmenge geteilt durch Vereinigung), von 0 bis 1. Von zwei Rahmen, die sich stärker
    überlappen, wird nur der mit dem höheren Score ausgegeben.
api-model-field = Das Modell, das verwendet wird.
api-answer = Die Gesichter, der höchste Score zuerst
api-health-answer = Der Server läuft
api-health-closing = Der Server wird gerade beendet: Anfragen gehören zu einem anderen
api-size = Die Größe des aufrecht gedrehten Bildes in Pixeln.
api-detections = Ein Eintrag je Gesicht, der höchste Score zuerst; leer, wenn keines da ist.
api-label = Die Klasse des Gesichts.
api-score = Wie sicher sich das Modell ist, von 0 bis 1.
api-box = Links, oben, rechts und unten, in Pixeln des aufrecht gedrehten Bildes.
api-model = Das Modell, das geantwortet hat.
api-model-name = Sein Name.
api-model-hash = SHA-256 seiner Gewichte.
api-timings = Wie viele Millisekunden jeder Schritt gebraucht hat.
api-problem-type = Die Art des Problems als URI; about:blank, wenn der Status alles sagt.
api-problem-title = Die Art des Problems, in Worten.
api-problem-status = Der HTTP-Status.
api-problem-detail = Was schiefgegangen ist und was jetzt zu tun ist.
result-json = Dasselbe als Daten
result-json-text = Was POST /api/detect einem Programm antwortet, das dieses Bild sendet.

## So funktioniert es

how = So funktioniert es
lesson-lead =
    Niemand hat aufgeschrieben, wie eine Maske aussieht. Ein Netz aus einer Million Zahlen hat es aus Bildern gelernt,
    und es läuft hier, auf dieser Seite. Schauen Sie ihm über die Schulter, Schritt für Schritt, an einem eigenen
    Bild.
lesson-picture = Ihr Bild
lesson-camera = Foto aufnehmen
lesson-private = Es bleibt auf diesem Gerät.
lesson-squash-title = Aus einem Bild werden Zahlen
lesson-squash =
    Das Bild wird auf { $width } × { $height } Pixel gestaucht, welche Form es auch hatte: Das Netz hat mit
    gestauchten Bildern gelernt, und ein Gesicht bleibt ein Gesicht, auch wenn es etwas breit gerät. Jedes Pixel
    besteht aus drei Zahlen von 0 bis 1, für Rot, Grün und Blau: { $numbers } Zahlen gehen hinein.
lesson-maps-title = { $maps } Karten, von fein bis grob
lesson-maps =
    Schicht um Schicht halbiert das Netz das Bild und beschreibt, was es an jeder Stelle sieht. Bei { $maps } Größen
    hält es inne und sucht nach Gesichtern. Auf der feinen Karte bedeckt eine Zelle nur wenig vom Bild: Dort findet es
    kleine Gesichter. Auf der groben bedeckt eine Zelle ein Drittel davon: Dort findet es Gesichter, die nah sind.
lesson-anchors-title = Anker: { $boxes } Rahmen als Ausgangspunkt
lesson-anchors =
    Auf jeder Zelle jeder Karte sitzen { $each } Rahmen von fester Größe und Form, die Anker. Sie liegen nicht dort,
    wo Gesichter sind; sie sind überall, und jedes Gesicht, ob groß oder klein, hat einen in seiner Nähe. Wählen Sie
    eine Karte und zeigen Sie dann auf das Bild, oder bewegen Sie sich mit den Pfeiltasten.
lesson-map = Karte
lesson-cell =
    Zeile { $row }, Spalte { $column } von { $rows } × { $columns }. Die Anker dieser Zelle messen { $sizes } Pixel in
    dem Bild, das das Netz sieht.
lesson-cells = Zellen
lesson-count = Anker
lesson-sides = Größen in Pixeln
lesson-sum = Zusammen
lesson-offsets-title = Für jeden ein Score und eine kleine Korrektur
lesson-offsets =
    Zu jedem Anker antwortet das Netz mit { $numbers } Zahlen: { $classes } Scores von 0 bis 1, je einem pro Klasse
    ({ $labels }), und einer Korrektur aus vier Zahlen. Sie sagen, wie weit der Anker verschoben und wie sehr er
    gestreckt werden muss, damit er zum Gesicht passt. Mehr Rechnung steckt nicht dahinter:
lesson-offsets-note =
    a ist der Anker mit Mittelpunkt, Breite (width) und Höhe (height); t sind die vier Zahlen. Eine Korrektur von 0
    lässt den Anker, wie er ist.
lesson-nms-title = Zu viele Rahmen, und wie einer übrig bleibt
lesson-nms =
    Anker, die dicht beieinanderliegen, sehen dasselbe Gesicht, und alle melden es. Deshalb bleibt der Rahmen mit dem
    besten Score, und jeder, der ihn zu sehr überlappt, fällt weg. Dann kommt der beste der übrigen an die Reihe, bis
    keiner mehr zu prüfen ist. Das ist die Non-Maximum-Suppression, die Unterdrückung aller Nicht-Maxima. Als
    Überlappung zählt die Fläche, die zwei Rahmen gemeinsam haben, geteilt durch die Fläche, die sie zusammen
    bedecken.
lesson-score = Rahmen ab einem Score von
lesson-overlap = Maximale Überlappung
lesson-before = Vorher: { $count } Rahmen
lesson-after = Nachher: { $count } Rahmen
lesson-wait = Das Netz ist unterwegs …
lesson-good-title = Wie gut es ist
lesson-good =
    Gemessen an { $images } Bildern, die das Netz beim Lernen nie gesehen hat. Die mittlere Präzision (Average
    Precision) fasst zusammen, wie viele Gesichter gefunden wurden und wie viele Rahmen richtig waren, über alle
    Scores hinweg: 1 wäre perfekt. Ein Rahmen gilt als richtig, wenn er sich mit dem wahren zur Hälfte deckt.
lesson-faces = Gesichter
lesson-size-all = alle
lesson-size-tiny = winzig, unter 12 der 260 Pixel
lesson-size-small = klein, 12 bis 24
lesson-size-medium = mittel, 24 bis 64
lesson-size-large = groß, über 64
lesson-mean = Mittel

## Besuche

visits = Besuche
visits-lead = Wer vor die Kamera kommt, zählt einmal, gleich wie lange er bleibt.
visits-privacy = Hier stehen Zahlen und keine Bilder, und sie bleiben in diesem Browser.
visits-script = Diese Seite braucht JavaScript.
visits-off = Das Zählen ist in den Einstellungen der Startseite ausgeschaltet.
visits-unavailable = Dieser Browser speichert hier nichts, deshalb gibt es keine Aufzeichnung. Ein privates Fenster tut das.
visits-none = Kein Besuch
visits-nothing = Besuche erscheinen hier, während auf der Startseite die Kamera läuft.
visits-total =
    { $count ->
        [one] 1 Besuch
       *[other] { $count } Besuche
    }
visits-share = Anteil { $label }
visits-together = Zusammen
visits-time = Zeit
visits-day = Tag
visits-days = Tage
visits-previous = Tag davor
visits-next = Tag danach
visits-table = Als Tabelle
visits-files = Dateien
visits-scope = Was gespeichert wird
visits-scope-day = Dieser Tag
visits-scope-all = Alle Tage
visits-print = Drucken
visits-open = Dateien anderer Geräte öffnen
visits-open-hint = Dateien, die auf diesem oder anderen Geräten hier gespeichert wurden, werden zusammen mit dieser Aufzeichnung gezeigt. Sie werden nicht behalten.
visits-alone = Nur dieses Gerät
visits-devices = Außerdem gezeigt: { $names }
visits-clear = Aufzeichnung löschen
visits-clear-sure = Alle Besuche löschen, die dieser Browser gespeichert hat? Das lässt sich nicht rückgängig machen.
visits-cleared = Die Aufzeichnung ist leer.
visits-file-unreadable =
    { $name }, Zeile { $line }: Das ist kein Besuch, den diese Seite gespeichert hat. Ein Besuch hat id, begin, end, label,
    labels und score. Speichern Sie die Datei noch einmal und ändern Sie sie nicht.
today = Heute
since = Läuft seit { $time }
webhook-on =
    Wer diese Seite betreibt, erhält außerdem Beginn, Ende und Ergebnis jedes Besuchs für ein eigenes Programm. Bilder
    erhält er nicht.
webhook-short = Besuche werden weitergegeben, ohne Bilder
problem-bad-visit = Das Feld '{ $field }' des Besuchs fehlt oder hat das falsche Format.
