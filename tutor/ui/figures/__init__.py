"""Figures on the screen. `FigureView` in `view.py` draws every kind; what it draws is made in `tutor.figures_text`."""
