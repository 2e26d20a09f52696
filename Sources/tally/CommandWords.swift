internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

/// The words of a command line, looked at before they are parsed.
///
/// The parser takes the last of a flag that is given twice and drops the others without a word, and
/// it takes a command that is none for an argument too many.
struct CommandWords {
  /// The command that they name.
  let command: any ParsableCommand.Type

  /// Its name, with that of the command above it: `seal list`.
  private let name: String

  /// What stands after it.
  let rest: ArraySlice<String>

  /// Finds the command.
  init(_ words: [String]) throws(Misuse) {
    var command: any ParsableCommand.Type = Tally.self
    var names: [String] = []
    var rest = words[...]
    if rest.first == "help" { rest.removeFirst() }
    while let word = rest.first, !command.configuration.subcommands.isEmpty, !word.hasPrefix("-") {
      let commands = command.configuration.subcommands
      guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
        throw CommandWords.unknown(word, names, command)
      }
      names.append(word)
      command = next
      rest.removeFirst()
    }
    self.command = command
    name = names.joined(separator: " ")
    self.rest = rest
  }

  /// Refuses a flag that is given twice where the command takes one.
  func checkFlags() throws(Misuse) {
    var seen: Set<String> = []
    for word in rest {
      if word == "--" { return }
      guard let flag = CommandWords.flag(in: word), !CommandWords.takesSeveral(flag, of: name)
      else { continue }
      guard seen.insert(flag).inserted else {
        throw Misuse(command, "\(flag) is given more than once: give it once.")
      }
    }
  }

  /// What is wrong with the first flag that its command does not have, if any.
  static func unknown(_ words: [String]) -> Misuse? {
    guard let found = try? CommandWords(words) else { return nil }
    let help = Tally.helpMessage(for: found.command, includeHidden: true)
    let known = Set(
      help.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
        .filter { $0.hasPrefix("--") })
    for flag in found.rest.prefix(while: { $0 != "--" }).compactMap(flag)
    where !known.contains(flag) {
      let near = Spelling.nearest(to: flag, among: known.sorted())
      let advice = near.map { " Did you mean \($0)?" } ?? ""
      return Misuse(found.command, "Unknown option \(quoted(flag)).\(advice)")
    }
    return nil
  }

  /// The flag that a word is, in its long form; a value never begins with a hyphen.
  private static func flag(in word: String) -> String? {
    if word == "-o" || word.hasPrefix("-o=") { return "--output" }
    guard word.hasPrefix("--") else { return nil }
    return String(word.prefix { $0 != "=" })
  }

  /// Whether a command takes several of a flag; a test holds this to what the commands declare.
  static func takesSeveral(_ flag: String, of command: String) -> Bool {
    switch (command, flag) {
    case (_, "--via"), (_, "--seal"), (_, "--facets"), (_, "--obligation"), (_, "--audience"),
      ("confirm", "--of"), ("assess", "--against"), ("verify", "--against"), ("agree", "--names"),
      ("agree", "--parties"), ("publish", "--shows"), ("source", "--alias"), ("source", "--key"),
      ("amend", "--set"),
      ("amend", "--drop"), ("check", "--only"), ("check", "--without"),
      ("cosign import", "--witness"), ("timestamp verify", "--ca"), ("map init", "--column"),
      ("map init", "--set"):
      true
    default: false
    }
  }

  private static func unknown(
    _ word: String, _ above: [String], _ command: any ParsableCommand.Type
  ) -> Misuse {
    let commands = command.configuration.subcommands
    let names = commands.compactMap { $0.configuration.commandName }.sorted()
    let near = Spelling.nearest(to: word, among: names)
    let advice = near.map { " Did you mean \((above + [$0]).joined(separator: " "))?" } ?? ""
    return Misuse(
      command, "There is no command \(quoted((above + [word]).joined(separator: " "))).\(advice)")
  }
}

/// A command line that cannot be followed, and the command whose usage tells how it could be.
struct Misuse: Error {
  let command: any ParsableCommand.Type
  let message: String

  init(_ command: any ParsableCommand.Type, _ message: String) {
    self.command = command
    self.message = message
  }
}
