/// Dates, instants, counts, claims in notation, and references.
let target = ReaderLaws.edtf
