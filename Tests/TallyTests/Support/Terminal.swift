import Foundation

/// A program on a terminal of 80 columns and 24 lines, answered key by key.
struct Terminal {
  /// What the script tells of a session.
  struct Account: Decodable {
    /// How many keys were pressed.
    let keys: Int
    /// The length of the longest line.
    let widest: Int
    /// The most lines that were shown between two answers.
    let tallest: Int
    /// Whether something that was shown acts on a terminal.
    let escapes: Bool
    /// How many answers nobody asked for.
    let left: Int
    /// The exit status; the number of the signal, negative, where one ended it.
    let status: Int
  }

  /// What was shown.
  let shown: String

  let account: Account

  /// Runs `tally` with some arguments and answers it, a line of `answers` for each question, in the
  /// form that the script tells.
  init(_ arguments: String, in folder: TemporaryFolder, _ answers: [String]) throws {
    let ending = try Program(
      ["python3", "\(Project.tests)/Terminal/keys.py", "24", "80"]
        + ["/bin/sh", "-c", "exec tally \(arguments)"],
      in: folder.work, environment: folder.environment,
      input: Data((answers.joined(separator: "\n") + "\n").utf8)
    ).ending()
    let lines = ending.lines
    let last = Data((lines.last ?? "").utf8)
    do {
      account = try JSONDecoder().decode(Account.self, from: last)
    } catch {
      throw ProgramError.cannotStart(
        "keys.py: \(ending.output)\(ending.errors)", code: ending.status)
    }
    shown = lines.dropLast().joined(separator: "\n")
  }
}
