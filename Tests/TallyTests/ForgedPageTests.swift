import Foundation
import Tallystick
import Testing

/// A snapshot whose page was forged together with its script, which the page itself cannot show.
struct ForgedPageTests {
  /// Puts other bytes into the line of the sums that names the page.
  private static func forgeSums(_ folder: TemporaryFolder) throws {
    let ending = try folder.shell(
      """
      cd shipped
      sed -i "s/^[0-9a-f]*  report.html\\$/$(sha256sum report.html | cut -c1-64)  report.html/" SHA256SUMS
      """)
    #expect(ending.status == 0, "\(ending.output)")
  }

  @Test func `what a forged page hides, its folder's sums, signature and tally verify show`() throws
  {
    try ShippedSnapshot.article.use { folder in
      let file = URL(filePath: folder.work + "/shipped/report.html")
      let page = try Data(contentsOf: file)
      let forged = try PageForgery.forged(Array(page), isLetIn: true)
      let sights = try Browser.open(Browser.Wish(Array(page)), Browser.Wish(forged))
      #expect(sights.map(\.state) == ["whole", "whole"])
      #expect(sights[0].verdict == sights[1].verdict)
      #expect(sights[0].main?.contains("9,212") == false)
      #expect(sights[1].main?.contains("9,212") == true)
      #expect(try !folder.verified("shipped").names("report.html"))

      try Data(forged).write(to: file)
      let sums = try folder.shell("cd shipped && sha256sum -c --quiet SHA256SUMS")
      #expect(sums.status == 1)
      #expect(sums.lines.first == "report.html: FAILED")
      let found = try folder.verified("shipped")
      #expect(!found.whole && found.names("report.html"))

      try Self.forgeSums(folder)
      #expect(try folder.shell("cd shipped && sha256sum -c --quiet SHA256SUMS").status == 0)
      let again = try folder.verified("shipped")
      #expect(!again.whole && again.names("report.html"))
    }
  }
}
