from pathlib import Path

from detector.network.pytorch import Network
from training.weight_types import choose_type, count_bytes, main

ROOT = Path(__file__).parents[2]


def test_the_size_is_that_of_the_folded_network(card):
    assert count_bytes(Network(card), 4) == 4 * 1_035_272
    assert count_bytes(Network(card), 1) == 1_010_016 + 4 * (1_368 + 23_888)


def test_the_smallest_type_within_the_allowed_loss():
    assert choose_type({"f32": 0.7, "f16": 0.6999, "uint8": 0.6981}) == "uint8"
    assert choose_type({"f32": 0.7, "f16": 0.6999, "uint8": 0.6979}) == "f16"
    assert choose_type({"f32": 0.7, "f16": 0.69, "uint8": 0.65}) == "f32"


def test_the_command_prints_a_table_and_a_choice(write_coco, capsys):
    annotations = write_coco([[(1, [100.0, 50.0, 60.0, 80.0], 0)]])
    arguments = ["--model", ROOT / "models" / "face_mask.keras", "--card", ROOT / "models" / "card.json"]
    assert main([str(annotations), *map(str, arguments)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["type", "f32", "f16", "uint8", "smallest"]
