import Foundation
import Testing
import TransparencyLog

/// What a command says that it wrote is on the disk before it says so, and has its name only then.
@Suite(.enabled(if: Strace.isThere, "\(Strace.missing)"))
struct DurabilityTests {
  /// What is wrong with the order of some calls: a file that takes a name before its bytes are
  /// synced, or a name that is not synced before something is printed.
  private static func faults(_ calls: [Strace.Call], in folder: TemporaryFolder) -> [String] {
    var unsynced: Set<String> = []  // files with bytes, and folders with names, not yet synced
    var faults: [String] = []
    let (base, work) = (Strace.plain(folder.path), Strace.plain(folder.work))
    func parent(_ path: String) -> String { Project.folder(of: path) }
    func whole(_ name: String, in start: String? = nil) -> String {
      name.hasPrefix("/") ? name : "\(start ?? work)/\(name)"
    }
    for call in calls where call.isWell {
      switch call.name {
      case "write" where call.text.hasPrefix("(1<"), "write" where call.text.hasPrefix("(2<"):
        faults += unsynced.map { "printed before \($0) was synced" }
        unsynced = []
      case "write", "pwrite64", "ftruncate":
        if let path = call.path, path.hasPrefix(base) { unsynced.insert(path) }
      case "fsync", "fdatasync":
        if let path = call.path { unsynced.remove(path) }
      case "mkdir", "mkdirat":
        unsynced.insert(parent(whole(call.quoted.last ?? "", in: call.path)))
      case "openat" where call.text.contains("O_CREAT"):
        // A lock and a journal are nothing that must outlive a loss of power.
        guard let made = call.text.split(separator: "<").last?.dropLast(),
          call.text.contains("O_EXCL"), made.hasPrefix(base)
        else { break }
        unsynced.insert(parent(String(made)))
      case "unlink":
        if let name = call.quoted.last { unsynced.remove(whole(name)) }
      case "rename", "renameat2":
        let names = call.quoted.map { whole($0) }
        guard names.count == 2 else { break }
        faults += unsynced.filter { $0 == names[0] || $0.hasPrefix(names[0] + "/") }
          .map { "\($0) took the name \(names[1]) before it was synced" }
        unsynced = unsynced.filter { $0 != names[0] && !$0.hasPrefix(names[0] + "/") }
        unsynced.insert(parent(names[1]))
      default: break
      }
    }
    return faults
  }

  private static func look(
    _ arguments: String, with settings: String = "", in folder: TemporaryFolder
  ) throws -> [Strace.Call] {
    let (ending, calls) = try Strace(folder: folder).calls(arguments, with: settings)
    #expect(ending.status == 0, "\(ending.output)")
    #expect(faults(calls, in: folder) == [], "\(arguments)")
    return calls
  }

  @Test func `init, checkpoint, prove and the import of a key are on the disk when they say so`()
    throws
  {
    try TemporaryFolder.use { folder in
      let made = try Self.look("init --origin signed.test/r", in: folder)
      #expect(
        made.contains { $0.name == "renameat2" && $0.quoted.last?.hasSuffix("log.key") == true })
      try folder.append(3, by: "first")
      let signed = try Self.look("checkpoint > last.txt", in: folder)
      // Beside the key first: a copy that is restored in between signs no second history.
      var order: [String] = []
      for call in signed {
        let name = call.quoted.last.map { Project.name(of: $0) } ?? ""
        let step: String? =
          switch call.name {
          case "rename": "rename to \(name)"
          case "fsync" where call.path == Strace.plain(folder.keys): "fsync of its folder"
          case "pwrite64" where call.path?.hasSuffix("/record.tally") == true: "record"
          default: nil
          }
        if let step, order.last != step { order.append(step) }
      }
      #expect(order == ["rename to last-checkpoint", "fsync of its folder", "record"])
      _ = try Self.look("prove '#2' -o e.tlog-proof", in: folder)
      #expect(try folder.shell("tally key export > key 2> /dev/null").status == 0)
      let brought = try Self.look(
        "key import --last-checkpoint last.txt < key", with: "XDG_CONFIG_HOME=$PWD/elsewhere",
        in: folder)
      var taken: [String] = []
      for call in brought where call.name == "rename" || call.name == "renameat2" {
        taken.append(Project.name(of: call.quoted.last ?? ""))
      }
      #expect(
        taken == ["last-checkpoint", "log.key", "log.vkey"],
        "\(brought.map { $0.name + $0.text }.joined(separator: "\n"))")
    }
  }

  @Test func `a snapshot takes its name once all of it is on the disk`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(3)
      let calls = try Self.look("snapshot new", in: folder)
      #expect(calls.contains { $0.name == "rename" && $0.quoted.last == "new" })
      #expect(calls.count { $0.name == "fsync" } >= 20)
    }
  }

  /// Every sync in turn fails: the command fails too, and then succeeds where nothing fails.
  @Test func `a sync that fails is told, and the command can be run again`() throws {
    try TemporaryFolder.use { folder in
      var tried = 0
      for (name, command) in [
        ("init", "init --origin signed.test/r"), ("checkpoint", "checkpoint"),
        ("import", "key import --last-checkpoint last.txt < key"),
      ] {
        let settings = name == "import" ? "XDG_CONFIG_HOME=$PWD/elsewhere" : ""
        let (_, calls) = try Strace(folder: folder).calls(command, with: settings)
        let again = try folder.shell("\(settings) tally \(command)")
        #expect(again.status == 0, "\(again.output)")
        for call in calls
        where call.name == "fsync" && call.path?.hasPrefix(Strace.plain(folder.path)) == true {
          try Self.forget(name, folder)
          let ending = try Strace(folder: folder).run(
            command, with: settings, failing: call, "error=EIO")
          #expect(ending.status == 1, "\(name), fsync \(call.text): \(ending.output)")
          let next = try folder.shell("\(settings) tally \(command)")
          #expect(next.status == 0, "\(name), fsync \(call.text): \(next.output)")
          tried += 1
        }
        if name == "init" { try folder.append(2, by: "first") }
        if name == "checkpoint" {
          #expect(
            try folder.shell("tally checkpoint > last.txt; tally key export > key").status == 0)
        }
      }
      #expect(tried >= 15)
    }
  }

  /// Removes what the command made, so that it does all of it anew.
  private static func forget(_ name: String, _ folder: TemporaryFolder) throws {
    switch name {
    case "init": _ = try folder.shell("rm -rf record.tally ../config/tally")
    case "import": _ = try folder.shell("rm -rf elsewhere")
    default: try folder.append(1, by: UUID().uuidString)
    }
  }
}
