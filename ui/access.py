"""Who looks: the person of this session and what their scope lets them see.

The demo has a role switch. Elsewhere ``SAPA_PERSON_HEADER`` names the header in which a signing-in proxy
says who it is; without a proxy everyone is the first of ``config/people.toml``. Who is not named there sees
no rows.
"""

import os

import streamlit as st

from config.instance import Instance
from warehouse.scope import NOBODY, Scope, people

HEADER_SETTING = "SAPA_PERSON_HEADER"


def choices(instance: Instance) -> dict[str, Scope]:
    """The persons a viewer may switch to: all of them in the demo, nobody elsewhere."""
    return people(instance) if instance.is_demo else {}


def scope(instance: Instance) -> Scope:
    """The scope of this session; NOBODY where the person is not known."""
    known = people(instance)
    return known.get(_person(instance), NOBODY)


def first_person(instance: Instance) -> str:
    """Whose eyes a session begins with; in the demo somebody who sees everything."""
    known = people(instance)
    open_to_all = [login for login, scope in known.items() if scope.sees_everything and scope.personal]
    return next(iter(open_to_all if instance.is_demo and open_to_all else known), "")


def _person(instance: Instance) -> str:
    first = first_person(instance)
    if instance.is_demo:
        return str(st.session_state.get("person", first))
    header = os.environ.get(HEADER_SETTING, "")
    return st.context.headers.get(header, "") if header else first


def may_see_people(instance: Instance) -> bool:
    """Names, comments and recordings are personal data."""
    return scope(instance).personal
