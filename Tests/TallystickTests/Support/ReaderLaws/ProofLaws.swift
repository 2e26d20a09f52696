import Tallystick
import TransparencyLog

/// Laws of proofs in files, and of the hashes in them.
enum ProofLaws {
  static func check(_ bytes: [UInt8]) throws {
    if let proof = try reading(bytes.count, { try TlogProof(parsing: bytes) }) {
      try checkParsed(proof, bytes)
    }
    try checkMade(bytes)
  }

  private static func checkParsed(_ proof: TlogProof, _ bytes: [UInt8]) throws {
    try hold(proof.bytes == bytes, "a proof prints back")
    let again = try TlogProof(
      index: proof.index, hashes: proof.hashes, checkpoint: proof.checkpoint, extra: proof.extra)
    try hold(again == proof, "a proof can be made of its parts")
    let entry = Hash.leaf(of: proof.extra ?? [])
    let checked = try? proof.check(leafHash: entry, with: LawKeys.log().verifier)
    guard let head = checked?.checkpoint ?? (try? Checkpoint(parsing: proof.checkpoint.text))
    else { return }
    let inclusion = InclusionProof(index: proof.index, size: head.size, hashes: proof.hashes)
    let isIncluded = (try? inclusion.check(leafHash: entry, root: head.root)) != nil
    try hold(checked == nil || isIncluded, "what is accepted is included")
    try hold(!isIncluded || proof.index < head.size, "what is included lies in the tree")
    for oldSize in [proof.index, proof.index &+ 1] {
      let growth = ConsistencyProof(oldSize: oldSize, size: head.size, hashes: proof.hashes)
      let extends = (try? growth.check(oldRoot: entry, root: head.root)) != nil
      try hold(!extends || 0...head.size ~= oldSize, "a tree extends no larger one")
    }
  }

  /// Makes a tree of the first two bytes, and changes the proof of an entry as the others say.
  private static func checkMade(_ bytes: [UInt8]) throws {
    guard bytes.count >= 5 else { return }
    let log = try LawKeys.log()
    let size = 1 + Int(bytes[0]) % 40
    let index = Int(bytes[1]) % size
    let leaves = (0..<size).map { Hash.leaf(of: [UInt8($0), bytes[2]]) }
    let tree = MemoryTree(leafHashes: leaves)
    let root = MerkleTree.root(ofLeafHashes: leaves)
    let checkpoint = try Checkpoint(origin: Origin(LawKeys.name), size: size, root: root)
    let inclusion = try InclusionProof.prove(index: index, size: size, from: tree)
    let proof = try TlogProof(
      index: index, hashes: inclusion.hashes, checkpoint: checkpoint.sign(with: log).note)
    var file = proof.bytes
    try hold(try TlogProof(parsing: file) == proof, "a proof that was made is read")
    try proof.check(leafHash: leaves[index], with: log.verifier)
    try checkGrowth(of: tree, leaves, from: index, root: root)
    let place = (Int(bytes[3]) << 8 | Int(bytes[4])) % file.count
    let change = bytes.count > 5 ? bytes[5] | 1 : 1
    file[place] ^= change
    let accepted = try? TlogProof(parsing: file).check(leafHash: leaves[index], with: log.verifier)
    try hold(accepted == nil, "a proof with byte \(place) changed by \(change) is refused")
  }

  private static func checkGrowth(
    of tree: MemoryTree, _ leaves: [Hash], from oldSize: Int, root: Hash
  ) throws {
    let proof = try ConsistencyProof.prove(oldSize: oldSize, size: leaves.count, from: tree)
    let old = MerkleTree.root(ofLeafHashes: leaves[..<oldSize])
    try proof.check(oldRoot: old, root: root)
    for place in proof.hashes.indices {
      var hashes = proof.hashes
      hashes[place] = .node(hashes[place], root)
      let other = ConsistencyProof(oldSize: oldSize, size: leaves.count, hashes: hashes)
      let accepted: Void? = try? other.check(oldRoot: old, root: root)
      try hold(accepted == nil, "a proof of growth with hash \(place) changed is refused")
    }
  }
}
