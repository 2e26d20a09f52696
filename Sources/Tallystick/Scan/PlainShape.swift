/// The form that a value must have, laid out for a scan of canonical bytes.
///
/// Its answer is one-sided: in a value that it takes ``Shape`` finds no problem, and the value has
/// neither a mention of a label (`"@PR-046"`) nor a digest of a sealed field. What it does not take
/// is for ``Shape`` to judge, which knows what is wrong, if anything.
indirect enum PlainShape: Sendable {
  case text(most: Int)
  case name(Name)
  case date
  case stated
  case count
  case choice([[UInt8]])
  case yes
  case integer(ClosedRange<Int64>)
  case list(PlainShape, most: Int)
  case either([PlainShape])
  case object(PlainFields)
  case anything

  init(_ shape: Shape) {
    self =
      switch shape {
      case .text(let most): .text(most: most)
      case .name(let name): .name(name)
      case .date: .date
      case .stated: .stated
      case .count, .amount: .count
      case .choice(let words): .choice(words.map { Array($0.utf8) })
      case .yes: .yes
      case .integer(let range): .integer(range)
      case .list(let element, let most): .list(PlainShape(element), most: most)
      case .either(let shapes): .either(shapes.map { PlainShape($0) })
      case .object(let fields): .object(PlainFields(fields))
      case .anything: .anything
      }
  }

  /// Steps over one value of this form; false where it is to be judged by ``Shape``.
  func take(_ scanner: inout CanonicalScanner, in bytes: Span<UInt8>) -> Bool {
    switch self {
    case .text(let most): return PlainShape.takeText(most, &scanner, in: bytes)
    case .name(let name):
      guard let place = scanner.letters(in: bytes) else { return false }
      return name.matches(bytes.extracting(place))
    case .date:
      guard let place = scanner.letters(in: bytes) else { return false }
      return DaySpan(plainDate: bytes.extracting(place)) != nil
    case .stated:
      guard let place = scanner.letters(in: bytes) else { return false }
      return DaySpan(plainStated: bytes.extracting(place)) != nil
    case .count: return PlainShape.takeCount(&scanner, in: bytes)
    case .choice(let words):
      guard let place = scanner.letters(in: bytes) else { return false }
      return words.contains { bytes.holds($0, at: place) }
    case .yes: return scanner.skip("true", in: bytes)
    case .integer(let range):
      return scanner.integer(in: bytes).map { range.contains($0) } ?? false
    case .list(let element, let most):
      return PlainShape.takeList(element, most, &scanner, in: bytes)
    case .either(let shapes): return PlainShape.takeAny(shapes, &scanner, in: bytes)
    case .object(let fields):
      var places = PlainPlaces()
      return fields.take(&scanner, in: bytes, &places)
    case .anything: return PlainShape.takeAnything(&scanner, in: bytes)
    }
  }

  /// Escapes count as they are written, which is never less than what they stand for.
  private static func takeText(
    _ most: Int, _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Bool {
    guard let place = scanner.letters(in: bytes), !place.isEmpty,
      bytes[place.lowerBound] != UInt8(ascii: "@")
    else { return false }
    let letters = bytes.extracting(place)
    return letters.canBeSeen && (place.count <= most || letters.countOfScalars <= most)
  }

  /// A count of one number, or of none.
  private static func takeCount(
    _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Bool {
    guard scanner.skip("{", in: bytes), let kind = scanner.key(in: bytes) else { return false }
    if bytes.holds("withheld", at: kind) || bytes.holds("unspecified", at: kind) {
      guard scanner.skip("true", in: bytes) else { return false }
    } else {
      let isNumber =
        bytes.holds("exact", at: kind) || bytes.holds("about", at: kind)
        || bytes.holds("min", at: kind) || bytes.holds("max", at: kind)
      guard isNumber, let number = scanner.integer(in: bytes), number >= 0 else { return false }
    }
    if scanner.skip("}", in: bytes) { return true }
    guard scanner.skip(",", in: bytes), let words = scanner.key(in: bytes),
      bytes.holds("words", at: words), takeText(300, &scanner, in: bytes)
    else { return false }
    return scanner.skip("}", in: bytes)
  }

  /// Two values are the same just where their canonical bytes are.
  private static func takeList(
    _ element: PlainShape, _ most: Int, _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Bool {
    guard scanner.skip("[", in: bytes) else { return false }
    var earlier: [Range<Int>] = []
    var last: Range<Int>?
    while true {
      let start = scanner.index
      guard element.take(&scanner, in: bytes) else { return false }
      let place = start..<scanner.index
      if let last {
        earlier.append(last)
        if earlier.contains(where: { bytes.isSame($0, place) }) { return false }
      }
      last = place
      if scanner.skip("]", in: bytes) { return earlier.count < most }
      guard scanner.skip(",", in: bytes), earlier.count < most else { return false }
    }
  }

  private static func takeAny(
    _ shapes: [PlainShape], _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Bool {
    for shape in shapes {
      var attempt = scanner
      if shape.take(&attempt, in: bytes) {
        scanner = attempt
        return true
      }
    }
    return false
  }

  private static func takeAnything(
    _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Bool {
    let start = scanner.index
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{"), scanner.skipValue(in: bytes)
    else { return false }
    let object = bytes.extracting(start..<scanner.index)
    return object.isUTF8 && !object.mayHoldDigests && !object.mayHoldMention
  }
}

extension Span<UInt8> {
  /// Whether just these bytes stand in these places.
  func holds(_ word: [UInt8], at range: Range<Int>) -> Bool {
    guard range.count == word.count else { return false }
    for place in word.indices where word[place] != self[range.lowerBound + place] { return false }
    return true
  }

  /// Whether just this text stands in these places.
  func isText(_ text: String, at range: Range<Int>) -> Bool {
    range.count == text.utf8.count && extracting(range).compare(to: text.utf8.span) == 0
  }

  /// Whether the same bytes stand in both places.
  func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count
    where self[left.lowerBound + place] != self[right.lowerBound + place] { return false }
    return true
  }

  /// Whether something can surely be seen of a text, which its first letter tells of nearly all.
  ///
  /// Seen are the signs of ASCII, and letters whose first byte begins none that is invisible. An escape
  /// is left to ``Shape``.
  fileprivate var canBeSeen: Bool {
    for place in indices {
      switch self[place] {
      case UInt8(ascii: "\\"): return false
      case 0x21...0x7E, 0xC3...0xD7, 0xD9...0xE0, 0xE4...0xEE: return true
      default: continue
      }
    }
    return false
  }

  /// The number of Unicode scalars of valid UTF-8.
  fileprivate var countOfScalars: Int {
    var count = 0
    for place in indices where self[place] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// Whether some string in it may begin with `@`; true also where a quote stands before one.
  fileprivate var mayHoldMention: Bool {
    var place = first(UInt8(ascii: "@"), from: 0)
    while place < count {
      if place > 0, self[place - 1] == UInt8(ascii: "\"") { return true }
      place = first(UInt8(ascii: "@"), from: place + 1)
    }
    return false
  }
}
