/// A JSON value as events have it: strings, integers, booleans, arrays and objects.
///
/// ``null`` is for reports only: the reader refuses it, so no event holds one.
///
/// Two values are equal when their canonical bytes are: text is compared by its bytes, never by
/// Swift's canonical equivalence.
public enum JSONValue: Hashable, Sendable {
  /// No value; in reports only.
  case null

  /// `true` or `false`.
  case bool(Bool)

  /// An integer of at most 2^53−1 either way.
  case integer(Int64)

  /// Text, kept scalar for scalar.
  case string(String)

  /// Values in their order.
  case array([JSONValue])

  /// Named values, by name.
  case object(JSONObject)

  /// Whether both values have the same canonical bytes.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

/// Named values, sorted by the UTF-8 bytes of their names; no name twice.
public struct JSONObject: Hashable, Sendable {
  /// One name and its value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let name: String

    /// The value.
    public var value: JSONValue

    /// Whether both have the same name, byte for byte, and equal values.
    public static func == (left: Member, right: Member) -> Bool {
      left.name.utf8.elementsEqual(right.name.utf8) && left.value == right.value
    }
  }

  /// The members, sorted by the bytes of their names.
  public private(set) var members: [Member]

  /// Creates an object without members.
  public init() { members = [] }

  /// Creates an object of members that stand in the order of their names' bytes, no name twice.
  init(sorted members: [Member]) { self.members = members }

  /// The value under `name`; setting `nil` removes it.
  ///
  /// Names are compared by their bytes, never by canonical equivalence.
  ///
  /// - Complexity: O(log *n*) to read, O(*n*) to set.
  public subscript(name: String) -> JSONValue? {
    get {
      let (place, found) = place(of: name)
      return found ? members[place].value : nil
    }
    set {
      let (place, found) = place(of: name)
      switch (found, newValue) {
      case (true, .some(let value)): members[place].value = value
      case (true, .none): members.remove(at: place)
      case (false, .some(let value)): members.insert(Member(name: name, value: value), at: place)
      case (false, .none): break
      }
    }
  }

  /// Where the member of this name stands, or would stand.
  private func place(of name: String) -> (place: Int, found: Bool) {
    let sought = name.utf8.span
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      let order = members[middle].name.utf8.span.compare(to: sought)
      if order == 0 { return (middle, true) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }
}

extension Span<UInt8> {
  /// Less than 0 where these bytes stand before `other`, 0 where both are the same.
  func compare(to other: Span<UInt8>) -> Int {
    for place in 0..<Swift.min(count, other.count) where self[place] != other[place] {
      return self[place] < other[place] ? -1 : 1
    }
    return count - other.count
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object of the members; of a name given twice the last value stands.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }
}

extension JSONValue {
  /// The text, if this is one.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The integer, if this is one.
  public var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The truth value, if this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  public var object: JSONObject? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Creates an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Creates a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Creates an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Creates an object; of a name given twice the last value stands.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }
}
