/// The files of a mirror, its tiles and bundles of entries apart.
package enum MirrorFile: String, CaseIterable, Sendable {
  /// The last checkpoint that was mirrored.
  case checkpoint

  /// The key that signs the checkpoints.
  case verifierKey = "log.vkey"

  /// A file that is being written.
  case new = ".tally-mirror-new"

  /// The folder of checkpoints that cannot stand beside one another.
  package static let evidence = "fork"
}
