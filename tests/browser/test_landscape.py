"""Three dimensions in the hand: the ball slides on the surface, a drag beside it and keys turn the view."""

import pytest
from playwright.sync_api import expect

from tests.support.visits import figure_of, follow, live, visiting, wait_until

PHONE = {"viewport": {"width": 390, "height": 664}, "has_touch": True, "is_mobile": True}
FINGER = 44  # CSS pixels


@pytest.fixture(scope="module")
def opened(reader):
    return live(figure_of(follow(reader, "/cliff_surface/")))


@pytest.fixture
def figure(opened):
    """The figure in its first state."""
    opened.evaluate("figure => figure.reset()")
    return opened


def params(figure):
    return figure.evaluate("figure => figure.params")


def drag(figure, start, by):
    mouse = figure.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + by[0], start[1] + by[1], steps=5)
    mouse.up()


def changed(figure, names, before):
    return all(params(figure)[name] != before[name] for name in names)


def test_the_ball_slides_along_both_weights_and_back(figure):
    ball = figure.locator(".cw-handle")
    expect(ball).to_have_count(1)
    ball.evaluate("ball => ball.scrollIntoView({block: 'center'})")
    before, box = params(figure), ball.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = figure.page.mouse
    mouse.move(*middle)
    mouse.down()
    mouse.move(middle[0] + 60, middle[1] + 20, steps=5)
    wait_until(lambda: changed(figure, ("w", "b"), before), "the ball did not follow")
    mouse.move(*middle, steps=5)
    mouse.up()
    steps = {"w": 0.02, "b": 0.004}
    assert all(abs(params(figure)[name] - before[name]) <= 1.01 * step for name, step in steps.items())
    assert (params(figure)["turn"], params(figure)["tilt"]) == (before["turn"], before["tilt"])


def test_a_drag_beside_the_ball_turns_the_view_and_moves_nothing(figure):
    canvas = figure.locator("canvas").bounding_box()
    before = params(figure)
    drag(figure, (canvas["x"] + 60, canvas["y"] + canvas["height"] - 60), (40, 20))
    wait_until(lambda: changed(figure, ("turn", "tilt"), before), "the view did not turn")
    assert (params(figure)["w"], params(figure)["b"]) == (before["w"], before["b"])


def test_keys_on_the_ball_turn_the_view(figure):
    before = params(figure)
    ball = figure.locator(".cw-handle")
    ball.press("a")
    ball.press("s")
    wait_until(lambda: changed(figure, ("turn", "tilt"), before), "the keys did not turn the view")
    assert (params(figure)["w"], params(figure)["b"]) == (before["w"], before["b"])


@pytest.mark.parametrize("name", ["cliff_surface", "training_lab"])
def test_targets_are_wide_enough_for_fingers(browser, address, name):
    with visiting(browser, address, **PHONE) as visit:
        figure = figure_of(visit.open(f"/{name}/"))
        targets = figure.locator(".cw-nudge:visible, .cw-button:visible, .cw-try a, .cw-options label:visible, summary")
        boxes = [target.bounding_box() for target in targets.all()]
        assert len(boxes) > 8 and min(box["height"] for box in boxes) >= FINGER
