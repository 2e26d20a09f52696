internal import TransparencyLog

/// The recorder's amendments, applied to the events that they name.
///
/// Amendments hold at every as-of; one that is void, by a later amendment, holds nowhere.
package struct Amended {
  /// The events that an amendment takes out of every figure, each with the seq of that amendment.
  package private(set) var void: [EventID: Int] = [:]

  /// The events whose fields an amendment changes, each as amended.
  package private(set) var items: [EventID: History.Item] = [:]

  /// The seqs of the amendments in force that bear on an event.
  private(set) var seqs: [EventID: [Int]] = [:]

  init(_ history: History) {
    guard !history.amendments.isEmpty else { return }
    var byTarget: [EventID: [History.Item]] = [:]
    // An amendment comes after what it amends: from the last to the first, each is looked at as
    // the ones after it leave it.
    for place in history.amendments.reversed() {
      let recorded = history.items[place]
      guard void[recorded.id] == nil else { continue }
      let amendment = byTarget[recorded.id].map { Amended.apply($0, to: recorded) } ?? recorded
      guard let target = (amendment.body["of"]?.string).flatMap({ EventID($0) }) else { continue }
      seqs[target, default: []].insert(amendment.seq, at: 0)
      if amendment.body["void"] == true {
        void[target] = amendment.seq
      } else {
        byTarget[target, default: []].append(amendment)
      }
    }
    for (id, amendments) in byTarget {
      guard let item = history.item(id) else { continue }
      items[id] = Amended.apply(amendments, to: item)
    }
  }

  /// The event as amended.
  package func item(_ item: History.Item) -> History.Item {
    items.isEmpty ? item : items[item.id] ?? item
  }

  private static func apply(
    _ amendments: [History.Item], to item: History.Item
  ) -> History.Item {
    var changes: [String: [(item: History.Item, value: JSONValue?)]] = [:]
    for amendment in amendments {
      for (path, value) in Amendment.changes(amendment.body) {
        changes[path, default: []].append((amendment, value))
      }
    }
    var content = item.body
    content["stated"] = .string(item.stated.text)
    for (path, candidates) in changes {
      guard let held = holding(candidates, \.item.stated, \.item.seq) else { continue }
      content.set(held.value, at: path)
    }
    let stated = (content["stated"]?.string).flatMap { try? Stated(parsing: $0) }
    content["stated"] = nil
    return History.Item(
      seq: item.seq, id: item.id, label: item.label, type: item.type,
      stated: stated ?? item.stated, body: content)
  }
}

/// What an amendment's `set` and `drop` change.
package enum Amendment {
  /// The changes of an amendment's body: dotted paths of at most two names, and the new value of
  /// each, nil where the field goes.
  package static func changes(_ body: JSONObject) -> [(path: String, value: JSONValue?)] {
    var changes: [(path: String, value: JSONValue?)] = []
    for path in body.texts("drop") { changes.append((path, nil)) }
    for member in body["set"]?.object?.members ?? [] {
      if member.name == "claim", let claim = member.value.object {
        for part in claim.members { changes.append(("claim.\(part.name)", part.value)) }
      } else {
        changes.append((member.name, member.value))
      }
    }
    return changes
  }

  /// The content that `body` makes of `content`, whatever else amends it; `stated` stands in the
  /// body's `set` beside the fields of the body.
  ///
  /// - Throws: `FormatError` when the new `stated` is no date.
  static func apply(_ body: JSONObject, to content: Content) throws(FormatError) -> Content {
    var fields = content.body
    fields["stated"] = .string(content.stated.text)
    for (path, value) in changes(body) { fields.set(value, at: path) }
    guard let stated = fields["stated"]?.string else {
      throw FormatError("an event cannot do without stated")
    }
    fields["stated"] = nil
    return Content(
      type: content.type, version: content.version, stated: try Stated(parsing: stated),
      body: fields)
  }
}

extension JSONObject {
  /// Sets, or with nil removes, the value at a path of one or two names.
  fileprivate mutating func set(_ value: JSONValue?, at path: String) {
    let names = path.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1).map { String($0) ?? "" }
    if names.count == 2 {
      var inner = self[names[0]]?.object ?? [:]
      inner[names[1]] = value
      self[names[0]] = .object(inner)
    } else {
      self[path] = value
    }
  }
}
