"""Questions answered in a browser: right and wrong, by mouse and keyboard, again after a reload, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.support.server import served

QUIZ = """
items:
  - id: one
    kind: choose_one
    ask: Which one grows?
    options:
      - {text: The product., right: true, why: "Every factor is above one, so <b>it</b> grows."}
      - {text: The sum., why: "Nothing is added along the chain, only multiplied."}
  - id: several
    kind: choose_several
    ask: Which of these hold?
    options:
      - {text: First., right: true, why: The first reason.}
      - {text: Second., why: The second reason.}
      - {text: Third., right: true, why: The third reason.}
  - id: number
    kind: number
    ask: How much is two to the tenth?
    check: 2**10
    why: Ten doublings.
    slips: [{check: 2*10, why: That is ten times two.}]
  - id: order
    kind: order
    ask: In which order?
    steps: [{text: A, why: A first.}, {text: B, why: B second.}, {text: C, why: C third.}]
    why: The alphabet.
"""


@pytest.fixture
def visit(build_site, browser):
    """A function that opens the page of questions in a new context with the given options."""
    site = build_site({"index.md": '# Questions\n\n{{ quiz("1") }}\n', "quizzes/1.yml": QUIZ})
    contexts = []
    with served(site) as address:

        def open_page(script="", **options):
            contexts.append(browser.new_context(**options))
            page = contexts[-1].new_page()
            page.add_init_script(script)
            page.goto(address)
            return page

        yield open_page
        for context in contexts:
            context.close()


def question(page, name):
    """One question, and the text that says how it was answered."""
    element = page.locator(f"course-quiz[data-id={name}]")
    return element, element.locator('[data-part="feedback"]')


def test_questions(visit):
    """One site and one browser for everything: both take seconds."""
    page = visit()
    answer_by_mouse(page)
    answer_by_keyboard(page)
    answers_survive_a_reload(page)
    blocked_storage_is_said(visit("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"))
    a_figure_that_fails_leaves_the_question_whole(visit())
    readable_without_javascript(visit(java_script_enabled=False))


def answer_by_mouse(page):
    one, said = question(page, "one")
    check = one.get_by_role("button", name="Check")
    check.click()
    expect(said).to_contain_text("Answer first")
    one.get_by_label("The sum.").click()
    check.click()
    expect(said).to_contain_text("Nothing is added along the chain")
    one.get_by_label("The product.").click()
    check.click()
    expect(said).to_contain_text("Every factor is above one, so <b>it</b> grows.")
    expect(one).to_have_attribute("data-state", "right")
    several, said = question(page, "several")
    several.get_by_label("First.").check()
    several.get_by_role("button", name="Check").click()
    expect(several).to_have_attribute("data-state", "wrong")
    several.get_by_label("Third.").check()
    several.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("The third reason.")
    expect(several).to_have_attribute("data-state", "right")


def answer_by_keyboard(page):
    number, said = question(page, "number")
    for text, answer in {
        "20": "That is ten times two.",
        "3": "too small",
        "ten": "Write a number",
        "1,024": "Right.",
        "1.024 × 10^3": "Right.",
        "what": "Write a number",
    }.items():
        number.get_by_label("Your number").fill(text)
        page.keyboard.press("Enter")
        expect(said).to_contain_text(answer)
    order, said = question(page, "order")
    for name in "BC":
        for _ in range(2):
            order.get_by_role("button", name=f"Later {name}", exact=True).focus()
            page.keyboard.press("Enter")
    order.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("The alphabet.")


def answers_survive_a_reload(page):
    page.reload()
    for name in ("one", "several", "number", "order"):
        expect(question(page, name)[0]).to_have_attribute("data-state", "right")
    expect(page.get_by_label("The product.")).to_be_checked()
    expect(page.get_by_label("Your number")).to_have_value("1.024 × 10^3")  # the last answer that could be judged
    one, said = question(page, "one")
    one.get_by_role("button", name="Try again").click()
    expect(said).to_be_empty()
    page.reload()
    expect(question(page, "one")[0]).not_to_have_attribute("data-state", "right")


def blocked_storage_is_said(page):
    one, said = question(page, "one")
    one.get_by_label("The product.").check()
    one.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("does not let the page keep your answer")


FAILING = """quiz => { quiz.dataset.kind = 'predict'; quiz.dataset.run = '{}';
  const scrollIntoView = () => { quiz.dataset.shown = 'yes'; };
  const set = () => Promise.reject(new Error('no Python'));
  Object.defineProperty(quiz, 'figure', {value: {set, scrollIntoView}}); }"""


def a_figure_that_fails_leaves_the_question_whole(page):
    one, said = question(page, "one")
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    one.evaluate(FAILING)
    one.get_by_label("The product.").check()
    one.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("Right.")
    expect(one).to_have_attribute("data-shown", "yes")
    assert errors == []


def readable_without_javascript(page):
    one, _ = question(page, "one")
    expect(one.get_by_role("button")).to_have_count(0)
    one.get_by_text("Answer and reasons").click()
    expect(one.get_by_text("Nothing is added along the chain")).to_be_visible()
