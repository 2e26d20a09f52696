internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

/// Checks a checkpoint by the policy of whoever reads it (C2SP tlog-policy).
struct PolicyChecking {
  /// The exit status where a policy is not met.
  static let status: Int32 = 4

  let verdict: PolicyVerdict

  /// What witnesses of the policy said of earlier checkpoints, as far as it is kept; nil where no
  /// record is at hand.
  var notes: CosignedNotes?

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

  /// Since when a witness has cosigned nothing, as it is added to a sentence.
  static func since(_ witness: TlogPolicy.Witness, _ notes: CosignedNotes) throws -> String {
    guard let key = witness.key.verifier else { return "" }
    guard let last = try notes.last(of: key) else { return ", and never before" }
    return " since \(last.made.when), when it cosigned \(events(last.size))"
  }

  private func since(_ witness: TlogPolicy.Witness) throws -> String {
    guard let notes else { return "" }
    return try PolicyChecking.since(witness, notes)
  }

  /// What is told to people.
  func lines() throws -> [String] {
    var lines = try verdict.lines.map { line throws -> String in
      let name = String(decoding: line.witness.name, as: UTF8.self)
      return switch line.word {
      case .cosigned(let made): "cosigned by \(name) at \(made.when)"
      case .silent: "not cosigned by \(name)\(try since(line.witness))"
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
    let (note, notes) = try note(of: path)
    // Of a policy that names no log, the key on this machine is the one that somebody vouched for.
    let origin = (try? Checkpoint(parsing: note.text))?.origin.text
    let key = try key ?? origin.flatMap { try KeyFolder(origin: $0).verifier() }
    let checking = PolicyChecking(
      verdict: policy.verdict(on: note, logKey: key), notes: notes)
    var output = StandardOutput()
    if format == .json {
      output.writeLine(CanonicalJSON.bytes(.object(["policy": .object(checking.json)])))
    } else {
      for line in try checking.lines() { output.write(escaped(line) + "\n") }
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

  private static func note(of path: String) throws -> (SignedNote, CosignedNotes?) {
    let name = OpenFolder.isFolder(path) ? "\(path)/checkpoint" : path
    do {
      if path.hasSuffix(ProofFiles.ending) {
        let bytes = try Files.read(
          path, limit: SignedCheckpoint.maxByteCount * 2, what: "a .tlog-proof")
        return (try TlogProof(parsing: bytes).checkpoint, nil)
      }
      if OpenFolder.isFolder(path) || isNote(path) {
        let bytes = try Files.read(
          name, limit: SignedCheckpoint.maxByteCount, what: "a signed checkpoint")
        return (try SignedNote(parsing: bytes), nil)
      }
    } catch let error as FormatError {
      throw Failure("\(escaped(name)) is no note: \(error).", hint: "Run `tally verify` on it.")
    }
    let store = try RecordOptions.openForReading(path)
    guard let last = try store.checkpoints().last else {
      throw Failure(
        "The record has no checkpoint that a policy could judge.",
        hint: "Sign one first: `tally checkpoint`.")
    }
    let notes = try CosignedNotes(of: store, at: path)
    return (try notes.note(of: last), notes)
  }
}
