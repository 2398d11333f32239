"""The forms that cases write values in, beyond plain YAML: `!bytes`, `!text`, `!json`, `!has`, `!size` and `$names`."""

import base64
import json
import re
from dataclasses import dataclass

import yaml


@dataclass
class Form:
    """A tagged value: what it means depends on whether it is asked or expected."""

    name: str
    value: object


class Loader(yaml.SafeLoader):
    pass


def value_of(loader, node):
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


def repeated(value):
    return value[0] * value[1] if isinstance(value, list) else value


Loader.add_constructor("!bytes", lambda loader, node: repeated(value_of(loader, node)).encode())
Loader.add_constructor("!text", lambda loader, node: repeated(value_of(loader, node)))
Loader.add_constructor("!base64", lambda loader, node: base64.b64decode(node.value))
for tag in ["json", "has"]:
    Loader.add_constructor(f"!{tag}", lambda loader, node, tag=tag: Form(tag, value_of(loader, node)))
Loader.add_constructor("!size", lambda loader, node: Form("size", int(node.value)))


def load(path):
    return yaml.load(path.read_text(), Loader)


def asked(value):
    """An input as boto3 takes it."""
    if isinstance(value, Form):
        return json.dumps(value.value, separators=(",", ":"))
    if isinstance(value, dict):
        return {name: asked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [asked(each) for each in value]
    return value


def named(value, names):
    """`$word` in any text, replaced by what it stands for; a text that is nothing else takes the value as it is."""
    if isinstance(value, str):
        if value[:1] == "$" and value[1:] in names:
            return names[value[1:]]
        return re.sub(r"\$([A-Za-z]+)", lambda found: str(names.get(found[1], found[0])), value)
    if isinstance(value, bytes):
        text = value.decode(errors="surrogateescape")
        return named(text, names).encode(errors="surrogateescape")
    if isinstance(value, dict):
        return {named(name, names): named(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [named(each, names) for each in value]
    if isinstance(value, Form):
        return Form(value.name, named(value.value, names))
    return value


def found(path, answer):
    """What stands at `Messages.0.Body`; None where nothing does."""
    for step in path.split("."):
        if isinstance(answer, list):
            answer = answer[int(step)] if int(step) < len(answer) else None
        else:
            answer = answer.get(step) if isinstance(answer, dict) else None
    return answer
