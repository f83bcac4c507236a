from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from detector.anchors import generate_anchors
from training.data.coco import read_coco
from training.data.dataset import read_images
from training.data.photos import keep_photos
from training.data.soft_label_file import SoftLabels, load_soft_labels, name_picture
from training.learning.recipe import PUBLISHED, Sampling, Stage, load_recipe
from training.learning.windows import (
    TrainingSet,
    Windows,
    anchors_at,
    cells_at,
    load_windows,
    sampling_weight,
)

SAMPLING = Sampling(crowd=0.5, crowd_size=2, empty=0.25, classes={"mask": 2.0}, sources={"web": 0.1})
FACE = [100.0, 50.0, 60.0, 80.0]


def test_at_the_card_s_size_anchors_are_the_card_s(card):
    np.testing.assert_array_equal(anchors_at(card, card.input.width), generate_anchors(card.anchors))


def test_a_smaller_window_keeps_the_anchors_size_in_pixels(card):
    def pixels(size: int) -> set[float]:
        anchors = anchors_at(card, size)
        return {round(float(side), 2) for side in (anchors[:, 2] - anchors[:, 0]) * size}

    assert pixels(132) == pixels(card.input.width)


def test_faces_are_learned_where_the_network_looks(card):
    """A face in the middle of the last cells is theirs, 4 and 11 pixels from where their anchors lie."""
    anchors, cells = anchors_at(card, 260) * 260, cells_at(card, 260) * 260
    for first, side, step in ((0, 33, 8), (4 * 33**2, 17, 16)):
        last = first + 4 * (side**2 - 1)
        middle = (cells[last, :2] + cells[last, 2:]) / 2
        np.testing.assert_allclose(middle, step * (side - 0.5), rtol=1e-5)
        np.testing.assert_allclose(
            middle - (anchors[last, :2] + anchors[last, 2:]) / 2,
            (step - 260 / side) * (side - 0.5),
            rtol=1e-3,
        )


CPU = torch.device("cpu")
RECIPE = replace(
    load_recipe(PUBLISHED), stages=(Stage(132, 40, 10), Stage(132, 160, 4)), sampling=SAMPLING, seed=3
)


def make_set(write_coco, card, keep=lambda images: keep_photos(images, CPU), soft=None) -> TrainingSet:
    samples = read_coco(write_coco([[(1, FACE, 0)], [(2, FACE, 0), (2, FACE, 1)], []]), card.classes)
    return TrainingSet(samples, keep(read_images(samples)), card.classes, SAMPLING, soft)


def flatten(batch) -> list[torch.Tensor]:
    return [batch.images, *batch.matches]


def test_the_stream_is_reproducible_from_any_step(write_coco, card):
    training_set = make_set(write_coco, card)
    windows = Windows(training_set, card, RECIPE, 1, CPU)
    whole = list(load_windows(windows, range(4), workers=0))
    rest = list(load_windows(Windows(training_set, card, RECIPE, 1, CPU), range(2, 4), workers=1))
    for a, b in zip(whole[2:], rest, strict=True):
        assert all(torch.equal(x, y) for x, y in zip(flatten(a), flatten(b), strict=True))
    for other in (replace(RECIPE, seed=4), RECIPE):
        (batch,) = load_windows(Windows(training_set, card, other, 1, CPU), range(1), workers=0)
        assert torch.equal(batch.images, whole[0].images) == (other.seed == 3)
    assert not torch.equal(whole[0].images, whole[1].images)


def test_a_batch_is_what_the_network_and_its_loss_want(write_coco, card):
    batch = Windows(make_set(write_coco, card), card, RECIPE, 0, CPU, zoom=2, clean=True)[0]
    anchors = len(anchors_at(card, 132))
    assert batch.images.shape == (10, 3, 264, 264)
    assert batch.images.dtype == torch.uint8
    assert batch.clean.shape == (10, 3, 528, 528)
    assert batch.matches.labels.shape == (10, anchors)
    assert batch.matches.boxes.shape == (10, anchors, 4)
    assert batch.soft is None
    labels = batch.matches.labels
    assert {0, 1} <= set(labels.unique().tolist())
    faces = labels >= 0
    assert (batch.matches.boxes[faces] > 0).any(dim=1).all()
    assert not batch.matches.boxes[~faces].any()


def test_windows_calm_down_towards_the_end_of_a_run(write_coco, card, monkeypatch):
    """The last windows of a run are disturbed and turned as often as the recipe says of its end."""
    kinds = replace(RECIPE.windows, disturbed=1.0, disturbed_at_end=0.0, turned=1.0, turned_at_end=0.0)
    recipe = replace(RECIPE, windows=kinds)
    training_set = make_set(write_coco, card)
    disturbed, turned = [], []

    def record(images, rows, generator):
        disturbed.append(len(rows) / len(images))

    monkeypatch.setattr("training.learning.windows.disturb", record)
    from training.learning import windows as module

    choose = module.choose_views

    def record_views(*arguments):
        turned.append(arguments[5])
        return choose(*arguments)

    monkeypatch.setattr(module, "choose_views", record_views)
    for step in (0, 19, 39):
        Windows(training_set, card, recipe, 1, CPU)[step]
    # 40 of 200 windows lie before this stage of 40 steps: 0.2, 0.58 and 0.98 of the run.
    assert turned == pytest.approx([1, 1, 0.05])
    assert disturbed[:2] == [1, 1]
    assert disturbed[2] <= 0.5


def test_boxes_follow_a_picture_that_is_kept_smaller(write_coco, card):
    def keep_half(images):
        return keep_photos([np.ascontiguousarray(image[::2, ::2]) for image in images], CPU)

    training_set = make_set(write_coco, card, keep_half)
    boxes, labels, real = training_set.boxes.take(np.array([0, 2]))
    x, y, width, height = FACE
    np.testing.assert_allclose(boxes[0], [[x / 2, y / 2, (x + width) / 2, (y + height) / 2]])
    assert labels[0].tolist() == [0]
    assert real.tolist() == [[True], [False]]


def test_soft_labels_are_matched_like_annotated_boxes(write_coco, card, tmp_path):
    """The teacher's boxes being the annotated ones, the same anchors learn the same boxes of both."""
    x, y, width, height = FACE
    box = np.array([[x / 300, y / 200, (x + width) / 300, (y + height) / 200]], np.float32)
    scores = np.array([[0.8, 0.1, 0.05]], np.float32)
    annotations = write_coco([[(1, FACE, 0)], [(2, FACE, 0)], []])
    of_picture = {name_picture(annotations.with_name(f"{i}.png")): (box, scores) for i in range(2)}
    path = tmp_path / "soft.npz"
    SoftLabels(("mask", "no_mask", "mask_worn_incorrectly"), of_picture).save(path)
    soft = load_soft_labels(path)
    assert soft.classes == ("mask", "no_mask", "mask_worn_incorrectly")

    samples = read_coco(annotations, card.classes)
    photos = keep_photos(read_images(samples), CPU)
    training_set = TrainingSet(samples, photos, card.classes, replace(SAMPLING, empty=2.0), soft)
    assert training_set.taught.tolist() == [True, True, False]
    for step in range(3):
        batch = Windows(training_set, card, RECIPE, 0, CPU)[step]
        faces = batch.matches.labels >= 0
        assert torch.equal(batch.soft.matches.labels >= 0, faces)
        torch.testing.assert_close(batch.soft.matches.boxes, batch.matches.boxes)
        torch.testing.assert_close(batch.soft.scores[faces], torch.tensor(scores).expand(faces.sum(), 3))
        assert not batch.soft.scores[~faces].any()
        assert not faces[~batch.soft.taught].any()


@pytest.mark.parametrize("content", [b"no file of NumPy", None], ids=["bytes", "arrays"])
def test_what_are_no_soft_labels_is_refused(tmp_path, content):
    path = tmp_path / "soft.npz"
    if content is None:
        np.savez(
            path,
            classes=np.array(["mask"]),
            pictures=np.array(["a"]),
            counts=np.array([2]),
            boxes=np.zeros((1, 4)),
            scores=np.zeros((1, 1)),
        )
    else:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=r"soft\.npz: not soft labels"):
        load_soft_labels(path)
    with pytest.raises(OSError, match=r"missing\.npz"):
        load_soft_labels(Path("missing.npz"))


def test_sampling_weights(write_coco, card):
    crowd = [(2, [x, 10.0, 20.0, 20.0], 0) for x in (0.0, 50.0, 100.0)]
    path = write_coco([[(1, FACE, 0)], [(2, FACE, 0)], [], crowd, [(2, FACE, 1)]])
    samples = read_coco(path, card.classes)
    weights = [sampling_weight(sample, card.classes, SAMPLING) for sample in samples]
    assert weights == [2.0, 1.0, 0.25, 0.5, 0.25]
    from_web = replace(samples[0], source="web")
    assert sampling_weight(from_web, card.classes, SAMPLING) == pytest.approx(0.2)
