### Toutes les phrases des pages, dans la syntaxe Fluent (https://projectfluent.org).
###
### Les gabarits du serveur et les scripts de la page lisent le même fichier. Une autre langue est un autre fichier à
### côté de celui-ci, nommé d’après son code ; il doit contenir les mêmes messages.

# Le nom de la langue, dans cette langue.
language-name = Français

## Toutes les pages

site-name = Détection de masques
site-description = Voyez d’un coup d’œil qui porte un masque. L’image ne quitte jamais votre appareil.
skip-link = Aller au contenu
footer =
    Un détecteur de masques qui tourne là où vous êtes : TensorFlow.js dans votre navigateur, sans compte ni pistage.
languages = Langue

## Ce que dit le détecteur

label-mask = avec masque
label-no_mask = sans masque
label-mask_worn_incorrectly = masque sous le nez
score = { $percent } %
counted-label = { $count } { $label }
no-face = Aucun visage trouvé
summary =
    { $faces ->
        [one] { $faces } visage : { $counts }
       *[other] { $faces } visages : { $counts }
    }

## La page : ce qui est toujours là

intro-title = Qui porte un masque ?
intro =
    Démarrez la caméra, ou choisissez des photos ou une vidéo. Chaque visage reçoit un cadre : { $labels }.
privacy = Vos images restent sur cet appareil.
privacy-form = Seul le formulaire d’envoi, plus bas, en transmet une.
stage-label = Image
video-label = Caméra ou vidéo
still-label = Image fixe
invitation = Démarrez la caméra, ou déposez ici des photos ou une vidéo
drop-files = Déposez ici des photos ou une vidéo
start-camera = Démarrer la caméra
stop = Arrêter
choose-files = Photos ou vidéo
samples = Pas de caméra ? Essayez un exemple
sample-two-faces = Deux personnes, dont une avec un masque
sample-crowd = Huit portraits
sample-cat = Un chat
gallery = Photos et vidéos
film = Vidéo
play = Lecture
pause = Pause
position = Position
film-position = { $now } sur { $end }
snapshot = Enregistrer cette image avec ses cadres
kiosk = Plein écran pour l’accueil
kiosk-leave = Quitter le plein écran
save-json = Enregistrer en JSON
save-csv = Enregistrer en CSV

## La page : réglages

settings = Réglages
automatic = Automatique
setting-score_thresh = Score minimal
hint-score_thresh = Une valeur plus basse trouve plus de visages, mais donne aussi plus de fausses alertes.
setting-nms_thresh = Chevauchement maximal
hint-nms_thresh =
    Deux cadres qui se chevauchent davantage comptent pour un seul visage. Augmentez cette valeur là où les gens
    sont serrés.
setting-camera = Caméra
hint-camera = La caméra à utiliser sur cet appareil.
camera-front = Caméra avant
camera-back = Caméra arrière
setting-mirror = Miroir
hint-mirror = « Automatique » inverse l’image de la caméra tournée vers vous.
mirror-on = Inversée
mirror-off = Non inversée
setting-labels = Texte sur les cadres
hint-labels = Sans texte, les cadres ne montrent que leur couleur et leur symbole.
setting-sound = Son
hint-sound = Joue deux notes douces quand quelqu’un arrive : montantes avec un masque, descendantes sans.
setting-hide = Cacher les visages dans les images enregistrées
hint-hide = Les visages sont pixelisés jusqu’à être méconnaissables. Un visage qui n’a pas été trouvé reste visible.
hide-none = Aucun
hide-all = Tous les visages
setting-record = Compter les visites
hint-record =
    Enregistre le début, la fin et le résultat de chaque visite pour la page « Visites » : des nombres, aucune
    image.
setting-today = Visites du jour en plein écran
hint-today = Montre combien de personnes sont venues aujourd’hui et ce qu’elles portaient.
setting-model = Modèle
hint-model =
    Un modèle plus grand trouve des visages plus petits, mais prend plus de temps. « lite » est plus rapide, mais
    manque plus de petits visages. « three » reconnaît aussi les masques mal portés.
setting-backend = Moteur de calcul
hint-backend = « Automatique » mesure lequel est le plus rapide sur cet appareil.
share = Copier un lien vers cette vue
share-done = Copié
share-failed = Votre navigateur a bloqué la copie. Copiez le lien depuis la barre d’adresse.
reset = Tout réinitialiser
results-title = Résultats
faces = Visages
timings-title = Vitesse et mémoire
server-title = Utiliser plutôt le serveur
server-text =
    Pour les navigateurs qui ne peuvent pas exécuter le modèle. Seul ce formulaire envoie une image hors de votre
    appareil.
no-server =
    Cette copie de la page n’a pas de serveur : il n’y a ici ni formulaire d’envoi ni API, et toutes les images
    restent sur votre appareil.
noscript-needed = La page a besoin de JavaScript, qui est désactivé dans ce navigateur.
noscript-intro = Envoyez une image, et le serveur marquera chaque visage : avec ou sans masque.
noscript-text =
    JavaScript est désactivé dans ce navigateur. Avec JavaScript, la page analyse elle-même les images, en direct
    depuis la caméra, et aucune image ne quitte votre appareil.

## La page : ce qu’elle dit pendant qu’elle travaille

starting = Démarrage…
downloading =
    Téléchargement du modèle : { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } sur
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } Mo
choosing = Recherche du moteur de calcul le plus rapide sur cet appareil…
lite-notice =
    Le modèle habituel est lent sur cet appareil. La page utilise donc « lite » : il est plus rapide, mais manque plus
    de petits visages.
lite-undo = Utiliser le modèle habituel
opening = En attente de la caméra…
looking = Recherche des visages…
threads = { $backend }, { $threads } threads
frames-per-second =
    { NUMBER($rate, maximumSignificantDigits: 2) ->
        [one] { NUMBER($rate, maximumSignificantDigits: 2) } image par seconde
       *[other] { NUMBER($rate, maximumSignificantDigits: 2) } images par seconde
    }
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } ms
pixels = { $width } × { $height } pixels
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } Mo en { $tensors } tenseurs
timing-picture = Image
timing-rate = Vitesse
timing-capture = Capture
timing-preprocess = Préparation
timing-network = Réseau
timing-decode = Décodage
timing-draw = Dessin
timing-total = Total
timing-memory = Mémoire du modèle

## La page : ce qui peut mal tourner

failure-camera-denied =
    Cette page n’est pas autorisée à utiliser la caméra. Autorisez-la dans la barre d’adresse ou dans les réglages
    du navigateur, puis réessayez.
    .title = Caméra non autorisée
failure-camera-missing = Aucune caméra n’est branchée. Branchez-en une et réessayez, ou choisissez plutôt une photo.
    .title = Aucune caméra trouvée
failure-camera-busy = Un autre programme semble utiliser la caméra. Fermez ce programme, puis réessayez.
    .title = La caméra est occupée
failure-camera-lost = La caméra a été débranchée. Rebranchez-la, puis redémarrez-la.
    .title = Caméra débranchée
failure-camera-insecure =
    Les navigateurs n’autorisent la caméra que sur les pages en https:// ou sur localhost. Ouvrez cette page à une
    telle adresse, ou choisissez une photo.
    .title = La caméra exige une adresse sécurisée
failure-model-unreachable = La connexion a échoué, ou le site ne répond pas. Vérifiez votre connexion, puis réessayez.
    .title = Impossible de télécharger le modèle
failure-runtime-broken = Le détecteur n’a pas pu démarrer ou s’est interrompu. Rechargez la page.
    .title = Le détecteur s’est arrêté
failure-no-backend =
    Ce navigateur n’a pu exécuter le modèle ni sur la puce graphique ni sur le processeur. Utilisez un navigateur
    plus récent.
    .title = Ce navigateur ne peut pas exécuter le modèle
failure-browser-too-old =
    Il manque à ce navigateur des fonctions dont la page a besoin. Utilisez un navigateur plus récent.
    .title = Ce navigateur est trop ancien
failure-photo-unsupported =
    Ce navigateur ne peut pas lire ce fichier comme une image. Choisissez un fichier JPEG, PNG, WebP, AVIF, BMP ou
    GIF.
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = Ce navigateur ne peut pas lire une image d’autant de pixels. Réduisez-la, puis réessayez.
    .title = { problem-picture-too-large.title }
failure-film-unreadable =
    Ce navigateur ne peut pas lire la vidéo. Enregistrez-la en MP4 (H.264) ou WebM, puis réessayez.
    .title = Vidéo illisible
failure-film-broken =
    Le fichier est endommagé à cet endroit. Vous pouvez encore enregistrer les résultats obtenus jusqu’ici.
    .title = Vidéo endommagée
failure-sample-unreachable = La connexion a échoué, ou le site ne répond pas. Vérifiez votre connexion, puis réessayez.
    .title = Impossible de télécharger l’image
failure-internal = Une erreur inattendue s’est produite. Rechargez la page.
    .title = Un problème est survenu
way-camera = Réessayer la caméra
way-load = Réessayer
way-photo = Choisir une photo ou une vidéo
way-upload = Utiliser le formulaire d’envoi

## Le formulaire d’envoi et sa réponse

upload-title = Envoyer une image
upload-picture = Image
upload-score = Score minimal (de 0 à 1)
upload-send = Chercher les visages
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP ou GIF, { $megabytes } Mo au plus. L’image est envoyée au serveur, qui
    l’analyse en mémoire et n’en garde rien.
result-alt = { $filename }, avec un cadre autour de chaque visage trouvé
result-positions = Positions
result-caption = Positions des visages, en pixels depuis le coin supérieur gauche
result-face = Visage
result-label = Classe
result-score = Score
result-left = Gauche
result-top = Haut
result-right = Droite
result-bottom = Bas
result-again = Envoyer une autre image
error-upload = Envoyer une autre image
error-camera = Utiliser la caméra

## Ce que répond le serveur quand quelque chose ne va pas : sur ses pages, et en documents de problème de son API

problem-not-a-form = Envoyez l’image en multipart/form-data, dans un champ nommé « { $field } ».
    .title = Ce n’est pas un formulaire
problem-bad-form =
    .title = Formulaire mal rempli
problem-damaged-form = Le formulaire est arrivé endommagé ou incomplet. Envoyez-le de nouveau.
problem-nameless-field = Un champ du formulaire n’a pas de nom. Ses champs sont { $known }.
problem-many-fields = Le formulaire a plus de { $count } champs. Ses champs sont { $known }.
    .title = Trop de champs
problem-unknown-field = Le formulaire a un champ inconnu, « { $field } ». Ses champs sont { $known }.
problem-no-picture = Aucune image n’est arrivée. Choisissez-en d’abord une ; son champ se nomme « { $field } ».
problem-many-pictures = { $count } images sont arrivées. Envoyez-les une par une.
problem-bad-threshold = Le champ « { $field } » attend un nombre de 0 à 1, et non « { $text } ».
problem-unknown-model = Il n’y a pas de modèle « { $text } ». Les modèles sont { $known }.
problem-unsupported-picture =
    Ce fichier n’est pas une image lisible ici. Choisissez un fichier JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP ou GIF.
    .title = Ce n’est pas une image
problem-broken-picture =
    L’image est endommagée ou incomplète. Enregistrez-la de nouveau à partir de l’original, puis réessayez.
    .title = Image endommagée
problem-picture-too-large = L’image a plus de { $megapixels } millions de pixels. Réduisez-la, puis réessayez.
    .title = Image trop grande
problem-busy = Le serveur est occupé par d’autres images. Réessayez dans un instant.
    .title = Serveur occupé
problem-404 = Il n’y a rien à cette adresse.
    .title = Introuvable
problem-405 = Cette adresse ne répond pas aux requêtes { $method }.
    .title = Méthode non autorisée
problem-413 = L’envoi dépasse { $megabytes } Mo. Choisissez une image plus légère.
    .title = Envoi trop volumineux
problem-500 = Un problème est survenu sur le serveur. L’image n’a pas été conservée.
    .title = Erreur du serveur
problem-other = Le serveur ne peut pas répondre à cette requête : { $phrase }.
    .title = { $phrase }

## L’API, décrite

api = API
api-title = API de détection
api-intro =
    Envoyez une image et recevez ses visages, avec leurs classes, leurs scores et leurs cadres. Le serveur ne
    conserve rien. La langue de ses messages suit l’en-tête Accept-Language.
api-document = L’API sous forme de document OpenAPI :
api-try = Essayer
api-request = Requête
api-response = Réponse
api-example = Exemple
api-errors = Erreurs
api-errors-text =
    Une erreur est un document de problème (RFC 9457), de type application/problem+json : type, title, status et, dans
    detail, une phrase que l’on peut montrer à une personne.
api-field = Champ
api-meaning = Signification
api-status = Statut
api-required = obligatoire
api-default = { $value } par défaut
api-detect = Trouver les visages dans une image
api-health = Indiquer si le serveur fonctionne et quel modèle il utilise
api-image =
    Un fichier JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP ou GIF, de { $megabytes } Mo au plus. C’est son contenu qui
    compte, pas son nom. L’orientation EXIF est appliquée. D’une animation, seule la première image est utilisée.
api-score_thresh = Score minimal, de 0 à 1. Seuls les visages avec un score plus élevé sont renvoyés.
api-nms_thresh =
    Chevauchement maximal (intersection sur union), de 0 à 1. De deux cadres qui se chevauchent davantage, seul celui
    qui a le score le plus élevé est renvoyé.
api-model-field = Le modèle à utiliser.
api-answer = Les visages, par score décroissant
api-health-answer = Le serveur fonctionne
api-health-closing = Le serveur s’arrête : envoyez les requêtes à un autre
api-size = La taille en pixels de l’image, remise à l’endroit.
api-detections = Une entrée par visage, par score décroissant ; vide s’il n’y en a aucun.
api-label = La classe du visage.
api-score = Le degré de confiance du modèle, de 0 à 1.
api-box = Gauche, haut, droite et bas, en pixels de l’image remise à l’endroit.
api-model = Le modèle utilisé.
api-model-name = Son nom.
api-model-hash = SHA-256 de ses poids.
api-timings = Les millisecondes passées à chaque étape.
api-problem-type = Le genre de problème, sous forme d’URI ; about:blank quand le statut dit tout.
api-problem-title = Le genre de problème, en mots.
api-problem-status = Le statut HTTP.
api-problem-detail = Ce qui s’est mal passé et ce qu’il faut faire ensuite.
result-json = Le résultat en JSON
result-json-text = Le JSON que POST /api/detect renvoie pour cette image.

## Comment ça marche

how = Comment ça marche
lesson-lead =
    Personne n’a écrit de règles pour décrire un masque. Un réseau d’un million de paramètres a appris à le
    reconnaître à partir d’images, et il tourne ici, sur cette page. Suivez-le pas à pas sur une image à vous.
lesson-picture = Votre image
lesson-camera = Prendre une photo avec la caméra
lesson-private = Elle reste sur cet appareil.
lesson-squash-title = Une image devient des nombres
lesson-squash =
    L’image est ramenée à { $width } × { $height } pixels, quelle que soit sa forme. Le réseau a été entraîné sur
    des images ainsi déformées : un visage un peu large n’est donc pas un problème. Chaque pixel se compose de
    trois nombres de 0 à 1, pour le rouge, le vert et le bleu : { $numbers } nombres entrent dans le réseau.
lesson-maps-title = { $maps } cartes, de la plus fine à la plus grossière
lesson-maps =
    Couche après couche, le réseau réduit l’image de moitié et décrit ce qu’il voit à chaque endroit. Il cherche
    des visages à { $maps } tailles. Une case de la carte la plus fine couvre une petite partie de l’image et
    trouve de petits visages. Une case de la carte la plus grossière en couvre un tiers et trouve les visages
    proches de la caméra.
lesson-anchors-title = Les ancres : { $boxes } cadres de départ
lesson-anchors =
    Chaque case de chaque carte a { $each } cadres de taille et de forme fixes, appelés ancres. Les ancres
    couvrent toute l’image, si bien qu’un visage de n’importe quelle taille se trouve près de l’une d’elles.
    Choisissez une carte, puis pointez un endroit de l’image, ou déplacez-vous avec les touches fléchées.
lesson-map = Carte
lesson-cell =
    Ligne { $row }, colonne { $column } sur { $rows } × { $columns }. Les ancres de cette case mesurent { $sizes }
    pixels dans l’image d’entrée du réseau.
lesson-cells = Cases
lesson-count = Ancres
lesson-sides = Tailles en pixels
lesson-sum = Total
lesson-offsets-title = Chaque ancre reçoit des scores et des décalages
lesson-offsets =
    Pour chaque ancre, le réseau produit { $numbers } nombres : { $classes } scores de 0 à 1, un par classe
    ({ $labels }), et quatre décalages, qui déplacent l’ancre et l’étirent pour l’ajuster au visage. Voici tout le
    calcul :
lesson-offsets-note =
    a est l’ancre, avec son centre, sa largeur (width) et sa hauteur (height) ; t désigne les quatre décalages.
    Des décalages de 0 laissent l’ancre telle quelle.
lesson-nms-title = Plusieurs cadres, un seul visage
lesson-nms =
    Des ancres voisines trouvent le même visage. Le cadre au meilleur score reste, et tous ceux qui le chevauchent
    trop sont supprimés. On recommence avec le meilleur des cadres restants, jusqu’à ce qu’il n’en reste plus.
    C’est la suppression des non-maxima. Le chevauchement est l’aire que deux cadres partagent, divisée par celle
    qu’ils couvrent ensemble.
lesson-score = Score minimal
lesson-overlap = Chevauchement maximal
lesson-before =
    { $count ->
        [one] Avant : { $count } cadre
       *[other] Avant : { $count } cadres
    }
lesson-after =
    { $count ->
        [one] Après : { $count } cadre
       *[other] Après : { $count } cadres
    }
lesson-wait = Chargement du réseau…
lesson-good-title = Quelles sont ses performances ?
lesson-good =
    Mesuré sur { $images } images qui n’ont pas servi à l’entraînement. La précision moyenne (average precision)
    résume combien de visages ont été trouvés et combien de cadres étaient justes, pour tous les scores : 1 serait
    parfait. Un cadre compte comme juste quand son chevauchement avec le vrai cadre est d’au moins 0,5.
lesson-faces = Visages
lesson-size-all = tous
lesson-size-tiny = minuscules : moins de 12 px sur 260
lesson-size-small = petits : 12 à 24
lesson-size-medium = moyens : 24 à 64
lesson-size-large = grands : plus de 64
lesson-mean = moyenne
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## Visites

visits = Visites
visits-lead = Chaque personne devant la caméra compte une fois, peu importe combien de temps elle reste.
visits-privacy = Ce relevé contient des nombres et aucune image, et il reste dans ce navigateur.
visits-script = Cette page a besoin de JavaScript.
visits-off = Le comptage est désactivé. Activez-le dans les réglages de la page d’accueil.
visits-unavailable =
    Ce navigateur n’enregistre pas de données pour cette page : il n’y a donc pas de relevé. C’est le cas dans une
    fenêtre privée.
visits-none = Aucune visite
visits-nothing = Les visites apparaissent ici pendant que la caméra de la page d’accueil est en marche.
visits-total =
    { $count ->
        [one] { $count } visite
       *[other] { $count } visites
    }
visits-share = Part { $label }
visits-named = { $name } : { $value }
visits-together = Total
visits-time = Heure
visits-day = Jour
visits-days = Jours
visits-previous = Jour précédent
visits-next = Jour suivant
visits-table = Sous forme de tableau
visits-files = Fichiers
visits-scope = À enregistrer
visits-scope-day = Ce jour
visits-scope-all = Tous les jours
visits-print = Imprimer
visits-open = Ouvrir les fichiers d’autres appareils
visits-open-hint =
    Affiche avec ce relevé des fichiers enregistrés sur cet appareil ou sur d’autres. Ces fichiers ne sont pas
    conservés.
visits-alone = Cet appareil seulement
visits-devices = Également affichés : { $names }
visits-clear = Effacer le relevé
visits-clear-sure = Effacer toutes les visites enregistrées dans ce navigateur ? Cette action est irréversible.
visits-cleared = Le relevé est vide.
visits-file-unreadable =
    { $name }, ligne { $line } : ce n’est pas une visite enregistrée par cette page. Une visite contient id, begin, end,
    label, labels et score. Enregistrez le fichier à nouveau et ne le modifiez pas.
today = Aujourd’hui
since = En marche depuis { $time }
webhook-on =
    Cette page transmet aussi le début, la fin et le résultat de chaque visite à son exploitant. Elle ne transmet
    aucune image.
webhook-short = Les visites sont transmises, sans images
problem-bad-visit = Le champ « { $field } » de la visite manque ou n’a pas le bon format.
