internal import Tallystick
package import TransparencyLog

/// The drafts that a person goes through, and what was decided of each.
///
/// It knows no terminal and no record: whoever asks the person tells it what was answered, and
/// appends what was accepted. Its state is JSON lines, which stand in a file beside the drafts.
package struct ReviewQueue: Hashable, Sendable {
  /// What was decided of a draft.
  package enum Decision: Hashable, Sendable {
    /// It is in the record, as the event of this id.
    case accepted(event: String)

    /// It is left out, for this reason.
    case skipped(reason: String)
  }

  /// A draft in the queue.
  package struct Item: Hashable, Sendable {
    /// The draft, as edited.
    package var draft: DraftLine

    /// What was decided of it, if anything.
    package var decision: Decision?
  }

  /// The drafts in their order.
  package private(set) var items: [Item]

  /// What gave no draft.
  package let gaps: [Gap]

  /// The place of the draft that is shown, from 0; as many as there are items where none is left.
  package private(set) var place = 0

  /// The SHA-256 of the file of drafts, in hexadecimal.
  package let sha256: String

  /// Creates the queue of the lines of a file of drafts.
  ///
  /// A line with `draft` is one, a content line too; `gap` and `article` are told of beside.
  ///
  /// - Throws: `FormatError` that names the line.
  package init(_ lines: [[UInt8]], sha256: String) throws(FormatError) {
    var items: [Item] = []
    var gaps: [Gap] = []
    for (place, line) in lines.enumerated() where !line.isEmpty {
      let object = try ReviewQueue.object(line, place + 1)
      if let gap = object["gap"]?.object {
        gaps.append(Gap(json: gap))
      } else if object["article"] == nil {
        items.append(Item(draft: try ReviewQueue.draft(object, place + 1), decision: nil))
      }
    }
    self.items = items
    self.gaps = gaps
    self.sha256 = sha256
  }

  private static func object(_ line: [UInt8], _ number: Int) throws(FormatError) -> JSONObject {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line, limits: JSONLimits(sizeInBytes: 200_000))
    } catch {
      throw FormatError("line \(number): \(error)")
    }
    guard let object = value.object else {
      throw FormatError("line \(number) is no JSON object")
    }
    return object
  }

  private static func draft(_ object: JSONObject, _ number: Int) throws(FormatError) -> DraftLine {
    do {
      return try DraftLine(json: object)
    } catch {
      throw FormatError("line \(number): \(error)")
    }
  }
}

extension ReviewQueue {
  /// How many drafts are accepted, skipped and left.
  package struct Counts: Hashable, Sendable, CustomStringConvertible {
    /// How many are in the record.
    package fileprivate(set) var accepted = 0

    /// How many are left out.
    package fileprivate(set) var skipped = 0

    /// Of how many nothing was decided.
    package fileprivate(set) var left = 0

    /// The three in words.
    package var description: String { "\(accepted) accepted, \(skipped) skipped, \(left) left." }
  }

  /// How many drafts are accepted, skipped and left.
  package var counts: Counts {
    var counts = Counts()
    for item in items {
      switch item.decision {
      case .accepted: counts.accepted += 1
      case .skipped: counts.skipped += 1
      case nil: counts.left += 1
      }
    }
    return counts
  }

  /// The draft that is shown; nil where none is left.
  package var current: Item? { items.indices.contains(place) ? items[place] : nil }

  /// Whether nothing was decided yet of some draft.
  package var isOpen: Bool { items.contains { $0.decision == nil } }

  /// Goes to the first draft of which nothing was decided, from the one that is shown on, else from
  /// the beginning; behind the last where there is none.
  package mutating func goOn() {
    place =
      items.indices.first { $0 >= place && items[$0].decision == nil }
      ?? items.indices.first { items[$0].decision == nil } ?? items.count
  }

  /// Leaves the draft that is shown for later.
  package mutating func pass() {
    place += 1
    goOn()
  }

  /// Goes back to the draft before the one that is shown, decided or not.
  package mutating func back() { place = max(0, place - 1) }

  /// Notes that the draft that is shown is in the record.
  package mutating func accept(as event: String) { decide(.accepted(event: event)) }

  /// Notes that the draft that is shown is left out.
  package mutating func skip(for reason: String) { decide(.skipped(reason: reason)) }

  private mutating func decide(_ decision: Decision) {
    guard current != nil else { return }
    items[place].decision = decision
    goOn()
  }

  /// Notes of every draft whose label is known to be in the record that it is accepted.
  ///
  /// So a review that was killed between the append and its note does not append it twice.
  package mutating func acceptThose(in record: (String) -> String?) {
    for place in items.indices where items[place].decision == nil {
      if let label = items[place].draft.label, let event = record(label) {
        items[place].decision = .accepted(event: event)
      }
    }
  }

  /// Puts the drafts that were skipped into the queue again, each with its reason as a doubt, for a
  /// second pair of eyes.
  package mutating func reopenSkipped() {
    for place in items.indices {
      guard case .skipped(let reason) = items[place].decision else { continue }
      items[place].decision = nil
      items[place].draft.doubts.removeAll { $0.hasPrefix("skipped: ") }
      items[place].draft.doubts.append("skipped: \(reason)")
    }
    place = 0
    goOn()
  }

  /// Changes the draft that is shown.
  package mutating func change(to draft: DraftLine) {
    if current != nil { items[place].draft = draft }
  }

  /// Puts the draft that is shown into the queue twice, the second under a label of its own.
  package mutating func split() {
    guard let item = current, item.decision == nil else { return }
    var second = item
    if let label = item.draft.label {
      let labels = Set(items.compactMap(\.draft.label))
      let free = (2...99).lazy.map { "\(label.prefix(60)).\($0)" }.first { !labels.contains($0) }
      second.draft.label = free
    }
    items.insert(second, at: place + 1)
  }
}

extension ReviewQueue {
  /// The state, as lines of JSON: the place, the gaps, and each draft with what was decided of it.
  package var state: [UInt8] {
    var objects: [JSONObject] = [
      ["review": ["sha256": .string(sha256), "place": .integer(Int64(place))]]
    ]
    for item in items {
      var json = item.draft.json
      switch item.decision {
      case .accepted(let event): json["accepted"] = .string(event)
      case .skipped(let reason): json["skipped"] = .string(reason)
      case nil: break
      }
      objects.append(json)
    }
    objects += gaps.map(\.json)
    return objects.flatMap { CanonicalJSON.bytes(.object($0)) + [UInt8(ascii: "\n")] }
  }

  /// Reads a state.
  ///
  /// - Throws: `FormatError` that names the line.
  package init(state lines: [[UInt8]]) throws(FormatError) {
    guard let first = lines.first,
      let review = try ReviewQueue.object(first, 1)["review"]?.object,
      let sha256 = review["sha256"]?.string
    else { throw FormatError("the first line of a review's state tells of the review") }
    try self.init(lines.dropFirst().map { $0 }, sha256: sha256)
    var number = 0
    for (place, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let object = try ReviewQueue.object(line, place + 1)
      if object["gap"] != nil || object["article"] != nil { continue }
      if let event = object["accepted"]?.string {
        items[number].decision = .accepted(event: event)
      } else if let reason = object["skipped"]?.string {
        items[number].decision = .skipped(reason: reason)
      }
      number += 1
    }
    place = min(max(0, Int(review["place"]?.integer ?? 0)), items.count)
  }
}
