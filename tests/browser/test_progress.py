"""The reader's progress: counted, saved to a file, erased, brought back, and never more than text."""

import json

from playwright.sync_api import expect

from tests.support.visits import visiting

QUESTION = "course-quiz[data-id=mostly-saturated]"
HOSTILE = "</textarea><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
KEEP_TRAINING = """address => import(address).then((store) =>
  store.put(['figure', '{}'], {content: 'a digest', bytes: [7]}))"""
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('cliffwalk:')).length"
ANSWERS = KEPT.replace("'cliffwalk:')", "'cliffwalk:') && key !== 'cliffwalk:place'")  # but for the section read last


def test_answers_are_counted_saved_erased_and_restored(browser, course, tmp_path):
    with visiting(browser, course[1]) as visit:
        page = visit.open("/1-the-cliff/")
        answer(page)
        visit.open("/progress/", page)
        expect(told(page)).to_contain_text("You have answered 1 of")
        row = page.get_by_role("row").filter(has_text="Chapter 1")
        expect(row.locator("[data-part=answered]")).to_have_text("1")
        expect(row.locator("[data-part=right]")).to_have_text("1")
        expect(page.locator("[data-key*=mostly-saturated]")).to_be_hidden()
        expect(page.locator("[data-key*=power-of-rho]")).to_be_visible()
        page.reload()
        expect(told(page)).to_contain_text("You have answered 1 of")
        saved = export(page, tmp_path / "saved.json")
        erase(page)
        page.get_by_role("button", name="Undo").click()
        expect(told(page)).to_contain_text("You have answered 1 of")
        erase(page)
        page.reload()
        expect(told(page)).to_contain_text("You have answered 0 of")
        load(page, saved)
        expect(said(page)).to_have_text("Imported 1 answer and 0 changed listings.")
        expect(told(page)).to_contain_text("You have answered 1 of")
        visit.open("/1-the-cliff/", page)
        expect(page.locator(QUESTION)).to_have_attribute("data-state", "right")


def test_erase_takes_kept_trainings_too_and_undo_brings_them_back(browser, course):
    with visiting(browser, course[1]) as visit:
        page = visit.open("/progress/")
        page.get_by_role("button", name="Erase", exact=True).click()
        expect(said(page)).to_have_text("There is nothing to erase.")
        page.evaluate(KEEP_TRAINING, f"{course[1]}/assets/js/reader/checkpoint-store.js")
        page.get_by_role("button", name="Erase", exact=True).click()
        question = page.locator("course-progress [data-part=question]")
        expect(question).to_have_text("Erase 0 answers, 0 changed listings and 1 kept training from this browser?")
        page.get_by_role("button", name="Keep it").click()
        erase(page)
        assert trainings(page, course[1]) == []
        page.get_by_role("button", name="Undo").click()
        expect(said(page)).to_have_text("Everything is back.")
        assert trainings(page, course[1]) == [[["figure", "{}"], {"content": "a digest", "bytes": [7]}]]


def trainings(page, address):
    """What the browser keeps of trainings."""
    return page.evaluate(
        "address => import(address).then((store) => store.everyTraining())",
        f"{address}/assets/js/reader/checkpoint-store.js",
    )


def test_a_foreign_file_changes_nothing(browser, course, tmp_path):
    with visiting(browser, course[1]) as visit:
        page = visit.open("/1-the-cliff/")
        answer(page)
        visit.open("/progress/", page)
        saved = json.loads(export(page, tmp_path / "saved.json").read_text())
        key, kept = next(iter(saved["kept"].items()))
        bad = {
            "not JSON": "{",
            "not written by Export": json.dumps({"kept": {}}),
            "another format": json.dumps(saved | {"cliffwalk-progress": 9}),
            "list of entries is missing": json.dumps(saved | {"kept": [1]}),
            "__proto__": '{"cliffwalk-progress": 1, "kept": {"__proto__": "x"}}',
            "palette": json.dumps(saved | {"kept": {"palette": "x"}}),
            key: json.dumps(saved | {"kept": {key: kept | {"answer": [7]}}}),
            "mostly-saturated": json.dumps(saved | {"kept": {key: kept | {"right": HOSTILE}}}),
        }
        for words, text in bad.items():
            (tmp_path / "bad.json").write_text(text)
            load(page, tmp_path / "bad.json")
            expect(said(page)).to_contain_text(words)
            expect(said(page)).to_contain_text("Nothing was changed.")
            assert page.evaluate(ANSWERS) == 1


def test_what_a_file_holds_stays_text_and_replaces_nothing(browser, course, tmp_path):
    with visiting(browser, course[1]) as visit:
        page = visit.open("/1-the-cliff/")
        cell = page.locator("code-cell").first
        cell.locator("textarea").fill("mine = 1\n")
        name = cell.evaluate("cell => `cell:${cell.dataset.name}:${cell.dataset.hash}`")
        number = page.locator("course-quiz[data-id=power-of-rho]")
        key = number.evaluate("quiz => quiz.key")
        answered = {"answer": HOSTILE, "right": False, "tries": 2, "when": "2026-01-01T00:00:00.000Z"}
        kept = {name: HOSTILE, key: answered, f"quiz:{'x' * 80}:{'0' * 12}": answered}
        (tmp_path / "hostile.json").write_text(json.dumps({"cliffwalk-progress": 1, "kept": kept}))
        visit.open("/progress/", page)
        for _ in range(2):
            load(page, tmp_path / "hostile.json")
            expect(said(page)).to_have_text("Imported 2 answers and 1 changed listing.")
        visit.open("/1-the-cliff/", page)
        expect(cell.locator("textarea")).to_have_value(f"mine = 1\n\n# From the imported file:\n# {HOSTILE}")
        expect(number.get_by_label("Your number")).to_have_value(HOSTILE)
        assert page.title() != "run"
        assert page.locator("code-cell img, course-quiz img").count() == 0


def test_blocked_storage_is_said_and_the_page_reads_without_javascript(browser, course):
    with visiting(browser, course[1]) as visit:
        visit.context.add_init_script(BLOCKED)
        page = visit.open("/progress/")
        expect(page.get_by_text("does not let the page keep anything")).to_be_visible()
    with visiting(browser, course[1], java_script_enabled=False) as visit:
        page = visit.open("/progress/")
        expect(page.get_by_text("With JavaScript this page counts")).to_be_visible()
        expect(page.locator("course-progress button:visible")).to_have_count(0)
        expect(page.locator("[data-key*=mostly-saturated]")).to_be_visible()


def answer(page):
    """Answer one question right."""
    question = page.locator(QUESTION)
    question.locator("[data-right] input").check()
    question.get_by_role("button", name="Check").click()
    expect(question).to_have_attribute("data-state", "right")


def told(page):
    return page.locator("course-progress [data-part=sum]")


def said(page):
    return page.locator("course-progress [data-part=said]")


def export(page, path):
    """The file that Export saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(path)
    return path


def load(page, path):
    page.locator("course-progress [data-part=file]").set_input_files(path)


def erase(page):
    """Erase, thinking twice the first time; the focus stays with the question."""
    page.get_by_role("button", name="Erase", exact=True).click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert page.evaluate(KEPT) == 0
