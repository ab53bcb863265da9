"""A moment as people at a place read it: `3月3日 09:00`, `3 Mar 09:00`."""

from datetime import datetime, tzinfo

from shared.vocabulary.text import Lang

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def on_the_wall(moment: datetime, lang: Lang, zone: tzinfo, *, year: bool = False) -> str:
    """What calendar and clock on the wall show there; the year only where it is asked for."""
    local = moment.astimezone(zone)
    if lang is Lang.EN:
        return f"{local.day} {_MONTHS[local.month - 1]} {f'{local.year} ' if year else ''}{local:%H:%M}"
    return f"{f'{local.year}年' if year else ''}{local.month}月{local.day}日 {local:%H:%M}"
