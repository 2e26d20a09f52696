internal import TallyDesk
internal import Tallystick
internal import TransparencyLog

extension RecordReader {
  /// The names that the record knows.
  func nameBook() throws -> NameBook {
    let agreements = try entries(ofType: .agreement).map { entry in
      let body = try entry.event().content.body
      return NameBook.Agreement(
        id: body["agreement"]?.string ?? "",
        names: (body["names"]?.array ?? []).compactMap(\.string))
    }
    return NameBook(try sources(), agreements: agreements, terms: try terms())
  }

  /// Names beside each draft the events of the record that may say the same.
  func nameTwins(of drafts: inout [DraftLine]) throws {
    var twins = Twins(of: drafts)
    if twins.isEmpty { return }
    try forEach(upTo: try end().size) { twins.look(at: try $0.event().content, seq: $0.seq) }
    for place in drafts.indices { drafts[place].like = twins.like(drafts[place]) }
  }
}

/// What another drafter made of an article: a command that reads the text and writes draft lines.
struct OtherDrafter {
  /// The most that it may write.
  private static let most = 20_000_000

  let drafts: [DraftLine]
  let gaps: [Gap]

  /// Runs a line of the shell on the text of an article.
  init(_ command: String, on text: ArticleText, _ page: ArticlePage) throws {
    let input = text.lines.joined(separator: "\n") + "\n"
    let (status, output) = try Child.shell(
      command, input: Array(input.utf8), limit: OtherDrafter.most)
    guard status == 0 else {
      throw Failure(
        "The command of --with ended with status \(status).", hint: "No draft was written.")
    }
    var drafts: [DraftLine] = []
    var gaps: [Gap] = []
    for (place, line) in output.split(separator: UInt8(ascii: "\n")).enumerated() {
      do {
        let json = try OtherDrafter.object(Array(line))
        if let gap = json["gap"]?.object {
          gaps.append(Gap(json: gap))
          continue
        }
        var draft = try DraftLine(json: json)
        let isAct = EventType(rawValue: draft.type)?.isAct ?? false
        if isAct, draft.body["capture"] == nil {
          draft.body["capture"] = page.capture.map(JSONValue.object)
        }
        drafts.append(draft)
      } catch {
        throw Failure(
          "Line \(place + 1) of what --with wrote is no draft: \(error).",
          hint: "A line is {\"type\":…,\"stated\":…,\"body\":{…},\"draft\":{\"line\":…,\"words\":…,"
            + "\"why\":[…],\"missing\":[…]}}.")
      }
    }
    self.drafts = drafts
    self.gaps = gaps
  }

  private static func object(_ line: [UInt8]) throws(FormatError) -> JSONObject {
    do {
      guard let object = try JSONValue(parsing: line).object else {
        throw FormatError("a line is one JSON object")
      }
      return object
    } catch let error as FormatError {
      throw error
    } catch {
      throw FormatError("\(error)")
    }
  }
}
