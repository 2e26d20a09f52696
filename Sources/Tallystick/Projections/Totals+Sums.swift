extension Totals {
  /// The sums over some handovers, made in one pass.
  struct Sums {
    var sender = Side()
    var receiver = Side()
    private(set) var handovers = 0
    private(set) var bothSpoke = 0
    private(set) var confirmed: Int64?
    private(set) var contested: Bounds?
    private(set) var netGap: Int64?
    private(set) var absoluteGap: Int64?

    /// The events on the handovers, in any order.
    var seqs: [Int] = []

    /// What one side says in all.
    struct Side {
      private(set) var bounds: Bounds?
      private(set) var handovers = 0
      private(set) var withoutNumber = 0
      var seqs: [Int] = []

      /// Adds what it says of one handover.
      mutating func add(_ given: Bounds?) {
        handovers += 1
        if let given {
          bounds = bounds.map { $0 + given } ?? given
        } else {
          withoutNumber += 1
        }
      }
    }

    /// Adds a handover and its events.
    mutating func add(_ handover: Handover) {
      add(handover.both, sent: handover.sender != nil, received: handover.receiver != nil)
      seqs += handover.seqs
      if let sent = handover.sender { sender.seqs += sent.seqs }
      if let received = handover.receiver { receiver.seqs += received.seqs }
    }

    /// Adds a handover of which each side may have spoken, without its events.
    mutating func add(_ both: BothNumbers, sent: Bool, received: Bool) {
      handovers += 1
      if sent { sender.add(both.sent) }
      if received { receiver.add(both.received) }
      if sent && received { bothSpoke += 1 }
      if let number = both.confirmed { confirmed = (confirmed ?? 0).addingSaturating(number) }
      if let gap = both.gap {
        netGap = (netGap ?? 0).addingSaturating(gap)
        absoluteGap = (absoluteGap ?? 0).addingSaturating(abs(gap))
      }
      if let number = both.contested { contested = contested.map { $0 + number } ?? number }
    }
  }
}
