internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// Checks a checkpoint by the policy of whoever reads it (C2SP tlog-policy).
struct PolicyChecking {
  /// The exit status where a policy is not met.
  static let status: Int32 = 4

  let verdict: PolicyVerdict

  /// Reads a policy from a file.
  static func read(_ path: String) throws -> TlogPolicy {
    let bytes = try Files.read(path, limit: 1 << 20, what: "a policy (C2SP tlog-policy)")
    do {
      return try TlogPolicy(parsing: bytes)
    } catch {
      throw Failure(
        "\(escaped(path)) is no policy: \(error.reason).",
        hint: "Write it as c2sp.org/tlog-policy tells.")
    }
  }

  /// What is told to people.
  var lines: [String] {
    var lines = verdict.lines.map { line in
      let name = String(decoding: line.witness.name, as: UTF8.self)
      return switch line.word {
      case .cosigned(let made): "cosigned by \(name) at \(made.when)"
      case .silent: "not cosigned by \(name)"
      case .faulty: "the line of \(name) IS FALSE"
      case .unchecked:
        "not checked: the line of \(name), whose key is of type \(line.witness.key.type)"
      }
    }
    if verdict.log == nil { lines.append("signed by NO LOG of the policy") }
    lines.append(verdict.isMet ? "the policy is met" : "THE POLICY IS NOT MET")
    lines.append(
      "A cosignature says that the witness saw no other history of this record. It does not say "
        + "that a statement is true, or that the record is complete.")
    return lines
  }

  /// The same for programs.
  var json: JSONObject {
    [
      "met": .bool(verdict.isMet), "quorum": .bool(verdict.isQuorumMet),
      "log": verdict.log.map { .string($0.description) } ?? .null,
      "witnesses": .array(
        verdict.lines.map { line in
          var object: JSONObject = [
            "name": .string(String(decoding: line.witness.name, as: UTF8.self)),
            "key": .string(line.witness.key.identity.description),
          ]
          switch line.word {
          case .cosigned(let made):
            object["word"] = "cosigned"
            object["time"] = .string(made.when)
          case .silent: object["word"] = "silent"
          case .faulty: object["word"] = "faulty"
          case .unchecked: object["word"] = "unchecked"
          }
          return .object(object)
        }),
    ]
  }
}

extension PolicyChecking {
  /// Judges the checkpoint of a record, a snapshot, a proof, or one alone in a file, prints what was
  /// found, and ends with a status of its own where the policy is not met.
  static func run(
    _ path: String, _ policy: TlogPolicy, key: VerifierKey?, _ format: Format
  ) throws {
    let checking = PolicyChecking(verdict: policy.verdict(on: try note(of: path), logKey: key))
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(["policy": .object(checking.json)])))
    } else {
      for line in checking.lines { output.write(escaped(line) + "\n") }
    }
    output.flush()
    if !checking.verdict.isMet { throw ExitCode(status) }
  }

  /// Whether a file is a checkpoint by itself: a note, and no record.
  static func isNote(_ path: String) -> Bool {
    guard let bytes = try? Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a note"),
      let note = try? SignedNote(parsing: bytes)
    else { return false }
    return (try? Checkpoint(parsing: note.text)) != nil
  }

  private static func note(of path: String) throws -> SignedNote {
    let name = OpenFolder.isFolder(path) ? "\(path)/checkpoint" : path
    do {
      if path.hasSuffix(ProofFiles.ending) {
        let bytes = try Files.read(
          path, limit: SignedCheckpoint.maxByteCount * 2, what: "a .tlog-proof")
        return try TlogProof(parsing: bytes).checkpoint
      }
      if OpenFolder.isFolder(path) || isNote(path) {
        return try SignedNote(
          parsing: try Files.read(
            name, limit: SignedCheckpoint.maxByteCount, what: "a signed checkpoint"))
      }
    } catch let error as FormatError {
      throw Failure("\(escaped(name)) is no note: \(error).", hint: "Run `tally verify` on it.")
    }
    let store = try SQLiteStore.open(at: path, mode: .reading)
    guard let last = try store.checkpoints().last else {
      throw Failure(
        "The record has no checkpoint that a policy could judge.",
        hint: "Sign one first: `tally checkpoint`.")
    }
    return try CosignedNotes(of: store, at: path).note(of: last)
  }
}
