"""Figures for print and screen: map, timeline, losses, sources; as SVG, PNG or HTML, with legend and source line.

Drawn by matplotlib, without a screen; the same situation gives the same bytes.
"""

from contested.publish.figures.draw import FORMS, KINDS, draw, svg_map

__all__ = ["FORMS", "KINDS", "draw", "svg_map"]
