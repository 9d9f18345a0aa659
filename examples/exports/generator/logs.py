"""Exports that tell every change, or the vendor's own clocks."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from spelling import (
    clock_off,
    day_first,
    iso,
    iso_utc,
    since_1970,
    truth,
)
from story import TICKETS, Change, Ticket, utc

SERVICENOW_STATES = {
    "new": "New",
    "open": "Active",
    "waiting": "Awaiting User Info",
    "resolved": "Resolved",
    "closed": "Closed",
}
SERVICENOW_PRIORITIES = {"P1": "1 - Critical", "P2": "2 - High", "P3": "3 - Moderate"}
ZENDESK_STATES = {
    "new": "new",
    "open": "open",
    "waiting": "pending",
    "resolved": "solved",
    "closed": "closed",
}
ZENDESK_PRIORITIES = {"P1": "urgent", "P2": "high", "P3": "normal"}
JIRA_STATES = {
    "new": "Open",
    "open": "In Progress",
    "waiting": "Waiting for customer",
    "resolved": "Resolved",
    "closed": "Closed",
}
JIRA_PRIORITIES = {"P1": "Highest", "P2": "High", "P3": "Medium"}


def servicenow_audit() -> dict[str, Any]:
    """Returns a row for each change, with what is true at the end copied to all rows."""
    return {"export.csv": [row for ticket in TICKETS for row in _audit_rows(ticket)]}


def _audit_rows(ticket: Ticket) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    state = priority = ""
    for number, change in enumerate(one for one in ticket.changes):
        state = change.value if change.field == "state" else state
        priority = change.value if change.field == "priority" else priority
        if not state:
            continue
        rows.append(
            {
                "number": f"INC{ticket.number:07d}",
                "incident_state": SERVICENOW_STATES[state],
                "sys_mod_count": number,
                "made_sla": truth(ticket.met),
                "opened_at": day_first(ticket.began),
                "sys_updated_at": day_first(change.at),
                "priority": SERVICENOW_PRIORITIES[priority],
                "location": ticket.school,
                "cmdb_ci": "?",
            }
        )
    return rows


def servicenow_task_sla() -> dict[str, Any]:
    """Returns the list of incidents, and the clocks that the system ran over them."""
    return {
        "incident.csv": servicenow_incident()["incident.csv"],
        "task_sla.csv": [_task_sla(ticket) for ticket in TICKETS],
    }


def servicenow_incident() -> dict[str, Any]:
    """Returns a row for each incident, as it is at the end."""
    return {
        "incident.csv": [
            {
                "number": f"INC{ticket.number:07d}",
                "opened_at": iso(utc(ticket.began)),
                "resolved_at": iso(utc_or_none(ticket.last("resolved"))),
                "closed_at": iso(utc_or_none(ticket.last("closed"))),
                "state": SERVICENOW_STATES[ticket.today("state")],
                "priority": SERVICENOW_PRIORITIES[ticket.today("priority")],
                "location": ticket.school,
                "made_sla": truth(ticket.met),
                "sla_due": iso(utc(ticket.due)),
                "caller_id": "",
                "short_description": "",
            }
            for ticket in TICKETS
        ]
    }


def _task_sla(ticket: Ticket) -> dict[str, object]:
    stopped = ticket.last("resolved")
    paused = datetime.timedelta(minutes=ticket.paused())
    ran = (stopped or ticket.began) - ticket.began - paused
    return {
        "task": f"INC{ticket.number:07d}",
        "sla": "Resolution",
        "stage": "completed" if stopped else "in_progress",
        "start_time": iso(utc(ticket.began)),
        "end_time": iso(utc_or_none(stopped)),
        "planned_end_time": iso(utc(ticket.due)),
        "has_breached": truth(None if ticket.met is None else not ticket.met),
        "duration": since_1970(ran) if stopped else "",
        "pause_duration": since_1970(paused) if ticket.paused() else "",
    }


def zendesk_field_history() -> dict[str, Any]:
    """Returns a row for each change of a field, newest last, and the list of the tickets."""
    rows = []
    for ticket in TICKETS:
        number = 35_000 + ticket.number
        told = [(one.at, one.field, _zendesk(one)) for one in ticket.changes]
        told.append((ticket.began, "group_id", "360006965034"))
        for moment, field, value in sorted(told, key=lambda one: one[0]):
            name = "status" if field == "state" else field
            rows.append(
                {
                    "field_name": name,
                    "ticket_id": number,
                    "updated": iso(utc(moment)),
                    "user_id": "",
                    "value": value,
                }
            )
    return {"ticket_field_history.csv": rows, "ticket.csv": _zendesk_tickets()}


def _zendesk(change: Change) -> str:
    return (ZENDESK_STATES | ZENDESK_PRIORITIES)[change.value]


def _zendesk_tickets() -> list[dict[str, object]]:
    return [
        {
            "id": 35_000 + ticket.number,
            "created_at": iso(utc(ticket.began)),
            "due_at": "",
            "organization_id": 370_295_712_714 + len(ticket.school),
            "priority": ZENDESK_PRIORITIES[ticket.today("priority")],
            "status": ZENDESK_STATES[ticket.today("state")],
            "subject": "",
            "type": "incident",
            "updated_at": iso(utc(ticket.changes[-1].at)),
            "via_channel": "web",
        }
        for ticket in TICKETS
    ]


def zendesk_metric_events() -> dict[str, Any]:
    """Returns the field history, the tickets, and what the system's own clocks did."""
    events = []
    for ticket in TICKETS:
        told = [("apply_sla", ticket.began), ("activate", ticket.began)]
        if ticket.met is False:
            told.append(("breach", ticket.due))
        stopped = ticket.last("resolved")
        if stopped is not None:
            told.append(("fulfill", stopped))
        for kind, moment in told:
            for metric in ("resolution_time", "requester_wait_time"):
                events.append(
                    {
                        "id": len(events) + 1,
                        "ticket_id": 35_000 + ticket.number,
                        "metric": metric,
                        "instance_id": 1,
                        "type": kind,
                        "time": iso(utc(moment)),
                    }
                )
    return {**zendesk_field_history(), "ticket_metric_events.csv": events}


def zendesk_tickets() -> dict[str, Any]:
    """Returns the list of the tickets and their metrics."""
    metrics = [
        {
            "ticket_id": 35_000 + ticket.number,
            "created_at": iso_utc(utc(ticket.began)),
            "assigned_at": iso_utc(utc_or_none(ticket.answered())),
            "solved_at": iso_utc(utc_or_none(ticket.last("resolved"))),
            "reopens": ticket.reopened(),
            "full_resolution_time_in_minutes": {
                "calendar": _minutes(ticket.began, ticket.last("resolved")),
            },
            "on_hold_time_in_minutes": {"calendar": 0},
            "agent_wait_time_in_minutes": {"calendar": ticket.paused()},
        }
        for ticket in TICKETS
    ]
    return {"ticket.csv": _zendesk_tickets(), "metrics.json": {"ticket_metrics": metrics}}


def zendesk_audits() -> dict[str, Any]:
    """Returns the audits of the interface: each an array of events, beside the tickets."""
    audits = []
    for ticket in TICKETS:
        for number, moment in enumerate(dict.fromkeys(one.at for one in ticket.changes)):
            changes = [one for one in ticket.changes if one.at == moment]
            audits.append(
                {
                    "id": 2_127_301_143 + 100 * ticket.number + number,
                    "ticket_id": 35_000 + ticket.number,
                    "created_at": iso_utc(utc(moment)),
                    "events": [
                        *map(_audit_event, changes),
                        {"id": 1, "type": "Comment", "public": True},
                        {"type": "Change", "field_name": "tags", "value": ["device", "school"]},
                    ],
                }
            )
    return {"audits.json": {"audits": audits}, "ticket.csv": _zendesk_tickets()}


def _audit_event(change: Change) -> dict[str, object]:
    name = "status" if change.field == "state" else change.field
    event: dict[str, object] = {
        "type": "Change" if change.before else "Create",
        "field_name": name,
        "value": _zendesk(change),
    }
    if change.before:
        event["previous_value"] = (ZENDESK_STATES | ZENDESK_PRIORITIES)[change.before]
    return event


def jira_changelog() -> dict[str, Any]:
    """Returns issues with their changelogs, the newest change first."""
    return {"issues.json": {"total": len(TICKETS), "issues": [_issue(one) for one in TICKETS]}}


def _issue(ticket: Ticket) -> dict[str, object]:
    histories = [
        {
            "id": str(number),
            "created": clock_off(change.at),
            "items": [
                {
                    "field": "status" if change.field == "state" else "priority",
                    "fromString": (JIRA_STATES | JIRA_PRIORITIES)[change.before],
                    "toString": (JIRA_STATES | JIRA_PRIORITIES)[change.value],
                }
            ],
        }
        for number, change in enumerate(ticket.changes)
        if change.before
    ]
    return {
        "key": f"HELP-{ticket.number}",
        "fields": {
            "created": clock_off(ticket.began),
            "priority": {"name": JIRA_PRIORITIES[ticket.today("priority")]},
            "status": {"name": JIRA_STATES[ticket.today("state")]},
        },
        "changelog": {"histories": histories[::-1]},
    }


def jira_service_management() -> dict[str, Any]:
    """Returns the issues, and the cycles of the clock that the system ran over each."""
    cycles = [
        {
            "issueKey": f"HELP-{ticket.number}",
            "name": "Time to resolution",
            "completedCycles": _cycles(ticket),
        }
        for ticket in TICKETS
    ]
    return {**jira_changelog(), "sla.json": {"values": cycles}}


def _cycles(ticket: Ticket) -> list[dict[str, object]]:
    stopped = ticket.last("resolved")
    if stopped is None:
        return []
    minutes = _minutes(ticket.began, stopped)
    ran = int(minutes or 0) - ticket.paused()
    return [
        {
            "startTime": {"iso8601": clock_off(ticket.began)},
            "stopTime": {"iso8601": clock_off(stopped)},
            "breachTime": {"iso8601": clock_off(ticket.due)},
            "breached": ticket.met is False,
            "elapsedTime": {"millis": ran * 60_000, "friendly": f"{ran // 60}h {ran % 60}m"},
        }
    ]


def incident_iq_json() -> dict[str, Any]:
    """Returns tickets with the minutes that the system's clocks logged."""
    tickets = [
        {
            "TicketNumber": f"T-{ticket.number}",
            "CreatedDate": iso_utc(utc(ticket.began)),
            "ClosedDate": iso_utc(utc_or_none(ticket.last("closed"))),
            "Priority": {"P1": "Urgent", "P2": "High", "P3": "Medium"}[ticket.today("priority")],
            "Location": {"Name": ticket.school},
            "SlaTimes": _sla_times(ticket),
        }
        for ticket in TICKETS
    ]
    return {"tickets.json": tickets}


def _sla_times(ticket: Ticket) -> list[dict[str, object]]:
    answered, stopped = ticket.answered(), ticket.last("resolved")
    told = [("Response Time", _minutes(ticket.began, answered))]
    if stopped is not None:
        ran = int(_minutes(ticket.began, stopped) or 0) - ticket.paused()
        told.append(("Resolution Time", ran))
    return [{"Name": name, "LogMinutes": minutes, "IsRunning": False} for name, minutes in told]


def _minutes(began: datetime.datetime, stopped: datetime.datetime | None) -> int | None:
    return int((stopped - began).total_seconds()) // 60 if stopped else None


def utc_or_none(moment: datetime.datetime | None) -> datetime.datetime | None:
    """Returns a local time as UTC, and nothing for nothing."""
    return utc(moment) if moment is not None else None


LOGS: dict[str, Callable[[], dict[str, Any]]] = {
    "servicenow-audit": servicenow_audit,
    "servicenow-incident": servicenow_incident,
    "servicenow-task-sla": servicenow_task_sla,
    "zendesk-field-history": zendesk_field_history,
    "zendesk-metric-events": zendesk_metric_events,
    "zendesk-tickets": zendesk_tickets,
    "zendesk-audits": zendesk_audits,
    "incident-iq-json": incident_iq_json,
    "jira-changelog": jira_changelog,
    "jira-service-management": jira_service_management,
}
