public import TransparencyLog

extension EDTFDate {
  /// Reads an EDTF date; its text is kept as it is.
  ///
  /// - Throws: `FormatError` for a text of over 200 bytes, one that is no EDTF, a day that the
  ///   calendar does not have, an interval that starts after its end, and those parts of level 2
  ///   that are not read: qualifiers of single parts, exponents, significant digits, seasons 25
  ///   to 41. The reason quotes the text and gives examples.
  /// - Complexity: O(*n*) in the length of the text, and where digits are unspecified in the years
  ///   that they allow, at most 10,000 for each date.
  public init(parsing text: String) throws(FormatError) {
    if let day = EDTFDate(plainDay: text) {
      self = day
    } else {
      try self.init(reading: text)
    }
  }

  /// Reads a date of any form, a plain day too; of a plain day it makes what ``init(plainDay:)``
  /// makes, only slower.
  init(reading text: String) throws(FormatError) {
    do throws(FormatError) {
      guard text.utf8.count <= 200 else { throw FormatError("it is longer than 200 bytes") }
      let bytes = Array(text.utf8)
      try Self.checkCharacters(bytes)
      self = try Self.read(text, bytes[...])
    } catch {
      throw FormatError(
        "\(quoted(text)) is no EDTF date: \(error.reason) (write 2025-06-13, 2025-06, "
          + "2025-06-02/2025-06-16, ../2025-06-11 or 2025-06-11?)")
    }
  }

  private static func checkCharacters(_ bytes: [UInt8]) throws(FormatError) {
    guard !bytes.isEmpty else { throw FormatError("it is empty") }
    if bytes.contains(UInt8(ascii: " ")) { throw FormatError("it holds a space") }
    try checkLetters(bytes)
    try checkLevel(bytes)
  }

  private static func checkLetters(_ bytes: [UInt8]) throws(FormatError) {
    let small = Set(bytes.filter { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    guard !small.isEmpty else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    for word in ["unknown", "open"] where text.hasSuffix(word) || text.hasPrefix(word) {
      throw FormatError("an open end is written .. and no longer \(word)")
    }
    if small.isSubset(of: "xu".utf8) {
      throw FormatError("an unspecified digit is written with an upper-case X")
    }
    if small.isSubset(of: "tyz".utf8) { throw FormatError("T, Y and Z are written upper-case") }
  }

  private static func checkLevel(_ bytes: [UInt8]) throws(FormatError) {
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { continue }
      if next == UInt8(ascii: "E") || next == UInt8(ascii: "S") {
        throw FormatError("exponents and significant digits (level 2) are not read")
      }
      if next == UInt8(ascii: "^") { throw FormatError("notes on a season (level 2) are not read") }
    }
  }

  private static func read(_ text: String, _ bytes: ArraySlice<UInt8>) throws(FormatError) -> Self {
    if let opener = bytes.first, opener == UInt8(ascii: "[") || opener == UInt8(ascii: "{") {
      return try readSet(text, bytes)
    }
    let sides = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    switch sides.count {
    case 1: return EDTFDate(text: text, members: [try EDTFMember(alone: bytes)], choice: nil)
    case 2: return EDTFDate(text: text, members: [try interval(sides[0], sides[1])], choice: nil)
    default: throw FormatError("an interval has one slash")
    }
  }

  private static func interval(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>
  ) throws(FormatError) -> EDTFMember {
    guard !left.isEmpty || !right.isEmpty else { throw FormatError("both ends are missing") }
    let (start, end) = (try end(left), try end(right))
    var member = try EDTFMember(from: start, to: end)
    let open = DatePart(span: DaySpan(from: nil, to: nil), season: nil, pattern: nil)
    member.ends = [start?.part ?? open, end?.part ?? open]
    return member
  }

  private static func end(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> EDTFMember? {
    bytes.isEmpty || bytes.elementsEqual("..".utf8) ? nil : try EDTFMember(date: bytes)
  }

  private static func readSet(
    _ text: String, _ bytes: ArraySlice<UInt8>
  ) throws(FormatError) -> Self {
    let choice: SpanChoice = bytes.first == UInt8(ascii: "[") ? .oneOf : .allOf
    let closer = choice == .oneOf ? UInt8(ascii: "]") : UInt8(ascii: "}")
    guard bytes.count > 1, bytes.last == closer else {
      throw FormatError("the set has no \(choice == .oneOf ? "]" : "}") at its end")
    }
    let fields = bytes.dropFirst().dropLast().split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    var members: [EDTFMember] = []
    for (index, field) in fields.enumerated() {
      let isLast = index == fields.count - 1
      members.append(try setMember(field, isFirst: index == 0, isLast: isLast))
    }
    let isOneDate = fields.count == 1 && rangeEnds(fields[0]) == nil
    return EDTFDate(text: text, members: members, choice: isOneDate ? nil : choice)
  }

  private static func setMember(
    _ bytes: ArraySlice<UInt8>, isFirst: Bool, isLast: Bool
  ) throws(FormatError) -> EDTFMember {
    guard let (left, right) = rangeEnds(bytes) else { return try EDTFMember(date: bytes) }
    guard !left.isEmpty || !right.isEmpty else { throw FormatError(".. in a set has no date") }
    guard !left.isEmpty || isFirst, !right.isEmpty || isLast else {
      throw FormatError("a set is open only before its first or after its last member")
    }
    let start = left.isEmpty ? nil : try EDTFMember(date: left)
    let end = right.isEmpty ? nil : try EDTFMember(date: right)
    return try EDTFMember(from: start, to: end)
  }

  // What stands before and after the first `..`, if there is one.
  private static func rangeEnds(
    _ bytes: ArraySlice<UInt8>
  ) -> (start: ArraySlice<UInt8>, end: ArraySlice<UInt8>)? {
    let dot = UInt8(ascii: ".")
    for index in bytes.indices.dropLast() where bytes[index] == dot && bytes[index + 1] == dot {
      return (bytes[..<index], bytes[(index + 2)...])
    }
    return nil
  }
}
