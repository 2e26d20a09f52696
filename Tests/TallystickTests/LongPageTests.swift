import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// The page of a record that has more events than a page holds.
struct LongPageTests {
  private static func sample(_ place: Int, most: Int) throws -> SnapshotSample {
    try SnapshotSample(of: RandomRecords.events(place), mostOnPage: most)
  }

  /// The text of the page.
  private static func page(_ sample: SnapshotSample) throws -> String {
    String(decoding: try #require(sample.folder.files["report.html"]), as: UTF8.self)
  }

  @Test(arguments: RandomRecords.range.prefix(3))
  func `a snapshot of a random record passes with its page's proofs`(place: Int) throws {
    let size = try RandomRecords.events(place).count
    for most in [0, size - 1] {
      let sample = try Self.sample(place, most: most)
      let report = try sample.audit(mostOnPage: most)
      #expect(report.isWhole, "\(report.findings)")
      let page = try Self.page(sample)
      let proofs = page.split(separator: #"<code class="proof">"#).count - 1
      #expect(proofs > 0 && proofs < size)
      #expect(page.contains("that another one was removed cannot be noticed"))
    }
    let whole = try Self.page(Self.sample(place, most: size))
    #expect(!whole.contains(#"<code class="proof">"#))
  }

  @Test func `another page than the events and their proofs give is found`() throws {
    var sample = try Self.sample(0, most: 10)
    #expect(
      try sample.audit().found == ["report_altered report.html", "report_altered reports.note"])
    let page = try #require(sample.folder.files["report.html"])
    let proof = try #require(page.firstRange(of: Array(#"<code class="proof">"#.utf8)))
    let place = proof.upperBound
    sample.folder.files["report.html"]?[place] ^= 1
    sample.folder.sum()
    #expect(
      try sample.audit(mostOnPage: 10).found == [
        "report_altered report.html", "bad_sum SHA256SUMS",
      ])
  }

  @Test func `below each figure stand as many events as the page has room for`() throws {
    let ledger = try Ledger()
    for day in 1...9 {
      for who in ["ru", "ua"] {
        try ledger.add(
          .announce(
            "\(who)\(day)", who, "2025-06-10",
            "handover of \(day) remains of UA from RU to UA on 2025-06-0\(day)"))
      }
    }
    let outcome = Outcome(try ledger.view())
    let key = try SnapshotSample.key.verifier
    let pages = [0, 17, 18].map { PageMain(outcome, key: key, most: $0) }
    #expect(pages[0].seqs.count < 18 && pages[1].seqs == pages[0].seqs)
    #expect(pages[2].seqs.count == 18)
    let texts = pages.map { $0.html([], isWhole: false).textContent }
    #expect(texts[1].contains("only those behind its figures, at most 1 for each: that another"))
    #expect(texts[2].contains("only those behind its figures: that another"))
    #expect(texts[1].contains("And 8 more events."))
  }
}
