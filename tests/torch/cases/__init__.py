"""Parity cases by concept."""
