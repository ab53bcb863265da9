"""The state of a complaint: a few frozen records, one per chapter. Only what a decision needs.

An event replaces only the record of its own chapter, the ladder or the round; no guard reads more
than two of them. What only a page needs is a projection and not here.
"""

from shared.complaint.state.closing import Closing, Round
from shared.complaint.state.complaint import BLANK, Complaint, Phase
from shared.complaint.state.decisions import Decision, Decisions
from shared.complaint.state.facts import Assessment, Facts, Settlement
from shared.complaint.state.follow_up import FollowUp, Questionnaire
from shared.complaint.state.investigation import Apology, Assignment, Findings, Incident, Investigation, of_the_case
from shared.complaint.state.ladder import Escalation, Ladder, Need, Outside
from shared.complaint.state.links import Links, Other
from shared.complaint.state.moments import NEVER
from shared.complaint.state.proposal import FinalPosition, Offer, Proposal
from shared.complaint.state.reception import MoveUp, Reception
from shared.complaint.state.reply import Beyond, Contact, Reach, Reply, due_from
from shared.complaint.state.work import Extension, Pause, Task, Work

__all__ = [
    "BLANK",
    "NEVER",
    "Apology",
    "Assessment",
    "Assignment",
    "Beyond",
    "Closing",
    "Complaint",
    "Contact",
    "Decision",
    "Decisions",
    "Escalation",
    "Extension",
    "Facts",
    "FinalPosition",
    "Findings",
    "FollowUp",
    "Incident",
    "Investigation",
    "Ladder",
    "Links",
    "MoveUp",
    "Need",
    "Offer",
    "Other",
    "Outside",
    "Pause",
    "Phase",
    "Proposal",
    "Questionnaire",
    "Reach",
    "Reception",
    "Reply",
    "Round",
    "Settlement",
    "Task",
    "Work",
    "due_from",
    "of_the_case",
]
