internal import Tallystick
internal import TransparencyLog

/// The cut that `cut.json` names, as far as it was chosen; the rest follows from the events.
struct SnapshotCut: Hashable {
  /// The cut and its day.
  let cut: Cut

  /// How what the record held by when was asked for.
  let asRecorded: String?

  /// The version of the rules under which the reports were made.
  let rules: Int64

  /// Reads the line of `cut.json`.
  ///
  /// - Throws: When `bytes` are no cut.
  /// - Complexity: O(*n*).
  init(parsing bytes: [UInt8]) throws(FormatError) {
    let json: JSONValue
    do {
      json = try JSONValue(
        parsing: bytes, limits: JSONLimits(sizeInBytes: bytes.count, allowsNull: true))
    } catch {
      throw FormatError(error.reason, at: error.offset)
    }
    guard let object = json.object, let day = object["day"]?.string,
      let hindsight = object["with_hindsight"]?.bool, let rules = object["rules"]?.integer
    else { throw FormatError("a cut has a day, with_hindsight and rules") }
    let asOf = try object["as_of"]?.string.map { text throws(FormatError) in
      try Day(parsing: text)
    }
    let (from, to) = try SnapshotCut.days(object["occurred"]?.string)
    cut = Cut(
      asOf: asOf, occurredFrom: from, occurredTo: to, withHindsight: hindsight,
      today: try Day(parsing: day))
    asRecorded = object["as_recorded"]?.string
    self.rules = rules
  }

  /// Reads `FROM..TO`, of which either may be left out.
  private static func days(_ text: String?) throws(FormatError) -> (Day?, Day?) {
    guard let text else { return (nil, nil) }
    let bytes = Array(text.utf8)
    let dots = bytes.indices.dropLast().first {
      bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == UInt8(ascii: ".")
    }
    guard let dots else { throw FormatError("occurred is FROM..TO") }
    return (try day(bytes[..<dots]), try day(bytes[(dots + 2)...]))
  }

  private static func day(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> Day? {
    bytes.isEmpty ? nil : try Day(parsing: String(decoding: bytes, as: UTF8.self))
  }

  /// What is wrong with ``asRecorded`` for a record of `size` events, the last of them recorded on
  /// `last`; nil where nothing is.
  func objection(size: Int, last: Day?) -> String? {
    guard let asRecorded else { return nil }
    if asRecorded.utf8.elementsEqual("#\(size)".utf8) { return nil }
    if let day = try? Day(parsing: asRecorded), last.map({ $0 <= day }) ?? true { return nil }
    return "as_recorded does not fit the \(size) events"
  }
}
