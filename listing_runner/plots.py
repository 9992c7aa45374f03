"""Figures of matplotlib.pyplot as pictures, in the colours of the page. Also matplotlib's backend in the page."""

import io
from collections.abc import Callable

import matplotlib
from cycler import cycler
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI, RATIO = 100, 2
SHAPE = 0.62
_screen: dict[str, Callable] = {}


class FigureManager(FigureManagerBase):
    """Shows figures by handing their pictures over."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show every open figure, then close it, as a notebook does."""
        show_all()


class FigureCanvas(FigureCanvasAgg):
    """A canvas whose figures `pyplot.show` hands over."""

    manager_class = FigureManager


def begin(look: dict, show: Callable[[bytes, int, int, str], None]) -> None:
    """Set the page's look for the next run; `show(png, width, height, alt)` gets pictures, sizes in CSS pixels.

    `look` has the colours ground, ink, muted, line, the list cycle, the number dark, and width in CSS pixels.
    """
    _screen["show"] = show
    pyplot.close("all")
    matplotlib.rcdefaults()
    matplotlib.use(f"module://{__name__}")
    matplotlib.rcParams.update(style(look))


def show_all() -> None:
    """Hand over every open figure and close it."""
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        with io.BytesIO() as out:
            figure.savefig(out, format="png", dpi=RATIO * figure.dpi)
            width, height = (round(side * figure.dpi) for side in figure.get_size_inches())
            _screen["show"](out.getvalue(), width, height, words(figure))
        pyplot.close(figure)


def words(figure: Figure) -> str:
    """A text alternative: the figure's title, then titles, labels and lines of its panels, one sentence each."""
    panels = [_panel(axes) for axes in figure.axes if axes.get_label() != "<colorbar>"]
    sentences = [f"{text}." for text in (figure.get_suptitle(), *panels) if text]
    return f"Figure. {' '.join(sentences)}".replace("$", "") if sentences else "Figure without title or labels."


def _panel(axes: Axes) -> str:
    named = {"across": axes.get_xlabel(), "up": axes.get_ylabel()}
    lines = [text for text in axes.get_legend_handles_labels()[1] if not text.startswith("_")]
    parts = [
        *(axes.get_title(where) for where in ("left", "center", "right")),
        *(f"{where}: {text}" for where, text in named.items() if text),
        ", ".join(lines),
    ]
    return "; ".join(part for part in parts if part)


def style(look: dict) -> dict:
    """The settings of matplotlib that give a plot the look of the page."""
    ground, ink, muted, line = (look[role] for role in ("ground", "ink", "muted", "line"))
    width = look["width"] / DPI
    return {
        "figure.dpi": DPI,
        "figure.figsize": (width, SHAPE * width),
        "figure.constrained_layout.use": True,
        "figure.facecolor": ground,
        "savefig.facecolor": ground,
        "axes.facecolor": ground,
        "text.color": ink,
        "axes.edgecolor": muted,
        "axes.labelcolor": ink,
        "axes.titlecolor": ink,
        "xtick.color": muted,
        "ytick.color": muted,
        "xtick.labelcolor": ink,
        "ytick.labelcolor": ink,
        "grid.color": line,
        "legend.facecolor": ground,
        "legend.edgecolor": line,
        "legend.frameon": False,
        "hatch.color": muted,
        "boxplot.boxprops.color": ink,
        "boxplot.whiskerprops.color": ink,
        "boxplot.capprops.color": ink,
        "boxplot.flierprops.color": ink,
        "boxplot.flierprops.markeredgecolor": ink,
        "axes.prop_cycle": cycler(color=look["cycle"]),
        "lines.linewidth": 1.8,
        "patch.edgecolor": ground,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.8,
        "grid.linewidth": 0.7,
        "axes.titlesize": 10,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "font.size": 9,
        "font.family": ["Inter", "DejaVu Sans"],
        "axes.unicode_minus": True,
        "mathtext.fontset": "custom",
        "mathtext.fallback": None,
        "mathtext.cal": "DejaVu Sans:italic",
    }
