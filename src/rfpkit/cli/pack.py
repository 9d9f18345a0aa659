"""`rfpkit pack`: the template packs that consortia share."""

from __future__ import annotations

import click

from rfpkit.cli.packs import bundles, drift, lock, proof, show, sources


@click.group()
def command() -> None:
    """Share template packs: lock, upgrade, compare, check, test, bundle, sign, verify."""


for each in (
    bundles.list_packs,
    show.show,
    sources.add,
    sources.vendor,
    lock.lock,
    lock.upgrade,
    drift.drift,
    proof.check,
    proof.test,
    proof.diff,
    bundles.bundle,
    bundles.sign,
    bundles.verify,
    sources.index,
):
    command.add_command(each)
