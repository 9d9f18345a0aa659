"""`rfpkit pack`: the template packs that consortia share."""

from __future__ import annotations

import click

from rfpkit.cli.packs import bundles, drift, lock, show


@click.group()
def command() -> None:
    """Share template packs: lock, upgrade, compare, bundle, sign, verify."""


for each in (
    show.show,
    lock.lock,
    lock.upgrade,
    drift.drift,
    bundles.list_packs,
    bundles.bundle,
    bundles.sign,
    bundles.verify,
):
    command.add_command(each)
