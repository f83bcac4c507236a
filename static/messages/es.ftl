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
no-face = No se encontró ningún rostro
summary =
    { $faces ->
        [one] 1 rostro: { $counts }
       *[other] { $faces } rostros: { $counts }
    }

## La página: lo que siempre está ahí

intro-title = ¿Quién lleva mascarilla?
intro = Encienda la cámara o elija fotos o un video. Cada rostro recibe un recuadro: { $labels }.
privacy = Sus imágenes se quedan en este dispositivo.
privacy-form = Solo sale la que envíe con el formulario de abajo.
stage-label = Imagen
video-label = Cámara o video
still-label = Imagen fija
invitation = Encienda la cámara o arrastre aquí fotos o un video
drop-files = Suelte aquí fotos o un video
start-camera = Encender cámara
stop = Detener
choose-files = Fotos o video
samples = ¿No tiene cámara? Pruebe con un ejemplo
sample-two-faces = Dos personas, una de ellas con mascarilla
sample-crowd = Ocho retratos
sample-cat = Un gato
gallery = Fotos y videos
film = Video
play = Reproducir
pause = Pausar
position = Posición
film-position = { $now } de { $end }
snapshot = Guardar esta imagen con sus recuadros
kiosk = Pantalla completa para una recepción
kiosk-leave = Salir de la pantalla completa
save-json = Guardar como JSON
save-csv = Guardar como CSV

## La página: ajustes

settings = Ajustes
automatic = Automático
setting-score_thresh = Puntuación mínima
hint-score_thresh = Con un valor más bajo se encuentran más rostros, pero también hay más falsas alarmas.
setting-nms_thresh = Superposición máxima
hint-nms_thresh =
    Dos recuadros que se superponen más que esto cuentan como un solo rostro. Use un valor más alto donde la gente
    está muy junta.
setting-camera = Cámara
hint-camera = La cámara que se usa en este dispositivo.
camera-front = Cámara frontal
camera-back = Cámara trasera
setting-mirror = Espejo
hint-mirror = En automático se invierte la imagen de la cámara que apunta hacia usted.
mirror-on = Invertida
mirror-off = Sin invertir
setting-labels = Texto en los recuadros
hint-labels = Sin texto, los recuadros muestran solo su color y su símbolo.
setting-sound = Sonido
hint-sound = Suenan dos notas suaves cuando llega alguien: ascendentes si lleva mascarilla, descendentes si no.
setting-hide = Ocultar los rostros en las imágenes guardadas
hint-hide = Los rostros se pixelan hasta quedar irreconocibles. Un rostro que no se encontró sigue visible.
hide-none = Ninguno
hide-all = Todos los rostros
setting-record = Contar visitas
hint-record =
    Guarda el comienzo, el final y el resultado de cada visita para la página «Visitas»: números, ninguna imagen.
setting-today = Visitas de hoy en pantalla completa
hint-today = Muestra cuántas personas vinieron hoy y qué llevaban.
setting-model = Modelo
hint-model =
    Un modelo más grande encuentra rostros más pequeños, pero tarda más. «lite» es más rápido, pero se le escapan más
    rostros pequeños. «three» reconoce también las mascarillas mal puestas.
setting-backend = Motor de cálculo
hint-backend = En automático se mide cuál es el más rápido en este dispositivo.
share = Copiar un enlace a esta vista
share-done = Copiado
share-failed = El navegador impidió copiar. Copie el enlace de la barra de direcciones.
reset = Restablecer todo
results-title = Resultados
faces = Rostros
timings-title = Velocidad y memoria
server-title = Usar el servidor
server-text =
    Para navegadores que no pueden ejecutar el modelo. Este formulario es lo único que envía una imagen fuera de
    su dispositivo.
no-server =
    Esta copia de la página no tiene servidor, así que aquí no hay formulario de envío ni API: todas las imágenes
    se quedan en su dispositivo.
noscript-needed = La página necesita JavaScript, que está desactivado en este navegador.
noscript-intro = Envíe una imagen y el servidor marcará cada rostro: con mascarilla o sin ella.
noscript-text =
    JavaScript está desactivado en este navegador. Con JavaScript, la página analiza las imágenes por sí misma, en
    vivo desde la cámara, y ninguna imagen sale de su dispositivo.

## La página: lo que dice mientras trabaja

starting = Iniciando…
downloading =
    Descargando el modelo: { NUMBER($loaded, minimumFractionDigits: 1, maximumFractionDigits: 1) } de
    { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } MB
choosing = Buscando la forma más rápida de calcular en este dispositivo…
lite-notice =
    El modelo habitual va lento en este dispositivo, así que la página usa «lite». Es más rápido, pero se le escapan
    más rostros pequeños.
lite-undo = Usar el modelo habitual
opening = Esperando la cámara…
looking = Buscando rostros…
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
timing-total = Total
timing-memory = Memoria del modelo

## La página: lo que puede fallar

failure-camera-denied =
    Esta página no tiene permiso para usar la cámara. Autorícela en la barra de direcciones o en los ajustes del
    navegador y vuelva a intentarlo.
    .title = Cámara no autorizada
failure-camera-missing = No hay ninguna cámara conectada. Conecte una y vuelva a intentarlo, o elija una foto.
    .title = No se encontró ninguna cámara
failure-camera-busy = Parece que otro programa está usando la cámara. Cierre ese programa y vuelva a intentarlo.
    .title = La cámara está ocupada
failure-camera-lost = La cámara se desconectó. Conéctela de nuevo y vuelva a encenderla.
    .title = Cámara desconectada
failure-camera-insecure =
    Los navegadores solo permiten la cámara en páginas con https:// o en localhost. Abra esta página en una
    dirección así o elija una foto.
    .title = La cámara necesita una dirección segura
failure-model-unreachable = La conexión falló o el sitio no responde. Revise la conexión y vuelva a intentarlo.
    .title = No se pudo descargar el modelo
failure-runtime-broken = El detector no pudo iniciarse o se interrumpió. Vuelva a cargar la página.
    .title = El detector se detuvo
failure-no-backend =
    Este navegador no pudo ejecutar el modelo ni en el chip gráfico ni en el procesador. Use un navegador más
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
failure-film-broken = El archivo está dañado en este punto. Todavía puede guardar los resultados hasta aquí.
    .title = Video dañado
failure-sample-unreachable = La conexión falló o el sitio no responde. Revise la conexión y vuelva a intentarlo.
    .title = No se pudo descargar la imagen
failure-internal = Se produjo un error inesperado. Vuelva a cargar la página.
    .title = Algo salió mal
way-camera = Reintentar con la cámara
way-load = Reintentar
way-photo = Elegir una foto o un video
way-upload = Usar el formulario de envío

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
result-caption = Posiciones de los rostros, en píxeles desde la esquina superior izquierda
result-face = Rostro
result-label = Clase
result-score = Puntuación
result-left = Izquierda
result-top = Arriba
result-right = Derecha
result-bottom = Abajo
result-again = Enviar otra imagen
error-upload = Enviar otra imagen
error-camera = Usar la cámara

## Lo que responde el servidor cuando algo va mal: en sus páginas y como documentos de problema de su API

problem-not-a-form = Envíe la imagen como multipart/form-data, en un campo llamado «{ $field }».
    .title = No es un formulario
problem-bad-form =
    .title = Formulario mal rellenado
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
api-title = API de detección
api-intro =
    Envíe una imagen y reciba sus rostros, con clases, puntuaciones y recuadros. El servidor no guarda nada. El
    idioma de sus mensajes sigue el encabezado Accept-Language.
api-document = La API como documento OpenAPI:
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
api-default = { $value } por defecto
api-detect = Encontrar los rostros de una imagen
api-health = Indicar si el servidor funciona y qué modelo usa
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
api-health-closing = El servidor se está cerrando: envíe las solicitudes a otro
api-size = El tamaño de la imagen en píxeles, con la orientación corregida.
api-detections = Una entrada por rostro, primero la de mayor puntuación; vacío si no hay ninguno.
api-label = La clase del rostro.
api-score = El grado de seguridad del modelo, de 0 a 1.
api-box = Izquierda, arriba, derecha y abajo, en píxeles de la imagen con la orientación corregida.
api-model = El modelo que se usó.
api-model-name = Su nombre.
api-model-hash = SHA-256 de sus pesos.
api-timings = Milisegundos empleados en cada etapa.
api-problem-type = Qué tipo de problema es, como URI; about:blank cuando el estado lo dice todo.
api-problem-title = El tipo de problema, en palabras.
api-problem-status = El estado HTTP.
api-problem-detail = Qué salió mal y qué hacer a continuación.
result-json = El resultado en JSON
result-json-text = El JSON que POST /api/detect devuelve para esta imagen.

## Cómo funciona

how = Cómo funciona
lesson-lead =
    Nadie escribió reglas sobre cómo es una mascarilla. Una red con un millón de parámetros lo aprendió a partir
    de imágenes, y funciona aquí, en esta página. Sígala paso a paso con una imagen suya.
lesson-picture = Su imagen
lesson-camera = Tomar una foto con la cámara
lesson-private = Se queda en este dispositivo.
lesson-squash-title = Una imagen se convierte en números
lesson-squash =
    La imagen se comprime a { $width } × { $height } píxeles, sea cual sea su forma. La red se entrenó con
    imágenes deformadas así, de modo que un rostro algo más ancho no es un problema. Cada píxel son tres números
    de 0 a 1, para el rojo, el verde y el azul: entran { $numbers } números.
lesson-maps-title = { $maps } mapas, del más fino al más grueso
lesson-maps =
    Capa tras capa, la red reduce la imagen a la mitad y describe lo que ve en cada lugar. Busca rostros en
    { $maps } tamaños. Una celda del mapa más fino cubre una parte pequeña de la imagen y encuentra rostros
    pequeños. Una celda del mapa más grueso cubre un tercio y encuentra los rostros cercanos a la cámara.
lesson-anchors-title = Anclas: { $boxes } recuadros de partida
lesson-anchors =
    Cada celda de cada mapa tiene { $each } recuadros de tamaño y forma fijos, llamados anclas. Las anclas cubren
    toda la imagen, de modo que un rostro de cualquier tamaño queda cerca de alguna. Elija un mapa y señale un
    lugar de la imagen, o muévase con las teclas de flecha.
lesson-map = Mapa
lesson-cell =
    Fila { $row }, columna { $column } de { $rows } × { $columns }. Sus anclas miden { $sizes } píxeles en la
    imagen de entrada de la red.
lesson-cells = Celdas
lesson-count = Anclas
lesson-sides = Tamaños en píxeles
lesson-sum = Total
lesson-offsets-title = Cada ancla recibe puntuaciones y desplazamientos
lesson-offsets =
    Para cada ancla, la red da { $numbers } números: { $classes } puntuaciones de 0 a 1, una por clase
    ({ $labels }), y cuatro desplazamientos, que mueven el ancla y la estiran para ajustarla al rostro. Este es
    todo el cálculo:
lesson-offsets-note =
    a es el ancla, con su centro, su ancho (width) y su alto (height); t son los cuatro desplazamientos. Con
    desplazamientos de 0, el ancla queda como está.
lesson-nms-title = Muchos recuadros, un rostro
lesson-nms =
    Las anclas vecinas encuentran el mismo rostro. Se queda el recuadro con la mejor puntuación y se eliminan los
    que se superponen demasiado con él. Después se hace lo mismo con el mejor de los restantes, hasta que no queda
    ninguno. Esto se llama supresión de no máximos. La superposición es el área que comparten dos recuadros,
    dividida por el área que cubren entre ambos.
lesson-score = Puntuación mínima
lesson-overlap = Superposición máxima
lesson-before = { $count ->
    [one] Antes: 1 recuadro
   *[other] Antes: { $count } recuadros
  }
lesson-after = { $count ->
    [one] Después: 1 recuadro
   *[other] Después: { $count } recuadros
  }
lesson-wait = Cargando la red…
lesson-good-title = ¿Cuánto acierta?
lesson-good =
    Medido con { $images } imágenes que no se usaron en el entrenamiento. La precisión media (average precision)
    resume, para todas las puntuaciones, cuántos rostros se encontraron y cuántos recuadros eran correctos: 1
    sería perfecto. Un recuadro cuenta como correcto cuando su superposición con el verdadero es de al menos 0,5.
lesson-faces = Rostros
lesson-size-all = todos
lesson-size-tiny = diminutos: menos de 12 px de 260
lesson-size-small = pequeños: de 12 a 24
lesson-size-medium = medianos: de 24 a 64
lesson-size-large = grandes: más de 64
lesson-mean = media
lesson-precision = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

## Visitas

visits = Visitas
visits-lead = Cada persona ante la cámara cuenta una vez, sin importar cuánto tiempo se quede.
visits-privacy = Este registro contiene números y ninguna imagen, y no sale de este navegador.
visits-script = Esta página necesita JavaScript.
visits-off = El recuento está desactivado. Actívelo en los ajustes de la página de inicio.
visits-unavailable =
    Este navegador no guarda datos de esta página, así que no hay registro. Así ocurre en una ventana privada.
visits-none = Ninguna visita
visits-nothing = Las visitas aparecen aquí mientras la cámara de la página de inicio está en marcha.
visits-total =
    { $count ->
        [one] 1 visita
       *[other] { $count } visitas
    }
visits-share = Proporción { $label }
visits-named = { $name }: { $value }
visits-together = Total
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
visits-open-hint =
    Muestra, junto con este registro, archivos guardados en este dispositivo o en otros. Los archivos no se
    conservan.
visits-alone = Solo este dispositivo
visits-devices = También se muestran: { $names }
visits-clear = Borrar el registro
visits-clear-sure = ¿Borrar todas las visitas guardadas en este navegador? Esto no se puede deshacer.
visits-cleared = El registro está vacío.
visits-file-unreadable =
    { $name }, línea { $line }: esto no es una visita guardada por esta página. Una visita tiene id, begin, end, label,
    labels y score. Guarde el archivo de nuevo y no lo modifique.
today = Hoy
since = En marcha desde { $time }
webhook-on =
    Esta página también transmite el comienzo, el final y el resultado de cada visita a su operador. No transmite
    ninguna imagen.
webhook-short = Las visitas se transmiten, sin imágenes
problem-bad-visit = El campo «{ $field }» de la visita falta o tiene un formato incorrecto.
