"""matplotlib backend of the sandbox: Agg, whose `show()` puts the open figures into the run's output."""

from matplotlib.backend_bases import FigureManagerBase as FigureManager
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

from .figures import on_show

__all__ = ["FigureCanvas", "FigureManager", "show"]


def show(*_args, **_kwargs):
    """Calls the handlers in `figures.on_show`. `pyplot.show()` calls this; its arguments are ignored."""
    for handler in on_show:
        handler()
