"""The vocabulary of a simulation: controls, axes, layers, panels, scenes, and how they travel.

Everything a widget file needs is importable from here.
"""

from widgets.kit.axes import Axis, Tick, categories, fitted, linear, log
from widgets.kit.controls import Choice, ControlError, Preset, Seed, Slider, Toggle
from widgets.kit.layers import Arrows, Band, Bars, Cells, Errors, Handle, Heatmap, Line, Mesh, Move, Points, Rule, Text
from widgets.kit.scene import Panel, Scene
from widgets.kit.format import count_text, number_text

__all__ = [
    "Arrows",
    "Axis",
    "Band",
    "Bars",
    "Cells",
    "Choice",
    "ControlError",
    "Errors",
    "Handle",
    "Heatmap",
    "Line",
    "Mesh",
    "Move",
    "Panel",
    "Points",
    "Preset",
    "Rule",
    "Scene",
    "Seed",
    "Slider",
    "Text",
    "Tick",
    "Toggle",
    "categories",
    "count_text",
    "fitted",
    "linear",
    "log",
    "number_text",
]
