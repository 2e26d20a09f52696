import Tallystick
import Testing
import TransparencyLog

/// One line of `events/vectors/events.jsonl`, which another program wrote.
struct EventVector: Sendable, CustomTestStringConvertible {
  /// The file's vectors, in order.
  static let all: [EventVector] = (try? read()) ?? []

  let number: Int
  let content: JSONValue
  let canonical: String
  let id: String

  var testDescription: String { "line \(number)" }

  var type: String { content.object?["type"]?.string ?? "" }

  static func read() throws -> [EventVector] {
    let lines = try ProjectFile.text("events/vectors/events.jsonl").split(separator: "\n")
    return try lines.enumerated().map { place, line in
      let value = try JSONValue(reading: String(line))
      return EventVector(
        number: place + 1, content: try #require(value.at("content")),
        canonical: try #require(value.at("canonical")?.string),
        id: try #require(value.at("id")?.string))
    }
  }

  func decoded() throws -> Content { try Content(json: try #require(content.object)) }
}

struct EventVectorTests {
  @Test func `every line of the file is a vector`() throws {
    #expect(try EventVector.read().count == EventVector.all.count)
    #expect(EventVector.all.count >= 2 * EventType.allCases.count + 1)
  }

  @Test(arguments: EventVector.all)
  func `canonical bytes and id come out as another program has them`(vector: EventVector) throws {
    let content = try vector.decoded()
    #expect(
      String(decoding: content.bytes, as: UTF8.self).utf8.elementsEqual(vector.canonical.utf8))
    #expect(content.id.description == vector.id)
    #expect(content.problems().isEmpty)
    #expect(CanonicalJSON.isCanonical(content.bytes))
  }

  @Test(arguments: EventVector.all)
  func `a content line reads as its canonical bytes do`(vector: EventVector) throws {
    let line = try Draft(line: Array(vector.content.indented.utf8.filter { $0 != 0x0A }))
    let canonical = try Draft(line: Array(vector.canonical.utf8))
    #expect(line == canonical)
    #expect(line.content.id.description == vector.id)
  }

  @Test(arguments: EventVector.all, [nil, "PR-046"])
  func `an entry comes back from its bytes`(vector: EventVector, label: String?) throws {
    let content = try vector.decoded()
    let event = Event(
      seq: vector.number, id: content.id, label: label,
      recorded: try Instant(parsing: "2025-06-13T09:15:00.000001Z"), recorder: "desk-2",
      content: content)
    let decoded = try Event(decoding: event.bytes)
    #expect(decoded == event)
    #expect(decoded.bytes == event.bytes)
    #expect(decoded.id == decoded.content.id)
    #expect(CanonicalJSON.isCanonical(event.bytes))
  }

  @Test func `one byte more is another id`() throws {
    for vector in EventVector.all {
      var object = try #require(vector.content.object)
      object["v"] = .integer((object["v"]?.integer ?? 1) + 1)
      #expect(try Content(json: object).id.description != vector.id)
    }
  }

  @Test func `the version is 1 where a content line has none`() throws {
    let vectors = EventVector.all.filter { $0.content.at("v") == nil }
    #expect(!vectors.isEmpty)
    for vector in vectors { #expect(try vector.decoded().version == 1) }
  }

  @Test(arguments: [
    (#""seq":12"#, #""seq":0"#, "an entry has a seq from 1"),
    (#""seq":12"#, #""seq":"12""#, "an entry has a seq from 1"),
    (#""id":"0"#, #""id":"g"#, "an entry has an id of 32 digits 0-9 and a-f"),
    (#""recorded":"#, #""rec":"#, "an entry has a time of recording"),
    (
      #""recorder":"r""#, #""recorder":"r r""#,
      "an entry has a recorder: a name of 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', first a "
        + "letter or digit"
    ),
    (
      #""label":"L""#, #""label":"abcdef""#,
      #""abcdef" is no label: a name of 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', first a "#
        + "letter or digit"
    ),
    (#""v":1"#, #""v":0"#, "v is the version of the type's shape, a whole number from 1"),
    (#""body":{}"#, #""body":[]"#, "body is required: an object with the fields of the type"),
    (
      #""stated":"2025""#, #""said":"2025""#,
      "stated is required: an EDTF date or an RFC 3339 instant"
    ),
  ])
  func `bytes that are no entry are refused`(old: String, new: String, reason: String) throws {
    let line =
      #"{"body":{},"id":"00000000000000000000000000000000","label":"L","#
      + #""recorded":"2025-06-13T09:15:00.000000Z","recorder":"r","seq":12,"stated":"2025","#
      + #""type":"talk","v":1}"#
    #expect(try Event(decoding: Array(line.utf8)).seq == 12)
    let wrong = line.replacing(old, with: new)
    #expect(wrong != line)
    #expect(throws: FormatError(reason)) { try Event(decoding: Array(wrong.utf8)) }
  }
}
