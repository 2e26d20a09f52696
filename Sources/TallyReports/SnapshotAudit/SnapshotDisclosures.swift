internal import Tallystick
internal import TransparencyLog

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
      var opening = DisclosureCheck(sealed)
      for (place, line) in NoteLines.split(bytes[...]).enumerated() {
        if let objection = SnapshotDisclosures.objection(line, after: &last, &opening) {
          reading.add(
            Finding(
              .badDisclosure, at: objection.seq.map { $0...$0 }, in: path,
              "line \(place + 1) \(objection.reason)"))
        } else {
          held.insert(last)
        }
      }
    }
    counts = sealed.counts(holding: held)
  }

  /// What is wrong with a line that follows the one with the digest `last`; nil where nothing is.
  private static func objection(
    _ line: ArraySlice<UInt8>, after last: inout String, _ opening: inout DisclosureCheck
  ) -> DisclosureCheck.Objection? {
    let disclosure: Disclosure
    do {
      disclosure = try Disclosure(line: Array(line))
    } catch {
      return DisclosureCheck.Objection(seq: nil, reason: "is no disclosure: \(error)")
    }
    let digest = disclosure.digest
    guard last.utf8.lexicographicallyPrecedes(digest.utf8) else {
      return DisclosureCheck.Objection(seq: nil, reason: "does not stand in the order of digests")
    }
    last = digest
    let own = StoredDisclosure(digest: digest, bytes: Array(disclosure.text.utf8)).line
    guard line.elementsEqual(own) else {
      return DisclosureCheck.Objection(seq: nil, reason: "is not written as it should be")
    }
    return opening.objections(to: disclosure).first
  }
}
