"""`rfpkit pack`: the template packs that consortia share."""

from __future__ import annotations

import click

from rfpkit.cli.packs import bundles, lock, proof, show


@click.group()
def command() -> None:
    """Share template packs: lock, upgrade, compare, bundle, sign, verify."""


for each in (
    show.show,
    lock.lock,
    lock.upgrade,
    proof.diff,
    proof.test,
    proof.check,
    bundles.list_packs,
    bundles.bundle,
    bundles.sign,
    bundles.verify,
):
    command.add_command(each)
