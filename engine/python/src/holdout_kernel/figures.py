"""Handlers of `pyplot.show()`; not in backend.py, so that the kernel starts without importing matplotlib."""

on_show = []
