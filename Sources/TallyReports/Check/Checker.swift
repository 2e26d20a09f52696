internal import Tallystick

/// Makes the checks, each by itself.
struct Checker {
  let view: View
  let events: [Event]

  /// After how many days something is worth a look.
  let days: Int

  /// Within how many days what falls due is worth a look.
  var within = 7

  /// What time it is.
  let now: Instant

  /// Why the record is not what its key signed last.
  var rolledBack: String?

  /// What one check finds.
  func found(by check: Check) -> [Found] {
    switch check {
    case .undeclaredSources: undeclaredSources
    case .blockingContradictions: blockingContradictions
    case .unperformedObligations: unperformedObligations
    case .due: due
    case .missingHandovers: missingHandovers
    case .openPlacements: openPlacements
    case .unverifiedMedia: unverifiedMedia
    case .singleRootConfirmations: singleRootConfirmations
    case .backDated: backDated
    case .datedBefore: datedBefore
    case .impreciseDates: impreciseDates
    case .nearDuplicates: nearDuplicates
    case .opposedLinks: opposedLinks
    case .birthDates: birthDates
    case .wordsUsedOnce: wordsUsedOnce
    case .unclearClaims: unclearClaims
    case .unknownTypes: unknownTypes
    case .clock: clock
    case .rolledBack: rolledBack.map { [Found(.rolledBack, [], $0)] } ?? []
    }
  }

  var standing: Standing { view.standing }

  func age(_ day: Day) -> Int { standing.cut.day.number - day.number }

  private var undeclaredSources: [Found] {
    Voices(standing).lines.filter { !$0.isRegistered }.map { line in
      let does = line.acts.isEmpty ? "carries words" : "speaks"
      return Found(
        .undeclaredSources, line.seqs,
        "\(line.id) \(does) and is not registered: it counts as neither side.")
    }
  }

  private var blockingContradictions: [Found] {
    view.contradictions.filter(\.isBlocking).map { one in
      Found(
        .blockingContradictions, one.these + one.those,
        "\(one.kind.rawValue), \(one.place): \(one.settledBy) would settle it.")
    }
  }

  private var unverifiedMedia: [Found] {
    view.media.lines.filter { !$0.isVerified }.compactMap { line in
      let published = line.seqs.compactMap { seq in
        standing.acts.first { $0.seq == seq }?.stated.latestDay
      }.min()
      guard let published, age(published) > days else { return nil }
      return Found(
        .unverifiedMedia, line.seqs,
        "\(line.medium) is \(line.rung), \(age(published)) days after it was published.")
    }
  }

  private var singleRootConfirmations: [Found] {
    view.handovers.all.compactMap { handover in
      guard handover.sender?.bounds != nil, handover.receiver?.bounds != nil else { return nil }
      let givers = [handover.sender, handover.receiver].flatMap { $0?.givers ?? [] }
      let ids = handover.claims.filter { givers.contains($0.seq) }.map(\.id)
      let roots = Roots.among(Array(Set(ids)).sorted(), standing)
      guard roots.count == 1, let voices = roots.first?.voices else { return nil }
      let why = Set(voices.compactMap(\.repeats?.why)).sorted().joined(separator: "; ")
      return Found(
        .singleRootConfirmations, voices.map(\.seq),
        "Both sides' numbers of \(handover.when?.text ?? "a day unsaid"), \(handover.row), begin in "
          + "one place\(why.isEmpty ? "" : " (\(why))").")
    }
  }

  private var unknownTypes: [Found] {
    Dictionary(grouping: standing.unread, by: \.type).sorted { $0.key < $1.key }.map { type, all in
      Found(
        .unknownTypes, all.map(\.seq),
        "\(type): this program cannot read it, and no report counts it.")
    }
  }

  private var nearDuplicates: [Found] {
    struct Key: Hashable {
      let speaker: String
      let claim: String
      let days: DaysKey
    }
    let claims = standing.liveClaims().filter {
      $0.half == 0 && $0.claim.act != .statement && $0.claim.act != .talks
    }
    let alike = Dictionary(grouping: claims) { claim in
      Key(
        speaker: claim.speaker, claim: claim.claim.withoutWords.notation,
        days: DaysKey(claim.stated))
    }
    return alike.values.compactMap { group in
      let roots = Dictionary(grouping: group) { standing.judgements.root(of: $0.id) }
      guard roots.count > 1, let first = group.first else { return nil }
      return Found(
        .nearDuplicates, group.map(\.seq),
        "\(first.speaker) says the same in these on \(first.stated): "
          + "\(first.claim.withoutWords.notation).")
    }.sorted { $0.seqs.lexicographicallyPrecedes($1.seqs) }
  }

  private var opposedLinks: [Found] {
    standing.judgements.opposed.map { one in
      let ends = [one.a, one.b].compactMap { standing.history.item($0)?.seq }
      let names = ends.map { "#\($0)" }.joined(separator: " and ")
      return Found(
        .opposedLinks, ends + [one.same, one.distinct],
        "\(names) are of one handover by #\(one.same), and of two by #\(one.distinct), which holds: "
          + "make void which of the two links is wrong.")
    }
  }

  private var birthDates: [Found] {
    events.compactMap { event in
      let year = event.recorded.day.year
      let suspicious = event.content.body.strings.first {
        BirthDate.isIn($0.text, recordedIn: year)
      }
      guard let suspicious else { return nil }
      return Found(
        .birthDates, [event.seq],
        "\(suspicious.name) looks like a name with a date of birth: nobody's dead or prisoners are "
          + "to be named here.")
    }
  }
}

extension Claim {
  /// The claim without the words of its number and its place.
  fileprivate var withoutWords: Claim {
    var plain = self
    plain.count = count.map { Count($0.kind) }
    plain.place = nil
    return plain
  }
}

extension JSONObject {
  /// All texts in it, each with the name of the field that it stands in.
  fileprivate var strings: [(name: String, text: String)] {
    members.flatMap { member in member.value.strings(in: member.name) }
  }
}

extension JSONValue {
  fileprivate func strings(in name: String) -> [(name: String, text: String)] {
    switch self {
    case .string(let text): [(name, text)]
    case .array(let values): values.flatMap { $0.strings(in: name) }
    case .object(let object):
      object.members.flatMap { $0.value.strings(in: "\(name).\($0.name)") }
    default: []
    }
  }
}
