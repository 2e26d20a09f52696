package import Tallystick
package import TransparencyLog

/// An event that was read off an article and that nobody has accepted yet.
///
/// It is a content line with a member `draft` beside the others, for which `append` refuses it.
package struct DraftLine: Hashable, Sendable {
  /// The type of the event.
  package var type: String

  /// When it was stated, as EDTF.
  package var stated: String

  /// The fields, as far as the words give them.
  package var body: JSONObject

  /// A label, by which later drafts refer to it.
  package var label: String?

  /// The line of the file on which the sentence begins, from 1.
  package var line = 0

  /// The sentence, as written.
  package var words = ""

  /// The words that each part was read off.
  package var why: [String] = []

  /// The fields that the words leave open, such as `claim.to`.
  package var missing: [String] = []

  /// What was filled in and is to be looked at.
  package var doubts: [String] = []

  /// What may stand in an open field, and was not read off the words.
  package var offers = JSONObject()

  /// Names that stand where a side belongs, and of which the record knows none yet, by field.
  package var unread = JSONObject()

  /// Events of the record that may be the same.
  package var like: [String] = []

  /// Creates a draft.
  package init(type: EventType, stated: String, body: JSONObject) {
    self.type = type.rawValue
    self.stated = stated
    self.body = body
  }
}

extension DraftLine {
  /// The JSON form.
  package var json: JSONObject {
    var draft: JSONObject = [
      "line": .integer(Int64(line)), "words": .string(words),
      "why": .array(why.map(JSONValue.string)), "missing": .array(missing.map(JSONValue.string)),
    ]
    if !doubts.isEmpty { draft["doubts"] = .array(doubts.map(JSONValue.string)) }
    if !offers.members.isEmpty { draft["offers"] = .object(offers) }
    if !unread.members.isEmpty { draft["unread"] = .object(unread) }
    if !like.isEmpty { draft["like"] = .array(like.map(JSONValue.string)) }
    var json: JSONObject = [
      "type": .string(type), "stated": .string(stated), "body": .object(body),
      "draft": .object(draft),
    ]
    json["label"] = label.map(JSONValue.string)
    return json
  }

  /// Reads the JSON form; a content line without `draft` is one as well, of which nothing is known
  /// but what it says.
  ///
  /// - Throws: `FormatError` where a member has another form.
  package init(json: JSONObject) throws(FormatError) {
    guard let type = json["type"]?.string, let stated = json["stated"]?.string,
      let body = json["body"]?.object
    else { throw FormatError("a draft has type, stated and body") }
    self.type = type
    self.stated = stated
    self.body = body
    label = json["label"]?.string
    guard let draft = json["draft"]?.object else { return }
    line = Int(draft["line"]?.integer ?? 0)
    words = draft["words"]?.string ?? ""
    func texts(_ name: String) -> [String] { (draft[name]?.array ?? []).compactMap(\.string) }
    why = texts("why")
    missing = texts("missing")
    doubts = texts("doubts")
    like = texts("like")
    offers = draft["offers"]?.object ?? [:]
    unread = draft["unread"]?.object ?? [:]
  }
}

/// A sentence with a number or a word of the trade that gave no draft.
package struct Gap: Hashable, Sendable {
  /// The line of the file on which the sentence begins, from 1.
  package var line: Int

  /// The sentence.
  package var words: String

  /// The numbers and words for which it is told of.
  package var why: [String]

  /// The JSON form.
  package var json: JSONObject {
    [
      "gap": [
        "line": .integer(Int64(line)), "words": .string(words),
        "why": .array(why.map(JSONValue.string)),
      ]
    ]
  }

  /// Creates a gap.
  package init(line: Int, words: String, why: [String]) {
    self.line = line
    self.words = words
    self.why = why
  }

  /// Reads what stands under `gap` in the JSON form.
  package init(json: JSONObject) {
    line = Int(json["line"]?.integer ?? 0)
    words = json["words"]?.string ?? ""
    why = (json["why"]?.array ?? []).compactMap(\.string)
  }
}
