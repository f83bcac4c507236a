"""How the page comes up, and what it does when something is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from detector.languages import list_tags
from tests.browser.matching import assert_same
from tests.browser.visit import Visit


def test_progress_is_shown(visit: Visit) -> None:
    held: list[Route] = []
    visit.page.route("**/model/*.bin*", lambda route: held.append(route))
    page = visit.open(state="loading")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("button", name="Start camera")).to_be_disabled()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    visit.wait_for("ready")
    expect(page.get_by_role("progressbar")).to_be_hidden()


def test_a_photo_that_comes_before_the_model_is_looked_at_after(visit: Visit, photo: Path) -> None:
    held: list[Route] = []
    visit.page.route("**/model/*.bin*", lambda route: held.append(route))
    page = visit.open(state="loading")
    while not held:
        page.wait_for_timeout(50)
    dropped = page.evaluate_handle(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], 'photo.png', {type: 'image/png'}));
          return data;
        }""",
        list(photo.read_bytes()),
    )
    page.dispatch_event("#stage", "drop", {"dataTransfer": dropped})
    held[0].continue_()
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)


def test_a_page_whose_script_comes_first_starts_one_worker(visit: Visit) -> None:
    held: list[Route] = []
    visit.page.route("**/dist/start-worker.*", lambda route: held.append(route))
    visit.page.goto(visit.address, wait_until="commit")
    visit.wait_for("ready")
    held[0].continue_()
    visit.page.wait_for_load_state("load")
    assert visit.page.evaluate("self.earlyWorker") is None
    assert len([worker for worker in visit.page.workers if "/dist/worker." in worker.url]) == 1


def test_the_early_worker_fetches_the_chosen_model(visit: Visit) -> None:
    fetched: list[str] = []
    visit.page.on("request", lambda request: fetched.append(request.url))
    page = visit.open("?model=face-mask-390")
    assert [url for url in fetched if "/model/" in url] == []
    assert page.evaluate("self.earlyWorker") is None
    assert len([worker for worker in page.workers if "/dist/worker." in worker.url]) == 1


def test_an_early_worker_whose_script_does_not_come_is_replaced(visit: Visit) -> None:
    notice_failure = """
      self.Worker = class extends Worker {
        constructor(...args) {
          super(...args);
          this.addEventListener('error', () => self.failed = true);
        }
      };
    """
    held: list[Route] = []
    page = visit.page
    page.add_init_script(notice_failure)
    page.route("**/dist/worker.*js", lambda route: route.abort("connectionfailed"))
    page.route("**/dist/main.*js", lambda route: held.append(route))
    page.goto(visit.address, wait_until="commit")
    page.wait_for_function("() => self.failed")
    page.unroute("**/dist/worker.*js")
    held[0].continue_()
    visit.wait_for("ready")
    visit.errors.clear()


@pytest.mark.parametrize("model", ["", "?model=face-mask-390"])
def test_the_weights_are_fetched_once(visit: Visit, model: str) -> None:
    fetched: list[str] = []
    visit.page.on("request", lambda request: fetched.append(request.url) if ".bin" in request.url else None)
    visit.open(model)
    assert fetched
    assert len(fetched) == len(set(fetched))


def test_no_more_threads_are_started_than_there_are_cores(visit: Visit) -> None:
    threads: list[str] = []
    page = visit.page
    page.on("request", lambda asked: threads.append(asked.url) if "simd.worker" in asked.url else None)
    visit.open("?backend=wasm")
    assert len(threads) == min(8, page.evaluate("navigator.hardwareConcurrency"))


@pytest.mark.parametrize("file", ["card", "model", "group*"])
def test_an_unreachable_model_can_be_fetched_again(visit: Visit, file: str) -> None:
    pattern = f"**/model/{file}.*"
    visit.page.route(pattern, lambda route: route.abort("connectionfailed"))
    page = visit.open(state="error")
    assert visit.failure() == "model-unreachable"
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").click()
    visit.wait_for("ready")


def test_a_runtime_that_does_not_come_is_named(visit: Visit) -> None:
    visit.page.route("**/dist/worker.*js", lambda route: route.abort("connectionfailed"))
    visit.open(state="error")
    assert visit.failure() == "runtime-broken"
    visit.errors.clear()


def test_where_threads_block_the_worker_it_starts_without_them(visit: Visit) -> None:
    def block(route: Route) -> None:
        answer = route.fetch()
        blocked = "self.Worker = class { constructor() { Atomics.wait(lock, 0, 0); } };"
        lock = "const lock = new Int32Array(new SharedArrayBuffer(4));"
        route.fulfill(response=answer, body=f"{answer.text()}\n{lock}{blocked}")

    visit.page.route("**/dist/worker.*js", block)
    page = visit.open("?backend=wasm")
    expect(page.locator("#engine")).to_contain_text("WebAssembly")


@pytest.mark.parametrize(
    ("backend", "name"), [("wasm", "WebAssembly"), ("webgl", "WebGL"), ("cpu", "JavaScript")]
)
def test_every_backend_sees_the_same(visit: Visit, photo: Path, backend: str, name: str) -> None:
    page = visit.open(f"?backend={backend}")
    expect(page.locator("#engine")).to_contain_text(name)
    visit.choose(photo)
    visit.wait_for("paused")
    assert_same(visit.detections(), visit.ask_server(photo)["detections"])


def test_without_webassembly_the_page_still_works(visit: Visit) -> None:
    visit.page.route(
        "**/dist/worker.*js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            headers=(answer := route.fetch()).headers,
            body="delete globalThis.WebAssembly;" + answer.text(),
        ),
    )
    page = visit.open()
    expect(page.locator("#engine")).to_contain_text("JavaScript")


def test_a_lost_graphics_device_is_replaced(visit: Visit, photo: Path) -> None:
    remember_contexts = """
      self.contexts = [];
      const getContext = OffscreenCanvas.prototype.getContext;
      OffscreenCanvas.prototype.getContext = function (...args) {
        const context = getContext.apply(this, args);
        if (args[0].startsWith('webgl')) self.contexts.push(context);
        return context;
      };
    """
    visit.page.route(
        "**/dist/worker.*js",
        lambda route: route.fulfill(
            headers=(answer := route.fetch()).headers, body=remember_contexts + answer.text()
        ),
    )
    page = visit.open("?backend=webgl")
    expect(page.locator("#engine")).to_contain_text("WebGL")
    (worker,) = [worker for worker in page.workers if "/dist/worker." in worker.url]
    worker.evaluate(
        "contexts.forEach((context) => context.getExtension('WEBGL_lose_context')?.loseContext())"
    )
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#engine")).to_contain_text("WebAssembly")


def test_the_choice_of_backend_is_remembered(visiting: Callable[..., Visit]) -> None:
    visit = visiting()
    page = visit.open()
    first = page.locator("#engine").inner_text()
    assert "WebAssembly" in first
    page.reload()
    visit.wait_for("ready")
    assert page.locator("#engine").inner_text() == first


@pytest.mark.parametrize("size", [(320, 512), (360, 640), (844, 390), (1280, 800), (3840, 2160)])
def test_nothing_sticks_out(visiting: Callable[..., Visit], size: tuple[int, int]) -> None:
    width, height = size
    page = visiting(viewport={"width": width, "height": height}).open()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollHeight") >= height


@pytest.mark.parametrize("place", ["", "detect", "how-it-works", "api"])
def test_every_language_fits_on_a_phone(visiting: Callable[..., Visit], place: str) -> None:
    visit = visiting(viewport={"width": 360, "height": 640})
    for language in list_tags():
        visit.page.goto(f"{visit.address}/{language}/{place}")
        assert visit.page.evaluate("document.documentElement.lang") == language
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360, language


def test_what_was_asked_for_comes_into_view(visiting: Callable[..., Visit]) -> None:
    page = visiting(viewport={"width": 360, "height": 640}).open()
    page.get_by_role("button", name="A cat").click()
    expect(page.locator("#stage")).to_have_attribute("data-show", "still")
    expect(page.locator("#still")).to_be_in_viewport(ratio=1)
