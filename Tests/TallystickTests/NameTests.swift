import Tallystick
import Testing

struct NameTests {
  @Test(arguments: Name.allCases.filter { $0 != .sshKey && $0 != .signature })
  func `a name is what its pattern says`(name: Name) throws {
    let pattern = try Regex(name.pattern)
    var random = SplitMix64(12)
    let alphabet = Array("AZaz09-_.fgé\n@")
    var fitting = 0
    for length in Array(0...4) + [16, 17, 31, 32, 33, 40, 41, 43, 64, 65] {
      for _ in 0..<300 {
        let few = alphabet.shuffled(using: &random).prefix(.random(in: 1...2, using: &random))
        let text = String((0..<length).map { _ in few.randomElement(using: &random) ?? "a" })
        let fits = text.wholeMatch(of: pattern) != nil
        #expect(name.matches(text) == fits, "\(name) \(text)")
        fitting += fits ? 1 : 0
      }
    }
    #expect(fitting > 0)
  }

  /// Too long to be met by chance: what is right is changed, character by character.
  @Test func `a key and a signature are what their patterns say`() throws {
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJEDRga4vs+hzDVNeOK+EJhI5WDDq9WW3u88xGkRZCQG"
    let signature = "U1NIU0lH" + String(repeating: "aZ0+/", count: 20)
    for (name, right) in [
      (Name.sshKey, key), (.signature, signature), (.signature, signature + "="),
      (.signature, signature + "=="),
      (.signature, "U1NIU0lH" + String(repeating: "A", count: 1000)),
    ] {
      let pattern = try Regex(name.pattern)
      #expect(name.matches(right))
      for place in right.indices {
        for other in ["", "A", "Q", "b", "=", " ", "\n", "-", "é"] {
          let text = String(right[..<place]) + other + right[right.index(after: place)...]
          let fits = text.wholeMatch(of: pattern) != nil
          #expect(name.matches(text) == fits, "\(name) \(text)")
        }
      }
      #expect(!name.matches(right + "\n") && !name.matches(right + "A A"))
    }
    #expect(!Name.signature.matches(signature + "==="))
    #expect(!Name.signature.matches("U1NIU0lH" + String(repeating: "A", count: 1001)))
    #expect(!Name.signature.matches("U1NIU0lH" + String(repeating: "A", count: 99)))
    #expect(!Name.sshKey.matches(key + "A"))
  }

  @Test(arguments: [
    (Name.party, "RU", true), (.party, "FARC-EP", true), (.party, "ru", false),
    (.party, "2RU", false), (.party, "ABCDEFGHIJKLMNOP", true),
    (.party, "ABCDEFGHIJKLMNOPQ", false),
    (.shortID, "medinsky", true), (.shortID, "0-x", true), (.shortID, "a_b", false),
    (.word, "set_of_remains", true), (.word, "0x", false), (.word, "a-b", false),
    (.label, "PR-046", true), (.label, ".x", false), (.label, "a.b_c-d", true),
    (.language, "uk", true), (.language, "zh-Hant", true), (.language, "UK", false),
    (.language, "en-aa-bb-cc", true), (.language, "en-aa-bb-cc-dd", false), (.language, "e", false),
    (.language, "en-", false), (.language, "en-a", false),
    (.eventID, "00112233445566778899aabbccddeeff", true),
    (.eventID, "00112233445566778899AABBCCDDEEFF", false), (.eventID, "", false),
    (.sha256, "00112233445566778899aabbccddeeff", false),
    (.digest, "Meqt2Pwr_PunZe2slnpiFwpceU5LP6-t3bdbNgxZEUA", true),
    (.digest, "Meqt2Pwr_PunZe2slnpiFwpceU5LP6-t3bdbNgxZEU=", false),
    (.party, "RU\n", false), (.shortID, "é", false),
  ])
  func `names keep to their characters and lengths`(name: Name, text: String, fits: Bool) throws {
    #expect(name.matches(text) == fits)
    #expect((try text.wholeMatch(of: Regex(name.pattern)) != nil) == fits)
  }

  @Test(arguments: [
    ("abcdef", false), ("abcde", true), ("abcdeg", true), ("ABCDEF", true), ("012345", false),
  ])
  func `a label is not mistaken for an id, which has six digits or more`(
    text: String, isLabel: Bool
  ) {
    #expect(Name.isLabel(text) == isLabel)
  }
}
