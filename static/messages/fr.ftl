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
drop-files = Déposez les photos ou la vidéo
start-camera = Démarrer la caméra
stop = Arrêter
choose-files = Photos ou vidéo
samples = Pas de caméra sous la main ? Essayez une de ces images
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
kiosk = Plein écran, pour l’accueil
kiosk-leave = Quitter le plein écran
save-json = Enregistrer en JSON
save-csv = Enregistrer en CSV

## La page : réglages

settings = Réglages
automatic = Automatique
setting-score_thresh = Score minimal
hint-score_thresh = Une valeur plus basse trouve plus de visages, mais aussi plus de fausses alertes.
setting-nms_thresh = Chevauchement maximal
hint-nms_thresh =
    Deux cadres qui se chevauchent davantage comptent pour un seul visage. Augmentez cette valeur quand les gens se
    tiennent serrés.
setting-camera = Caméra
hint-camera = La caméra à utiliser sur cet appareil.
camera-front = Caméra avant
camera-back = Caméra arrière
setting-mirror = Miroir
hint-mirror = « Automatique » montre comme dans un miroir l’image de la caméra tournée vers vous.
mirror-on = Comme un miroir
mirror-off = Vu par les autres
setting-labels = Texte sur les cadres
hint-labels = Sans texte, un cadre n’a que sa couleur et son signe.
setting-sound = Son
hint-sound = Deux notes douces quand quelqu’un arrive : elles montent avec un masque, descendent sans.
setting-hide = Masquer les visages enregistrés
hint-hide = Quelques carrés remplacent leurs pixels. Un visage qui n’a pas été trouvé reste visible.
hide-none = Aucun
hide-all = Tous les visages
setting-record = Compter les visites
hint-record = Début, fin et résultat de chaque visite devant la caméra, pour la page Visites : des nombres, aucune image.
setting-today = Visites du jour en plein écran
hint-today = Montre combien de personnes sont venues aujourd’hui et ce qu’elles portaient.
setting-model = Modèle
hint-model = Un plus grand voit des visages plus petits, mais prend plus de temps. « three » reconnaît aussi les masques mal portés.
setting-backend = Calculé avec
hint-backend = « Automatique » mesure ce qui va le plus vite sur cet appareil.
share = Copier le lien vers cette vue
share-done = Copié
share-failed = Impossible ici : copiez-le depuis la barre d’adresse
reset = Tout réinitialiser
results-title = Ce que l’on voit
faces = Visages
timings-title = Vitesse et mémoire
server-title = Ou laissez le serveur regarder
server-text = Pour les navigateurs qui n’y arrivent pas seuls. Ici, et ici seulement, une image quitte votre appareil.
no-server = Cette copie de la page n’a pas de serveur, il n’y a donc ici ni formulaire ni API : toutes les images restent sur votre appareil.
noscript-needed = La page a besoin de JavaScript, qui est désactivé dans ce navigateur.
noscript-intro = Envoyez une image, et le serveur marque chaque visage : avec ou sans masque.
noscript-text =
    Avec JavaScript, désactivé dans ce navigateur, la page s’en charge elle-même, en direct depuis la caméra, et
    aucune image ne quitte votre appareil.

## La page : ce qu’elle dit pendant qu’elle travaille

starting = Démarrage…
downloading =
    Chargement du modèle : { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } sur
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } Mo
choosing = Recherche du moyen de calcul le plus rapide sur cet appareil…
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
timing-memory = Mémoire (réseau)

## La page : ce qui peut mal tourner

failure-camera-denied =
    Le navigateur a pour consigne de ne pas laisser cette page utiliser la caméra. Autorisez-la dans la barre
    d’adresse ou dans les réglages du navigateur, puis réessayez.
    .title = La caméra n’est pas autorisée
failure-camera-missing =
    Aucune caméra n’est disponible sur cet appareil. Branchez-en une et réessayez, ou choisissez plutôt une photo.
    .title = Aucune caméra trouvée
failure-camera-busy = Un autre programme semble utiliser la caméra. Libérez-la dans ce programme, puis réessayez.
    .title = La caméra est occupée
failure-camera-lost = La caméra a été débranchée, ou la page n’y a plus accès. Rebranchez-la, puis redémarrez-la.
    .title = La caméra a disparu
failure-camera-insecure =
    Les navigateurs ne prêtent la caméra qu’aux pages en https:// ou hébergées sur cet ordinateur même. Ouvrez la page
    à une telle adresse, ou choisissez une photo.
    .title = Pas de caméra sans adresse sécurisée
failure-model-unreachable = La connexion est coupée, ou le site ne répond pas. Vérifiez la connexion, puis réessayez.
    .title = Impossible de charger le modèle
failure-runtime-broken = Le détecteur n’a pas pu démarrer ou s’est interrompu. Rechargez la page.
    .title = Le détecteur s’est arrêté
failure-no-backend =
    Ce navigateur n’a pu exécuter le modèle ni sur la carte graphique ni sur le processeur. Utilisez un navigateur
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
failure-film-broken = Le fichier est endommagé à cet endroit. Ce qui a été vu jusqu’ici peut encore être enregistré.
    .title = La vidéo s’interrompt
failure-sample-unreachable = La connexion est coupée, ou le site ne répond pas. Vérifiez la connexion, puis réessayez.
    .title = Impossible de charger l’image
failure-internal = Une erreur inattendue s’est produite. Rechargez la page.
    .title = Quelque chose s’est mal passé
way-camera = Réessayer la caméra
way-load = Réessayer
way-photo = Choisir une photo ou une vidéo
way-upload = Utiliser le formulaire

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
result-caption = Où sont les visages, en pixels depuis le coin supérieur gauche
result-face = Visage
result-label = Classe
result-score = Score
result-left = Gauche
result-top = Haut
result-right = Droite
result-bottom = Bas
result-again = Une autre image
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
problem-busy = Le serveur est occupé par d’autres images. Veuillez réessayer dans un instant.
    .title = Serveur occupé
problem-404 = Il n’y a rien à cette adresse.
    .title = Introuvable
problem-405 = Cette adresse ne répond pas aux requêtes { $method }.
    .title = Méthode non autorisée
problem-413 = L’envoi dépasse { $megabytes } Mo. Choisissez une image plus légère.
    .title = Envoi trop volumineux
problem-500 = Quelque chose s’est mal passé sur le serveur. L’image n’a pas été conservée.
    .title = Erreur du serveur
problem-other = Le serveur ne peut pas répondre à cette requête : { $phrase }.
    .title = { $phrase }

## L’API, décrite

api = API
api-title = La détection pour les programmes
api-intro =
    Envoyez une image, et recevez les visages qui s’y trouvent avec leur classe, leur score et leur position. Le
    serveur ne garde rien. La langue de ses réponses suit l’en-tête Accept-Language.
api-document = La même chose en document OpenAPI :
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
api-health = Dire si le serveur fonctionne, et avec quel modèle
api-image =
    Un fichier JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP ou GIF, de { $megabytes } Mo au plus. C’est son contenu qui
    compte, pas son nom. L’orientation EXIF est appliquée. D’une animation, la première image est utilisée.
api-score_thresh = Score minimal, de 0 à 1. Seuls les visages avec un score plus élevé sont renvoyés.
api-nms_thresh =
    Chevauchement maximal (intersection sur union), de 0 à 1. De deux cadres qui se chevauchent davantage, seul celui
    qui a le score le plus élevé est renvoyé.
api-model-field = Le modèle à utiliser.
api-answer = Les visages, par score décroissant
api-health-answer = Le serveur fonctionne
api-health-closing = Le serveur va s’arrêter : envoyez les requêtes à un autre
api-size = La taille en pixels de l’image, remise à l’endroit.
api-detections = Une entrée par visage, par score décroissant ; vide s’il n’y en a aucun.
api-label = La classe du visage.
api-score = À quel point le modèle est sûr, de 0 à 1.
api-box = Gauche, haut, droite et bas, en pixels de l’image remise à l’endroit.
api-model = Le modèle qui a répondu.
api-model-name = Son nom.
api-model-hash = SHA-256 de ses poids.
api-timings = Les millisecondes passées à chaque étape.
api-problem-type = Le genre de problème, sous forme d’URI ; about:blank quand le statut dit tout.
api-problem-title = Le genre de problème, en mots.
api-problem-status = Le statut HTTP.
api-problem-detail = Ce qui s’est mal passé et ce qu’il faut faire ensuite.
result-json = La même chose en données
result-json-text = Ce que POST /api/detect répond à un programme qui envoie cette image.

## Comment ça marche

how = Comment ça marche
lesson-lead =
    Personne n’a écrit à quoi ressemble un masque. Un réseau d’un million de nombres l’a appris à partir d’images, et
    il tourne ici, sur cette page. Regardez par-dessus son épaule, pas à pas, avec une image à vous.
lesson-picture = Votre image
lesson-camera = Prendre une photo
lesson-private = Elle reste sur cet appareil.
lesson-squash-title = Une image devient des nombres
lesson-squash =
    L’image est ramenée à { $width } × { $height } pixels, quelle que soit sa forme : le réseau a appris sur des
    images ainsi tassées, et un visage reste un visage, même un peu large. Chaque pixel se compose de trois nombres de
    0 à 1, pour le rouge, le vert et le bleu : { $numbers } nombres entrent dans le réseau.
lesson-maps-title = { $maps } cartes, de la plus fine à la plus grossière
lesson-maps =
    Couche après couche, le réseau réduit l’image de moitié et décrit ce qu’il voit à chaque endroit. Il s’arrête à
    { $maps } tailles pour y chercher des visages. Sur la carte fine, une case couvre peu de l’image : il y trouve les
    petits visages. Sur la grossière, une case en couvre le tiers : il y trouve les visages tout proches.
lesson-anchors-title = Les ancres : { $boxes } cadres de départ
lesson-anchors =
    Sur chaque case de chaque carte reposent { $each } cadres de taille et de forme fixes, les ancres. Elles ne sont
    pas dessinées là où sont les visages ; elles sont partout, et tout visage, grand ou petit, en a une près de lui.
    Choisissez une carte, puis pointez un endroit de l’image, ou déplacez-vous avec les touches fléchées.
lesson-map = Carte
lesson-cell =
    Ligne { $row }, colonne { $column } sur { $rows } × { $columns }. Les ancres de cette case mesurent { $sizes }
    pixels, dans l’image que voit le réseau.
lesson-cells = Cases
lesson-count = Ancres
lesson-sides = Tailles en pixels
lesson-sum = Total
lesson-offsets-title = Pour chacune, un score et un petit ajustement
lesson-offsets =
    Pour chaque ancre, le réseau répond par { $numbers } nombres : { $classes } scores de 0 à 1, un par classe
    ({ $labels }), et un ajustement de quatre nombres, qui disent de combien déplacer l’ancre et de combien l’étirer
    pour qu’elle épouse le visage. Tout le calcul est là :
lesson-offsets-note =
    a est l’ancre, avec son centre, sa largeur (width) et sa hauteur (height) ; t, ce sont les quatre nombres. Un
    ajustement de 0 laisse l’ancre telle quelle.
lesson-nms-title = Trop de cadres, et comment il n’en reste qu’un
lesson-nms =
    Des ancres voisines voient le même visage, et toutes le signalent. Alors le cadre au meilleur score reste, tous
    ceux qui le chevauchent trop s’en vont, puis on recommence avec le meilleur des autres, jusqu’à ce qu’il n’y en
    ait plus à examiner. C’est la suppression des non-maxima. Le chevauchement est la surface que deux cadres
    partagent, divisée par celle qu’ils couvrent ensemble.
lesson-score = Cadres à partir d’un score de
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
lesson-wait = Le réseau arrive…
lesson-good-title = Ce qu’il vaut
lesson-good =
    Mesuré sur { $images } images que le réseau n’a jamais vues en apprenant. La précision moyenne (average precision)
    résume combien de visages ont été trouvés et combien de cadres étaient justes, pour tous les scores : 1 serait
    parfait. Un cadre compte comme juste quand il recouvre le vrai à moitié.
lesson-faces = Visages
lesson-size-all = tous
lesson-size-tiny = minuscules, sous 12 px sur 260
lesson-size-small = petits, 12 à 24
lesson-size-medium = moyens, 24 à 64
lesson-size-large = grands, plus de 64
lesson-mean = moyenne

## Visites

visits = Visites
visits-lead = Toute personne qui passe devant la caméra compte une fois, quelle que soit la durée.
visits-privacy = Ce relevé contient des nombres et aucune image, et il reste dans ce navigateur.
visits-script = Cette page a besoin de JavaScript.
visits-off = Le comptage est désactivé dans les réglages de la page d’accueil.
visits-unavailable = Ce navigateur n’enregistre rien ici : il n’y a donc pas de relevé. C’est le cas d’une fenêtre privée.
visits-none = Aucune visite
visits-nothing = Les visites apparaissent ici pendant que la caméra de la page d’accueil est en marche.
visits-total =
    { $count ->
        [one] { $count } visite
       *[other] { $count } visites
    }
visits-share = Part : { $label }
visits-together = Ensemble
visits-time = Heure
visits-day = Jour
visits-days = Jours
visits-previous = Jour précédent
visits-next = Jour suivant
visits-table = En tableau
visits-files = Fichiers
visits-scope = Ce qui est enregistré
visits-scope-day = Ce jour
visits-scope-all = Tous les jours
visits-print = Imprimer
visits-open = Ouvrir les fichiers d’autres appareils
visits-open-hint = Les fichiers enregistrés ici, sur cet appareil ou sur d’autres, sont affichés avec ce relevé. Ils ne sont pas conservés.
visits-alone = Cet appareil seulement
visits-devices = Également affichés : { $names }
visits-clear = Effacer le relevé
visits-clear-sure = Effacer toutes les visites conservées par ce navigateur ? Cette action est définitive.
visits-cleared = Le relevé est vide.
visits-file-unreadable =
    { $name }, ligne { $line } : ce n’est pas une visite enregistrée par cette page. Une visite contient id, begin, end,
    label, labels et score. Enregistrez le fichier à nouveau et ne le modifiez pas.
today = Aujourd’hui
since = En marche depuis { $time }
webhook-on =
    La personne qui héberge cette page reçoit aussi le début, la fin et le résultat de chaque visite, pour son propre
    programme. Elle ne reçoit aucune image.
webhook-short = Les visites sont transmises, sans images
problem-bad-visit = Le champ '{ $field }' de la visite manque ou n’a pas le bon format.
