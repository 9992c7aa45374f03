"""A challenge of the lab is judged by the picture that training has reached, not by the state's first one."""

import json

from playwright.sync_api import expect

from builder.chapter.quizzes.load import load
from tests.support.visits import figure_of, live, visiting, wait_until


def test_a_challenge_is_reached_by_training(browser, course):
    _, address = course
    solution = next(item.fields["solution"] for item in load("6") if item.fields["id"] == "reach-sixty")
    with visiting(browser, address) as visit:
        page = visit.open("/6-training-lab/")
        figure = live(figure_of(page))
        question = page.locator("course-quiz[data-id=reach-sixty]")
        figure.evaluate("(figure, params) => figure.set(params)", solution)
        question.locator("button[type=submit]").click()
        expect(question).to_have_attribute("data-state", "wrong")
        figure.locator("[data-part=play]").click()
        wait_until(lambda: figure.evaluate("figure => figure.scene.numbers.solved"), "it does not learn", 60)
        figure.locator("[data-part=play]").click()
        question.locator("button[type=submit]").click()
        expect(question).to_have_attribute("data-state", "right")
        assert json.loads(json.dumps(figure.evaluate("figure => figure.scene.numbers.updates"))) > 300
