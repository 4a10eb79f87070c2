"""Handlers of `pyplot.show()`; apart from backend.py, so that matplotlib is imported only by who uses it."""

on_show = []
