public import TransparencyLog

/// How many an obligation is of.
public enum Owed: Hashable, Sendable {
  /// A number, once or for each day, week or month.
  case count(Count)

  /// So many for each one that is handed over on a row under the same agreement.
  case each(Int64, of: ObligationRow)
}

/// The handovers that an obligation counts to know how many are owed.
public struct ObligationRow: Hashable, Sendable {
  /// What is handed over.
  public let what: String

  /// The party that sends.
  public let from: String

  /// The party that receives.
  public let to: String

  /// The party whose people they are; nil where it does not matter or was not said.
  public let whose: String?
}

extension Owed {
  /// Reads the JSON form: that of a count, or `{"each":15,"of":{"what":…,"from":…,"to":…}}`.
  ///
  /// - Throws: `FormatError` when the object is neither.
  public init(json object: JSONObject) throws(FormatError) {
    guard let each = object["each"] else {
      self = .count(try Count(json: object))
      return
    }
    guard case .integer(let number) = each, (1...Count.largestFactor).contains(number) else {
      throw FormatError("each is a number from 1 to \(Count.largestFactor)")
    }
    let row = try object.required("of")
    self = .each(
      number,
      of: ObligationRow(
        what: try row.text("what"), from: try row.text("from"), to: try row.text("to"),
        whose: row["whose"]?.string))
  }

  /// The JSON form.
  public var json: JSONObject {
    switch self {
    case .count(let count): count.json
    case .each(let number, let row): ["each": .integer(number), "of": .object(row.json)]
    }
  }

  /// The numbers that are owed; nil where they follow from other handovers, from days, or were not
  /// given.
  public var bounds: Bounds? {
    if case .count(let count) = self { count.bounds } else { nil }
  }

  /// The same without the words that gave it.
  var withoutWords: Owed {
    if case .count(let count) = self { .count(Count(count.kind, per: count.per)) } else { self }
  }
}

extension ObligationRow {
  /// The JSON form.
  public var json: JSONObject {
    var object: JSONObject = [
      "what": .string(what), "from": .string(from), "to": .string(to),
    ]
    object["whose"] = whose.map(JSONValue.string)
    return object
  }
}

extension Owed: CustomStringConvertible {
  /// How many, as the command line writes it, without the words.
  public var description: String {
    switch self {
    case .count(let count): count.description
    case .each(let number, let row): "\(number) for each of \(row)"
    }
  }
}

extension ObligationRow: CustomStringConvertible {
  /// The row, as the command line writes it.
  public var description: String {
    "\(NotationWords.plain(what))\(whose.map { " of \($0)" } ?? "") from \(from) to \(to)"
  }
}
