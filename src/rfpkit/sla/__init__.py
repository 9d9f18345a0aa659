"""Tickets to clocks to attainment to performance credits."""
