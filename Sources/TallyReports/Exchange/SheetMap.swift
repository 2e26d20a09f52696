internal import Tallystick
internal import TransparencyLog

/// How the rows of a spreadsheet become events: a map, as people write it in JSON.
///
/// A map names columns where an event has fields, and each cell is read by the form of the field
/// that it fills. Spreadsheets.md in the manual describes its form.
public struct SheetMap: Sendable {
  /// What stands between two cells.
  public let separator: CSV.Separator

  /// The number of the record with the names of the columns, from 1; those before it are skipped.
  let header: Int

  /// The texts of cells that say nothing.
  let empty: [String]

  let dates: [DateForm]
  let months: [String]
  let numbers: NumberStyle

  /// Rows that are left out.
  let ignored: [Condition]

  /// The events that a row may give.
  let events: [Template]

  /// One way to read a date.
  enum DateForm: Hashable, Sendable {
    /// EDTF and, for when something was said, an RFC 3339 instant.
    case edtf
    case pattern(DatePattern)

    var text: String {
      switch self {
      case .edtf: "EDTF"
      case .pattern(let pattern): pattern.text
      }
    }
  }

  /// What a cell must be for a row to be left out or to give an event.
  struct Condition: Hashable, Sendable {
    enum Test: Hashable, Sendable {
      case isOne(of: [String])
      case isFilled, isEmpty
    }

    let column: String
    let test: Test
  }

  /// An event with cells in the place of some values.
  struct Template: Sendable {
    let conditions: [Condition]
    let type: Value
    let label: Value?
    let stated: Value
    let body: Value
  }

  /// A value of an event, or where it comes from.
  indirect enum Value: Sendable {
    case constant(JSONValue)
    case cell(Cell)
    case list([Value])
    case object([(name: String, value: Value)])
  }

  /// The cell that gives a value.
  struct Cell: Sendable {
    let column: String
    var values = JSONObject()
    var isOnlyOfValues = false
    var fallback: Value?
    var isRequired = false
    var empty: [String] = []
    var prefix = ""
    var suffix = ""
    var split: String?
    var dates: [DateForm]?
    var keepsWords = false
  }
}

/// What is wrong with a map: each problem with the path to it.
public struct SheetMapError: Error, Hashable, Sendable {
  /// The problems, each as a sentence.
  public let problems: [String]
}

extension SheetMap {
  /// The most bytes that a map may have.
  public static let longest = 1 << 20

  private static let condition = Fields(
    [
      .required("column", .text(most: 300)),
      .optional("is", .list(.text(most: 1_000), most: 1_000)), .optional("filled", .yes),
      .optional("empty", .yes),
    ], rules: [.exactlyOne(["is", "filled", "empty"])])

  private static let words = Shape.list(.text(most: 100), most: 100)

  private static let numberFields = [
    "groups", "about", "at_least", "at_most", "between", "withheld", "unspecified",
  ]

  /// The form of a map, but for the values of events, which ``cellForm`` describes.
  static let form = Fields([
    .required("map", .integer(1...1)),
    .optional("separator", .choice(CSV.Separator.allCases.map(\.rawValue))),
    .optional("header", .integer(1...1_000)), .optional("empty", words),
    .optional("dates", words), .optional("months", .list(.text(most: 100), most: 12)),
    .optional("numbers", .object(Fields(numberFields.map { .optional($0, words) }))),
    .optional("translations", .anything),
    .optional("ignore", .list(.object(condition), most: 100)),
    .optional("common", .object(common)), .required("events", .list(.anything, most: 100)),
  ])

  /// What all events have unless they say otherwise.
  private static let common = Fields([
    .optional("label", .either([.text(most: 64), .anything])),
    .optional("stated", .either([.stated, .anything])), .optional("body", .anything),
  ])

  private static let event = Fields([
    .optional("if", .list(.object(condition), most: 100)),
    .required("type", .either([.choice(EventType.allCases.map(\.rawValue)), .anything])),
    .optional("label", .either([.text(most: 64), .anything])),
    .required("stated", .either([.stated, .anything])), .required("body", .anything),
  ])

  /// The form of an object that stands for a cell.
  static let cellForm = Fields([
    .required("column", .text(most: 300)),
    .optional("values", .either([.anything, .text(most: 100)])),
    .optional("only", .yes), .optional("default", .anyValue), .optional("required", .yes),
    .optional("empty", words), .optional("prefix", .text(most: 300)),
    .optional("suffix", .text(most: 300)), .optional("split", .text(most: 10)),
    .optional("dates", words), .optional("words", .yes),
  ])
}

extension Shape {
  /// A value of any form.
  fileprivate static let anyValue = Shape.either([
    .anything, .yes, .integer(0...Count.largest), .text(most: 2_000),
    .list(.either([.anything, .text(most: 2_000)]), most: 100),
  ])
}

extension SheetMap {
  /// Reads a map.
  ///
  /// - Throws: ``SheetMapError`` with everything that is wrong, or only with the first place where
  ///   the bytes are no JSON.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing bytes: [UInt8]) throws(SheetMapError) {
    let json: JSONValue
    do {
      let limits = JSONLimits(sizeInBytes: SheetMap.longest, keys: .any)
      json = try JSONValue(parsing: bytes, limits: limits)
    } catch {
      throw SheetMapError(
        problems: ["\(error.reason) (line \(error.line), column \(error.column))."])
    }
    guard let object = json.object else { throw SheetMapError(problems: ["A map is an object."]) }
    var reading = SheetMapReading()
    reading.check(object, SheetMap.form, at: "map")
    let common = object["common"]?.object ?? [:]
    let events = (object["events"]?.array ?? []).compactMap(\.object).map {
      $0.filled(from: common)
    }
    for (place, event) in events.enumerated() {
      reading.check(event, SheetMap.event, at: "events[\(place)]")
    }
    reading.takeTranslations(object["translations"]?.object ?? [:])
    // What has not its form is not looked into.
    guard reading.problems.isEmpty else { throw SheetMapError(problems: reading.problems) }
    separator = object["separator"]?.string.flatMap(CSV.Separator.init) ?? .comma
    header = Int(object["header"]?.integer ?? 1)
    empty = object.texts("empty")
    dates = object["dates"] == nil ? [.edtf] : reading.dates(object.texts("dates"), at: "dates")
    months = object["months"] == nil ? DatePattern.english : object.texts("months")
    numbers = NumberStyle(json: object["numbers"]?.object ?? [:])
    ignored = reading.conditions(object["ignore"])
    self.events = events.enumerated().map { place, event in
      reading.template(event, at: "events[\(place)]")
    }
    if months.count != 12 { reading.problems.append("months: a year has 12 months.") }
    guard reading.problems.isEmpty else { throw SheetMapError(problems: reading.problems) }
  }
}

extension JSONObject {
  /// An event with what all have, where it has it not itself; of the body member by member.
  fileprivate func filled(from common: JSONObject) -> JSONObject {
    var event = self
    for member in common.members where event[member.name] == nil {
      event[member.name] = member.value
    }
    if var body = self["body"]?.object, let shared = common["body"]?.object {
      for member in shared.members where body[member.name] == nil {
        body[member.name] = member.value
      }
      event["body"] = .object(body)
    }
    return event
  }
}

extension NumberStyle {
  fileprivate init(json: JSONObject) {
    self.init()
    func words(_ name: String, _ others: [String]) -> [String] {
      json[name] == nil ? others : json.texts(name)
    }
    groups = words("groups", groups)
    about = words("about", about)
    atLeast = words("at_least", atLeast)
    atMost = words("at_most", atMost)
    between = words("between", between)
    withheld = words("withheld", withheld)
    unspecified = words("unspecified", unspecified)
  }
}

/// The reading of a map, which notes everything that is wrong with it.
private struct SheetMapReading {
  var problems: [String] = []
  private var translations = JSONObject()

  mutating func takeTranslations(_ object: JSONObject) {
    translations = object
    for member in object.members where member.value.object == nil {
      problems.append("translations.\(escaped(member.name)): this must be an object.")
    }
  }

  mutating func check(_ object: JSONObject, _ form: Fields, at path: String) {
    problems += form.problems(of: object, at: path).map { "\($0)." }
  }

  mutating func dates(_ texts: [String], at path: String) -> [SheetMap.DateForm] {
    texts.compactMap { text in
      if text == "EDTF" { return .edtf }
      do {
        return .pattern(try DatePattern(parsing: text))
      } catch {
        problems.append("\(path): \(error).")
        return nil
      }
    }
  }

  func conditions(_ value: JSONValue?) -> [SheetMap.Condition] {
    (value?.array ?? []).compactMap(\.object).map { object in
      let test: SheetMap.Condition.Test =
        object["filled"] != nil
        ? .isFilled : object["empty"] != nil ? .isEmpty : .isOne(of: object.texts("is"))
      return SheetMap.Condition(column: object["column"]?.string ?? "", test: test)
    }
  }

  mutating func template(_ event: JSONObject, at path: String) -> SheetMap.Template {
    SheetMap.Template(
      conditions: conditions(event["if"]),
      type: value(event["type"] ?? "", at: "\(path).type"),
      label: event["label"].map { value($0, at: "\(path).label") },
      stated: value(event["stated"] ?? "", at: "\(path).stated"),
      body: value(event["body"] ?? [:], at: "\(path).body"))
  }

  private mutating func value(_ json: JSONValue, at path: String) -> SheetMap.Value {
    switch json {
    case .object(let object) where object["column"] != nil: return .cell(cell(object, at: path))
    case .object(let object):
      return .object(
        object.members.map { member in
          if !member.name.utf8.allSatisfy({ $0.isLower || $0.isDigit || $0 == UInt8(ascii: "_") }) {
            problems.append("\(path): \(quoted(member.name)) is no name of a field.")
          }
          return (member.name, value(member.value, at: "\(path).\(escaped(member.name))"))
        })
    case .array(let values):
      return .list(values.enumerated().map { value($0.element, at: "\(path)[\($0.offset)]") })
    default: return .constant(json)
    }
  }

  private mutating func cell(_ object: JSONObject, at path: String) -> SheetMap.Cell {
    check(object, SheetMap.cellForm, at: path)
    var cell = SheetMap.Cell(column: object["column"]?.string ?? "")
    cell.values = values(object["values"], at: path)
    cell.isOnlyOfValues = object["only"] != nil
    cell.fallback = object["default"].map { value($0, at: "\(path).default") }
    cell.isRequired = object["required"] != nil
    cell.empty = object.texts("empty")
    cell.prefix = object["prefix"]?.string ?? ""
    cell.suffix = object["suffix"]?.string ?? ""
    cell.split = object["split"]?.string
    cell.dates =
      object["dates"] == nil ? nil : dates(object.texts("dates"), at: "\(path).dates")
    cell.keepsWords = object["words"] != nil
    if cell.isOnlyOfValues, cell.values.members.isEmpty {
      problems.append("\(path): \"only\" needs \"values\".")
    }
    return cell
  }

  /// The translations of a cell, its own or those of a name.
  private mutating func values(_ json: JSONValue?, at path: String) -> JSONObject {
    guard let name = json?.string else { return json?.object ?? [:] }
    guard let values = translations[name]?.object else {
      problems.append("\(path).values: there are no translations \(quoted(name)).")
      return [:]
    }
    return values
  }
}
