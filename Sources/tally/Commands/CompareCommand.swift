internal import ArgumentParser
internal import TallyPostgres
internal import Tallystick
internal import TransparencyLog

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Find out whether two checkpoints can both be true.",
    discussion: """
      Takes two signed checkpoints, snapshots, mirrors or records; a record stands for its last \
      checkpoint. Two of one size with other roots are a fork: the keeper showed two histories, and \
      the two notes prove it to anybody. Of two sizes, the larger tells whether it extends the \
      smaller, where it has its events. Where both have, the first event that differs is named.

      Exit status: 0 both can be true; 2 they cannot; 3 that is not proven.

      Example:
        tally compare checkpoint-from-north.txt checkpoint-from-south.txt \\
          --vkey 'example.org/record+1a2b3c4d+…'
        tally compare snapshot-2025-06-13 snapshot-2025-06-16
        tally compare snapshot-2025-06-13 record.tally
      """)

  @Argument(help: ArgumentHelp("A checkpoint, a snapshot or a record."), completion: .file())
  var first: String

  @Argument(help: ArgumentHelp("Another."), completion: .file())
  var second: String

  @Option(
    help: ArgumentHelp(
      "The verifier key of the record; else that on this machine.", valueName: "key"))
  var vkey: String?

  func run() throws {
    let one = try Evidence(first, vkey: vkey)
    let two = try Evidence(second, vkey: vkey)
    var lines = [one, two].map { evidence in
      let head = evidence.checkpoint
      return "\(evidence.name): \(grouped(Int64(head.size))) events, root \(head.root.base64)"
    }
    let (verdict, status) = try judge(one, two)
    lines += verdict
    var output = StandardOutput()
    for line in lines { output.write(escaped(line) + "\n") }
    output.flush()
    if status != 0 { throw ExitCode(status) }
  }

  private func judge(_ one: Evidence, _ two: Evidence) throws -> ([String], Int32) {
    switch CheckpointPair(one.checkpoint, two.checkpoint) {
    case .same: return (["They are the same."], 0)
    case .otherLog:
      throw Failure(
        "They are of two records, \(escaped(one.checkpoint.origin.text)) and "
          + "\(escaped(two.checkpoint.origin.text)).", hint: "Compare two of one record.")
    case .fork: return (fork(one, two), 2)
    case .apart:
      let (smaller, larger) =
        one.checkpoint.size < two.checkpoint.size ? (one, two) : (two, one)
      guard let leaves = larger.leaves else {
        return (
          [
            "NOT PROVEN: whether the larger extends the smaller, two notes cannot tell. Ask for its "
              + "snapshot, or for `tally prove --consistency`."
          ], 3
        )
      }
      let root = MerkleTree.root(ofLeafHashes: leaves.prefix(smaller.checkpoint.size))
      return root == smaller.checkpoint.root
        ? (["\(larger.name) extends \(smaller.name)."], 0) : (fork(one, two), 2)
    }
  }

  private func fork(_ one: Evidence, _ two: Evidence) -> [String] {
    var lines = [
      "A FORK: \(one.key.identity) signed two histories. Keep both notes, and show them to anybody."
    ]
    if let left = one.leaves, let right = two.leaves {
      let same = zip(left, right).prefix { $0 == $1 }.count
      lines.append("The first event that differs is #\(same + 1).")
    }
    return lines
  }
}

/// A checkpoint that its key signed, with the leaves of its tree where there are events beside it.
private struct Evidence {
  let name: String
  let key: VerifierKey
  let checkpoint: Checkpoint
  let leaves: [Hash]?

  init(_ path: String, vkey: String?) throws {
    let isSnapshot = OpenFolder.isFolder(path) && Files.exists("\(path)/events.jsonl")
    let store =
      !isSnapshot && Evidence.isRecord(path) ? try RecordOptions.openForReading(path) : nil
    let note: [UInt8]
    if let store {
      note = try Evidence.last(of: store, path)
    } else {
      note = try Files.read(
        isSnapshot ? "\(path)/checkpoint" : path, limit: SignedCheckpoint.maxByteCount,
        what: isSnapshot ? "a snapshot with its checkpoint" : "a checkpoint")
    }
    name = RecordOptions.name(path)
    do {
      let signed = try SignedNote(parsing: note)
      let origin = try Checkpoint(parsing: signed.text).origin
      let given = try vkey.map { text in
        try misread("--vkey") { try VerifierKey(parsing: text) }
      }
      guard let key = try given ?? KeyFolder(origin: origin.text).verifier() else {
        throw Failure(
          "There is no key to check \(name) with.",
          hint: "Give it with --vkey, as the keeper of the record publishes it.", status: 3)
      }
      self.key = key
      checkpoint = try SignedCheckpoint(opening: signed, with: key).checkpoint
    } catch let error as CheckpointError {
      throw Failure(
        "\(name): \(escaped(error.description))",
        hint: "Only what the key signed can be compared.", status: 2)
    } catch let error as FormatError {
      throw Failure(
        "\(name) is no checkpoint: \(error).", hint: "Name a checkpoint, a snapshot or a record.")
    }
    if let store {
      leaves = try Evidence.leaves(store, checkpoint)
    } else {
      leaves = isSnapshot ? try Evidence.leaves(path) : nil
    }
    guard let leaves else { return }
    guard leaves.count == checkpoint.size,
      MerkleTree.root(ofLeafHashes: leaves) == checkpoint.root
    else {
      throw Failure(
        "\(name) does not hold the events of its checkpoint.",
        hint: "It was changed: run `tally verify` with it.", status: 2)
    }
  }

  /// Whether there are events in a store at a path, and no note alone.
  private static func isRecord(_ path: String) -> Bool {
    RecordAddress.isAddress(path) || OpenFolder.isFolder(path)
      || Files.begins(path, with: Array("SQLite format 3\0".utf8))
  }

  /// The last checkpoint of a record.
  private static func last(of store: any RecordReader, _ path: String) throws -> [UInt8] {
    guard let last = try store.checkpoints().last else {
      throw Failure(
        "\(RecordOptions.subject(path)) has no checkpoint to compare.",
        hint: "Sign one first: `tally checkpoint`.")
    }
    return last.note
  }

  /// The leaves of the events of a record that a checkpoint covers.
  private static func leaves(
    _ store: any RecordReader, _ checkpoint: Checkpoint
  ) throws -> [Hash] {
    var leaves: [Hash] = []
    let held = try store.end().size
    guard checkpoint.size <= held else { return leaves }
    try store.forEachLeaf(upTo: checkpoint.size) { _, leaf in leaves.append(leaf) }
    return leaves
  }

  /// The leaves of the events of a snapshot.
  private static func leaves(_ path: String) throws -> [Hash] {
    let bytes = try Files.read(
      "\(path)/events.jsonl", limit: 1 << 31, what: "the events of a snapshot")
    return bytes.split(separator: UInt8(ascii: "\n")).map { Hash.leaf(of: Array($0)) }
  }
}
