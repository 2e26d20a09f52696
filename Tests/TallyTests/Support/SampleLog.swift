import Foundation
import Testing
import TransparencyLog

/// A log of some entries with a key of its own, and a second history of it; what `tally witness` is
/// asked about, without a record.
struct SampleLog {
  let origin: String
  let key: SignerKey
  private let tree: MemoryTree
  private let other: MemoryTree

  /// Creates a log; the entries of its second history differ from the second on.
  init(_ origin: String = "ledger.test/r", seed: UInt8 = 9, count: Int = 64) throws {
    self.origin = origin
    key = try SignerKey(name: KeyName(origin), seed: [UInt8](repeating: seed, count: 32))
    func made(_ name: String) -> MemoryTree {
      var tree = MemoryTree()
      for place in 0..<count {
        let entry = "\(place == 0 ? "entry" : name) \(place)"
        tree.append(leafHash: Hash.leaf(of: Array(entry.utf8)))
      }
      return tree
    }
    (tree, other) = (made("entry"), made("another"))
  }

  /// A signed head.
  func head(_ size: Int, fork: Bool = false) throws -> SignedCheckpoint {
    let root =
      size == 0
      ? Hash.ofEmptyTree : try MerkleTree.root(ofSize: size, from: fork ? other : tree)
    return try Checkpoint(origin: Origin(origin), size: size, root: root).sign(with: key)
  }

  /// A request to cosign a head; with a proof from `old`, or with other hashes.
  func request(
    _ old: Int, _ size: Int, fork: Bool = false, hashes: [Hash]? = nil
  ) throws -> [UInt8] {
    let proof = try ConsistencyProof.prove(
      oldSize: min(old, size), size: size, from: fork ? other : tree)
    return try WitnessRequest(
      oldSize: old, hashes: hashes ?? proof.hashes, note: head(size, fork: fork).note
    ).bytes
  }
}

extension TemporaryFolder {
  /// Makes the witness `north.test/w`, which knows a log; returns its key.
  @discardableResult
  func makeWitness(knowing logs: SampleLog...) throws -> VerifierKey {
    let made = try tally("witness", "init", "north.test/w")
    try #require(made.status == 0, "\(made.errors)")
    for log in logs {
      let added = try tally("witness", "add-log", "\(log.key.verifier)")
      try #require(added.status == 0, "\(added.errors)")
    }
    return try VerifierKey(parsing: #require(made.lines.first))
  }

  /// Lines of bash that start `tally witness serve` on a free port, set `URL`, run `lines`, and stop
  /// it; `PID` is its process, and what it says stands in `serve.txt` and `errors.txt`.
  func witnessServed(_ lines: String, under tracer: String = "") -> String {
    """
    \(tracer) tally witness serve --listen 127.0.0.1:0 > serve.txt 2> errors.txt & PID=$!
    for i in $(seq 1200); do
      grep -q http serve.txt && break; kill -0 $PID 2> /dev/null || break; sleep 0.05
    done
    URL=$(grep -o 'http://[0-9.:]*' serve.txt)
    \(lines)
    kill $PID 2> /dev/null; wait $PID 2> /dev/null
    """
  }
}
