"""Names that help desks give their columns, as they were seen in real exports and schemas.

Names are compared without case, blanks and signs: `Date Created` is `datecreated`.
"""

from __future__ import annotations

import re

ROLES: dict[str, tuple[str, ...]] = {
    "columns.ticket": (
        *("number", "ticketnumber", "ticketid", "ticketno", "ticketnr", "ticket", "issuekey"),
        *("caseid", "casenumber", "caseenquiryid", "uniquekey", "repairnumber", "repairid"),
        *("rmanumber", "rmacase", "jobnumber", "jobid", "srnumber", "incidentnumber", "incidentid"),
        *("taskeffectivenumber", "requestid", "requestnumber", "workordernumber", "workorder"),
        *("casenr", "caseconceptname", "repair", "rma", "job", "case", "incident", "request", "sr"),
        *("issueid", "displayid", "key", "task", "id"),
    ),
    "columns.at": (
        *("sysupdatedat", "sysupdatedon", "updatedat", "updated", "changedat", "changedate"),
        *("changed", "changetime"),
        *("changedon", "timestamp", "time", "eventtime", "timetimestamp", "lastupdated"),
        *("lastupdate", "modified", "modifiedat", "statusdate", "when", "date"),
    ),
    "columns.state": (
        *("state", "status", "ticketstatus", "incidentstate", "casestatus", "currentstatus"),
        *("repairstatus", "ticketstate", "workflowstatus", "workflowstepstatusname", "stage"),
        *("conceptname", "step"),
    ),
    "columns.sequence": ("sysmodcount", "sequence", "seq", "revision", "version"),
    "columns.priority": (
        *("priority", "ticketpriority", "prioritylevel", "urgency", "severity", "prio"),
    ),
    "columns.site": (
        *("site", "school", "location", "building", "campus", "locationname", "sitename"),
        *("schoolname", "schoolid", "neighborhood", "borough", "branch"),
    ),
    "columns.service": (
        *("service", "uservice", "requesttype", "tickettype", "type", "category", "helptopic"),
        *("complainttype", "issuetype", "repairtype", "itilcategoriesid"),
    ),
    "columns.device": (
        *("device", "assettag", "cmdbci", "serialnumber", "serial", "deviceid", "devicebarcode"),
        *("barcode", "assetid", "asset", "tag", "configitem"),
    ),
    "columns.device_class": (
        *(
            "deviceclass",
            "udeviceclass",
            "devicetype",
            "assettype",
            "modelcategoryname",
            "product",
            "class",
        ),
    ),
    "columns.fault": ("fault", "faultcode", "problemcode", "symptom", "usymptom"),
    "columns.audience": ("requesterrole", "audience", "callertype"),
    "stamps.received": (
        *("received", "receivedat", "datereceived", "datein", "checkin", "checkedin", "intakedate"),
        *("dropoff", "dropoffdate", "in"),
    ),
    "stamps.reported": (
        *("openedat", "opened", "opendt", "dateopened", "opendate", "createdat", "created"),
        *("createddate", "createdtime", "createdon", "datecreated", "creationdate", "reported"),
        *("reportedat", "datereported", "submitted", "submittedat", "submitdate", "requestdate"),
        *("syscreatedon", "syscreatedat", "openingdate", "datelogged", "loggedat", "starttime"),
        *("datecreation",),
    ),
    "stamps.acknowledged": (
        *("acknowledged", "acknowledgedat", "assignedat", "takeintoaccountdate", "workstart"),
        *("starteddate", "started", "initiallyassignedat"),
    ),
    "stamps.responded": (
        *("firstresponse", "firstrespondedat", "firstrespondedon", "firstresponseat"),
        *("firstresponsetime", "initialresponsetime", "firstreply", "firstreplyat", "respondedat"),
        *("customfieldchartdateoffirstresponse", "statsfirstrespondedat", "firstreplydate"),
    ),
    "stamps.resolved": (
        *("resolved", "resolvedat", "resolveddate", "resolvedtime", "resolutiondate", "solved"),
        *("solvedat", "solvedate", "dateresolved", "completed", "completedat", "completeddate"),
        *("datecompleted", "fixed", "fixedat", "repaired", "repairedat", "statsresolvedat"),
        *("solutiontime", "repairclosed", "completedtime", "completiondate"),
    ),
    "stamps.returned": (
        *("returned", "returnedat", "datereturned", "returndate", "dateout", "pickedup"),
        *("delivered", "deliveredat", "exitdate", "checkout", "checkedout", "out"),
    ),
    "stamps.closed": (
        *("closedat", "closed", "closeddt", "closeddate", "closedtime", "closedate", "dateclosed"),
        *("closeat", "closedon", "statsclosedat", "endtime", "lastcloseat"),
    ),
    "claims.due": (
        *("sladue", "slatargetdt", "targetdt", "dueby", "duebytime", "dueat", "duedate", "due"),
        *("sladuedate", "estduedate", "resolutionby", "plannedendtime", "escalationat"),
        *("timetoresolve", "sladuedatetime", "duedt", "targetdate"),
    ),
    "exclusions": (
        *("closecode", "closurecode", "closurereason", "closereason", "resolutioncode"),
        *("resolution", "disposition", "outcome"),
    ),
    "claims.met": (
        *("madesla", "ontime", "resolutionstatus", "agreementstatus", "slastatus", "slamet"),
        *("withinsla", "metsla", "hasbreached", "slabreached", "breached", "isoverdue", "overdue"),
        *("ispastdue", "pastdue", "resolutionbreach", "violated"),
    ),
}
"""Places of a mapping, and the names of columns that belong there, the best one first."""

BEGINNINGS = ("stamps.received", "stamps.reported")
"""Places of the first event of a ticket."""
ENDINGS = ("stamps.resolved", "stamps.returned", "stamps.closed")
"""Places of the last one."""

WEAK = {"issueid", "displayid", "key", "task", "id"}
"""Names of numbers that tables of anything have, not of tickets alone."""

NEGATIVE = {
    *("hasbreached", "slabreached", "breached", "isoverdue", "overdue", "ispastdue", "pastdue"),
    *("resolutionbreach", "violated"),
}
"""Flags that say that a ticket was late, where others say that it was in time."""

MARKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "field-change log": (
        ("fieldname", "value"),
        ("fieldid", "value"),
        ("field", "tostring"),
        ("field", "newvalue"),
        ("fieldname", "newvalue"),
        ("fieldname", "new"),
        ("field", "to"),
    ),
    "metric events": (
        ("metric", "instanceid"),
        ("pausetime", "hasbreached"),
        ("stage", "hasbreached"),
        ("ongoingcycle",),
    ),
}
"""Columns by which a shape is known, whatever the rows look like."""

ENDED_OTHERWISE = re.compile(
    r"cancel|duplicat|withdrawn|void|spam|merged|deleted|rejected|test\b|no longer|not a ",
    re.IGNORECASE,
)
"""Words of a state in which a ticket seems to be no ticket at all."""

SUGGESTIONS = (
    (r"cancel|withdrawn|void|reject", "exclude cancelled"),
    (r"duplicat|merged|spam|delet", "exclude duplicate"),
    (r"await|wait|hold|pend|parts|order", "pause REASON, or open if the contract allows none"),
    (r"reopen", "open"),
    (r"resolv|solved|fixed|repaired|complete|done", "event resolved"),
    (r"return|picked up|deliver", "event returned"),
    (r"closed?\b|archiv", "event closed"),
    (r"receiv|check.?in|intake|arriv", "event received"),
    (r"assign|acknowledg|accept", "event acknowledged"),
    (r"new|open|submit|report|creat|logged", "event reported"),
    (r"progress|active|work|diagnos|repair|bench", "open"),
)
"""What a state's word suggests; the first one that fits is told, and none is ever taken."""

MET_WORDS = {
    **dict.fromkeys(("ontime", "met", "withinsla", "fulfilled", "ontrack", "compliant"), "met"),
    **dict.fromkeys(
        ("overdue", "missed", "slaviolated", "violated", "breached", "failed", "late"), "missed"
    ),
}
"""Words of a flag that say by themselves whether a ticket was in time."""


def bare(name: str) -> str:
    """Returns a column's name as names are compared; of a path, the parts that say something."""
    if re.fullmatch(r"[\w\[\]-]+(\.[\w\[\]-]+)+", name):
        parts = [part for part in name.split(".") if part.lower() not in _EMPTY_PARTS]
        name = "".join(part for part in parts if not part.isdigit()) or name
    # Of several columns of one name, the first one is likeliest to be meant.
    return re.sub(r"[^a-z0-9]", "", name.lower().removesuffix("#1"))


_EMPTY_PARTS = {"fields", "name", "value"}
