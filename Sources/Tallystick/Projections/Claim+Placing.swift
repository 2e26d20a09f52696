extension Claim {
  /// The parts that the words give and leave unclear, of those that place a claim: in order.
  var partsLeftUnclear: [Unclear] { [.direction, .scope].filter(unclear.contains) }

  /// The claim without whose where the words leave that unclear: it belongs where unsaid ones do.
  var withoutUnclearWhose: Claim {
    guard unclear.contains(.whose) else { return self }
    var claim = self
    claim.whose = nil
    return claim
  }

  /// Whether the words leave the direction or the scope unclear.
  var leavesPlaceUnclear: Bool { !unclear.isEmpty && !partsLeftUnclear.isEmpty }
}

extension Standing {
  /// Whether what is handed over are people or remains, which no party hands over of its own.
  func isOfPeopleOrRemains(_ what: String?) -> Bool {
    let found = what.flatMap { terms.class(of: $0) }
    return found == .people || found == .remains
  }
}
