extension Standing {
  /// What a denial denies of one act.
  struct Denied {
    /// The act of whose claim it is.
    let claiming: Act

    /// What it denies: a correction of that act, or the act itself.
    let named: Act

    /// The parts that it denies; none of the whole.
    let facets: Set<Facet>

    /// Whether it is of an identification.
    let isIdentification: Bool

    /// Whether it denies the whole of an act: who denies a correction denies only what that changed.
    var isWhole: Bool { facets.isEmpty && !isOfCorrection }

    /// Whether it denies a correction.
    var isOfCorrection: Bool { named !== claiming }

    /// What it denies, in words.
    var words: String {
      if facets.isEmpty { return isWhole ? "the whole" : "the correction" }
      return facets.map(\.rawValue).sorted().joined(separator: ", ")
    }
  }

  /// What an act denies; nothing where it is no denial of an act, or of a correction that does not stand.
  func deniedParts(by act: Act) -> [Denied] {
    guard case .denial(let target?, _, let facets, _) = act.deed, let named = self.act(target)
    else { return [] }
    var (parts, correction) = (facets, nil as Act?)
    if case .correction(_, let change, _) = named.deed {
      guard isLive(named.id) else { return [] }
      correction = named
      if facets.isEmpty {
        parts = Set((change?.members ?? []).compactMap { Facet(ofField: $0.name) })
      }
    }
    return origins(of: target).compactMap { origin in
      self.act(origin.nearest).map {
        Denied(
          claiming: $0, named: correction ?? $0, facets: parts,
          isIdentification: origin.act.claim?.act == .identification)
      }
    }
  }
}

extension Facet {
  /// Creates the facet to which a field of a claim belongs; nil for one that belongs to none.
  fileprivate init?(ofField name: String) {
    switch name {
    case "unit": self = .count
    case "received_as", "identified_as": self = .whose
    default:
      guard let part = Unclear(ofField: name) else { return nil }
      self.init(rawValue: part.rawValue)
    }
  }
}
