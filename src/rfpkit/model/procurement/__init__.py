"""Nouns of the procurement itself: how to propose, how proposals are judged, on what terms."""
