"""What the daily commands take: their words on the command line."""

from __future__ import annotations

from typing import Any

Arguments = dict[str, dict[str, Any]]

_DEAL: Arguments = {"deal": {"metavar": "DEAL", "help": "a name, or a path to a deal.yaml"}}
_TASK: Arguments = {"task": {"metavar": "TASK", "help": "the key or id of a task or action, as M-07 or M-07.1"}}
_NOTE: Arguments = {
    "--by": {"default": "", "metavar": "ID", "help": "who says so, for the log: key or id of a person"},
    "--because": {"default": "", "metavar": "TEXT", "help": "the reason, for the log"},
    "--tell": {"action": "store_true", "help": "the buyer may read the reason"},
}
DAILY: dict[str, tuple[str, Arguments]] = {
    "done": (
        "mark a task or action as done",
        _TASK | _DEAL | {"--on": {"default": "", "metavar": "DATE", "help": "the day (default: today)"}} | _NOTE,
    ),
    "move": (
        "give a task or action another due date",
        _TASK
        | {"day": {"metavar": "DATE", "help": "the new due date, as 2026-12-18"}}
        | _DEAL
        | _NOTE
        | {"--because": {"required": True, "metavar": "TEXT", "help": "the reason, for the log"}},
    ),
    "assign": (
        "give a task or action other owners",
        _TASK
        | _DEAL
        | {
            "--buyer": {"default": "", "metavar": "ID", "help": "who owns it on the buyer's side, or role:security"},
            "--seller": {"default": "", "metavar": "ID", "help": "who owns it on the seller's side"},
        }
        | _NOTE,
    ),
    "rename": (
        "give a task, person or other row another id; its key stays",
        {
            "old": {"metavar": "OLD", "help": "its key or id"},
            "new": {"metavar": "NEW", "help": "the new id"},
        }
        | _DEAL
        | {name: _NOTE[name] for name in ("--by", "--because")},
    ),
}
"""Command -> what it does, and its arguments."""
