/// What the log adds to content: where it stands, its names, and when it was taken.
struct LogPlace {
  let seq: Int
  let id: EventID
  let label: String?
  let recorded: Instant
  let recorder: String

  /// The canonical bytes of an entry, put together around those of its content, whose body ends at
  /// `bodyEnd`: the fields of the log stand after it.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  func entry(around content: [UInt8], bodyEnd: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count + 180 + (label?.utf8.count ?? 0) + recorder.utf8.count)
    bytes.append(contentsOf: content[..<bodyEnd])
    bytes.append(contentsOf: ",\"id\":\"".utf8)
    id.append(to: &bytes)
    if let label {
      bytes.append(contentsOf: "\",\"label\":\"".utf8)
      bytes.append(contentsOf: label.utf8)
    }
    bytes.append(contentsOf: "\",\"recorded\":\"".utf8)
    recorded.append(to: &bytes)
    bytes.append(contentsOf: "\",\"recorder\":\"".utf8)
    bytes.append(contentsOf: recorder.utf8)
    bytes.append(contentsOf: "\",\"seq\":".utf8)
    bytes.append(contentsOf: seq.description.utf8)
    bytes.append(contentsOf: content[bodyEnd...])
    return bytes
  }
}
