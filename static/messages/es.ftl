### Todas las frases de las páginas, en la sintaxis Fluent (https://projectfluent.org).
###
### Las plantillas del servidor y los scripts de la página leen el mismo archivo. Otro idioma es otro archivo
### junto a este, con su etiqueta por nombre; debe contener los mismos mensajes.

# El nombre del idioma, en el propio idioma.
language-name = Español

## Todas las páginas

site-name = Detección de mascarillas
site-description = Vea al instante quién lleva mascarilla. La imagen nunca sale de su dispositivo.
skip-link = Ir al contenido
footer =
    Un detector de mascarillas que funciona en su propio dispositivo: TensorFlow.js en el navegador, sin cuentas ni
    rastreo.
languages = Idioma

## Lo que dice el detector

label-mask = con mascarilla
label-no_mask = sin mascarilla
label-mask_worn_incorrectly = mascarilla por debajo de la nariz
score = { $percent } %
counted-label = { $count } { $label }
no-face = No se ve ningún rostro
summary =
    { $faces ->
        [one] 1 rostro: { $counts }
       *[other] { $faces } rostros: { $counts }
    }

## La página: lo que siempre está ahí

intro-title = ¿Quién lleva mascarilla?
intro = Encienda la cámara o elija fotos o un video. Cada rostro recibe un marco: { $labels }.
privacy = Sus imágenes se quedan en este dispositivo.
privacy-form = Solo sale la que envíe con el formulario de abajo.
stage-label = Imagen
video-label = Cámara o video
still-label = Imagen fija
invitation = Encienda la cámara o arrastre aquí fotos o un video
drop-files = Suelte aquí las fotos o el video
start-camera = Encender cámara
stop = Detener
choose-files = Fotos o video
samples = ¿Sin cámara a mano? Pruebe con estas imágenes
sample-two-faces = Dos personas, una de ellas con mascarilla
sample-crowd = Ocho retratos
sample-cat = Un gato
gallery = Fotos y videos
film = Video
play = Reproducir
pause = Pausar
position = Posición
film-position = { $now } de { $end }
snapshot = Guardar esta imagen con sus marcos
kiosk = Pantalla completa, para una recepción
kiosk-leave = Salir de la pantalla completa
save-json = Guardar JSON
save-csv = Guardar CSV

## La página: ajustes

settings = Ajustes
automatic = Automático
setting-score_thresh = Puntuación mínima
hint-score_thresh = Un valor más bajo encuentra más rostros, pero también más falsas alarmas.
setting-nms_thresh = Superposición máxima
hint-nms_thresh =
    Dos recuadros que se superponen más que esto cuentan como un solo rostro. Use un valor más alto donde la gente
    está muy junta.
setting-camera = Cámara
hint-camera = Qué cámara de este dispositivo se usa.
camera-front = Cámara frontal
camera-back = Cámara trasera
setting-mirror = Espejo
hint-mirror = En automático, la cámara que apunta hacia usted se ve como en un espejo.
mirror-on = Como en un espejo
mirror-off = Como lo ven los demás
setting-labels = Texto en los marcos
hint-labels = Sin texto, cada marco tiene solo su color y su símbolo.
setting-sound = Sonido
hint-sound = Dos notas suaves cuando llega alguien: ascendentes si lleva mascarilla, descendentes si no.
setting-hide = Ocultar los rostros en lo que se guarda
hint-hide = Unos pocos cuadrados sustituyen sus píxeles. Un rostro que no se encontró no se oculta.
hide-none = Ninguno
hide-all = Todos los rostros
setting-record = Contar visitas
hint-record = Comienzo, final y resultado de cada visita ante la cámara, para la página Visitas: números, ninguna imagen.
setting-today = Visitas de hoy en pantalla completa
hint-today = Muestra cuántas personas vinieron hoy y qué llevaban.
setting-model = Modelo
hint-model = Uno más grande ve rostros más pequeños y tarda más. «three» reconoce también las mascarillas mal puestas.
setting-backend = Motor de cálculo
hint-backend = En automático se mide cuál es el más rápido en este dispositivo.
share = Copiar enlace a esta vista
share-done = Copiado
share-failed = Aquí no se permite: cópielo de la barra de direcciones
reset = Restablecer todo
results-title = Lo que se ve
faces = Rostros
timings-title = Velocidad y memoria
server-title = O deje que lo haga el servidor
server-text =
    Para navegadores que no pueden hacerlo por sí mismos. Aquí, y solo aquí, una imagen sale de su dispositivo.
no-server = Esta copia de la página no tiene un servidor detrás, así que aquí no hay formulario ni API: todas las imágenes se quedan en tu dispositivo.
noscript-needed = La página necesita JavaScript, que está desactivado en este navegador.
noscript-intro = Envíe una imagen y el servidor marcará cada rostro: con mascarilla o sin ella.
noscript-text =
    Con JavaScript, que está desactivado en este navegador, la página lo hace por sí sola, en tiempo real desde la
    cámara, y ninguna imagen sale de su dispositivo.

## La página: lo que dice mientras trabaja

starting = Iniciando…
downloading =
    Descargando el modelo: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } de
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Buscando la forma más rápida de calcular en este dispositivo…
opening = Esperando la cámara…
looking = Analizando…
threads = { $backend }, { $threads } hilos
frames-per-second =
    { NUMBER($rate, maximumSignificantDigits: 2) ->
        [one] { NUMBER($rate, maximumSignificantDigits: 2) } fotograma por segundo
       *[other] { NUMBER($rate, maximumSignificantDigits: 2) } fotogramas por segundo
    }
milliseconds = { NUMBER($ms, minimumFractionDigits: 1, maximumFractionDigits: 1) } ms
pixels = { $width } × { $height } píxeles
memory = { NUMBER($megabytes, maximumFractionDigits: 1) } MB en { $tensors } tensores
timing-picture = Imagen
timing-rate = Velocidad
timing-capture = Captura
timing-preprocess = Preparación
timing-network = Red
timing-decode = Decodificación
timing-draw = Dibujo
timing-total = En total
timing-memory = Memoria de la red

## La página: lo que puede fallar

failure-camera-denied =
    El navegador no permite que esta página use la cámara. Autorícela en la barra de direcciones o en los ajustes del
    navegador y vuelva a intentarlo.
    .title = La cámara no está autorizada
failure-camera-missing =
    Este dispositivo no ofrece ninguna cámara. Conecte una y vuelva a intentarlo, o elija una foto.
    .title = No hay ninguna cámara
failure-camera-busy = Parece que otro programa está usando la cámara. Ciérrela allí y vuelva a intentarlo.
    .title = La cámara está ocupada
failure-camera-lost =
    La cámara se desconectó o se retiró el permiso para usarla. Conéctela de nuevo y vuelva a encenderla.
    .title = La cámara ya no está disponible
failure-camera-insecure =
    Los navegadores solo prestan la cámara a páginas con https:// o abiertas desde este mismo equipo. Abra la página
    en una dirección así o elija una foto.
    .title = Sin una dirección segura no hay cámara
failure-model-unreachable = Se cortó la conexión o el sitio no responde. Revise la conexión y vuelva a intentarlo.
    .title = No se pudo descargar el modelo
failure-runtime-broken = El detector no pudo iniciarse o se interrumpió. Vuelva a cargar la página.
    .title = El detector se detuvo
failure-no-backend =
    Este navegador no pudo ejecutar el modelo ni con los gráficos ni con el procesador. Use un navegador más
    reciente.
    .title = Este navegador no puede ejecutar el modelo
failure-browser-too-old = A este navegador le faltan funciones que la página necesita. Use un navegador más reciente.
    .title = Este navegador es demasiado antiguo
failure-photo-unsupported =
    Este navegador no puede leer el archivo como imagen. Elija un archivo JPEG, PNG, WebP, AVIF, BMP o GIF.
    .title = { problem-unsupported-picture.title }
failure-photo-broken = { problem-broken-picture }
    .title = { problem-broken-picture.title }
failure-photo-too-large = Este navegador no puede leer una imagen de tantos píxeles. Redúzcala y vuelva a intentarlo.
    .title = { problem-picture-too-large.title }
failure-film-unreadable =
    Este navegador no puede reproducir el video. Guárdelo como MP4 (H.264) o WebM y vuelva a intentarlo.
    .title = No se puede leer el video
failure-film-broken = El archivo está dañado en este punto. Lo visto hasta aquí todavía se puede guardar.
    .title = El video se interrumpe
failure-sample-unreachable = Se cortó la conexión o el sitio no responde. Revise la conexión y vuelva a intentarlo.
    .title = No se pudo descargar la imagen
failure-internal = Se produjo un error inesperado. Vuelva a cargar la página.
    .title = Algo salió mal
way-camera = Reintentar con la cámara
way-load = Reintentar
way-photo = Elegir una foto o un video
way-upload = Usar el formulario

## El formulario de envío y su respuesta

upload-title = Enviar una imagen
upload-picture = Imagen
upload-score = Puntuación mínima (de 0 a 1)
upload-send = Buscar rostros
upload-terms =
    JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP o GIF, de { $megabytes } MB como máximo. La imagen se envía al servidor, que
    la analiza en memoria y no guarda nada.
result-alt = { $filename }, con un recuadro alrededor de cada rostro encontrado
result-positions = Posiciones
result-caption = Dónde están los rostros, en píxeles desde la esquina superior izquierda
result-face = Rostro
result-label = Etiqueta
result-score = Puntuación
result-left = Izquierda
result-top = Arriba
result-right = Derecha
result-bottom = Abajo
result-again = Otra imagen
error-upload = Enviar otra imagen
error-camera = Usar la cámara

## Lo que responde el servidor cuando algo va mal: en sus páginas y como documentos de problema de su API

problem-not-a-form = Envíe la imagen como multipart/form-data, en un campo llamado «{ $field }».
    .title = No es un formulario
problem-bad-form =
    .title = Formulario con errores
problem-damaged-form = El formulario llegó dañado o incompleto. Envíelo de nuevo.
problem-nameless-field = Un campo del formulario no tiene nombre. Sus campos son { $known }.
problem-many-fields = El formulario tiene más de { $count } campos. Sus campos son { $known }.
    .title = Demasiados campos
problem-unknown-field = El formulario tiene un campo desconocido, «{ $field }». Sus campos son { $known }.
problem-no-picture = No llegó ninguna imagen. Elija una primero; su campo se llama «{ $field }».
problem-many-pictures = Llegaron { $count } imágenes. Envíelas de una en una.
problem-bad-threshold = El campo «{ $field }» admite un número de 0 a 1, no «{ $text }».
problem-unknown-model = No existe el modelo «{ $text }». Los modelos son { $known }.
problem-unsupported-picture =
    El archivo no es una imagen que se pueda leer aquí. Elija un archivo JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP o GIF.
    .title = No es una imagen
problem-broken-picture = La imagen está dañada o incompleta. Guárdela otra vez desde su origen y vuelva a intentarlo.
    .title = Imagen dañada
problem-picture-too-large =
    La imagen tiene más de { $megapixels } millones de píxeles. Redúzcala y vuelva a intentarlo.
    .title = Imagen demasiado grande
problem-busy = El servidor está ocupado con otras imágenes. Vuelva a intentarlo dentro de un momento.
    .title = Servidor ocupado
problem-404 = No hay nada en esta dirección.
    .title = No encontrado
problem-405 = Esta dirección no responde a solicitudes { $method }.
    .title = Método no permitido
problem-413 = El envío supera los { $megabytes } MB. Elija una imagen más pequeña.
    .title = Envío demasiado grande
problem-500 = Algo salió mal en el servidor. La imagen no se guardó.
    .title = Error del servidor
problem-other = El servidor no puede responder a esta solicitud: { $phrase }.
    .title = { $phrase }

## La API, descrita

api = API
api-title = Detección para programas
api-intro =
    Envíe una imagen y reciba los rostros que hay en ella, con sus etiquetas, puntuaciones y posiciones. El servidor
    no guarda nada. Las frases de sus respuestas siguen el encabezado Accept-Language.
api-document = Lo mismo, como documento OpenAPI:
api-try = Pruébela
api-request = Solicitud
api-response = Respuesta
api-example = Ejemplo
api-errors = Errores
api-errors-text =
    Un error es un documento de problema (RFC 9457), del tipo application/problem+json: type, title, status y, en
    detail, una frase que se puede mostrar a una persona.
api-field = Campo
api-meaning = Significado
api-status = Estado
api-required = obligatorio
api-default = { $value } si se omite
api-detect = Encontrar los rostros de una imagen
api-health = Decir si el servidor funciona y con qué modelo
api-image =
    Un archivo JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP o GIF, de { $megabytes } MB como máximo. Cuenta su contenido, no
    su nombre. Se aplica la orientación EXIF. De una animación se usa la primera imagen.
api-score_thresh = Puntuación mínima, de 0 a 1. Solo se devuelven los rostros con una puntuación mayor.
api-nms_thresh =
    Superposición máxima (intersección sobre unión), de 0 a 1. De dos recuadros que se superponen más, solo se devuelve
    el de mayor puntuación.
api-model-field = El modelo que se usa.
api-answer = Los rostros, primero el de mayor puntuación
api-health-answer = El servidor funciona
api-health-closing = El servidor está a punto de cerrarse: envíe las peticiones a otro
api-size = El tamaño de la imagen en píxeles, con la orientación corregida.
api-detections = Una entrada por rostro, primero la de mayor puntuación; vacío si no hay ninguno.
api-label = La clase del rostro.
api-score = El grado de seguridad del modelo, de 0 a 1.
api-box = Izquierda, arriba, derecha y abajo, en píxeles de la imagen con la orientación corregida.
api-model = El modelo que respondió.
api-model-name = Su nombre.
api-model-hash = SHA-256 de sus pesos.
api-timings = Milisegundos empleados en cada etapa.
api-problem-type = Qué tipo de problema es, como URI; about:blank cuando el estado lo dice todo.
api-problem-title = El tipo de problema, en palabras.
api-problem-status = El estado HTTP.
api-problem-detail = Qué salió mal y qué hacer a continuación.
result-json = Lo mismo, como datos
result-json-text = Lo que POST /api/detect responde a un programa que envía esta imagen.

## Cómo funciona

how = Cómo funciona
lesson-lead =
    Nadie escribió cómo es una mascarilla. Una red de un millón de números lo aprendió a partir de imágenes, y
    funciona aquí, en esta página. Véala trabajar, paso a paso, con una imagen suya.
lesson-picture = Su imagen
lesson-camera = Tomar una con la cámara
lesson-private = Se queda en este dispositivo.
lesson-squash-title = Una imagen se convierte en números
lesson-squash =
    La imagen se encoge a { $width } × { $height } píxeles, sea cual sea su forma: la red se entrenó con imágenes
    deformadas así, y un rostro algo más ancho sigue siendo un rostro. Cada píxel son tres números de 0 a 1, para el
    rojo, el verde y el azul: entran { $numbers } números.
lesson-maps-title = { $maps } mapas, del más fino al más grueso
lesson-maps =
    Capa tras capa, la red reduce la imagen a la mitad y describe lo que ve en cada lugar. En { $maps } tamaños se
    detiene a buscar rostros. En el mapa fino, una celda cubre poco de la imagen: ahí encuentra los rostros pequeños.
    En el grueso, una celda cubre un tercio: ahí encuentra los que están cerca.
lesson-anchors-title = Anclas: { $boxes } recuadros de partida
lesson-anchors =
    En cada celda de cada mapa hay { $each } recuadros de tamaño y forma fijos, las anclas. No se dibujan donde hay
    rostros: están en todas partes, y un rostro de cualquier tamaño queda cerca de alguna. Elija un mapa y señale un
    lugar de la imagen, o muévase con las teclas de flecha.
lesson-map = Mapa
lesson-cell =
    Fila { $row }, columna { $column } de { $rows } × { $columns }. Sus anclas miden { $sizes } píxeles de la imagen
    que ve la red.
lesson-cells = Celdas
lesson-count = Anclas
lesson-sides = Tamaños en píxeles
lesson-sum = Total
lesson-offsets-title = Una puntuación y un pequeño ajuste para cada una
lesson-offsets =
    Para cada ancla, la red responde con { $numbers } números: { $classes } puntuaciones de 0 a 1, una por clase
    ({ $labels }), y un ajuste de cuatro números, que dicen cuánto mover el ancla y cuánto estirarla para que encaje
    con el rostro. Esta es toda la aritmética que hay:
lesson-offsets-note =
    a es el ancla, con su centro, su ancho y su alto; t son los cuatro números. Un ajuste de 0 deja el ancla como
    está.
lesson-nms-title = Demasiados recuadros, y cómo queda uno
lesson-nms =
    Las anclas cercanas ven el mismo rostro, y todas avisan. Por eso se queda el recuadro con la mejor puntuación, se
    descartan los que se superponen demasiado con él, y se repite lo mismo con el mejor de los demás, hasta que no
    queda ninguno por revisar. Eso es la supresión de no máximos. La superposición es el área que comparten dos
    recuadros, dividida por el área que cubren entre ambos.
lesson-score = Puntuación mínima de los recuadros
lesson-overlap = Superposición máxima
lesson-before = { $count ->
    [one] Antes: 1 recuadro
   *[other] Antes: { $count } recuadros
  }
lesson-after = { $count ->
    [one] Después: 1 recuadro
   *[other] Después: { $count } recuadros
  }
lesson-wait = La red está en camino…
lesson-good-title = Cuánto acierta
lesson-good =
    Medido con { $images } imágenes que la red nunca vio mientras aprendía. La precisión media resume, para todas las
    puntuaciones, cuántos rostros se encontraron y cuántos recuadros eran correctos: 1 sería perfecto. Un recuadro
    cuenta como correcto cuando su superposición con el verdadero llega a la mitad.
lesson-faces = Rostros
lesson-size-all = todos
lesson-size-tiny = diminutos, menos de 12 px de 260
lesson-size-small = pequeños, de 12 a 24
lesson-size-medium = medianos, de 24 a 64
lesson-size-large = grandes, más de 64
lesson-mean = media

## Visitas

visits = Visitas
visits-lead = Quien pasa ante la cámara cuenta una vez, por mucho tiempo que se quede.
visits-privacy = Este registro contiene números y ninguna imagen, y no sale de este navegador.
visits-script = Esta página necesita JavaScript.
visits-off = El recuento está desactivado en los ajustes de la página de inicio.
visits-unavailable = Este navegador no guarda nada aquí, así que no hay registro. Es lo que hace una ventana privada.
visits-none = Ninguna visita
visits-nothing = Las visitas aparecen aquí mientras la cámara de la página de inicio está en marcha.
visits-total =
    { $count ->
        [one] 1 visita
       *[other] { $count } visitas
    }
visits-share = Proporción: { $label }
visits-together = En total
visits-time = Hora
visits-day = Día
visits-days = Días
visits-previous = Día anterior
visits-next = Día siguiente
visits-table = Como tabla
visits-files = Archivos
visits-scope = Qué se guarda
visits-scope-day = Este día
visits-scope-all = Todos los días
visits-print = Imprimir
visits-open = Abrir archivos de otros dispositivos
visits-open-hint = Los archivos guardados aquí, en este dispositivo o en otros, se muestran junto con este registro. No se conservan.
visits-alone = Solo este dispositivo
visits-devices = Se muestra también: { $names }
visits-clear = Borrar el registro
visits-clear-sure = ¿Borrar todas las visitas que guarda este navegador? No se puede deshacer.
visits-cleared = El registro está vacío.
visits-file-unreadable =
    { $name }, línea { $line }: esto no es una visita guardada por esta página. Una visita tiene id, begin, end, label,
    labels y score. Guarde el archivo de nuevo y no lo modifique.
today = Hoy
since = En marcha desde { $time }
webhook-on =
    Quien ofrece esta página recibe además el comienzo, el final y el resultado de cada visita para un programa propio.
    No recibe ninguna imagen.
webhook-short = Las visitas se transmiten, sin imágenes
problem-bad-visit = El campo '{ $field }' de la visita falta o tiene un formato incorrecto.
