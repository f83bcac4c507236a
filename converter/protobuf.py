"""Protobuf messages of formats whose own package would install a whole framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

Field = descriptor_pb2.FieldDescriptorProto
Schema = Mapping[str, Mapping[str, tuple[int, str]]]
"""Message -> field -> (number, type), as ``(4, "repeated float")``; a type is a message or protobuf's own."""


def make_messages(package: str, schema: Schema) -> dict[str, Any]:
    """Make the message classes of a schema, in proto2 syntax; ``packed`` is repeated and packed.

    >>> make_messages("shapes", {"Point": {"x": (1, "float")}})["Point"](x=2).SerializeToString()
    b'\\r\\x00\\x00\\x00@'
    """
    file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto2")
    for name, fields in schema.items():
        message = file.message_type.add(name=name)
        for field_name, (number, kind) in fields.items():
            *modifiers, type_name = kind.split()
            field = message.field.add(name=field_name, number=number)
            field.label = Field.LABEL_REPEATED if modifiers else Field.LABEL_OPTIONAL
            field.options.packed = "packed" in modifiers
            if type_name in schema:
                field.type, field.type_name = Field.TYPE_MESSAGE, f".{package}.{type_name}"
            else:
                field.type = Field.Type.Value(f"TYPE_{type_name.upper()}")
    classes = message_factory.GetMessages([file], pool=descriptor_pool.DescriptorPool())
    return {name: classes[f"{package}.{name}"] for name in schema}
