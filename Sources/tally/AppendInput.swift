internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// What is to be appended, read whole: from JSON lines, or from a spreadsheet by a map.
struct AppendInput {
  /// How messages name the file.
  let name: String

  let drafts: Drafts

  /// What could not be read, each with its line.
  let problems: [Refusal]

  /// The lines of the rows that the map leaves out.
  var ignored: [Int] = []

  /// The columns that the map does not name.
  var unused: [String] = []

  /// Reads a file of JSON lines, `-` for standard input.
  init(lines path: String) throws {
    var drafts = Drafts()
    var lines = try LineReader(path: path, hint: "Nothing was appended.")
    while let block = try lines.nextBlock(after: drafts.lineCount) { drafts.append(lines: block) }
    name = path == "-" ? "standard input" : escaped(path)
    self.drafts = drafts
    problems = drafts.problems
  }

  /// Reads a spreadsheet by a map, each from a file, `-` for a spreadsheet on standard input.
  init(sheet path: String, map mapPath: String) throws {
    let map: SheetMap
    do {
      map = try SheetMap(
        parsing: try Files.read(mapPath, limit: SheetMap.longest, what: "a map of columns"))
    } catch let error as SheetMapError {
      throw Failure(
        error.problems.map { "\(escaped(mapPath)): \(escaped($0))" },
        hint: "Nothing was appended: mend the map.")
    }
    let file = try SheetFile(path)
    let name = file.name
    let csv: CSV
    do {
      csv = try CSV(
        parsing: file.bytes, separator: file.converter == nil ? map.separator : .comma)
    } catch {
      throw Failure(
        "\(name):\(error.line):\(error.column): \(error.reason).",
        hint: "Nothing was appended: mend the file, or save it as CSV in UTF-8 anew.")
    }
    let sheet = Sheet(csv, by: map)
    self.name = name
    drafts = sheet.drafts
    problems = sheet.problems
    ignored = sheet.ignored
    unused = sheet.unused
  }

  private init(_ draft: Draft, name: String) {
    drafts = Drafts([draft])
    problems = []
    self.name = name
  }

  /// The same one line with the speaker's signature over it, and perhaps a label.
  func signed(by signature: SSHSignature, label: String?) throws -> AppendInput {
    guard problems.isEmpty else { return self }
    guard drafts.count == 1, let draft = drafts.first else {
      throw Failure(
        "\(name) has \(grouped(Int64(drafts.count))) lines, and a signature is over one.",
        hint: "Nothing was appended. Sign each statement by itself, in a file of its own.")
    }
    guard draft.id == nil, draft.content.knownType?.isAct == true else {
      throw Failure(
        "\(name) holds no statement of a speaker that could be signed.",
        hint: "Nothing was appended. Give the line that --to-sign printed.")
    }
    let signed = Draft(
      draft.content.signed(signature), label: label ?? draft.label, line: draft.line,
      sealed: draft.sealed)
    return AppendInput(signed, name: name)
  }
}

extension Draft {
  /// The content line that appends it.
  var contentLine: [UInt8] {
    var json = content.json
    if content.version == 1 { json["v"] = nil }
    json["label"] = label.map(JSONValue.string)
    if !sealed.isEmpty { json["sealed"] = .array(sealed.map(JSONValue.string)) }
    return CanonicalJSON.bytes(.object(json))
  }
}
