import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// `tally verify report.html`: a page that came without its folder.
struct PageAloneTests {
  private static let made = Result {
    try ShippedSnapshot.article.kept { folder in
      let ending = try folder.shell(
        "cp shipped/report.html page.html; tally key show | head -1 > key.txt; "
          + "tally snapshot few --as-recorded '#20' && cp few/checkpoint old.txt")
      try #require(ending.status == 0, "\(ending.output)")
    }
  }

  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try made.get().use(inMemory: true, body)
  }

  @Test func `a page is whole under a key that is vouched for, and else under its own`() throws {
    try Self.use { folder in
      let own = try folder.tally("verify", "page.html")
      #expect(own.status == 0, "\(own.output)\(own.errors)")
      #expect(own.lines.first == "signed.test/r: whole")
      #expect(own.output.contains("page of 45 of 45 events"))
      let key = try #require(folder.tally("key", "show").lines.first)
      _ = try folder.shell("rm -r ../config; mv page.html page")  // known by its first bytes too
      let alone = try folder.tally("verify", "page")
      #expect(alone.status == 3)
      #expect(alone.output.contains("key \(key), from the page itself: NOBODY VOUCHED FOR IT"))
      #expect(try folder.tally("verify", "page", "--vkey", key).status == 0)
      let other = try PageSample.key("signed.test/r").verifier.description
      let foreign = try folder.tally("verify", "page", "--vkey", other)
      #expect(foreign.status == 2 && foreign.output.contains("foreign_key"), "\(foreign.output)")
    }
  }

  /// Changes with `sed`, and what is said of them.
  private static let changes = [
    (#"0,/1,212/s//9,212/"#, "its text is not the one that was signed"),
    (#"0,/<rect width="[0-9.]*%"/s//<rect width="1.0%"/"#, "charts, links or marks"),
    (#"0,/&quot;exact&quot;:1212/s//\&quot;exact\&quot;:1213/"#, "do not give the root"),
    (#"s/'use strict'/'use strict '/"#, "its script is not that of this release"),
    (#"s/color-scheme: light dark;/color-scheme: dark;/"#, "its style is not that of this release"),
    (#"0,/img-src data:;/s//img-src *;/"#, "around the signed part"),
    (#"s/<body>/<body class="x">/"#, "around the signed part"),
    (#"s/<title>/<title>9/"#, "around the signed part"),
    (#"s/<main id="main">/<main id="main"><!--x-->/"#, "it is not written as pages are"),
    (#"0,/<article class="card">/s//&<template shadowrootmode="open">9<\/template>/"#, "its text"),
    (#"s/<section id="machine"/<p>9<\/p>&/"#, "it has not the four parts of a page"),
    (#"s/<header id="check"/<header id="x"><\/header>&/"#, "around the signed part"),
    (#"$a<h1>9</h1>"#, "around the signed part"),
    (#"s/<li id="e2">/<li id="e3">/"#, "do not give the root"),
    (#"0,/<td class="number">/s//<td class='number'>/"#, "it is not written as pages are"),
    (#"s/— signed.test\/r\/reports /— signed.test\/r\/report /"#, "its reports.note"),
    (#"s/^— signed.test\/r [A-Za-z0-9+\/]/— signed.test\/r _/"#, "its checkpoint"),
  ]

  @Test(arguments: changes.indices)
  func `a changed page is not whole, and says why`(place: Int) throws {
    let (change, why) = Self.changes[place]
    try Self.use { folder in
      let edited = try folder.shell(
        "sed -i '\(change.replacing("'", with: #"'\''"#))' page.html; "
          + "! cmp -s page.html shipped/report.html")
      try #require(edited.status == 0, "\(change) changes nothing")
      let ending = try folder.tally("verify", "page.html", "--vkey", "\(folder.verifierKey())")
      #expect(ending.status == 2, "\(change): \(ending.output)\(ending.errors)")
      #expect(ending.output.contains(why), "\(change): \(ending.output)")
    }
  }

  @Test func `a changed byte anywhere in a page is noticed`() throws {
    try Self.use { folder in
      let bytes = try Data(contentsOf: URL(filePath: folder.work + "/page.html"))
      var random = Seeded(state: 5)
      let key = try folder.verifierKey()
      for _ in 0..<60 {
        var other = Array(bytes)
        let place = Int.random(in: other.indices, using: &random)
        other[place] ^= UInt8.random(in: 1...255, using: &random)
        let report = PageAudit(of: other, vouched: key).run()
        #expect(!report.isWhole, "byte \(place)")
      }
      #expect(PageAudit(of: Array(bytes), vouched: key).run().isWhole)
    }
  }

  @Test func `a line of an unknown key leaves a page whole`() throws {
    try Self.use { folder in
      let line = "— witness.test/w \(Data(repeating: 5, count: 76).base64EncodedString())"
      let edited = try folder.shell(
        "sed -i 's|^</p>$|\(line)\\n</p>|' page.html; ! cmp -s page.html shipped/report.html")
      try #require(edited.status == 0, "\(edited.output)")
      let ending = try folder.tally("verify", "page.html")
      #expect(ending.status == 0, "\(ending.output)")
    }
  }

  @Test func `evidence is judged by a page that holds all events`() throws {
    try Self.use { folder in
      let extends = try folder.tally("verify", "page.html", "--against", "old.txt")
      #expect(extends.status == 0 && extends.output.contains("extends the older one"))
      _ = try folder.shell("echo junk > junk.txt")
      let junk = try folder.tally("verify", "page.html", "--against", "junk.txt")
      #expect(junk.status == 1 && junk.errors.contains("says nothing about this record"))
    }
  }

  @Test func `what is no page of a snapshot is told apart from a page that is not whole`() throws {
    try Self.use { folder in
      _ = try folder.shell("echo '<!DOCTYPE html><p>x' > x.html; : > empty.html")
      for name in ["x.html", "empty.html", "gone.html"] {
        let ending = try folder.tally("verify", name)
        #expect(ending.status == 1 && ending.output == "", "\(name): \(ending.output)")
      }
      let json = try folder.tally("verify", "page.html", "--format", "json")
      #expect(json.status == 0 && json.output.contains(#""whole":true"#), "\(json.output)")
      let flag = try folder.tally("verify", "page.html", "--allowed-signers", "x")
      #expect(flag.status == 64)
    }
  }
}
