/// Whose signatures a reader asks for on a checkpoint (C2SP tlog-policy): the logs, the witnesses,
/// and how many of them are enough.
///
/// It is the reader's own, and never taken from what is checked.
public struct TlogPolicy: Hashable, Sendable {
  /// The most lines that a policy can have.
  public static let maxLineCount = 10_000

  /// A log whose checkpoints are accepted.
  public struct Log: Hashable, Sendable {
    /// Its key.
    public let key: PolicyKey

    /// Where it is reached, where that is told.
    public let url: String?
  }

  /// A witness.
  public struct Witness: Hashable, Sendable {
    /// Its name within the policy: any bytes that are no white space.
    public let name: [UInt8]

    /// Its key.
    public let key: PolicyKey

    /// Where it is reached, where that is told.
    public let url: String?
  }

  /// Some witnesses or groups of which so many are enough.
  struct Group: Hashable, Sendable {
    let name: [UInt8]
    let threshold: Int
    let members: [[UInt8]]
  }

  /// The logs.
  public private(set) var logs: [Log] = []

  /// The witnesses.
  public private(set) var witnesses: [Witness] = []

  /// The groups, each after its members.
  private(set) var groups: [Group] = []

  /// The witness or group that must have witnessed a checkpoint; nil where none need.
  public private(set) var quorum: [UInt8]?

  /// Reads a policy.
  ///
  /// - Throws: ``FormatError`` that names the line, from 1, and what is wrong in it.
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    var hasQuorum = false
    if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != 9 && $0 != 10 || $0 == 0x7F }) {
      throw FormatError("a policy has no control characters but tabs and line feeds", at: place)
    }
    guard bytes.last == NoteLines.newline || bytes.isEmpty else {
      throw FormatError("the last line of a policy ends with a line feed too", at: bytes.count)
    }
    let lines = NoteLines.split(bytes[...])
    guard lines.count <= Self.maxLineCount else {
      throw FormatError("a policy has at most \(Self.maxLineCount) lines")
    }
    for (place, line) in lines.enumerated() {
      let words = line.split { $0 == 0x20 || $0 == 0x09 }
      guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { continue }
      do {
        try take(String(decoding: keyword, as: UTF8.self), Array(words.dropFirst()), &hasQuorum)
      } catch {
        throw FormatError("line \(place + 1): \(error.reason)")
      }
    }
    guard hasQuorum else {
      throw FormatError("a policy has one line \"quorum NAME\" or \"quorum none\"")
    }
  }

  private mutating func take(
    _ keyword: String, _ words: [ArraySlice<UInt8>], _ hasQuorum: inout Bool
  ) throws(FormatError) {
    switch keyword {
    case "log":
      guard (1...2).contains(words.count) else { throw FormatError("write \"log KEY [URL]\"") }
      try addLog(words)
    case "witness":
      guard (2...3).contains(words.count) else {
        throw FormatError("write \"witness NAME KEY [URL]\"")
      }
      try addWitness(words)
    case "group":
      guard words.count >= 3 else {
        throw FormatError("write \"group NAME all|any|NUMBER MEMBER…\"")
      }
      try addGroup(words)
    case "quorum":
      guard words.count == 1 else { throw FormatError("write \"quorum NAME\" or \"quorum none\"") }
      guard !hasQuorum else { throw FormatError("a policy has one quorum, and this is the second") }
      hasQuorum = true
      let name = Array(words[0])
      if name == Self.none { return }
      guard isDefined(name) else { throw undefined(name) }
      quorum = name
    default:
      throw FormatError(
        "\(quoted(keyword)) is not understood: a line begins with log, witness, group, quorum or #")
    }
  }

  private mutating func addLog(_ words: [ArraySlice<UInt8>]) throws(FormatError) {
    let key = try PolicyKey(parsing: words[0])
    guard key.type != SignatureType.cosignature.rawValue, key.type != PolicyKey.postQuantum else {
      throw FormatError("the key \(key.identity) is a witness's, and no log's")
    }
    guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
      throw FormatError("another log has the public key of \(key.identity)")
    }
    logs.append(Log(key: key, url: words.dropFirst().first.map(Self.text)))
  }

  private mutating func addWitness(_ words: [ArraySlice<UInt8>]) throws(FormatError) {
    let name = try newName(words[0])
    let key = try PolicyKey(parsing: words[1])
    guard key.type == SignatureType.cosignature.rawValue || key.type == PolicyKey.postQuantum
    else { throw FormatError("the key \(key.identity) is of type \(key.type), and no witness's") }
    guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
      throw FormatError("another witness has the public key of \(key.identity)")
    }
    witnesses.append(Witness(name: name, key: key, url: words.dropFirst(2).first.map(Self.text)))
  }

  private mutating func addGroup(_ words: [ArraySlice<UInt8>]) throws(FormatError) {
    let name = try newName(words[0])
    let members = words.dropFirst(2).map { Array($0) }
    for (place, member) in members.enumerated() {
      guard isDefined(member) else { throw undefined(member) }
      let isTaken =
        members[..<place].contains(member) || groups.contains { $0.members.contains(member) }
      guard !isTaken else {
        throw FormatError(
          "\(quoted(Self.text(member[...]))) is a member already, and is one once only")
      }
    }
    let threshold: Int
    switch Self.text(words[1]) {
    case "all": threshold = members.count
    case "any": threshold = 1
    default:
      guard let number = Decimal.parse(words[1]), (1...members.count).contains(number) else {
        throw FormatError(
          "\(quoted(Self.text(words[1]))) is not all, any, or a number from 1 to \(members.count)")
      }
      threshold = number
    }
    groups.append(Group(name: name, threshold: threshold, members: members))
  }

  private func newName(_ word: ArraySlice<UInt8>) throws(FormatError) -> [UInt8] {
    let name = Array(word)
    guard name != Self.none else { throw FormatError("\"none\" cannot be a name") }
    guard !isDefined(name) else {
      throw FormatError("\(quoted(Self.text(word))) is defined already")
    }
    return name
  }

  private func isDefined(_ name: [UInt8]) -> Bool {
    witnesses.contains { $0.name == name } || groups.contains { $0.name == name }
  }

  private func undefined(_ name: [UInt8]) -> FormatError {
    FormatError("\(quoted(Self.text(name[...]))) is no witness and no group of a line above")
  }

  private static let none = Array("none".utf8)

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
