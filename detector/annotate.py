"""Draw detections into a picture, for the command line and the server's page without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from detector.languages import Language
from detector.postprocess import Detection

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Style(NamedTuple):
    """A label's colour and mark (lines through points of a unit square), for people who cannot see the
    colour."""

    color: tuple[int, int, int]
    mark: tuple[tuple[tuple[float, float], ...], ...]


TICK = (((0.0, 0.55), (0.38, 0.95), (1.0, 0.1)),)
CROSS = (((0.05, 0.05), (0.95, 0.95)), ((0.95, 0.05), (0.05, 0.95)))
EXCLAMATION = (((0.5, 0.0), (0.5, 0.62)), ((0.5, 0.85), (0.5, 1.0)))
STYLES = {
    "mask": Style((11, 107, 95), TICK),
    "no_mask": Style((179, 65, 15), CROSS),
    "mask_worn_incorrectly": Style((122, 90, 0), EXCLAMATION),
}
OTHER = Style((44, 72, 140), ())


FONTS = {
    "ja": ("NotoSansCJK-Regular.ttc", "ipag.ttf", "ヒラギノ角ゴシック W3.ttc", "YuGothR.ttc", "msgothic.ttc"),
    "zh": ("NotoSansCJK-Regular.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc", "PingFang.ttc", "msyh.ttc"),
}
"""Language -> fonts that have its letters, as Linux, macOS and Windows call them.

The others are drawn in Pillow's own font, which has Latin letters only.
"""


def annotate(
    image: NDArray[np.uint8], detections: Sequence[Detection], language: Language
) -> NDArray[np.uint8]:
    """Draw a box with a mark, the label and the score for each detection.

    Args:
        image: uint8 [height, width, 3], RGB; not changed.
        language: of the labels.

    Returns:
        A copy with the drawing, of the same shape; lines and letters grow with the picture.

    Raises:
        ValueError: see :func:`load_font`.
    """
    canvas = Image.fromarray(image)
    draw = ImageDraw.Draw(canvas)
    line = max(2, round(min(canvas.size) / 240))
    font = load_font(max(11, 6 * line), language.tag)
    for detection in reversed(detections):
        style = STYLES.get(detection["label"], OTHER)
        draw.rectangle(detection["box"], outline=style.color, width=line)
        text = f"{language.name_label(detection['label'])} {detection['score']:.0%}"
        _draw_tag(draw, detection, text, style, font, line)
    return np.array(canvas)


@cache
def load_font(size: int, language: str) -> Font:
    """A font with the letters of a language, ``size`` pixels high.

    Raises:
        ValueError: this machine has no such font.
    """
    if language not in FONTS:
        return ImageFont.load_default(size)
    for name in FONTS[language]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    raise ValueError(
        f"language '{language}': expected one of the fonts {', '.join(FONTS[language])} to draw its letters, "
        "found none; Debian's package fonts-noto-cjk has one"
    )


def _draw_tag(
    draw: ImageDraw.ImageDraw,
    detection: Detection,
    text: str,
    style: Style,
    font: Font,
    line: int,
) -> None:
    """Draw the tag above the box, or inside it if there is no space above; never outside the picture."""
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    height = round(bottom - top)
    mark_width = height + 2 * line if style.mark else 0
    tag_width, tag_height = right - left + mark_width + 4 * line, height + 4 * line

    x1, y1, _, _ = detection["box"]
    x = max(0, min(x1, draw.im.size[0] - tag_width))
    y = y1 - tag_height if y1 >= tag_height else y1
    draw.rectangle((x, y, x + tag_width, y + tag_height), fill=style.color)
    for points in style.mark:
        corners = [(x + 2 * line + u * height, y + 2 * line + v * height) for u, v in points]
        draw.line(corners, fill="white", width=line, joint="curve")
    draw.text((x + 2 * line + mark_width - left, y + 2 * line - top), text, fill="white", font=font)
