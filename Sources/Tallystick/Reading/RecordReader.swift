/// A record that is read and not written: its events, and what it holds of sealed values.
///
/// Whatever only asks takes this, so that it works alike on a file, a database and a mirror.
public protocol RecordReader: EventReader, DisclosureReader, Sendable {
  /// At most `limit` entries whose label begins with `prefix`, in the order of labels.
  func entries(labelPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry]
}
