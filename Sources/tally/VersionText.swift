internal import CTallyBuild
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// What a report of a fault should say of the program: `tally --version --verbose`.
enum VersionText {
  /// The version of the program.
  static let program = "0.1.0"

  /// The version, and the commit that it was built from: what a site says that made it.
  static var build: String { "\(program) \(String(cString: tally_build_commit()))" }

  /// One line for each part.
  static var whole: String {
    let parts = [
      ("tally", program), ("rules", "\(Rules.version)"), ("record format", "\(Schema.version)"),
      ("commit", String(cString: tally_build_commit())), ("SQLite", SQLiteStore.sqliteVersion),
      ("libcrypto", Libcrypto.version),
    ]
    let width = parts.map(\.0.utf8.count).max() ?? 0
    return parts.map { name, version in
      name + String(repeating: " ", count: width + 2 - name.utf8.count) + version + "\n"
    }.joined()
  }

  /// Whether the arguments ask for all of it.
  static func isAsked(_ arguments: [String]) -> Bool {
    arguments == ["--version", "--verbose"] || arguments == ["--verbose", "--version"]
  }
}
