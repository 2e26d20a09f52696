/// The form that a JSON value of an event must have.
///
/// One description serves three times: to check what is appended, to write the published JSON
/// Schema, and to say which fields may be sealed.
public indirect enum Shape: Sendable {
  /// Text of 1 to `most` Unicode scalars.
  case text(most: Int)

  /// A short name.
  case name(Name)

  /// An EDTF date.
  case date

  /// An EDTF date or an RFC 3339 instant.
  case stated

  /// A number as a speaker gave it.
  case count

  /// A number as a speaker gave it, once or for each day, week or month.
  case amount

  /// One of some words.
  case choice([String])

  /// The value `true`.
  case yes

  /// An integer in a range.
  case integer(ClosedRange<Int64>)

  /// A list of 1 to `most` values of one shape, none twice.
  case list(Shape, most: Int)

  /// Any of some shapes; a value is judged by the first that fits its JSON type.
  case either([Shape])

  /// Named fields.
  case object(Fields)

  /// An object of any fields, judged elsewhere.
  case anything

  /// The form of `sealed` in a content line: the fields that are to be sealed.
  static let fieldNames = Shape.list(.text(most: 100), most: 64)
}

/// The fields of an object, and the rules between them.
public struct Fields: Sendable {
  /// One field.
  public struct Field: Sendable {
    /// The field's name.
    public let name: String

    /// The form of its value.
    public let shape: Shape

    /// Whether the object must have it.
    public let isRequired: Bool

    /// Whether its value may be sealed: no projection and no refusal reads it (Format.md).
    public let isSealable: Bool
  }

  /// A rule between fields.
  public enum Rule: Sendable {
    /// Just one of these fields is given.
    case exactlyOne([String])

    /// At least one of these fields is given.
    case atLeastOne([String])

    /// When `field` has this value, `other` has one of `values`.
    case when(field: String, is: String, then: String, in: [String])
  }

  /// The fields, in the order in which they are described.
  public let fields: [Field]

  /// The rules between them.
  public let rules: [Rule]

  /// Whether some field may be sealed, so that the object may have `_sd`.
  public var canSeal: Bool { fields.contains(where: \.isSealable) }

  /// Creates a description.
  public init(_ fields: [Field], rules: [Rule] = []) {
    self.fields = fields
    self.rules = rules
  }

  /// The field of this name.
  public subscript(name: String) -> Field? { fields.first { $0.name == name } }
}

extension Fields.Field {
  /// Describes a field that must be given.
  public static func required(_ name: String, _ shape: Shape) -> Self {
    Self(name: name, shape: shape, isRequired: true, isSealable: false)
  }

  /// Describes a field that may be given.
  public static func optional(_ name: String, _ shape: Shape) -> Self {
    Self(name: name, shape: shape, isRequired: false, isSealable: false)
  }

  /// The same field, whose value may be sealed.
  public var sealable: Self {
    Self(name: name, shape: shape, isRequired: isRequired, isSealable: true)
  }
}

/// Something wrong in a value, with the path to it.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// The fields from the event's top to the wrong value, such as `body.claim.count`.
  public let path: String

  /// What is wrong, as a clause without a final period.
  public let reason: String

  /// Creates a problem.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The message shown to the user.
  public var description: String { "\(path): \(reason)" }
}
