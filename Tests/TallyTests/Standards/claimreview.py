"""Checks JSON-LD in the words of schema.org: python claimreview.py FILE

PyLD expands it (JSON-LD 1.1), and each node is compared with the vocabulary of schema.org as the
package msgspec-schemaorg has it: its type, the properties of the type, and what each may hold.
"""
import datetime
import importlib
import json
import re
import sys

from pyld import jsonld

models = importlib.import_module("msgspec_schemaorg.models")


def loader(url, options):
    """The context of schema.org, as far as it bears on this: every word is one of schema.org."""
    if url.rstrip("/") not in ("https://schema.org", "http://schema.org"):
        raise ValueError(f"another context: {url}")
    context = {"@context": {"@vocab": "https://schema.org/"}}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def lineage(name):
    """The names of a type and of those above it."""
    return [one.__name__ for one in getattr(models, name).__mro__]


def ranges(name, prop):
    """The words in the annotation of a property, of the type or of those above it."""
    for one in getattr(models, name).__mro__:
        annotation = one.__dict__.get("__annotations__", {}).get(prop)
        if annotation is not None:
            return set(re.findall(r"\w+", str(annotation)))
    raise ValueError(f"{name} has no property {prop}")


def check(where, value, words, types):
    if isinstance(value, list):
        for one in value:
            check(where, one, words, types)
    elif isinstance(value, dict):
        name = value.get("@type") or types.get(value.get("@id"))
        if name is None:
            raise ValueError(f"{where}: {value.get('@id')} is not in the document")
        if not words & set(lineage(name)):
            raise ValueError(f"{where}: a {name} may not stand there")
        if "@type" in value:
            node(value, types)
    elif isinstance(value, int):
        if not words & {"int", "float"}:
            raise ValueError(f"{where}: a number may not stand there")
    elif words & {"date", "datetime"} and not words & {"str"}:
        datetime.datetime.fromisoformat(value)
    elif where.split(".")[1] in ("url", "archivedAt"):
        if not re.match(r"https?://", value):
            raise ValueError(f"{where}: {value} is no address")
    elif "str" not in words:
        raise ValueError(f"{where}: a text may not stand there")


def node(value, types):
    name = value["@type"]
    for prop, held in value.items():
        if not prop.startswith("@"):
            check(f"{name}.{prop}", held, ranges(name, prop), types)
    if name == "ClaimReview":
        for prop in ("claimReviewed", "itemReviewed", "author", "reviewRating", "datePublished"):
            if prop not in value:
                raise ValueError(f"a ClaimReview without {prop}")
        if types.get(value["itemReviewed"]["@id"]) != "Claim":
            raise ValueError("a ClaimReview of something else than a Claim")


document = json.load(open(sys.argv[1]))
expanded = jsonld.expand(document, {"documentLoader": loader})
nodes = document["@graph"]
if len(expanded) != len(nodes):
    raise ValueError(f"{len(nodes)} nodes, and {len(expanded)} expanded")
types = {one["@id"]: one["@type"] for one in nodes}
if len(types) != len(nodes):
    raise ValueError("two nodes of one name")
for one in nodes:
    node(one, types)
counts = {name: list(types.values()).count(name) for name in ("Claim", "ClaimReview")}
print(counts["Claim"], counts["ClaimReview"])
