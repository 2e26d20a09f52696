public import Tallystick

/// The forms in which a record can be handed to other programs.
public enum ExportForm: String, CaseIterable, Sendable {
  /// The entries as they are stored, one a line; nothing is lost.
  case jsonl
  /// One row for each event, its fields in columns.
  case csv
  /// Claims, and reviews of those that were assessed, in the words of schema.org, as JSON-LD 1.1.
  case claimreview
  /// Who said, derived and recorded what, as PROV-JSON (W3C Member Submission, 24 April 2013).
  case prov
  /// One row for each number that somebody stands by, with tags of the Humanitarian Exchange
  /// Language 1.1.
  case hxl
}

extension ExportForm {
  /// Writes the events in the cut of a view in this form.
  ///
  /// - Parameters:
  ///   - events: All events that the view was made from, in order.
  ///   - view: The record at a cut.
  ///   - origin: The record's name; other programs' names for its events begin with it.
  /// - Returns: The bytes; nil for ``jsonl``, whose bytes are those of the store.
  /// - Complexity: O(*n* log *n*) in the number of events.
  public func bytes(of events: [Event], in view: View, origin: String) -> [UInt8]? {
    let names = ExportNames(origin: origin)
    let inside = LogReport(events, of: view).events
    switch self {
    case .jsonl: return nil
    case .csv: return Array(EventTable.table(of: inside).csv.utf8)
    case .hxl: return Array(HXLTable(view).csv.utf8)
    case .claimreview: return lines(ClaimReviews(inside, in: view, names).json)
    case .prov: return lines(Provenance(inside, in: view, names).json)
    }
  }

  private func lines(_ json: JSONObject) -> [UInt8] {
    Array((JSONValue.object(json).indented + "\n").utf8)
  }
}

/// The names that other programs have for the parts of a record.
///
/// They are IRIs under `https://` and the origin, which is a name of the custodian's own (C2SP
/// signed-note): nothing need be found at that address.
struct ExportNames {
  /// What every name begins with.
  let base: String

  init(origin: String) {
    var path = ""
    for byte in origin.utf8 {
      let isPlain = byte.isAlphanumeric || "-._~/:".utf8.contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      path += isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.utf8.count == 1 ? "0" : "") + hex
    }
    base = "https://\(path)#"
  }

  /// The local name of what a speaker said, or of a judgement.
  func event(_ id: EventID) -> String { "event-\(id)" }

  /// The local name of an entry of the record.
  func entry(_ seq: Int) -> String { "entry-\(seq)" }

  /// The local name of a source.
  func source(_ id: String) -> String { "source-\(id)" }

  /// The local name of a medium.
  func medium(_ id: String) -> String { "medium-\(id)" }

  /// The local name of a recorder.
  func recorder(_ name: String) -> String { "recorder-\(name)" }
}

extension Standing {
  /// What an event says as amended.
  func content(of event: Event) -> Content {
    guard let item = history.item(event.id) else { return event.content }
    let read = amended.item(item)
    return Content(
      type: event.content.type, version: event.content.version, stated: read.stated,
      body: read.body)
  }
}
