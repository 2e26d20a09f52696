/// One rule by which the projections decide: a short name, and a sentence.
public struct Rule: Hashable, Sendable {
  /// What a rule is about.
  public enum Topic: String, CaseIterable, Sendable {
    /// Which claims stand, and what they say.
    case claims
    /// Which claims are about one handover, and what each side says of it.
    case handovers
    /// How numbers are added up and compared.
    case totals
    /// What is owed and performed.
    case obligations
    /// What cannot all be right.
    case contradictions
    /// How far media are authenticated.
    case media
    /// Who speaks, and who repeats whom.
    case sources
  }

  /// The short name, which no other rule has.
  public let name: String

  /// What it is about.
  public let topic: Topic

  /// What it says.
  public let sentence: String

  /// The types of which one must be among the events of a figure for the rule to bear on it; none:
  /// it always does.
  package let types: Set<EventType>

  fileprivate init(
    _ name: String, _ topic: Topic, of types: EventType..., says sentence: String
  ) {
    self.name = name
    self.topic = topic
    self.types = Set(types)
    self.sentence = sentence
  }

  /// The JSON form.
  public var json: JSONObject {
    ["name": .string(name), "topic": .string(topic.rawValue), "sentence": .string(sentence)]
  }
}

extension Rules {
  /// All rules, by topic.
  public static let all: [Rule] = claims + handovers + totals + obligations + others

  /// The rules on some topics.
  public static func on(_ topics: Rule.Topic...) -> [Rule] {
    all.filter { topics.contains($0.topic) }
  }

  /// The version and some rules, for JSON.
  public static func json(_ rules: [Rule]) -> JSONObject {
    [
      "version": .integer(Int64(version)), "rules": .array(rules.map { .object($0.json) }),
    ]
  }

  private static func list(_ words: some Sequence<String>, _ last: String = "or") -> String {
    let words = Array(words)
    guard let end = words.last, words.count > 1 else { return words.first ?? "none" }
    return "\(words.dropLast().joined(separator: ", ")) \(last) \(end)"
  }

  private static let explanations =
    Vocabulary.scales.first { $0.name == "explanation" }?.values ?? []

  private static let ranks: String = {
    let byRank = Dictionary(grouping: Attribution.allCases, by: \.rank).sorted { $0.key < $1.key }
    return byRank.map { list($0.value.map(\.rawValue)) }.joined(separator: ", then ")
  }()

  private static let claims: [Rule] = [
    Rule(
      "said-by", .claims,
      says:
        "As of a day, an act counts only if the latest day on which it may have been stated, and "
        + "published, is not after it."),
    Rule(
      "live", .claims, of: .retraction,
      says: "An act stands unless a retraction that stands names it."),
    Rule(
      "amended", .claims, of: .amendment,
      says:
        "The recorder's amendments apply first, at every as-of; a void event is in no figure. What they "
        + "make an act say may be about one that was recorded after it."),
    Rule(
      "corrected", .claims, of: .correction,
      says:
        "A correction changes the fields that it names, the later stated one holds, and of two of "
        + "one day both stand: numbers as a range, days as one or the other, and what tells the row "
        + "is unclear, so that nothing counts twice; with at most \(mostVersions) versions of one "
        + "claim."),
    Rule(
      "confirming", .claims, of: .confirmation,
      says:
        "A confirmation is its speaker's own claim on the facets that it names, with the values "
        + "that stood at the end of its day or the number that it gives; the others are unsaid. One "
        + "number for several handovers is the number of none."),
    Rule(
      "denying", .claims, of: .denial,
      says:
        "A denial gives a number only where it says what was so instead, of the same handover unless "
        + "it names another day; who denies a correction denies what that changed, as long as it "
        + "stands."),
    Rule(
      "side", .claims, of: .source,
      says:
        "A speaker speaks for the side that its words give, else for its own, else for that of "
        + "what it is a member of, else for neither."),
    Rule(
      "implausible", .claims,
      says:
        "A claim that has a sender hand over its own people or remains is kept out of the sums and "
        + "listed; one made before the day of which it speaks is flagged."),
    Rule(
      "class", .claims, of: .term,
      says:
        "Remains are remains, and prisoners, civilians, wounded, hostages, detainees and children "
        + "are people; what else is handed over is what its term says, or neither."),
    Rule(
      "renderings", .claims, of: .link,
      says:
        "Of renderings of one utterance the nearest gives each part that it says, the next what is "
        + "left: verbatim, translation, paraphrase, summary, unsaid; then the shorter way to the "
        + "speaker, then the lower id. What corrects one of them corrects all."),
    Rule(
      "explained", .claims, of: .assessment,
      says:
        "An explanation by \(list(explanations.filter(excludingExplanations.contains))) takes the "
        + "event at fault out of sums and ranges, and lists it; one by "
        + "\(list(explanations.filter { !excludingExplanations.contains($0) })) moves no number."),
    Rule(
      "best-attributed", .claims,
      says: "Of one side's claims only the best attributed give its number: \(ranks)."),
  ]

  private static let handovers: [Rule] = [
    Rule(
      "one-handover", .handovers,
      says:
        "Claims of one handover are those with equal what, from, to and whose and the same when, "
        + "or with one name for it, or linked as the same; what or whose left unsaid agrees with "
        + "any if just one handover of its when fits, and a link can hold two apart."),
    Rule(
      "direction-unsaid", .handovers,
      says:
        "A claim that does not say from whom to whom, or leaves that or its scope unclear, is in no "
        + "sum and listed as not placed, unless a link places it."),
    Rule(
      "whose-unsaid", .handovers,
      says:
        "A claim that leaves whose unsaid, and of which no one handover of its when fits, belongs to "
        + "the only row that there is of its what, from and to, else to a row by itself, with sums; "
        + "it is no word on whose they are."),
    Rule(
      "no-handover", .handovers,
      says:
        "Only the act \(ClaimAct.handover.rawValue) makes a handover: "
        + "\(list(ClaimAct.allCases.filter { $0 != .handover }.map(\.rawValue))) make none."),
    Rule(
      "scopes", .handovers,
      says:
        "An each-way number is one handover either way; a number for both ways together stands in "
        + "no row; a part is shown with its number, listed, "
        + "and never added."),
    Rule(
      "zero", .handovers,
      says:
        "A count of 0 makes no handover; where another claim makes one, it is its side's number, and bears "
        + "out no other part of it."),
    Rule(
      "overlap", .handovers,
      says:
        "While a handover within the bounds of a vaguer one could be the same, the vaguer number "
        + "stays out of the sums; of vague ones that overlap only each other the narrowest counts, "
        + "then the earliest stated, then the lowest id."),
    Rule(
      "side-number", .handovers,
      says:
        "A side's number is the range over its live claims in one unit; a bound or an approximate "
        + "number does not widen the exact ones that it admits, and other units stand beside it."),
    Rule(
      "about", .handovers,
      says:
        "What the words leave approximate is compared by the numbers that round to it, and printed "
        + "as they put it, in sums, gaps and confirmed numbers too."),
    Rule(
      "others", .handovers,
      says:
        "Those who speak for neither side have a number of their own; outlets and agencies in their "
        + "own voice, and what nobody is said to have said, another; neither moves a side's."),
    Rule(
      "confirmed", .handovers,
      says:
        "The confirmed number is the smaller of the two lower ends, once both sides have given one "
        + "in one unit; the gap is how far the two ranges are apart."),
    Rule(
      "status", .handovers,
      says:
        "Each facet is \(list(Status.allCases.map(\.word), "or, the furthest,")); where they differ "
        + "and one is confirmed, the handover is partly confirmed."),
    Rule(
      "observed", .handovers,
      says:
        "Observed is a facet on which a source by name that speaks for neither side agrees, of the kind "
        + "\(list(Vocabulary.sourceKinds.filter { isObserver($0) }))."),
    Rule(
      "flags", .handovers,
      says:
        "Flags stand beside the status and remove nothing: \(list(Mark.allCases.map(\.rawValue)))."
    ),
  ]

  private static let totals: [Rule] = [
    Rule(
      "sums", .totals,
      says:
        "A side's total is the sum of its numbers over the handovers that count; a number that is "
        + "withheld or unsaid adds nothing and is counted as such."),
    Rule("not-spoken", .totals, says: "A side that has not spoken has nothing, which is not 0."),
    Rule(
      "contested", .totals,
      says: "The contested range sums the smallest and the largest number that either side gave."),
    Rule(
      "gaps", .totals,
      says:
        "The net gap sums the gaps with their signs, the absolute gap without, over the handovers "
        + "of which both sides gave a number."),
    Rule(
      "stated-total", .totals,
      says:
        "A total that a speaker states is added to nothing and moves no sum; it is compared with "
        + "its own side's numbers of the handovers inside its own when, of its own deal and in its own "
        + "unit where it names them: agrees, rounded, stale, off by n, or not comparable where it is "
        + "larger and reaches back before the record, or a handover in it has no number, no deal or "
        + "another unit; at least so many agrees once they are there."),
    Rule(
      "in-all", .totals,
      says:
        "The total that a side states stands beside what its handovers add up to: of the best "
        + "attributed, and of those of no one deal where there are any, the one with the latest end, "
        + "then the latest day of statement, then the longest period; those that tie are a range. It is "
        + "in all where nothing of the row lies before its beginning, and it names no deal."),
    Rule(
      "too-large", .totals,
      says: "A sum beyond 2^53−1 is printed as too large, and its bound left out."),
  ]

  private static let obligations: [Rule] = [
    Rule(
      "reading", .obligations, of: .agreement,
      says:
        "An agreement is shown as each speaker reads it; equal readings are shown once with all "
        + "their speakers, and what one speaker says of it in several acts adds up."),
    Rule(
      "until", .obligations, of: .agreement,
      says:
        "A last day, and a later deal that renews a surely earlier one, hold in every reading where "
        + "the creditor or all parties say so, else in that speaker's alone; what remains then is not "
        + "owed."),
    Rule(
      "in-question", .obligations,
      says:
        "A deal is in question for a handover on its row that begins on its last day or after it, if "
        + "a party or a mediator by name reads it so; no longer after its end, or after the last day "
        + "of a creditor's total under it that reaches all that a reading owes on that row."),
    Rule(
      "under", .obligations,
      says:
        "Words under an agreement hold in their speaker's column; a column without any follows the "
        + "others, outlets aside, where these agree."),
    Rule(
      "placed", .obligations, of: .assessment,
      says:
        "Where words do not tell, the recorder's placement does, the later stated one, at every "
        + "as-of; both hold against the days, and are listed then."),
    Rule(
      "assumed", .obligations,
      says:
        "Where neither tells, a handover counts under the only deal in question for it and is marked "
        + "as assumed."),
    Rule(
      "not-placed", .obligations,
      says:
        "Where several deals are in question, or the days do not tell, or several obligations of one "
        + "reading fit, or nobody says whose they were, a handover counts under none, and widens the "
        + "figures of each."),
    Rule(
      "not-under", .obligations, of: .denial,
      says:
        "A standing denial of the facet agreement takes the handover out of its speaker's column "
        + "only, and leaves it under another deal that the speaker's own words name."),
    Rule(
      "performed", .obligations,
      says:
        "What a side says was performed is the larger of two: the sum of its numbers under the deal; "
        + "its latest best attributed total for it, with its own handovers that begin after that."),
    Rule(
      "total-for", .obligations,
      says:
        "A total counts for the deal that it names or under which it is placed; one that names none "
        + "for the only deal in question on its row, as assumed, where it begins on the day of the "
        + "deal or later, or where its beginning is open and no handover of the row lies before."),
    Rule(
      "identified", .obligations,
      says:
        "What speakers of a side identify as another's is taken off its own number, the largest and "
        + "not the sum of several speakers, unless that number was corrected on that day or later; of "
        + "an exchange off the half that it fits, where it does not fit both."),
    Rule(
      "remaining", .obligations,
      says:
        "What remains is said by the creditor's, the debtor's and all others' number, each by its "
        + "own, and by none that gave none; where a side without a total is silent on a handover it "
        + "is at most that much."),
    Rule(
      "state", .obligations,
      says:
        "The state is the first that holds: \(list(Obligations.State.allCases.map(\.rawValue))); "
        + "where handovers that are not placed, or totals that may be of several deals or obligations, "
        + "decide between two, it is indeterminate. What is owed by the day, the week or the month is in "
        + "performance until the last of these days."),
    Rule(
      "late", .obligations,
      says:
        "Something was performed late only where the creditor's number was surely reached after the "
        + "last day on which it fell due."),
    Rule(
      "not-counted", .obligations,
      says:
        "What is said of what is owed and is in no number stands beside it with why: a possible "
        + "overlap, a part, a zero or a denial of what is not recorded, a number for several handovers, "
        + "what is kept out, and a total that may be of several deals or obligations; whose only words "
        + "these are is not told as having given no number."),
    Rule(
      "each", .obligations, of: .agreement,
      says:
        "What is owed for each of others is so many times what the deal takes in of those, by each "
        + "side's own number, and never what is owed of them."),
    Rule(
      "rate", .obligations, of: .agreement,
      says:
        "A number a day is owed for every day from that of the deal to the report's, both included, "
        + "one a week or month for each that has ended; the last day is that of the deal, or the one "
        + "on which it falls due."),
  ]

  private static let others: [Rule] = [
    Rule(
      "contradiction", .contradictions,
      says:
        "A contradiction is one of \(list(Contradiction.Kind.allCases.map(\.rawValue))), and open "
        + "until an assessment explains one of its events; nothing is deleted."),
    Rule(
      "otherwise", .contradictions,
      says:
        "What the sides of one handover say otherwise of what it was, or which way it went, contradicts; "
        + "who says so of another's words that it confirms or denies gives the handover no number, which is "
        + "listed beside the sums."),
    Rule(
      "blocking", .contradictions,
      says:
        "It blocks a total while it is open and lies in what makes a handover that counts: a "
        + "number, a direction, what, whose, a scope, an implausible claim, or a denial of the whole."
    ),
    Rule(
      "transmission", .contradictions, of: .link,
      says:
        "Renderings of one utterance that differ in a part contradict one another in transmission, "
        + "and never their speaker."),
    Rule(
      "identity", .contradictions,
      says:
        "An identification contradicts whoever else labels those of its handover otherwise, or where "
        + "it names none those of its row that had begun to be handed over by then, and whoever "
        + "identifies or denies otherwise; it is never a contradiction of existence."),
    Rule(
      "falls", .contradictions,
      says:
        "A total of a side falls where it is surely smaller than the latest earlier one that its period "
        + "holds, of one unit, one deal and the best attribution."),
    Rule(
      "both-totals", .contradictions,
      says:
        "Totals that the two sides state for the same days, of one unit and one deal, contradict where they "
        + "cannot both be right: of each side the best attributed that it stated last."),
    Rule(
      "verdict", .contradictions, of: .agreement,
      says:
        "A statement about an agreement stands beside the figures where a reading may show it to be "
        + "untrue: it gives a number that is neither owed nor said to have been performed, or none, and "
        + "the figures tell how far it was performed."),
    Rule(
      "rungs", .media, of: .medium,
      says:
        "A medium stands on the rung that a recorder assessed, from the one that speaks most "
        + "against it: \(list(rungs)); only the last is verified."),
    Rule(
      "unassessed", .media, of: .medium,
      says:
        "Not assessed, it is \(rungWithCopy) where it has a hash of a copy, else \(rungAtLeast)."),
    Rule(
      "one-root", .sources,
      says:
        "One root are events that a link makes one by \(list(rootRelations.sorted())), outlets of "
        + "which one is derived from the other, and what one speaker says twice: repetition adds "
        + "nothing."),
    Rule(
      "changes", .sources,
      says:
        "A speaker changes its words where a later claim of the same act, row and scope, on one "
        + "handover or of one period, says a part otherwise than it had said until then; renderings of "
        + "one utterance, what is explained, and ? or ~ alone are no change."),
    Rule(
      "silence", .sources,
      says:
        "A silence is declared where the silent one or a member of it says so, else observed; a "
        + "withheld number is one too, and its end is the one that its own side announced."),
  ]
}
