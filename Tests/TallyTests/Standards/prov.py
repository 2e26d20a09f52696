"""Checks PROV-JSON: python prov.py FILE

The package prov reads it into the PROV data model and writes it again; both documents must be
equal, and every relation must lie between an entity, an agent or an activity of the document.
"""
import sys

# A script's own folder comes first on the path, and this file has the package's name.
sys.path.pop(0)

from prov.model import ProvDocument, ProvElement, ProvRelation  # noqa: E402

document = ProvDocument.deserialize(sys.argv[1], format="json")
again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
if document != again:
    raise ValueError("written again, it is another document")
document.unified()
elements = {one.identifier for one in document.get_records(ProvElement)}
relations = list(document.get_records(ProvRelation))
for one in relations:
    for name, value in one.formal_attributes:
        if name.localpart != "time" and value is not None and value not in elements:
            raise ValueError(f"{one}: {value} is not in the document")
        if name.localpart == "time" and value.tzinfo is None:
            raise ValueError(f"{one}: a time without a zone")
print(len(elements), len(relations))
