"""Draws with matplotlib the way readers do; what this loads is the matplotlib that the page can load."""

import io
import shutil
from pathlib import Path

import matplotlib
import matplotlib.animation
import matplotlib.pyplot as plt
import numpy as np

matplotlib.use("agg")
matplotlib.rcParams |= {
    "mathtext.fontset": "custom",
    "mathtext.fallback": None,
    "mathtext.cal": "DejaVu Sans:italic",
    "font.family": ["Inter", "DejaVu Sans"],
}
x = np.linspace(0.1, 2, 20)
grid = np.outer(x, np.sin(3 * x))


def lines(axes):
    """Lines, marks, bands, errors, labels, log axes, a legend and an arrow."""
    axes.plot(x, x**2, "o--", label=r"$\rho^T$, $\lambda$")
    axes.errorbar(x, x, yerr=0.1, label="measured")
    axes.fill_between(x, x, x**2, alpha=0.2)
    axes.step(x, x)
    axes.axhline(1)
    axes.axvspan(0.5, 1, hatch="//")
    axes.set(
        title="Title",
        xlabel=r"$\|\nabla \mathcal{L}\|$",
        ylabel=r"$\mathbf{W}_h$, $\frac{1}{\sqrt{n}}$",
        xscale="log",
        yscale="symlog",
    )
    axes.annotate("here", (1, 1), (0.5, 2), arrowprops={"arrowstyle": "->"})
    axes.text(0.5, 0.5, "text", style="italic", weight="bold", family="monospace")
    axes.legend()
    axes.grid(which="both")
    axes.twinx().semilogy(x, x)


def grids(figure, axes):
    """Images, meshes, contours, arrows and their colour bars."""
    figure.colorbar(axes.imshow(grid, norm="log", cmap="viridis"))
    figure.colorbar(axes.pcolormesh(x, x, grid, shading="auto"))
    axes.clabel(axes.contour(x, x, grid))
    axes.contourf(x, x, grid, levels=5)
    axes.quiver(x, x, grid, grid)
    axes.streamplot(x, x, grid, grid)
    axes.tricontour(x, np.sin(9 * x), x)


def counts(axes):
    """Bars and distributions."""
    axes.bar(["a", "b"], [1, 2])
    axes.barh([1, 2], [1, 2])
    axes.hist(x, bins=5)
    axes.scatter(x, x, c=x, s=9)
    axes.stem(x, x)
    axes.boxplot([x, x])
    axes.violinplot([x])
    axes.pie([1, 2])
    axes.hist2d(x, x)
    axes.table([["1", "2"]])


def probe():
    """Draw everything once, on screen size, as PNG and as SVG."""
    plt.style.use("ggplot")
    figure, (first, second, third) = plt.subplots(1, 3, figsize=(9, 3), layout="constrained")
    lines(first)
    grids(figure, second)
    counts(third)
    figure.suptitle("All")
    with io.BytesIO() as out:
        figure.savefig(out, format="png", dpi=50)
        figure.savefig(out, format="svg")
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(*np.meshgrid(x, x), grid)
    figure.tight_layout()
    figure.savefig(io.BytesIO(), format="png")
    plt.subplot(projection="polar").plot(x, x)
    plt.savefig(io.BytesIO(), bbox_inches="tight")


probe()
shutil.copyfile(Path(matplotlib.__file__).with_name("fontlist.json"), "/job/fontlist.json")
