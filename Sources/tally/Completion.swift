internal import ArgumentParser
internal import Glibc
internal import Tallystick

/// What a shell offers for a flag, out of the record that the command line names.
///
/// A record that cannot be read gives nothing: what is wrong with it is told when the command runs.
extension CompletionKind {
  /// Events by their labels.
  static let events = names { store, typed in
    let at = typed.hasPrefix("@") ? "@" : ""
    let labels = try store.entries(
      labelPrefix: String(typed.dropFirst(at.count)), limit: Completion.mostOffered)
    return labels.compactMap { entry in entry.label.map { at + $0 } }
  }

  /// Sources, the registered ones.
  static let sources = names { store, _ in try store.sources().all.map(\.id) }

  /// Parties: the sides of registered sources and of terms, and who made an agreement.
  static let parties = names { store, _ in try Completion.parties(of: store) }

  /// Registered sources, and parties.
  static let sourcesAndParties = names { store, _ in
    try store.sources().all.map(\.id) + Completion.parties(of: store)
  }

  /// Agreements.
  static let agreements = names { store, _ in
    try Completion.texts("agreement", of: .agreement, in: store)
  }

  /// Media.
  static let media = names { store, _ in try Completion.texts("medium", of: .medium, in: store) }

  /// Audiences to which something is disclosed.
  static let audiences = names { store, _ in try store.audiences().map(\.audience) }

  /// The origin of the record, and those whose keys lie on this machine.
  static let origins = CompletionKind.custom { words, _, typed in
    let own = try? [RecordOptions.openForReading(Completion.record(in: words)).origin]
    return Completion.offered((own ?? []) + Completion.keyedOrigins(), for: typed)
  }

  /// Names that `find` takes out of the record, for one that begins with what is typed.
  private static func names(
    _ find: @escaping @Sendable (any RecordReader, String) throws -> [String]
  ) -> CompletionKind {
    .custom { words, _, typed in
      let last = Completion.split(typed).last
      guard let store = try? RecordOptions.openForReading(Completion.record(in: words)),
        let names = try? find(store, last)
      else { return [] }
      return Completion.offered(names, for: typed)
    }
  }
}

/// How what is typed is read, and answered.
enum Completion {
  /// The most events that are offered at once.
  static let mostOffered = 500

  /// A word in its last part, which is completed, and what stands before it: a list with commas.
  static func split(_ typed: String) -> (before: String, last: String) {
    var word = typed
    if let quote = word.first, quote == "'" || quote == "\"" { word.removeFirst() }
    let last = word.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
    return (String(word.dropLast(last.count)), String(last))
  }

  /// The names that begin with the last part of what is typed, each once and in order, with what
  /// stands before that part.
  static func offered(_ names: [String], for typed: String) -> [String] {
    let (before, last) = split(typed)
    return Set(names.filter { $0.hasPrefix(last) }).sorted().map { before + $0 }
  }

  /// The record that the words of a command line name; bash makes `=` a word of its own.
  static func record(in words: [String]) -> String {
    for (place, word) in words.enumerated() {
      if word.hasPrefix("--record=") { return path(String(word.dropFirst("--record=".count))) }
      guard word == "--record" else { continue }
      let value = words.dropFirst(place + 1).first { $0 != "=" }
      return RecordOptions.path(value.map(path))
    }
    return RecordOptions.path(nil)
  }

  /// A path as a shell has it, of a word as it was typed.
  private static func path(_ word: String) -> String {
    var path = word.filter { $0 != "'" && $0 != "\"" && $0 != "\\" }
    if path.hasPrefix("~/"), let home = Environment["HOME"] {
      path.replaceSubrange(path.startIndex...path.startIndex, with: home)
    }
    return path
  }

  /// The values of a field that is text, in all events of a type.
  static func texts(
    _ field: String, of type: EventType, in store: any RecordReader
  ) throws -> [String] {
    try store.entries(ofType: type).compactMap { try $0.event().content.body[field]?.string }
  }

  static func parties(of store: any RecordReader) throws -> [String] {
    let made = try store.entries(ofType: .agreement).flatMap { entry in
      try entry.event().content.body["parties"]?.array ?? []
    }
    let named = try store.entries(ofType: .term).map { try $0.event().content.body }
      .filter { $0["kind"]?.string == "side" }.compactMap { $0["term"]?.string }
    return try store.sources().all.compactMap(\.side) + named + made.compactMap(\.string)
  }

  /// The origins whose verifier keys lie on this machine.
  static func keyedOrigins() -> [String] {
    guard let some = try? KeyFolder(origin: "x"), let slash = some.path.lastIndex(of: "/"),
      let folder = opendir(String(some.path[..<slash]))
    else { return [] }
    defer { closedir(folder) }
    var origins: [String] = []
    while let item = readdir(folder) {
      let name = DirectoryEntry.name(of: item)
      let file = "\(some.path[..<slash])/\(name)/log.vkey"
      guard let key = try? Files.read(file, limit: 4096, what: "a verifier key"),
        let plus = key.firstIndex(of: UInt8(ascii: "+"))
      else { continue }
      origins.append(String(decoding: key[..<plus], as: UTF8.self))
    }
    return origins
  }
}
