"""Digits, units and amounts: how a printed number becomes a value."""
