/// A number as a speaker gave it, with its words.
public struct Count: Hashable, Sendable {
  /// What was said of the number.
  public enum Kind: Hashable, Sendable {
    /// This number.
    case exact(Int64)

    /// About this number.
    case about(Int64)

    /// At least this number.
    case atLeast(Int64)

    /// At most this number.
    case atMost(Int64)

    /// From one number to another.
    case between(Int64, Int64)

    /// Kept back by the speaker.
    case withheld

    /// Not given.
    case unspecified
  }

  /// The largest number that an event holds, 2^53−1.
  public static let largest: Int64 = 9_007_199_254_740_991

  /// What was said of the number.
  public let kind: Kind

  /// The words that gave it, where kept.
  public let words: String?

  /// Creates a count.
  public init(_ kind: Kind, words: String? = nil) {
    self.kind = kind
    self.words = words
  }

  /// The numbers that the count admits; nil when none was given.
  ///
  /// About *n* admits every number that rounds to *n* at *n*'s last digit that is not zero.
  public var bounds: Bounds? { kind.bounds }

  /// Whether the count is a bare zero.
  public var isZero: Bool { kind == .exact(0) }

  /// The numbers that round to `number` at its last digit that is not zero.
  public static func rounding(to number: Int64) -> Bounds {
    guard number > 0 else { return Bounds(number) }
    var unit: Int64 = 1
    while number % (unit * 10) == 0 { unit *= 10 }
    return unit == 1
      ? Bounds(number) : Bounds(min: number - unit / 2, max: number + unit / 2 - 1)
  }
}

extension Count.Kind {
  /// The numbers that are admitted; nil when none was given.
  var bounds: Bounds? {
    switch self {
    case .exact(let number): Bounds(number)
    case .about(let number): Count.rounding(to: number)
    case .atLeast(let number): Bounds(min: number, max: nil)
    case .atMost(let number): Bounds(min: 0, max: number)
    case .between(let low, let high): Bounds(min: low, max: high)
    case .withheld, .unspecified: nil
    }
  }
}

extension Count: CustomStringConvertible {
  /// The count as the command line writes it, without its words.
  public var description: String {
    switch kind {
    case .exact(let number): "\(number)"
    case .about(let number): "~\(number)"
    case .atLeast(let number): "\(number)+"
    case .atMost(let number): "≤\(number)"
    case .between(let low, let high): "\(low)..\(high)"
    case .withheld: "withheld"
    case .unspecified: "unspecified"
    }
  }
}

extension Count {
  /// Reads `1212`, `1,212`, `1 212`, `~7000`, `about 7000`, `6000+`, `at least 6000`, `≤6000`,
  /// `up to 6000`, `57..79`, `57-79`, `withheld`, `unspecified`, as ``NumberStyle`` does.
  ///
  /// - Throws: ``FormatError`` for any other text, and for a number beyond ``largest``.
  public init(parsing text: String) throws(FormatError) {
    self = try NumberStyle().count(of: text)
  }
}

extension Count {
  /// Reads the JSON form, such as `{"exact":1212,"words":"1,212 bodies"}`.
  ///
  /// - Throws: ``FormatError`` when the object is no count.
  public init(json object: JSONObject) throws(FormatError) {
    let words = object["words"]?.string
    var fields = object
    fields["words"] = nil
    fields["_sd"] = nil  // words that are sealed
    let numbers = fields.members.compactMap { $0.value.integer }
    guard numbers.allSatisfy({ $0 >= 0 }) else { throw FormatError("a count is not negative") }
    switch (fields.members.map(\.name), numbers.count) {
    case (["exact"], 1): self.init(.exact(numbers[0]), words: words)
    case (["about"], 1): self.init(.about(numbers[0]), words: words)
    case (["min"], 1): self.init(.atLeast(numbers[0]), words: words)
    case (["max"], 1): self.init(.atMost(numbers[0]), words: words)
    case (["max", "min"], 2):
      guard numbers[1] < numbers[0] else {
        throw FormatError("a count's min is smaller than its max; write one number as exact")
      }
      self.init(.between(numbers[1], numbers[0]), words: words)
    case (["withheld"], 0) where fields["withheld"] == true: self.init(.withheld, words: words)
    case (["unspecified"], 0) where fields["unspecified"] == true:
      self.init(.unspecified, words: words)
    default:
      throw FormatError(
        "a count has exact, about, min, max, min and max, withheld (true) or unspecified (true)")
    }
  }

  /// The JSON form.
  public var json: JSONObject {
    var object: JSONObject =
      switch kind {
      case .exact(let number): ["exact": .integer(number)]
      case .about(let number): ["about": .integer(number)]
      case .atLeast(let number): ["min": .integer(number)]
      case .atMost(let number): ["max": .integer(number)]
      case .between(let low, let high): ["min": .integer(low), "max": .integer(high)]
      case .withheld: ["withheld": true]
      case .unspecified: ["unspecified": true]
      }
    if let words { object["words"] = .string(words) }
    return object
  }
}
