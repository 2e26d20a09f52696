internal import Tallystick
internal import TransparencyLog

/// Where the files of a log are fetched from.
package protocol LogSource {
  /// How messages speak of it.
  var name: String { get }

  /// The bytes of a file of at most `limit` bytes; nil where there is none.
  ///
  /// - Throws: ``MirrorError/unreachable(_:)``, or what stands in the way.
  func file(_ path: String, limit: Int) throws -> [UInt8]?
}

extension LogFolder: LogSource {
  /// The path of the folder.
  package var name: String { path }

  /// The bytes of a file.
  package func file(_ path: String, limit: Int) throws -> [UInt8]? {
    try read(path, limit: limit)
  }
}

/// Why a log was not mirrored.
package enum MirrorError: Error, Hashable, Sendable {
  /// The log could not be asked.
  case unreachable(String)

  /// A file that the log must have is not there.
  case missing(String)

  /// The checkpoint is none of the key.
  case badCheckpoint(String)

  /// A file is not what the checkpoint makes of it.
  case wrong(file: String, reason: String)

  /// The log and the mirror have two histories, of which the evidence lies in a folder.
  case forked(held: Int, served: Int, evidence: String)

  /// The mirror itself is not whole.
  case ownDamage(String)

  /// The folder is none of a mirror of this log.
  case foreignFolder(String)

  /// Another program is at work on the mirror.
  case busy

  /// A file of the mirror cannot be written.
  case unwritable(file: String, reason: String)
}

extension MirrorError: CustomStringConvertible {
  /// What happened, as sentences.
  package var description: String {
    switch self {
    case .unreachable(let reason): "The log cannot be fetched: \(reason)."
    case .missing(MirrorFile.checkpoint.rawValue): "There is no log: it has no file checkpoint."
    case .missing(let file): "The log has no file \(escaped(file)), which its checkpoint covers."
    case .badCheckpoint(let reason): "The checkpoint of the log is not good. \(reason)"
    case .wrong(let file, let reason):
      "The file \(escaped(file)) of the log is not good: \(reason)."
    case .forked(let held, let served, _):
      "The log has two histories, both signed with its key: the mirror holds a checkpoint of "
        + "\(held) events, and one of \(served) was served that does not go with it."
    case .ownDamage(let reason): "The mirror itself is not whole: \(reason)"
    case .foreignFolder(let reason): reason
    case .busy: "Another program is at work on the mirror."
    case .unwritable(let file, let reason): "\(escaped(file)) cannot be written: \(reason)."
    }
  }

  /// What to do next.
  package var advice: String {
    switch self {
    case .unreachable: "Nothing is lost: run it again later."
    case .missing(MirrorFile.checkpoint.rawValue):
      "Give the address of the folder in which the files checkpoint and tile lie."
    case .missing, .wrong:
      "The checkpoint of the mirror stands where it stood. Ask who publishes the log."
    case .badCheckpoint: "Get the verifier key by a way of its own, and ask who publishes the log."
    case .forked(_, _, let evidence):
      "Nothing was replaced. Both checkpoints lie in \(escaped(evidence)): show them to others, and "
        + "see `tally compare`."
    case .ownDamage: "Run `tally verify` on it, put it aside, and mirror anew into another folder."
    case .foreignFolder: "Name a folder that is empty, that does not exist yet, or of that mirror."
    case .busy: "Wait for it, and run this again."
    case .unwritable:
      "Free space or rights there, and run it again: it goes on where it was broken off."
    }
  }

  /// Whether it tells that something is not whole.
  package var isDamage: Bool {
    switch self {
    case .missing(let file): file != MirrorFile.checkpoint.rawValue
    case .badCheckpoint, .wrong, .forked, .ownDamage: true
    case .unreachable, .foreignFolder, .busy, .unwritable: false
    }
  }
}
