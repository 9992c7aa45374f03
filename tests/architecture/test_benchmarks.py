"""Every benchmark that `python -m benchmarks` lists is one: it says what it measures and can be run without more."""

import importlib
import inspect

import pytest

from benchmarks import __main__ as command


def faults(module) -> list[str]:
    """What is wrong with the `measure` of a benchmark."""
    measure = getattr(module, "measure", None)
    if not inspect.isfunction(measure):
        return ["no function measure"]
    signature = inspect.signature(measure)
    asked = [name for name, parameter in signature.parameters.items() if parameter.default is parameter.empty]
    returned = inspect.get_annotations(measure, eval_str=True).get("return")
    return [
        *(f"measure asks for {name}" for name in asked),
        *(
            ["measure does not say that it returns a dict"]
            if (getattr(returned, "__origin__", returned) is not dict)
            else []
        ),
        *(["measure does not say what it measures"] if not measure.__doc__ else []),
        *(["the module does not say what it is for"] if not module.__doc__ else []),
    ]


@pytest.mark.parametrize("name", command.names())
def test_a_benchmark_has_the_declared_shape(name):
    assert faults(importlib.import_module(f"benchmarks.{name}")) == []


def test_a_fault_is_found():
    def measure(rounds):
        return rounds

    found = faults(type("Module", (), {"measure": staticmethod(measure), "__doc__": None}))
    assert len(found) == 4 and "measure asks for rounds" in found
    assert faults(type("Module", (), {})) == ["no function measure"]


def test_the_command_runs_the_chosen_and_keeps_what_others_measured(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "RESULTS", tmp_path / "bench.json")
    (tmp_path / "bench.json").write_text('{"boot": {"ratio": 0.4}}')
    monkeypatch.setattr(importlib.import_module("benchmarks.training"), "measure", lambda: {"native": 3})
    command.main(["training"])
    assert command.json.loads(command.RESULTS.read_text()) == {"boot": {"ratio": 0.4}, "training": {"native": 3}}
    with pytest.raises(SystemExit, match="no benchmark named nothing"):
        command.main(["nothing"])
