import Foundation

/// A folder in which programs run, and which is removed after the test.
///
/// Programs find in it no settings and no home but its own: `home` and `config` lie beside the
/// folder `work` in which they run.
struct TemporaryFolder {
  /// Its path.
  let path: String

  /// Where programs run.
  var work: String { path + "/work" }

  /// Makes a folder, hands it to `body`, and removes it.
  ///
  /// A folder `inMemory`, where the machine has such, is for work that makes thousands of commits:
  /// it does not wait for a disk.
  static func use<Result>(
    inMemory: Bool = false, _ body: (TemporaryFolder) throws -> Result
  ) throws -> Result {
    let memory = "/dev/shm"
    let isUsed = inMemory && FileManager.default.isWritableFile(atPath: memory)
    let base = isUsed ? memory : FileManager.default.temporaryDirectory.path()
    let folder = TemporaryFolder(path: "\(base)/tally-test-\(UUID().uuidString)")
    for name in ["work", "home", "config"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    return try body(folder)
  }

  /// The environment of its programs: `tally` is found first, and nothing is taken over but what
  /// the Swift runtime may need.
  var environment: [String: String] {
    let own = ProcessInfo.processInfo.environment
    return [
      "PATH": "\(Program.folder):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
      "HOME": path + "/home", "XDG_CONFIG_HOME": path + "/config", "TMPDIR": path,
      "LD_LIBRARY_PATH": own["LD_LIBRARY_PATH"] ?? "",
    ]
  }
}

extension TemporaryFolder {
  /// Starts `tally`.
  func start(
    _ arguments: [String], input: some DataProtocol = Data(), output: CInt? = nil,
    with variables: [String: String] = [:]
  ) throws -> Program {
    try Program(
      [Program.folder + "/tally"] + arguments, in: work,
      environment: environment.merging(variables) { _, new in new }, input: input, output: output)
  }

  /// Runs `tally` to its end.
  @discardableResult
  func tally(
    _ arguments: String..., input: some DataProtocol = Data(),
    with variables: [String: String] = [:]
  ) throws -> Ending {
    try start(arguments, input: input, with: variables).ending()
  }

  /// Runs lines of bash to their end.
  ///
  /// They know a command `unprivileged`, which takes from root the right to pass by permissions.
  /// Errors that are `joined` go where the output goes, as on a terminal.
  func shell(_ lines: String, joined: Bool = true) throws -> Ending {
    let known = """
      unprivileged() {
        local rights=-dac_override,-dac_read_search
        [ "$(id -u)" != 0 ] || set -- setpriv --inh-caps=$rights --bounding-set=$rights "$@"
        "$@"
      }

      """
    return try Program(
      ["/bin/bash", "-c", known + lines], in: work, environment: environment, joined: joined
    ).ending()
  }

  /// Writes a file into the folder in which programs run.
  func write(_ bytes: some DataProtocol, to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(work)/\(name)"))
  }

  /// Lets programs find a file or folder of the project under its last name.
  func link(_ path: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(work)/\(URL(filePath: path).lastPathComponent)", withDestinationPath: path)
  }
}

/// The files of the project that tests read.
enum Project {
  /// The folder of this test target.
  static let tests = folder(of: folder(of: #filePath))

  /// The folder of the project.
  static let root = folder(of: folder(of: tests))

  /// The folder in which a file or folder lies.
  static func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

  /// The last name of a path.
  static func name(of path: String) -> String { (path as NSString).lastPathComponent }
}
