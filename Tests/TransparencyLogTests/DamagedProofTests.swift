import Testing
import TransparencyLog

struct DamagedProofTests {
  /// The bits to turn over in one hash: all in small trees, one in each half in larger ones.
  static func bits(_ size: Int, _ random: inout LogExample.Random) -> [Int] {
    if size <= 12 { return Array(0..<256) }
    return (0..<2).map { $0 * 128 + Int.random(in: 0..<128, using: &random) }
  }

  /// Returns how many of the copies of `hashes` with one bit turned over pass `check`.
  static func survivors(
    of hashes: [Hash], size: Int, check: ([Hash]) throws -> Void
  ) throws -> Int {
    var random = LogExample.Random(state: UInt64(size))
    var survivors = 0
    for place in hashes.indices {
      for bit in bits(size, &random) {
        var changed = hashes
        changed[place] = try changed[place].flipping(bit: bit)
        if (try? check(changed)) != nil { survivors += 1 }
      }
    }
    return survivors
  }

  @Test(arguments: 1...100)
  func `no inclusion proof survives a flipped bit in it, the leaf or the root`(size: Int) throws {
    for index in 0..<size {
      let proof = try MerkleProofTests.inclusion(index, size)
      let hashes =
        [MerkleProofTests.leafHashes[index], MerkleProofTests.roots[size]] + proof.hashes
      let survivors = try Self.survivors(of: hashes, size: size) { hashes in
        try InclusionProof(
          index: proof.index, size: proof.size, hashes: Array(hashes.dropFirst(2))
        ).check(leafHash: hashes[0], root: hashes[1])
      }
      #expect(survivors == 0)
    }
  }

  @Test(arguments: 1...100)
  func `no consistency proof survives a flipped bit in it or a root`(size: Int) throws {
    for oldSize in 1...size {
      let proof = try MerkleProofTests.consistency(oldSize, size)
      let hashes = [MerkleProofTests.roots[oldSize], MerkleProofTests.roots[size]] + proof.hashes
      let survivors = try Self.survivors(of: hashes, size: size) { hashes in
        try ConsistencyProof(
          oldSize: proof.oldSize, size: proof.size, hashes: Array(hashes.dropFirst(2))
        ).check(oldRoot: hashes[0], root: hashes[1])
      }
      #expect(survivors == 0)
    }
  }

  @Test(arguments: 1...40)
  func `a proof with a hash too many or too few is refused`(size: Int) throws {
    let root = MerkleProofTests.roots[size]
    for old in 1...size {
      let inclusion = try MerkleProofTests.inclusion(old - 1, size)
      let consistency = try MerkleProofTests.consistency(old, size)
      let long = inclusion.hashes + [root]
      #expect(throws: MerkleError.proofTooLong(hashes: long.count)) {
        try InclusionProof(index: inclusion.index, size: inclusion.size, hashes: long)
          .check(leafHash: MerkleProofTests.leafHashes[old - 1], root: root)
      }
      let longer = consistency.hashes + [root]
      #expect(throws: MerkleError.proofTooLong(hashes: longer.count)) {
        try ConsistencyProof(oldSize: consistency.oldSize, size: consistency.size, hashes: longer)
          .check(oldRoot: MerkleProofTests.roots[old], root: root)
      }
      for count in inclusion.hashes.indices {
        #expect(throws: MerkleError.proofTooShort(hashes: count)) {
          try InclusionProof(
            index: inclusion.index, size: inclusion.size,
            hashes: Array(inclusion.hashes.prefix(count))
          ).check(leafHash: MerkleProofTests.leafHashes[old - 1], root: root)
        }
      }
      for count in consistency.hashes.indices {
        #expect(throws: MerkleError.proofTooShort(hashes: count)) {
          try ConsistencyProof(
            oldSize: consistency.oldSize, size: consistency.size,
            hashes: Array(consistency.hashes.prefix(count))
          ).check(oldRoot: MerkleProofTests.roots[old], root: root)
        }
      }
    }
  }

  @Test(arguments: 2...40)
  func `a proof holds for no other leaf`(size: Int) throws {
    for index in 0..<size {
      let proof = try MerkleProofTests.inclusion(index, size)
      for other in 0..<size where other != index {
        let bad = InclusionProof(index: other, size: proof.size, hashes: proof.hashes)
        let root = MerkleProofTests.roots[size]
        let moved: Void? = try? bad.check(leafHash: MerkleProofTests.leafHashes[index], root: root)
        let swapped: Void? = try? proof.check(
          leafHash: MerkleProofTests.leafHashes[other], root: root)
        #expect(moved == nil && swapped == nil)
      }
    }
  }
}
