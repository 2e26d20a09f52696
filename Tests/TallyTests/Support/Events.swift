import Foundation

/// Events for tests of many, all of one plain form.
enum Events {
  /// Content lines, each of which says who wrote it and its number.
  static func lines(_ count: Int, by name: String) -> Data {
    var text = ""
    for number in 1...count {
      text += #"{"type":"announcement","stated":"2025-06-13","body":{"speaker":"s","#
      text += #""attribution":"named","quote":"\#(name) \#(number)","claim":{"act":"statement"}}}"#
      text += "\n"
    }
    return Data(text.utf8)
  }

  /// An entry of a record, as `tally export` prints it.
  struct Entry: Decodable {
    struct Body: Decodable { let quote: String }

    let seq: Int
    let id: String
    let recorded: String
    let body: Body
  }

  /// The entries of the record.
  static func stored(in folder: TemporaryFolder) throws -> [Entry] {
    try folder.tally("export").lines.map {
      try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }
}

/// What `tally append --each` answers for one event.
struct Acknowledged: Hashable {
  let seq: Int

  /// The first digits of the id.
  let id: String

  /// The answers in an output, without one that was cut off.
  static func all(in output: String) -> [Acknowledged] {
    output.matches(of: /#(\d+) announcement recorded \(id ([0-9a-f]+)\)\.\n/).compactMap { match in
      Int(match.1).map { Acknowledged(seq: $0, id: String(match.2)) }
    }
  }
}
