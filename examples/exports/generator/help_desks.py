"""Exports with one row for each ticket: how it began, how it ended, and what the vendor says."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from spelling import hours_and_minutes, iso, iso_utc, month_first, month_name
from story import CHICAGO, TICKETS, Ticket, utc

Row = dict[str, object]

FRESH = {"P1": "Urgent", "P2": "High", "P3": "Medium"}


def jira_csv() -> dict[str, Any]:
    """Returns the list of issues; the time to resolution counts down, and is negative when late."""
    return {"issues.csv": [_jira(ticket) for ticket in TICKETS]}


def _jira(ticket: Ticket) -> Row:
    return {
        "Issue key": f"HELP-{ticket.number}",
        "Issue id": 10_000 + ticket.number,
        "Issue Type": "Service Request",
        "Status": _word(
            ticket, "Open", "In Progress", "Waiting for customer", "Resolved", "Closed"
        ),
        "Priority": {"P1": "Highest", "P2": "High", "P3": "Medium"}[ticket.today("priority")],
        "Created": month_name(ticket.began),
        "Resolved": month_name(ticket.last("resolved")),
        "Due date": "",
        "Custom field (Time to resolution)": _left(ticket),
    }


def _left(ticket: Ticket) -> str:
    if ticket.met is None:
        return ""
    stopped = ticket.last("resolved") or ticket.due + datetime.timedelta(hours=1)
    left = int((ticket.due - stopped).total_seconds()) // 60
    # What the system says it kept, it kept by a minute at least.
    return hours_and_minutes(max(left, 1) if ticket.met else left)


def freshdesk() -> dict[str, Any]:
    """Returns the tickets of Freshdesk's own export."""
    return {"tickets.csv": [_fresh(ticket) for ticket in TICKETS]}


def _fresh(ticket: Ticket) -> Row:
    return {
        "Ticket ID": ticket.number,
        "Subject": "",
        "Status": _word(ticket, "Open", "Open", "Waiting on Customer", "Resolved", "Closed"),
        "Priority": FRESH[ticket.today("priority")],
        "Group": ticket.school,
        "Created time": iso(ticket.began),
        "Due by Time": iso(ticket.due),
        "Resolved time": iso(ticket.last("resolved")),
        "Closed time": iso(ticket.last("closed")),
        "Resolution time (in hrs)": _took(ticket),
        "Resolution status": _said(ticket, "Within SLA", "SLA Violated"),
    }


def freshservice() -> dict[str, Any]:
    """Returns the same of Freshservice: other capitals, and a department."""
    names = {
        "Ticket ID": "Ticket Id",
        "Group": "Department",
        "Created time": "Created Time",
        "Resolved time": "Resolved Time",
        "Closed time": "Closed Time",
        "Resolution time (in hrs)": "Resolution Time (in Hrs)",
        "Resolution status": "Resolution Status",
    }
    rows = [_fresh(ticket) for ticket in TICKETS]
    return {
        "tickets.csv": [{names.get(key, key): value for key, value in row.items()} for row in rows]
    }


def incident_iq() -> dict[str, Any]:
    """Returns the sheet of Incident IQ: it knows when a ticket was closed, not when resolved."""
    return {
        "tickets.csv": [
            {
                "TicketNumber": f"T-{ticket.number}",
                "CreatedDate": iso_utc(utc(ticket.began)),
                "StartedDate": iso_utc(_utc(ticket.answered())) or "",
                "ClosedDate": iso_utc(_utc(ticket.last("closed"))) or "",
                "IsClosed": "Closed" if ticket.last("closed") else "Open",
                "IsPastDue": "Overdue" if ticket.met is False else "On Track",
                "Priority": FRESH[ticket.today("priority")],
                "LocationName": ticket.school,
                "ResolutionActual": "" if ticket.met is None else _ran(ticket),
                "ResolutionBreach": _said(ticket, "0", "1"),
            }
            for ticket in TICKETS
        ]
    }


def osticket() -> dict[str, Any]:
    """Returns osTicket's export where the locale writes decimals with a comma."""
    return {
        "tickets-semicolon.csv": [
            {
                "Ticket Number": 240_000 + ticket.number,
                "Date Created": iso(ticket.began),
                "Subject": "",
                "From": "",
                "From Email": "",
                "Priority": {"P1": "Emergency", "P2": "High", "P3": "Normal"}[
                    ticket.today("priority")
                ],
                "Department": ticket.school,
                "Help Topic": "Report a problem",
                "Current Status": _word(ticket, "Open", "Open", "Open", "Resolved", "Closed"),
                "SLA Due Date": iso(ticket.due),
                "Overdue": _said(ticket, "0", "1"),
                "Closed Date": iso(ticket.last("resolved")),
                "Reopen Count": ticket.reopened(),
            }
            for ticket in TICKETS
        ]
    }


def glpi() -> dict[str, Any]:
    """Returns tickets of GLPI's interface: numbers for states, seconds for lengths of time."""
    return {
        "tickets.csv": [
            {
                "id": ticket.number,
                "date": iso(ticket.began),
                "solvedate": iso(ticket.last("resolved")),
                "closedate": iso(ticket.last("closed")),
                "status": _word(ticket, "1", "2", "4", "5", "6"),
                "priority": {"P1": 5, "P2": 4, "P3": 3}[ticket.today("priority")],
                "locations_id": ticket.school,
                "time_to_resolve": iso(ticket.due),
                "waiting_duration": 60 * ticket.paused(),
                "solve_delay_stat": 60 * _ran(ticket) if ticket.last("resolved") else 0,
            }
            for ticket in TICKETS
        ]
    }


def zammad() -> dict[str, Any]:
    """Returns Zammad's tickets: a close, and the minutes that were left, negative when late."""
    return {
        "tickets.csv": [
            {
                "number": 31_000 + ticket.number,
                "state": _word(ticket, "new", "open", "pending reminder", "closed", "closed"),
                "priority": {"P1": "3 high", "P2": "2 normal", "P3": "1 low"}[
                    ticket.today("priority")
                ],
                "group": "Help Desk",
                "organization": ticket.school,
                "created_at": iso_utc(utc(ticket.began)),
                "first_response_at": iso_utc(_utc(ticket.answered())) or "",
                "close_at": iso_utc(_utc(ticket.last("resolved"))) or "",
                "close_escalation_at": iso_utc(utc(ticket.due)),
                "close_diff_in_min": "" if ticket.met is None else (60 if ticket.met else -60),
            }
            for ticket in TICKETS
        ]
    }


def otrs() -> dict[str, Any]:
    """Returns a list of tickets as OTRS and Znuny make it from a statistic."""
    return {
        "tickets.csv": [
            {
                "TicketNumber": f"20260900{ticket.number:04d}",
                "Created": iso(ticket.began),
                "Closed": iso(ticket.last("resolved")),
                "State": _word(
                    ticket,
                    "new",
                    "open",
                    "pending reminder",
                    "closed successful",
                    "closed successful",
                ),
                "Priority": {"P1": "5 very high", "P2": "4 high", "P3": "3 normal"}[
                    ticket.today("priority")
                ],
                "Queue": "Help Desk",
                "CustomerID": ticket.school,
                "SolutionTimeEscalation": _said(ticket, "0", "1"),
            }
            for ticket in TICKETS
        ]
    }


def frappe() -> dict[str, Any]:
    """Returns Frappe Helpdesk's list: its opening is split in two columns, its creation is not."""
    return {
        "tickets.csv": [
            {
                "name": ticket.number,
                "creation": iso(ticket.began),
                "opening_date": f"{ticket.began:%Y-%m-%d}",
                "opening_time": f"{ticket.began:%H:%M:%S}",
                "status": _word(ticket, "Open", "Open", "Replied", "Resolved", "Closed"),
                "priority": FRESH[ticket.today("priority")],
                "customer": ticket.school,
                "first_responded_on": iso(ticket.answered()),
                "resolution_date": iso(ticket.last("resolved")),
                "resolution_by": iso(ticket.due),
                "resolution_time": 60 * _ran(ticket) if ticket.last("resolved") else "",
                "total_hold_time": 60 * ticket.paused() if ticket.paused() else "",
                "agreement_status": "Resolution Due"
                if ticket.met is None
                else _said(ticket, "Fulfilled", "Failed"),
            }
            for ticket in TICKETS
        ]
    }


def repair_log() -> dict[str, Any]:
    """Returns the list of a workshop: when a device came, when it was done, when it went back."""
    return {
        "repairs.csv": [
            {
                "repair_number": f"R-{ticket.number:04d}",
                "school": ticket.school,
                "serial_number": f"5CD{ticket.number:06d}",
                "priority": ticket.today("priority"),
                "status": _word(
                    ticket,
                    "received",
                    "in_progress",
                    "waiting_for_parts",
                    "ready_for_pickup",
                    "returned",
                ),
                "date_received": iso(ticket.began),
                "completed_at": iso(ticket.last("resolved")),
                "returned_at": iso(ticket.last("closed")),
            }
            for ticket in TICKETS
        ]
    }


def snapshot() -> dict[str, Any]:
    """Returns the least that an audit can begin with."""
    return {
        "tickets.csv": [
            {
                "Ticket": ticket.number,
                "School": ticket.school,
                "Priority": ticket.today("priority"),
                "Status": _word(ticket, "Open", "Open", "Waiting", "Resolved", "Closed"),
                "Opened": iso(ticket.began),
                "Due": iso(ticket.due),
                "Resolved": iso(ticket.last("resolved")),
                "In time": _said(ticket, "yes", "no"),
            }
            for ticket in TICKETS
        ]
    }


def boston_311() -> dict[str, Any]:
    """Returns the columns of Boston's open data, whose local times were converted twice."""
    return {
        "cases.csv": [
            {
                "case_enquiry_id": 101_000_994_000 + ticket.number,
                "open_dt": iso(_twice(ticket.began)),
                "sla_target_dt": iso(_twice(ticket.due)),
                "closed_dt": iso(_twice(ticket.last("resolved"))),
                "on_time": "OVERDUE" if ticket.met is False else "ONTIME",
                "case_status": "Closed" if ticket.last("resolved") else "Open",
                "reason": "Help Desk",
                "type": "Device",
                "neighborhood": ticket.school,
            }
            for ticket in TICKETS
        ]
    }


def nyc_311() -> dict[str, Any]:
    """Returns the columns of New York's open data."""
    return {
        "requests.csv": [
            {
                "Unique Key": 45_633_000 + ticket.number,
                "Created Date": month_first(ticket.began),
                "Closed Date": month_first(ticket.last("resolved")),
                "Agency": "DOE",
                "Complaint Type": "Device",
                "Status": "Closed" if ticket.last("resolved") else "In Progress",
                "Due Date": month_first(ticket.due),
                "Resolution Action Updated Date": month_first(ticket.last("resolved")),
                "Borough": ticket.school,
            }
            for ticket in TICKETS
        ]
    }


def _word(ticket: Ticket, *words: str) -> str:
    names = ("new", "open", "waiting", "resolved", "closed")
    return dict(zip(names, words, strict=True))[ticket.today("state")]


def _said(ticket: Ticket, met: str, missed: str) -> str:
    return "" if ticket.met is None else met if ticket.met else missed


def _ran(ticket: Ticket) -> int:
    stopped = ticket.last("resolved")
    if stopped is None:
        return 0
    return int((stopped - ticket.began).total_seconds()) // 60 - ticket.paused()


def _took(ticket: Ticket) -> str:
    return hours_and_minutes(_ran(ticket)) + ":00" if ticket.last("resolved") else ""


def _utc(moment: datetime.datetime | None) -> datetime.datetime | None:
    return utc(moment) if moment else None


def _twice(moment: datetime.datetime | None) -> datetime.datetime | None:
    if moment is None:
        return None
    offset = moment.replace(tzinfo=CHICAGO).utcoffset()
    return moment + (offset or datetime.timedelta(0))


HELP_DESKS: dict[str, Callable[[], dict[str, Any]]] = {
    "jira": jira_csv,
    "freshdesk": freshdesk,
    "freshservice": freshservice,
    "incident-iq": incident_iq,
    "osticket": osticket,
    "glpi": glpi,
    "zammad": zammad,
    "otrs": otrs,
    "frappe-helpdesk": frappe,
    "repair-log": repair_log,
    "snapshot": snapshot,
    "boston-311": boston_311,
    "nyc-311": nyc_311,
}
