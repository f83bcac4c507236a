"""What labels are called in each language."""

NAMES = {
    "en": {"mask": "mask", "no_mask": "no mask"},
    "de": {"mask": "mit Maske", "no_mask": "ohne Maske"},
    "es": {"mask": "con mascarilla", "no_mask": "sin mascarilla"},
    "fr": {"mask": "avec masque", "no_mask": "sans masque"},
    "ja": {"mask": "マスクあり", "no_mask": "マスクなし"},
    "zh": {"mask": "戴口罩", "no_mask": "未戴口罩"},
}
"""Language -> label of the card -> its name; the first language is the default."""


def name_label(label: str, language: str) -> str:
    """A label's name; a label of another card is named by itself."""
    return NAMES[language].get(label, label.replace("_", " "))
