internal import Tallystick
internal import TransparencyLog

extension RecordReader {
  /// The root that a stored checkpoint signs, to which the events must lead, before a proof of it is
  /// handed on.
  ///
  /// - Throws: ``Failure`` with status 2 where they lead to another one.
  func provenRoot(of head: StoredCheckpoint, _ key: VerifierKey) throws -> Hash {
    do {
      let signed = try SignedCheckpoint(opening: head.note, with: key).checkpoint
      let root = try self.root(ofSize: head.size)
      if signed.size == head.size, signed.root == root { return root }
      throw MerkleError.wrongRoot(expected: signed.root, computed: root)
    } catch {
      throw Failure.unproven("The record does not lead to its last checkpoint", error)
    }
  }
}

extension Failure {
  /// What is told where a proof that would be handed on proves nothing.
  static func unproven(_ what: String, _ error: any Error) -> any Error {
    if error is StoreError { return error }
    return Failure(
      "\(what). \(escaped("\(error)"))", hint: "Nothing was written. Run `tally verify`.", status: 2
    )
  }
}
