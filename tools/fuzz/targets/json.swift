/// JSON values, entries and content lines.
let target = ReaderLaws.json
