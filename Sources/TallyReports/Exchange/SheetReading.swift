internal import Tallystick
internal import TransparencyLog

/// The making of one event from one row, which notes everything that it cannot read.
struct SheetReading {
  private let row: SheetRow
  private let map: SheetMap
  private(set) var problems: [Refusal] = []

  init(_ row: SheetRow, _ map: SheetMap) {
    self.row = row
    self.map = map
  }

  /// Adds the draft that a template gives, where all of it can be read.
  mutating func addDraft(_ template: SheetMap.Template, to drafts: inout Drafts) {
    let type = value(template.type, .choice(EventType.allCases.map(\.rawValue)))
    let known = type?.string.flatMap(EventType.init)
    if let text = type?.string, known == nil {
      note("There is no type \(quoted(text)); the types: \(EventType.list).")
    }
    var line = JSONObject()
    line["type"] = type
    line["stated"] = value(template.stated, .stated)
    line["label"] = template.label.flatMap { value($0, .text(most: 64)) }
    line["body"] = value(template.body, known.map { .object($0.fields) }) ?? .object([:])
    guard problems.isEmpty else { return }
    do {
      try drafts.append(line: CanonicalJSON.bytes(.object(line)), number: row.line)
    } catch {
      note("\(error).")
    }
  }

  private mutating func note(_ problem: String) {
    problems.append(Refusal(problem, line: row.line))
  }

  /// The value that stands where `shape` describes the form; nil where the row says nothing.
  private mutating func value(_ value: SheetMap.Value, _ shape: Shape?) -> JSONValue? {
    switch value {
    case .constant(let json): return json
    case .cell(let cell): return self.value(of: cell, shape)
    case .list(let values):
      let element = shape?.listElement
      let found = values.compactMap { self.value($0, element) }
      return found.isEmpty ? nil : .array(found)
    case .object(let members):
      var object = JSONObject()
      for (name, value) in members { object[name] = self.value(value, shape?.field(name)) }
      return object.members.isEmpty && !members.isEmpty ? nil : .object(object)
    }
  }

  private mutating func value(of cell: SheetMap.Cell, _ shape: Shape?) -> JSONValue? {
    let text = row[cell.column]
    let saysNothing = map.empty + cell.empty
    if text.isEmpty || saysNothing.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
      if let fallback = cell.fallback { return value(fallback, shape) }
      if cell.isRequired { note("The column \(quoted(cell.column)) is empty.") }
      return nil
    }
    do {
      return try read(text, cell, shape)
    } catch {
      note("The column \(quoted(cell.column)): \(error).")
      return nil
    }
  }

  private func read(
    _ text: String, _ cell: SheetMap.Cell, _ shape: Shape?
  ) throws(FormatError) -> JSONValue {
    if let element = shape?.listElement, cell.split != nil || shape?.takesOne == false {
      if let list = cell.values[text]?.array { return .array(list) }
      return .array(try parts(of: text, cell, element))
    }
    if let translated = cell.values[text] { return cell.withWords(text, translated) }
    if cell.isOnlyOfValues { throw FormatError("\(quoted(text)) is not among the map's values") }
    switch shape {
    case .count, .amount: return cell.withWords(text, .object(try count(text).json))
    case .either(let shapes) where shapes.contains(where: \.isAmount):
      return cell.withWords(text, .object(try count(text).json))
    case .date, .stated: return .string(try date(text, cell, shape))
    case .integer: return .integer(try integer(text))
    default: return .string(cell.prefix + text + cell.suffix)
    }
  }

  private func parts(
    of text: String, _ cell: SheetMap.Cell, _ element: Shape
  ) throws(FormatError) -> [JSONValue] {
    var values: [JSONValue] = []
    let parts = text.split(separator: cell.split ?? ",").map { String($0).trimmed }
    for part in parts where !part.isEmpty { values.append(try read(part, cell, element)) }
    return values
  }

  private func count(_ text: String) throws(FormatError) -> Count {
    do {
      return try Count(parsing: text, in: map.numbers)
    } catch {
      throw FormatError("\(error); or say in the map what its words mean")
    }
  }

  private func integer(_ text: String) throws(FormatError) -> Int64 {
    guard case .exact(let number) = try count(text).kind else {
      throw FormatError("\(quoted(text)) is no whole number")
    }
    return number
  }

  private func date(
    _ text: String, _ cell: SheetMap.Cell, _ shape: Shape?
  ) throws(FormatError) -> String {
    let forms = cell.dates ?? map.dates
    var found: [(form: String, edtf: String)] = []
    for form in forms {
      guard let edtf = edtf(text, form, shape), !found.contains(where: { $0.edtf == edtf }) else {
        continue
      }
      found.append((form.text, edtf))
    }
    guard let first = found.first else {
      let names = forms.map(\.text).joined(separator: " or ")
      throw FormatError("\(quoted(text)) is no date that the map reads: it reads \(names)")
    }
    if let second = found.dropFirst().first {
      throw FormatError(
        "\(quoted(text)) is \(first.edtf) as \(first.form), and \(second.edtf) as \(second.form); "
          + "leave one of them out of the map")
    }
    return first.edtf
  }

  private func edtf(_ text: String, _ form: SheetMap.DateForm, _ shape: Shape?) -> String? {
    switch form {
    case .pattern(let pattern): return pattern.edtf(of: text, months: map.months)
    case .edtf:
      let isRead: Bool =
        if case .stated = shape {
          (try? Stated(parsing: text)) != nil
        } else {
          (try? EDTFDate(parsing: text)) != nil
        }
      return isRead ? text : nil
    }
  }
}

extension SheetMap.Cell {
  /// A count with the words that gave it, where they are to be kept; else the value as it is.
  fileprivate func withWords(_ text: String, _ value: JSONValue) -> JSONValue {
    guard keepsWords, var count = value.object else { return value }
    count["words"] = .string(text)
    return .object(count)
  }
}

extension Shape {
  /// The shape of the field `name` of an object.
  fileprivate func field(_ name: String) -> Shape? {
    switch self {
    case .object(let fields): fields[name]?.shape
    case .either(let shapes): shapes.lazy.compactMap { $0.field(name) }.first
    default: nil
    }
  }

  /// The shape of the elements of a list.
  fileprivate var listElement: Shape? {
    switch self {
    case .list(let element, _): element
    case .either(let shapes): shapes.lazy.compactMap(\.listElement).first
    default: nil
    }
  }

  /// Whether a single value may stand where a list may.
  fileprivate var takesOne: Bool {
    if case .either(let shapes) = self { shapes.contains { $0.listElement == nil } } else { false }
  }
}
