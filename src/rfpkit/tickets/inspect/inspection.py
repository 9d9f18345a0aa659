"""An export that no mapping describes yet, looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rfpkit.model.exports.date_order import parse_date_order
from rfpkit.model.exports.inspection import (
    ColumnFacts,
    ColumnKind,
    ContractWords,
    Doubt,
    FileFacts,
    Guess,
    Inspection,
    KnownExport,
    NullCount,
    NumberFacts,
    OrderFacts,
)
from rfpkit.tickets.inspect.counted import proposed
from rfpkit.tickets.inspect.given import GivenFiles, holds_part, open_files
from rfpkit.tickets.inspect.identity import number_facts
from rfpkit.tickets.inspect.kinds import kind_of
from rfpkit.tickets.inspect.private import LONGEST, shown_examples, why_hidden
from rfpkit.tickets.inspect.questions import ask
from rfpkit.tickets.inspect.roles import find_roles
from rfpkit.tickets.inspect.shape import shape_of
from rfpkit.tickets.inspect.sources import find_source, roles_over, source_guess
from rfpkit.tickets.inspect.stamp_facts import find_clock, order_facts
from rfpkit.tickets.inspect.tally import Tally, tally
from rfpkit.tickets.inspect.two_columns import find_pairs, roles_of_pairs
from rfpkit.tickets.inspect.word_facts import Tables, word_facts
from rfpkit.tickets.ledger.privacy import told_name
from rfpkit.tickets.readers.look import Look
from rfpkit.tickets.stamps.clock_times import described
from rfpkit.tickets.tables.head import count_of, shown

TICKET = "columns.ticket"


def inspect(
    paths: Sequence[Path],
    known: Sequence[KnownExport] = (),
    contract: ContractWords | None = None,
) -> Inspection:
    """Returns everything that the files tell of themselves, and what the contract asks of them.

    `known` are exports with a preset.

    Raises:
        InputError: with everything that is wrong with the files.
    """
    files = open_files(paths, known)
    source = find_source([file.names for file in files], known)
    given, preset = GivenFiles([files[position] for position in source.main]), source.preset
    counted = tally(given)
    kinds = {name: kind_of(name, column) for name, column in counted.columns.items()}
    roles = find_roles(kinds)
    if preset is not None:
        roles = roles_over(roles, preset, given.names)
    else:
        _join_pairs(given, counted, kinds, roles)
    _choose_ticket(roles, kinds, counted)
    wanted = [name for name in kinds if kinds[name] == "stamp" or name in roles]
    if wanted:
        given.keep(wanted, sum(counted.rows))
    beside = {name: files[position] for name, position in source.parts.items()}
    words = Tables(given, roles, preset, {name: GivenFiles([one]) for name, one in beside.items()})
    looked = _Looked(words, counted, kinds, contract)
    parts = {name: file.path for name, file in beside.items()}
    if preset is not None:
        main = files[source.main[0]]
        own = [name for name in preset.parts if name not in parts]
        parts |= {name: main.path for name in own if holds_part(main, preset, name)}
    exports = tuple(files[position].path for position in source.main)
    found = looked.inspection().model_copy(update={"main": exports, "parts": parts})
    return found.model_copy(update={"questions": ask(found), "counted": proposed(found)})


class _Looked:
    """What was looked at so far."""

    def __init__(
        self,
        tables: Tables,
        counted: Tally,
        kinds: Mapping[str, ColumnKind],
        contract: ContractWords | None,
    ) -> None:
        given, preset, roles = tables.main, tables.preset, tables.roles
        self.contract = contract
        self.tables = tables
        self.given = given
        self.preset = preset
        self.counted = counted
        self.kinds = kinds
        self.roles = roles
        ticket = next((name for name, guess in roles.items() if guess.name == TICKET), None)
        self.numbers = number_facts(ticket, given.chunks(ticket)) if ticket else None
        halves = {column for pair in given.pairs.values() for column in pair}
        stamps = [name for name in kinds if kinds[name] == "stamp" and name not in halves]
        if preset is None and self.numbers is not None and self.numbers.repeated:
            _choose_instant(roles, stamps, counted)
        places = [guess.name for guess in roles.values()]
        self.shape = shape_of(given.names, places, self.numbers, has_stamps=bool(stamps))
        if preset is not None:
            why = f"the preset `{preset.name}` says so; {self.shape.why}"
            self.shape = Guess(name=preset.shape, sureness="sure", why=why)
        elif self.shape.name == "snapshot":
            # A status of today tells no history: it only says which tickets to leave out.
            _rename(roles, "columns.state", "exclusions")
            _drop(roles, {"columns.at", "columns.sequence"})
        self.orders = tuple(order_facts(given, name) for name in stamps)
        self.torn = sum(sum(file.torn) for file in given.files)

    def inspection(self) -> Inspection:
        shift, clocks = self._clocks()
        attributes = self.contract.attributes if self.contract is not None else ()
        return Inspection(
            files=tuple(self._files()),
            rows=sum(self.counted.rows) + self.torn,
            source=source_guess(self.preset, self.given.names) if self.preset else None,
            preset=self.preset,
            shape=self.shape,
            columns=tuple(self._columns()),
            orders=self.orders,
            zone=_zone(self.orders),
            shift=shift,
            words=tuple(word_facts(self.tables, attributes)),
            contract=self.contract,
            nulls=tuple(_nulls(self.counted)),
            numbers=self.numbers,
            doubts=(*self._doubts(), *clocks),
            questions=(),
            encoding=self.given.files[0].look.wanted.encoding,
            head=self.given.files[0].look.wanted.head or 1,
            sheet=_sheet(self.given.files[0].look),
            joins=self.given.pairs,
        )

    def _files(self) -> Iterator[FileFacts]:
        for file, rows in zip(self.given.files, self.counted.rows, strict=True):
            yield FileFacts(
                file=file.name,
                sha256=file.sha256,
                rows=rows + sum(file.torn),
                columns=len(file.names),
                form=file.look.form,
            )

    def _columns(self) -> Iterator[ColumnFacts]:
        for name, column in self.counted.columns.items():
            kind = self.kinds[name]
            place = self.roles[name].name if name in self.roles else ""
            hidden = why_hidden(name, kind, column.sample, place)
            yield ColumnFacts(
                name=name if name in self.roles or kind == "stamp" else told_name(name),
                kind=kind,
                filled=self.counted.filled(name),
                different=column.different,
                is_whole=len(column.sample) == self.counted.filled(name),
                examples=() if hidden else _examples(shown_examples(column.sample, place)),
                hidden=hidden,
                maps_to=self.roles.get(name),
            )

    def _clocks(self) -> tuple[str, list[Doubt]]:
        """Looks for clock times that move: among due times, which a rule sets, if there are any."""
        places = {guess.name: name for name, guess in self.roles.items()}
        stamps = [name for place, name in places.items() if place.startswith("stamps.")]
        looked = [places["claims.due"]] if "claims.due" in places else stamps
        shift, doubts = "", []
        for facts in self.orders:
            if facts.column not in looked or len(facts.orders) != 1:
                continue
            order = parse_date_order(facts.orders[0])
            found = find_clock(self.given, facts.column, order) if order.has_time else None
            if found is not None:
                shift = shift or found.fault
                message = f"{found.stamps:,} stamps in `{facts.column}` lie on "
                message += described(found, "none")
                if self.preset is not None and self.preset.shift == shift:
                    message += ", as the preset does"
                doubts.append(Doubt(kind="clock", message=message))
        return shift, doubts

    def _doubts(self) -> Iterator[Doubt]:
        for number in self.given.files[0].look.nameless[:_EXAMPLES]:
            message = f"column {number} has no name in the head, and cannot be read; where a head"
            yield Doubt(kind="head", message=f"{message} has two rows, put all names into one")
        if self.torn:
            message = f"{count_of(self.torn, 'row')} with more or fewer values than the head has"
            yield Doubt(kind="rows", message=f"{message} columns")
        for facts in self.orders:
            yield from _order_doubts(facts)
        if self.numbers is not None:
            yield from _number_doubts(self.numbers, self.shape)


def _order_doubts(facts: OrderFacts) -> Iterator[Doubt]:
    if facts.unreadable:
        message = f"{count_of(facts.unreadable, 'value')} of `{facts.column}` cannot be read as a"
        message += f" stamp: {', '.join(facts.strangers)}"
        yield Doubt(kind="stamps", message=message)
    if facts.contradicting and not facts.orders:
        message = f"{count_of(facts.contradicting, 'value')} of `{facts.column}` contradict the"
        yield Doubt(kind="stamps", message=f"{message} order of the others: {facts.evidence}")


def _number_doubts(numbers: NumberFacts, shape: Guess) -> Iterator[Doubt]:
    if numbers.without:
        message = f"{count_of(numbers.without, 'row')} without a number in `{numbers.column}`"
        yield Doubt(kind="numbers", message=message)
    if numbers.repeated and shape.name == "snapshot":
        message = f"{count_of(numbers.repeated, 'row')} with a `{numbers.column}` that an earlier"
        yield Doubt(kind="numbers", message=f"{message} row has")
    if numbers.missing:
        between = f" between {numbers.first} and {numbers.last}" if numbers.first else ""
        message = f"{count_of(numbers.missing, 'number')} missing{between}: ask why"
        yield Doubt(kind="numbers", message=message)


def _choose_ticket(
    roles: dict[str, Guess], kinds: Mapping[str, ColumnKind], counted: Tally
) -> None:
    """Takes the identifier with most different values where no name is known."""
    if any(guess.name == TICKET for guess in roles.values()):
        return
    rows = sum(counted.rows)
    fitting = [
        (counted.columns[name].different, counted.filled(name), name)
        for name, kind in kinds.items()
        if kind == "identifier" and name not in roles and counted.filled(name) * 10 >= rows * 9
    ]
    if fitting:
        name = max(fitting)[2]
        why = "no other column has as many different identifiers"
        roles[name] = Guess(name=TICKET, sureness="guess", why=why)


def _join_pairs(
    given: GivenFiles, counted: Tally, kinds: dict[str, ColumnKind], roles: dict[str, Guess]
) -> None:
    """Reads a date and its time of day in two columns as one: a column that is in no file."""
    pairs = find_pairs(counted.columns)
    found = dict(roles_of_pairs(pairs, roles))
    given.pairs = {name: pair for name, pair in pairs.items() if name in found}
    if not given.pairs:
        return
    counted.columns |= tally(given, tuple(given.pairs)).columns
    for name, pair in given.pairs.items():
        kinds[name] = kind_of(name, counted.columns[name])
        for one in pair:
            roles.pop(one, None)
        roles[name] = found[name]


def _drop(roles: dict[str, Guess], places: set[str]) -> None:
    for name in [name for name, guess in roles.items() if guess.name in places]:
        del roles[name]


def _choose_instant(roles: dict[str, Guess], stamps: Sequence[str], counted: Tally) -> None:
    """Takes the fullest column of stamps for a log in which none is called like one."""
    if any(guess.name == "columns.at" for guess in roles.values()):
        return
    full = [
        (counted.columns[name].different, name)
        for name in stamps
        if name not in roles and counted.filled(name) * 100 >= sum(counted.rows) * 99
    ]
    if full:
        why = "no other column of stamps is as full and as varied"
        roles[max(full)[1]] = Guess(name="columns.at", sureness="guess", why=why)


def _rename(roles: dict[str, Guess], place: str, other: str) -> None:
    for name, guess in roles.items():
        if guess.name == place:
            roles[name] = guess.model_copy(update={"name": other})


def _sheet(look: Look) -> str:
    return look.wanted.sheet or "" if len(look.sheets) > 1 else ""


def _examples(sample: Sequence[str]) -> tuple[str, ...]:
    found = dict.fromkeys(value for value in sample if len(value) <= LONGEST)
    return tuple(shown(value, LONGEST) for value in list(found)[:_EXAMPLES])


def _zone(orders: Sequence[OrderFacts]) -> str:
    stamps = sum(one.stamps for one in orders)
    held = sum(one.with_offset for one in orders)
    if not stamps:
        return "no stamps"
    if held == stamps:
        return "every stamp carries its own offset"
    if not held:
        return "not told: no stamp carries an offset"
    return f"told in part: {held:,} of {count_of(stamps, 'stamp')} carry an offset"


def _nulls(counted: Tally) -> Iterator[NullCount]:
    by_spelling: dict[str, dict[str, int]] = {}
    for name, column in counted.columns.items():
        for spelling, count in {"": column.empty, **column.nulls}.items():
            if count:
                by_spelling.setdefault(spelling, {})[name] = count
    totals = {spelling: sum(held.values()) for spelling, held in by_spelling.items()}
    for spelling in sorted(totals, key=lambda one: (-totals[one], one)):
        held = by_spelling[spelling]
        columns = tuple(sorted(held, key=lambda name: (-held[name], name)))
        yield NullCount(spelling=spelling, values=totals[spelling], columns=columns)


_EXAMPLES = 3
