/// The fields of an object and the rules between them, laid out for a scan of canonical bytes.
///
/// As the fields of both stand in the order of their names, one pass finds each. As with
/// ``PlainShape``, what it takes has no problem by ``Fields``.
final class PlainFields: Sendable {
  private enum Rule {
    case exactlyOne(UInt32)
    case atLeastOne(UInt32)
    case when(field: Int, is: [UInt8], then: Int, in: [[UInt8]])
  }

  private let names: [[UInt8]]

  /// The first eight letters of the names, as those of a ``KeyWord``.
  private let words: [UInt64]

  private let shapes: [PlainShape]

  /// The fields that must be given, each a bit; and so in the rules.
  private let required: UInt32
  private let rules: [Rule]

  init(_ fields: Fields) {
    let sorted = fields.fields.sorted { $0.name < $1.name }
    precondition(sorted.count <= PlainPlaces.most, "an object has more fields than places")
    let names = sorted.map { Array($0.name.utf8) }
    func bits(_ wanted: [String]) -> UInt32 {
      sorted.indices.filter { wanted.contains(sorted[$0].name) }.reduce(0) { $0 | 1 << $1 }
    }
    func place(_ name: String) -> Int { names.firstIndex(of: Array(name.utf8)) ?? names.count }
    self.names = names
    words = names.map { name in
      name.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    shapes = sorted.map { PlainShape($0.shape) }
    required = bits(sorted.filter(\.isRequired).map(\.name))
    rules = fields.rules.map { rule in
      switch rule {
      case .exactlyOne(let names): .exactlyOne(bits(names))
      case .atLeastOne(let names): .atLeastOne(bits(names))
      case .when(let field, let value, let other, let values):
        .when(
          field: place(field), is: Array(value.utf8), then: place(other),
          in: values.map { Array($0.utf8) })
      }
    }
  }

  /// The number of a field, by which its place is found; nil where there is none of this name.
  func number(of name: String) -> Int? { names.firstIndex(of: Array(name.utf8)) }

  /// Steps over one object, and notes where the values of its fields stand; false where it is to
  /// be judged by ``Fields``.
  func take(
    _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>, _ places: inout PlainPlaces
  ) -> Bool {
    guard scanner.skip("{", in: bytes) else { return false }
    var given: UInt32 = 0
    var next = 0
    repeat {
      guard let field = field(from: next, &scanner, in: bytes) else { return false }
      let start = scanner.index
      guard shapes[field].take(&scanner, in: bytes) else { return false }
      places.set(start..<scanner.index, of: field)
      given |= 1 << field
      next = field + 1
    } while scanner.skip(",", in: bytes)
    guard scanner.skip("}", in: bytes), required & ~given == 0 else { return false }
    for rule in rules where !holds(rule, given, places, in: bytes) { return false }
    return true
  }

  /// Steps over the key that comes next, and gives the field from a number on that has this name.
  private func field(
    from first: Int, _ scanner: inout CanonicalScanner, in bytes: Span<UInt8>
  ) -> Int? {
    guard let key = bytes.key(at: scanner.index) else { return nil }
    var field = first
    while field < words.count {
      if words[field] == key.word, names[field].count == key.length,
        key.length <= 8 || bytes.holds(names[field], at: key.start..<key.end)
      {
        scanner.index = key.end + 2
        return field
      }
      field += 1
    }
    return nil
  }

  private func holds(
    _ rule: Rule, _ given: UInt32, _ places: PlainPlaces, in bytes: Span<UInt8>
  ) -> Bool {
    switch rule {
    case .exactlyOne(let fields): return (given & fields).nonzeroBitCount == 1
    case .atLeastOne(let fields): return given & fields != 0
    case .when(let field, let value, let other, let values):
      guard let mine = places.text(of: field), bytes.holds(value, at: mine),
        let theirs = places.text(of: other)
      else { return true }
      return values.contains { bytes.holds($0, at: theirs) }
    }
  }
}

/// Where the values of an object's fields stand, by the numbers of the fields.
struct PlainPlaces {
  /// The most fields that an object may have.
  static let most = 32

  private var bounds = InlineArray<32, Range<Int32>>(repeating: 0..<0)

  mutating func set(_ place: Range<Int>, of field: Int) {
    bounds[field] = Int32(place.lowerBound)..<Int32(place.upperBound)
  }

  /// The place of a value; nil where the field is not given.
  subscript(field: Int?) -> Range<Int>? {
    guard let field, field < PlainPlaces.most, !bounds[field].isEmpty else { return nil }
    return Int(bounds[field].lowerBound)..<Int(bounds[field].upperBound)
  }

  /// What stands between the quotes of a value that is text.
  func text(of field: Int?) -> Range<Int>? {
    self[field].map { $0.lowerBound + 1..<$0.upperBound - 1 }
  }
}

extension CanonicalScanner {
  /// Steps over a string that is UTF-8 and after which eight bytes follow, and returns what stands
  /// between its quotes; nil where it is none.
  mutating func letters(in bytes: Span<UInt8>) -> Range<Int>? {
    let start = index + 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\""),
      let end = bytes.endOfString(from: start)
    else { return nil }
    index = end + 1
    return start..<end
  }
}
