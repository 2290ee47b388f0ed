"""Titles and numbers of the policy documents a report cites."""
