public import TransparencyLog

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

  /// A time for each of which a number is given.
  public enum Period: String, CaseIterable, Sendable {
    /// A day.
    case day
    /// Seven days.
    case week
    /// A month of the calendar.
    case month
  }

  /// The largest number that an event holds, 2^53−1.
  public static let largest: Int64 = 9_007_199_254_740_991

  /// The largest number that is multiplied: one a day, or for each of others.
  public static let largestFactor: Int64 = 1_000_000_000

  /// What was said of the number.
  public let kind: Kind

  /// The words that gave it, where kept.
  public let words: String?

  /// The time for each of which the number is given; nil where it is given once.
  public let per: Period?

  /// Creates a count.
  public init(_ kind: Kind, words: String? = nil, per: Period? = nil) {
    self.kind = kind
    self.words = words
    self.per = per
  }

  /// The numbers that the count admits; nil when none was given, and of a number for each day, week
  /// or month, which is none until its days are known.
  ///
  /// About *n* admits every number that rounds to *n* at *n*'s last digit that is not zero.
  public var bounds: Bounds? { per == nil ? kind.bounds : nil }

  /// The numbers that it admits for each day, week or month; nil where it is given once.
  public var rate: Bounds? { per == nil ? nil : kind.bounds }

  /// Whether the count is a bare zero.
  public var isZero: Bool { kind == .exact(0) && per == nil }

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
    case .about(let number): Bounds(about: number)
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
    number + (per.map { "/\($0.rawValue)" } ?? "")
  }

  private var number: String {
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
  /// `up to 6000`, `57..79`, `57-79`, `withheld`, `unspecified`, as ``NumberStyle`` does; and each of
  /// the numbers with `/day`, `a week` or `per month` after it.
  ///
  /// The whole may stand in quotation marks.
  ///
  /// - Throws: `FormatError` for any other text, for a number beyond ``largest``, and for one a day,
  ///   a week or a month beyond ``largestFactor``.
  public init(parsing text: String) throws(FormatError) {
    try self.init(parsing: text, in: NumberStyle())
  }

  /// The words between a number and the time for each of which it is given.
  static let each: Set = ["a", "per"]

  /// Reads a number as `style` does, with `/day`, `a week` or `per month` after it or not.
  ///
  /// - Throws: ``FormatError`` as ``init(parsing:)``.
  package init(parsing text: String, in style: NumberStyle) throws(FormatError) {
    let plain = Count.withoutMarks(text)
    let parts = plain.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.count == 2, let number = String(parts[0]), let word = String(parts[1]) {
      guard let per = Period(rawValue: word.trimmed.lowercased()) else {
        throw FormatError("\(quoted(text)) is no count: after / stands day, week or month")
      }
      try self.init(try style.count(of: number), per: per)
    } else if let (number, per) = Count.recurring(plain) {
      try self.init(try style.count(of: number), per: per)
    } else {
      self = try style.count(of: plain)
    }
  }

  /// A text without the quotation marks that stand around it, if any.
  private static func withoutMarks(_ text: String) -> String {
    let scalars = text.trimmed.unicodeScalars
    guard scalars.count > 2, let mark = scalars.first, mark == "\"" || mark == "'",
      scalars.last == mark
    else { return text }
    return String(scalars.dropFirst().dropLast())
  }

  /// The number of `600 a day` or `600 per week`, and the time for each of which it is given.
  private static func recurring(_ text: String) -> (number: String, per: Period)? {
    let words = text.unicodeScalars.split(whereSeparator: \.isSpace).map { String($0) }
    guard words.count > 2, let per = words.last.flatMap({ Period(rawValue: $0.lowercased()) }),
      each.contains(words[words.count - 2].lowercased())
    else { return nil }
    return (words.dropLast(2).joined(separator: " "), per)
  }

  /// Creates the count of a number that is given for each day, week or month.
  ///
  /// - Throws: ``FormatError`` where there is no number, or it is too large to be multiplied.
  init(_ once: Count, per: Period) throws(FormatError) {
    guard let bounds = once.kind.bounds else {
      throw FormatError("a count of each \(per.rawValue) is a number")
    }
    guard max(bounds.min, bounds.max ?? 0) <= Count.largestFactor else {
      throw FormatError("a count of each \(per.rawValue) is at most \(Count.largestFactor)")
    }
    self.init(once.kind, words: once.words, per: per)
  }
}

extension Count {
  /// Reads the JSON form, such as `{"exact":1212,"words":"1,212 bodies"}`.
  ///
  /// - Throws: `FormatError` when the object is no count.
  public init(json object: JSONObject) throws(FormatError) {
    let words = object["words"]?.string
    var fields = object
    if let per = object["per"] {
      guard let period = per.string.flatMap(Period.init) else {
        throw FormatError("a count is given per day, week or month")
      }
      fields["per"] = nil
      try self.init(try Count(json: fields), per: period)
      return
    }
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
    if let per { object["per"] = .string(per.rawValue) }
    return object
  }
}
