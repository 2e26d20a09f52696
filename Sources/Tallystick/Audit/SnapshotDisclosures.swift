/// The disclosures in a snapshot: each opens a sealed field of its events that was not destroyed.
struct SnapshotDisclosures {
  /// How many sealed fields are present, withheld and erased.
  let counts: SealedCounts

  /// Reads them where there are any, and notes what is wrong with them.
  init(_ sealed: SealedFields, size: Int, _ reading: inout SnapshotReading) throws {
    var held: Set<String> = []
    let path = SnapshotFile.disclosures.path
    if reading.files.contains(path) {
      let (limit, overflow) = size.multipliedReportingOverflow(by: 2 * Event.longest)
      let bytes = try reading.bytes(of: path, limit: overflow ? .max : limit) ?? []
      if bytes.last != NoteLines.newline {
        reading.add(Finding(.badDisclosure, in: path, "its last line has no line feed"))
      }
      var last = ""
      for (place, line) in NoteLines.split(bytes[...]).enumerated() {
        if let reason = SnapshotDisclosures.objection(line, after: &last, sealed) {
          reading.add(Finding(.badDisclosure, in: path, "line \(place + 1): \(reason)"))
        } else {
          held.insert(last)
        }
      }
    }
    counts = sealed.counts(holding: held)
  }

  /// What is wrong with a line that follows the one with the digest `last`; nil where nothing is.
  private static func objection(
    _ line: ArraySlice<UInt8>, after last: inout String, _ sealed: SealedFields
  ) -> String? {
    let disclosure: Disclosure
    do {
      disclosure = try Disclosure(line: Array(line))
    } catch {
      return error.description
    }
    let digest = disclosure.digest
    guard last.utf8.lexicographicallyPrecedes(digest.utf8) else {
      return "it does not stand in the order of digests"
    }
    last = digest
    let own = StoredDisclosure(digest: digest, bytes: Array(disclosure.text.utf8)).line
    guard line.elementsEqual(own) else { return "it is not written as it should be" }
    let fields = sealed[digest]
    if fields.isEmpty { return "it opens no sealed field of these events" }
    if let field = fields.first(where: { $0.erasedBy != nil }) {
      return "#\(field.erasedBy ?? 0) says that this field of #\(field.seq) was destroyed"
    }
    return nil
  }
}
