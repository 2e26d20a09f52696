/// What a form of the desk asks for.
package enum DeskAction: String, Sendable {
  /// Keeps the parts as they were written.
  case change
  /// Appends the draft.
  case accept
  /// Takes what is offered into the open parts.
  case offers
  /// Puts the draft into the queue twice.
  case split
  /// Leaves the draft out, for a reason.
  case skip
  /// Leaves it for later; from one that is decided, goes on.
  case pass
  /// Goes back.
  case back
  /// Ends the desk.
  case quit
}

/// The fields of a form, as a browser sends them (`application/x-www-form-urlencoded`).
package struct DeskForm: Sendable {
  private let fields: [(name: String, value: String)]

  /// The most fields that are read.
  private static let most = 100

  /// Reads a body; nil where it has too many fields, a broken escape or no UTF-8.
  init?(_ body: [UInt8]) {
    let pairs = body.split(separator: UInt8(ascii: "&"))
    guard pairs.count <= DeskForm.most else { return nil }
    var fields: [(name: String, value: String)] = []
    for pair in pairs {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = DeskForm.text(parts[0]),
        let value = DeskForm.text(parts.count > 1 ? parts[1] : [])
      else { return nil }
      fields.append((name, value))
    }
    self.fields = fields
  }

  /// The value of a field; nil where there is none, and where there are several.
  package subscript(name: String) -> String? {
    let found = fields.filter { $0.name == name }
    return found.count == 1 ? found[0].value : nil
  }

  /// What it asks for; nil where the desk knows nothing of the kind.
  package var action: DeskAction? { self["action"].flatMap(DeskAction.init) }

  /// The texts of the parts of a draft.
  package var parts: [(name: String, text: String)] {
    fields.compactMap { field in
      field.name.hasPrefix("part.") ? (String(field.name.dropFirst(5)), field.value) : nil
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var plain: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        plain.append(high << 4 | low)
      default: plain.append(byte)
      }
    }
    return String(validating: plain, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } : nil
  }
}
