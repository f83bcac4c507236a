"""The command line as its users call it, on the published model."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from detector import __main__ as command
from detector.annotate import FONTS, load_font
from detector.card import load_card
from detector.command.sources import find_sources
from detector.pictures import UnsupportedPicture, decode_picture
from tests.pictures import FACE, Image, astronaut, both_faces

ROOT = Path(__file__).parents[2]
CARD = load_card(ROOT / "static" / "model" / "card.json")
NOTHING = ("--score-thresh", "1")
"""No score is greater: the sources matter here, not the faces."""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "face.png"
    Pillow.fromarray(astronaut()).save(path)
    return path


@pytest.fixture
def make_video(tmp_path: Path) -> Callable[..., Path]:
    def make(frames: int = 5, name: str = "film.mp4") -> Path:
        path = tmp_path / name
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 12.5, (96, 64))
        for level in np.linspace(0, 255, frames):
            writer.write(np.full((64, 96, 3), level, np.uint8))
        writer.release()
        return path

    return make


def run(*arguments: object, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "detector", *map(str, arguments)],
        cwd=ROOT,
        input=data,
        capture_output=True,
        timeout=120,
    )
    text = [stream.decode() for stream in (result.stdout, result.stderr)]
    return subprocess.CompletedProcess(result.args, result.returncode, *text)


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def write_film(path: Path, images: Sequence[Image]) -> None:
    height, width = images[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), 10, (width, height))
    for image in images:
        writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    writer.release()


def read_film(path: Path) -> list[Image]:
    with find_sources(str(path))[0].open() as stream:
        return [frame.image for frame in stream.frames]


def count_frames(path: Path) -> int:
    capture = cv2.VideoCapture(str(path))
    count = 0
    while capture.read()[0]:
        count += 1
    capture.release()
    return count


def test_json_of_a_picture(picture: Path) -> None:
    result = run(picture, "--json", "--score-thresh", "0")
    assert (result.returncode, result.stderr) == (0, "")
    (line,) = lines_of(result.stdout)
    assert line.keys() == {"source", "frame", "image", "detections"}
    assert (line["source"], line["frame"]) == (str(picture), 0)
    assert line["image"] == {"width": 512, "height": 512}
    assert line["detections"]
    for face in line["detections"]:
        assert face["label"] in CARD.classes
        assert 0 < face["score"] <= 1
        x1, y1, x2, y2 = face["box"]
        assert 0 <= x1 < x2 <= 512
        assert 0 <= y1 < y2 <= 512


def test_standard_input(picture: Path) -> None:
    result = run("-", "--json", *NOTHING, data=picture.read_bytes())
    assert (result.returncode, result.stderr) == (0, "")
    assert [line["source"] for line in lines_of(result.stdout)] == ["-"]


def test_another_runtime(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(picture), "--json", "--backend", "onnxruntime", "--score-thresh", "0"]) == 0
    (line,) = lines_of(capsys.readouterr().out)
    assert line["detections"]


def test_ctrl_c_keeps_what_was_written(make_video: Callable[..., Path], tmp_path: Path) -> None:
    video, output = make_video(frames=1000), tmp_path / "out.webm"
    process = subprocess.Popen(
        [sys.executable, "-m", "detector", str(video), "--json", *NOTHING, "--output", str(output)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell lets background jobs ignore SIGINT, and their child processes inherit this.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in error
    assert 3 <= count_frames(output) < 1000


def test_a_reader_that_stops_early(make_video: Callable[..., Path]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "detector", str(make_video(frames=50)), "--json", *NOTHING],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_table(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(picture), *NOTHING]) == 0
    assert capsys.readouterr().out == f"{picture}  frame 0  512×512  no faces\n"


def test_labels_in_chinese(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(picture), "--language", "zh", "--score-thresh", "0"]) == 0
    assert "戴口罩" in capsys.readouterr().out


def test_no_letters_to_draw(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load_font.cache_clear()
    monkeypatch.setitem(FONTS, "zh", ("no such font",))
    with pytest.raises(SystemExit, match="2"):
        command.main([str(picture), "--language", "zh", "--output", str(tmp_path / "out")])
    assert "expected one of the fonts" in capsys.readouterr().err


def test_video_has_a_line_for_each_frame(
    make_video: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([str(make_video(frames=5)), "--json", *NOTHING]) == 0
    lines = lines_of(capsys.readouterr().out)
    assert [line["frame"] for line in lines] == [0, 1, 2, 3, 4]
    assert {tuple(line["image"].values()) for line in lines} == {(96, 64)}


def test_annotated_picture(picture: Path, tmp_path: Path) -> None:
    output = tmp_path / "made" / "annotated.jpg"
    assert command.main([str(picture), "--output", str(output), "--score-thresh", "0"]) == 0
    drawn = decode_picture(output.read_bytes()).astype(int)
    assert drawn.shape == (512, 512, 3)
    assert np.abs(drawn - astronaut()).mean() > 5


@pytest.mark.parametrize(("wish", "is_hidden"), [((), True), (("no_mask",), True), (("mask",), False)])
def test_hidden_faces(picture: Path, tmp_path: Path, wish: tuple[str, ...], is_hidden: bool) -> None:
    output = tmp_path / "hidden.png"
    assert command.main([str(picture), "--output", str(output), "--hide-faces", *wish]) == 0
    drawn = decode_picture(output.read_bytes())
    face = drawn[110:140, 210:240].reshape(-1, 3)
    assert (len(np.unique(face, axis=0)) < 20) == is_hidden


@pytest.mark.parametrize(("wish", "hidden"), [("all", {"mask", "no_mask"}), ("no_mask", {"no_mask"})])
def test_hidden_faces_in_a_film(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wish: str, hidden: set[str]
) -> None:
    """In every frame, also in those that show too little of the faces for them to be found."""
    film, output = tmp_path / "film.webm", tmp_path / "hidden.webm"
    images = [np.roll(both_faces(), 4 * index, axis=1) for index in range(12)]
    for index in (5, 6):
        images[index] = images[index] // 12 + 200
    write_film(film, images)
    assert command.main([str(film), "--json", "--output", str(output), "--hide-faces", wish]) == 0
    labels = [{face["label"] for face in line["detections"]} for line in lines_of(capsys.readouterr().out)]
    assert [len(found) for found in labels] == [2] * 5 + [0] * 2 + [2] * 5
    frames = list(zip(read_film(film), read_film(output), strict=True))
    assert len(frames) == len(images)
    for index, (before, after) in enumerate(frames):
        for label, offset in (("mask", 0), ("no_mask", 512)):
            x1, y1, x2, y2 = map(round, FACE)
            inside = np.s_[y1 + 15 : y2 - 15, x1 + 15 + offset + 4 * index : x2 - 15 + offset + 4 * index]
            steps = [np.abs(np.diff(frame[inside].mean(axis=2), axis=0)).mean() for frame in (before, after)]
            assert (steps[1] < 0.5 * steps[0]) == (label in hidden), (index, label, steps)


def test_annotated_video(make_video: Callable[..., Path], tmp_path: Path) -> None:
    output = tmp_path / "annotated.webm"
    assert command.main([str(make_video(frames=7)), "--output", str(output), *NOTHING]) == 0
    assert count_frames(output) == 7
    capture = cv2.VideoCapture(str(output))
    size = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
    assert (size, capture.get(cv2.CAP_PROP_FPS)) == ((96, 64), 12.5)
    capture.release()


def test_folder(picture: Path, make_video: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = picture.parent
    make_video(frames=2)
    (folder / "notes.txt").write_text("not for us")
    output = folder / "out"
    assert command.main([str(folder), "--json", "--output", str(output), *NOTHING]) == 0
    sources = [Path(line["source"]).name for line in lines_of(capsys.readouterr().out)]
    assert sources == ["face.png", "film.mp4", "film.mp4"]
    assert sorted(path.name for path in output.iterdir()) == ["face.png", "film.webm"]


def test_a_bad_source_does_not_stop_the_others(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = picture.with_name("bad.jpg")
    bad.write_text("hello")
    assert command.main([str(bad), "nowhere.jpg", str(picture), "--json", *NOTHING]) == 1
    captured = capsys.readouterr()
    assert [line["source"] for line in lines_of(captured.out)] == [str(picture)]
    with pytest.raises(UnsupportedPicture) as error:
        decode_picture(bad.read_bytes())
    assert captured.err.splitlines() == [f"{bad}: {error.value}", "nowhere.jpg: No such file or directory"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("film.mp4", b"not a video", "This is not a picture or a video that can be read here."),
        ("film.mp4", None, "No such file or directory"),
        ("*.jpg", None, "There is no picture or video here"),
    ],
)
def test_bad_sources(
    name: str, content: bytes | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert command.main([str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"{path}: {sentence}")


def test_a_video_that_is_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = tmp_path / "film.webm"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"VP80"), 5, (96, 64))
    for index in range(30):
        writer.write(np.random.default_rng(index).integers(0, 256, (64, 96, 3), np.uint8))
    writer.release()
    content = film.read_bytes()
    assert command.main([str(film), *NOTHING]) == 0
    film.write_bytes(content[: len(content) // 2])
    capsys.readouterr()
    assert command.main([str(film), *NOTHING]) == 1
    out, err = capsys.readouterr()
    assert "frame 5 " in out
    assert "The video breaks off after" in err
    assert "of 6.0 seconds" in err


def test_a_name_that_is_no_text(tmp_path: Path, picture: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.png")
    odd.write_bytes(picture.read_bytes())
    run = [sys.executable, "-m", "detector", str(odd), "--json"]
    answer = subprocess.run(run, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"})
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["source"].endswith("caf\udce9.png")


def test_a_video_of_damaged_pictures(
    make_video: Callable[..., Path], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    video = make_video()
    data = video.read_bytes()
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    video.write_bytes(data[:start] + bytes(end - start) + data[end:])
    assert command.main([str(video), "--output", str(tmp_path / "out.webm")]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert f"{video}: The video is damaged: no picture in it can be read." in err


def test_a_name_that_no_file_can_have(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["a" * 300, str(picture), "--json", *NOTHING]) == 1
    captured = capsys.readouterr()
    assert len(lines_of(captured.out)) == 1
    assert captured.err.endswith(": File name too long\n")


def test_no_camera(capfd: pytest.CaptureFixture[str]) -> None:
    assert command.main(["97"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("97: There is no camera with this number")
    assert err.count("\n") == 1


class UnpluggedCamera:
    """Three frames, then nothing."""

    def __init__(self, number: int) -> None:
        assert number == 0
        self.left = 3

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def get(self, _: int) -> float:
        return 0.0

    def read(self) -> tuple[bool, Any]:
        self.left -= 1
        return (self.left >= 0, np.zeros((48, 64, 3), np.uint8) if self.left >= 0 else None)

    def release(self) -> None:
        self.left = 0


def test_camera_unplugged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", UnpluggedCamera)
    assert command.main(["0", "--json", "--output", str(tmp_path), *NOTHING]) == 1
    monkeypatch.undo()
    captured = capsys.readouterr()
    assert [line["frame"] for line in lines_of(captured.out)] == [0, 1, 2]
    assert "0: The camera stopped sending pictures." in captured.err
    assert count_frames(tmp_path / "camera-0.webm") >= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: source"),
        (["x.jpg", "--score-thresh", "7"], "expected a number from 0 to 1, got '7'"),
        (["x.jpg", "--nms-thresh", "nan"], "expected a number from 0 to 1, got 'nan'"),
        (["x.jpg", "--backend", "abacus"], "invalid choice: 'abacus'"),
        (["x.jpg", "--model", "/nowhere"], "model: no such file or folder: /nowhere"),
        (["x.jpg", "y.jpg", "--output", "one.jpg"], "expected a folder for 2 sources, got the file one.jpg"),
        (["x.jpg", "--output", "one.mp4"], "expected .jpg or .jpeg"),
        (["x.jpg", "--output", "y", "--hide-faces", "x"], "--hide-faces: expected mask or no_mask"),
        (["x.jpg", "--hide-faces"], "--hide-faces changes the pictures that --output writes"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        command.main(arguments)
    assert error.value.code == 2
    assert message in capsys.readouterr().err


def test_a_model_elsewhere(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    shutil.copy(ROOT / "static" / "model" / "model.onnx", folder / "other.onnx")
    card = json.loads((ROOT / "static" / "model" / "card.json").read_text())
    card["classes"] = ["covered", "bare"]
    (folder / "card.json").write_text(json.dumps(card))
    arguments = [str(picture), "--json", "--score-thresh", "0", "--model", str(folder / "other.onnx")]
    assert command.main(arguments) == 0
    (line,) = lines_of(capsys.readouterr().out)
    assert {face["label"] for face in line["detections"]} <= {"covered", "bare"}


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        command.main(["--help"])
    assert error.value.code == 0
    text = capsys.readouterr().out
    assert all(f"{code} " in text.split("exit codes:")[1] for code in (0, 1, 2, 130))
