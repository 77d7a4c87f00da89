"""Tables of text laid out with blanks (``pdftotext -layout``): columns by where amounts end, heads by their order over them."""

from loaders.tables.laid.bands import released, settle
from loaders.tables.laid.page import laid_out, width_of

__all__ = ["laid_out", "released", "settle", "width_of"]
