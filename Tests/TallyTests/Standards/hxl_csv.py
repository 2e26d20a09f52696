"""Checks CSV with HXL tags: python hxl_csv.py FILE

The package libhxl reads it and validates it against the schema that it brings, in which a date is a
date and a number of people is a number.
"""
import sys

import hxl

source = hxl.data(hxl.make_input(sys.argv[1], hxl.InputOptions(allow_local=True)))
rows = list(source)
errors = []
hxl.schema(callback=errors.append).validate(
    hxl.data(hxl.make_input(sys.argv[1], hxl.InputOptions(allow_local=True)))
)
severe = [one for one in errors if one.rule.severity == "error"]
for one in severe:
    print(one.rule.description or one.rule.tag_pattern, one.row, file=sys.stderr)
if severe:
    raise ValueError(f"{len(severe)} errors")
print(len(rows), " ".join(source.display_tags))
