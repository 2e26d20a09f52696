public import TransparencyLog

/// A disclosure as a store keeps it.
public struct StoredDisclosure: Hashable, Sendable {
  /// The digest that stands in the event.
  public let digest: String

  /// The text of the disclosure, as ASCII.
  public let bytes: [UInt8]

  /// Creates a row.
  public init(digest: String, bytes: [UInt8]) {
    self.digest = digest
    self.bytes = bytes
  }

  /// Creates the row that holds `disclosure`.
  public init(_ disclosure: Disclosure) {
    self.init(digest: disclosure.digest, bytes: Array(disclosure.text.utf8))
  }

  /// The disclosure in the bytes.
  ///
  /// - Throws: `FormatError` when the bytes are no disclosure, or not that of the digest.
  /// - Complexity: O(*n*) in the number of bytes.
  public func disclosure() throws(FormatError) -> Disclosure {
    let disclosure = try Disclosure(parsing: String(decoding: bytes, as: UTF8.self))
    guard disclosure.digest == digest else {
      throw FormatError("the disclosure has the digest \(disclosure.digest), not this one")
    }
    return disclosure
  }
}

/// An audience to which a disclosure goes.
public struct DisclosureAudience: Hashable, Sendable {
  /// The digest of the disclosure, which may be destroyed since.
  public let digest: String

  /// The short name of the audience.
  public let audience: String

  /// Creates a pair.
  public init(digest: String, audience: String) {
    self.digest = digest
    self.audience = audience
  }
}

extension DisclosureAudience: Comparable {
  /// Whether `left` stands before `right`: by digest, then by audience, both by bytes.
  public static func < (left: DisclosureAudience, right: DisclosureAudience) -> Bool {
    (left.digest, left.audience) < (right.digest, right.audience)
  }
}

/// What an append does with sealed values.
public struct SealedChanges: Hashable, Sendable {
  /// The disclosures of new events.
  public var kept: [StoredDisclosure]

  /// The digests whose disclosures go for good.
  public var destroyed: [String]

  /// Creates changes; none unless given.
  public init(kept: [StoredDisclosure] = [], destroyed: [String] = []) {
    self.kept = kept
    self.destroyed = destroyed
  }
}

/// A record whose sealed values can be read.
///
/// This stands apart from ``EventReader``, so that what is handed only that can give none away.
public protocol DisclosureReader {
  /// The disclosure of this digest; nil where it was destroyed or never held.
  func disclosure(digest: String) throws(StoreError) -> StoredDisclosure?

  /// At most `limit` disclosures whose digests come after one, or from the first, in the order of
  /// digests.
  func disclosures(after digest: String?, limit: Int) throws(StoreError) -> [StoredDisclosure]

  /// The digests of all disclosures.
  func heldDigests() throws(StoreError) -> Set<String>

  /// Every digest with each audience to which its disclosure goes or went, in order.
  func audiences() throws(StoreError) -> [DisclosureAudience]
}

extension DisclosureReader {
  /// All disclosures, in the order of digests.
  ///
  /// - Complexity: O(*n*) in their number.
  public func disclosures() throws(StoreError) -> [StoredDisclosure] {
    var all: [StoredDisclosure] = []
    while true {
      let batch = try disclosures(after: all.last?.digest, limit: 10_000)
      if batch.isEmpty { return all }
      all += batch
    }
  }

  /// All disclosures as they open, in the order of digests.
  ///
  /// - Throws: ``StoreError/corrupt(reason:)`` where one is damaged.
  /// - Complexity: O(*n*) in their number and size.
  public func openedDisclosures() throws(StoreError) -> [Disclosure] {
    try disclosures().map { one throws(StoreError) in try one.opened() }
  }

  /// The disclosures that go to any of these audiences, in the order of digests, each once: what
  /// `disclosures.jsonl` of a snapshot holds.
  ///
  /// - Complexity: O(*n*) in the number of digests that have an audience.
  public func disclosures(
    to audiences: some Collection<String>
  ) throws(StoreError) -> [StoredDisclosure] {
    var found: [StoredDisclosure] = []
    for one in try self.audiences()
    where audiences.contains(one.audience) && found.last?.digest != one.digest {
      if let held = try disclosure(digest: one.digest) { found.append(held) }
    }
    return found
  }
}

/// What keeps the sealed values of a record whose events stand elsewhere: the custodian's own.
public protocol DisclosureKeeper: DisclosureReader, Sendable {
  /// Keeps disclosures, durably, or none of them.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` where one of them is kept already.
  func keep(_ disclosures: [StoredDisclosure]) throws(StoreError)

  /// Destroys those of some disclosures that are kept, so that no byte of them is left.
  func destroy(_ digests: [String]) throws(StoreError)

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not kept here.
  func disclose(_ digest: String, to audience: String) throws(StoreError)

  /// The files that still hold a piece of a disclosure which was destroyed.
  func leftovers(of disclosure: StoredDisclosure) throws(StoreError) -> [String]
}

extension StoredDisclosure {
  /// The disclosure in the bytes, of a record that is read.
  ///
  /// - Throws: ``StoreError/corrupt(reason:)`` where it is none, or not that of the digest.
  func opened() throws(StoreError) -> Disclosure {
    do {
      return try disclosure()
    } catch {
      throw .corrupt(
        reason: "The disclosure of \(quoted(digest)) in the record is damaged: \(error).")
    }
  }

  /// The line of `disclosures.jsonl`, without its line feed.
  public var line: [UInt8] {
    CanonicalJSON.bytes(["disclosure": .string(String(decoding: bytes, as: UTF8.self))])
  }
}

extension Disclosure {
  /// Reads a line of `disclosures.jsonl`.
  ///
  /// - Throws: `FormatError` for any other line.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(line bytes: [UInt8]) throws(FormatError) {
    guard let object = (try? JSONValue(parsing: bytes))?.object, object.members.count == 1,
      let text = object["disclosure"]?.string
    else { throw FormatError("a line of disclosures is {\"disclosure\":…}") }
    try self.init(parsing: text)
  }
}
