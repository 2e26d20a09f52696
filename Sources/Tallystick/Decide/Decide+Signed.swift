internal import TransparencyLog

extension Decide {
  /// Why an event may not stand under the signature that it has, each as a sentence.
  ///
  /// A content line is signed for this record's domain; a whole entry of another record keeps the
  /// signature for that one's, and says so wherever it is shown.
  mutating func judge(signatureOf content: Content, _ draft: Draft) throws -> [String] {
    guard content.isSigned else { return [] }
    let sources = try record.sources()
    let speaker = content.body["speaker"]?.string ?? ""
    guard let signing = sources.signing(of: content, at: record.nextSeq) else { return [] }
    let wanted = record.statementNamespace
    if case .malformed(let reason) = signing.verdict {
      return [
        "body.signature: \(reason). Give what `ssh-keygen -Y sign -n \(wanted)` writes between BEGIN "
          + "and END, in one line."
      ]
    }
    guard let signature = signing.signature else { return [] }
    if draft.id == nil, signature.ssh.namespace != wanted {
      return [
        "body.signature: it is made for \(quoted(signature.ssh.namespace)), and statements of this "
          + "record are signed for \(wanted): let \(speaker) sign again, with -n \(wanted)."
      ]
    }
    switch signing.verdict {
    case .own, .malformed: return []
    case .broken:
      return [
        "body.signature: it is no signature over this statement, but over other words. Print the line "
          + "with --to-sign, let \(speaker) sign just that file, and append it with --signature."
      ]
    case .strange:
      let known = sources.keys(of: speaker, before: record.nextSeq)
        .compactMap { try? SSHKey(line: Array($0.utf8)).fingerprint }
      let held =
        known.isEmpty
        ? "\(speaker) has no key in this record"
        : "\(speaker) has \(known.joined(separator: ", ")) in this record"
      return [
        "body.signature: it is made by the key \(signature.ssh.key.fingerprint), and \(held). Where it "
          + "is \(speaker)'s, register it first: `tally source --source \(speaker) --key FILE "
          + "--reason …`, with where it was published."
      ]
    }
  }

  /// What is taken although it looks odd about a signature, each as a sentence.
  mutating func warn(signatureOf content: Content) throws -> [String] {
    if content.isSigned {
      guard let twin = try record.event(content.unsigned.inLowestVersion().id) else { return [] }
      return [
        "Event #\(twin.seq) says the same without the signature: join the two with `tally link`, as "
          + "same_utterance."
      ]
    }
    guard content.knownType == .amendment, content.body["void"] == nil,
      let of = content.body.ids("of").first, let target = try record.event(of),
      target.content.isSigned
    else { return [] }
    return [
      "Event #\(target.seq) is signed as it was recorded; what you amend is no part of what was signed."
    ]
  }

  /// A signature belongs to the words as they were recorded: nobody sets or drops it afterwards.
  static func judge(signatureIn amendment: JSONObject) -> [String] {
    let name = Content.signatureField
    guard amendment["set"]?.object?[name] != nil || amendment.texts("drop").contains(name) else {
      return []
    }
    return [
      "body.set: a signature is not amended: append the signed statement as an event of its own, or "
        + "make the event void."
    ]
  }

  /// A key under which a signature would mean nothing is no source's.
  static func judge(keysOf source: JSONObject) -> [String] {
    source.texts("key").filter { $0 != SecondVocabulary.noKey }.compactMap { line in
      guard (try? SSHKey(line: Array(line.utf8)))?.ed25519 == nil else { return nil }
      return "body.key: \(quoted(line)) is no Ed25519 key under which a signature means something."
    }
  }
}
