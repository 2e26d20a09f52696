/// A number as it is printed, and whether the words that gave it leave it approximate.
public struct Amount: Hashable, Sendable {
  /// The number.
  public let number: Int64

  /// Whether it is approximate.
  public let isAbout: Bool

  /// Creates an amount.
  public init(number: Int64, isAbout: Bool) {
    self.number = number
    self.isAbout = isAbout
  }

  /// Whether it is beyond the numbers that an event holds.
  package var isTooLarge: Bool { number > Count.largest || number < -Count.largest }

  /// The number without its sign.
  var magnitude: Amount { number < 0 ? Amount(number: 0, isAbout: false) - self : self }

  /// The one of two that comes first; of two that are alike it is approximate where one is.
  static func first(_ one: Amount, _ other: Amount, by isFirst: (Int64, Int64) -> Bool) -> Amount {
    guard one.number == other.number else {
      return isFirst(one.number, other.number) ? one : other
    }
    return one.isAbout ? one : other
  }

  static func + (left: Amount, right: Amount) -> Amount {
    Amount(
      number: left.number.addingSaturating(right.number), isAbout: left.isAbout || right.isAbout)
  }

  static func - (left: Amount, right: Amount) -> Amount {
    Amount(
      number: left.number.addingSaturating(-right.number), isAbout: left.isAbout || right.isAbout)
  }

  /// The number as `number` writes it, with `~` where it is approximate; `too large` beyond the
  /// numbers that an event holds.
  public func words(_ number: (Int64) -> String) -> String {
    isTooLarge ? "too large" : (isAbout ? "~" : "") + number(self.number)
  }
}

extension Amount: ExpressibleByIntegerLiteral {
  /// Creates an amount that is known.
  public init(integerLiteral number: Int64) { self.init(number: number, isAbout: false) }
}

extension Amount: CustomStringConvertible {
  /// `1212` or `~600`.
  public var description: String { words { "\($0)" } }
}

extension JSONObject {
  /// Sets the number of an amount, `null` where there is none or it is too large, with `NAME_about`
  /// or `NAME_too_large` beside it.
  package mutating func set(_ name: String, _ amount: Amount?) {
    guard let amount, !amount.isTooLarge else {
      self[name] = .null
      if amount != nil { self[name + "_too_large"] = true }
      return
    }
    self[name] = .integer(amount.number)
    if amount.isAbout { self[name + "_about"] = true }
  }
}
