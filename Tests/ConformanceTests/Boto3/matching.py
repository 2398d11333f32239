"""Says what about an answer is not as a case wants it."""

import base64
import json
import re

from forms import Form


def matches(wanted, value):
    if wanted is None:
        return value is None
    if isinstance(wanted, Form):
        return fits(wanted, value)
    if isinstance(wanted, str) and wanted.startswith("~"):
        return value is not None and re.fullmatch(wanted[1:], text(value), re.DOTALL) is not None
    if isinstance(wanted, str) and isinstance(value, bytes):
        return base64.b64decode(wanted) == value
    if isinstance(wanted, dict):
        if not isinstance(value, dict) or present(wanted) != present(value):
            return False
        if set(wanted) & {"SS", "NS", "BS"} and len(wanted) == 1:
            return all(in_any_order(each, value[name]) for name, each in wanted.items())
        return all(holds(name, each, value) for name, each in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and len(wanted) == len(value) and all(map(matches, wanted, value))
    if isinstance(wanted, bool) or isinstance(value, bool):
        return wanted is value
    return wanted == value


def present(members):
    return {name.rstrip("*") for name, value in members.items() if value is not None}


def fits(form, value):
    """`!json`: text that is this JSON. `!size`: that long. `!has`: at least these members, or elements."""
    if form.name == "json":
        try:
            return matches(form.value, json.loads(value))
        except (TypeError, ValueError):
            return False
    if form.name == "size":
        return value is not None and len(value) == form.value
    if isinstance(form.value, dict):
        return isinstance(value, dict) and all(holds(name, each, value) for name, each in form.value.items())
    return isinstance(value, list) and all(any(matches(each, one) for one in value) for each in form.value)


def holds(name, wanted, parent):
    value = parent.get(name.rstrip("*"))
    if name.endswith("*"):
        return in_any_order(wanted, value)
    return matches(wanted, value)


def in_any_order(wanted, value):
    if not isinstance(value, list) or len(wanted) != len(value):
        return False
    left = list(value)
    for each in wanted:
        found = next((one for one in left if matches(each, one)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def text(value):
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, Form):
        return f"!{value.name} {text(value.value)}"
    return value if isinstance(value, str) else json.dumps(value, default=text)
