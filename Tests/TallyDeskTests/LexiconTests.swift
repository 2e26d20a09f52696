import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

struct LexiconTests {
  @Test(arguments: [
    ("en", Lexicon.enWords), ("uk", Lexicon.ukWords), ("ru", Lexicon.ruWords),
  ])
  func `the words in the program are those of the file; tools/lexicon writes them`(
    language: String, words: String
  ) throws {
    let file = try ProjectFile.text("events/lexicon/\(language).json")
    #expect(words + "\n" == file)
    #expect(try Lexicon(Array(file.utf8)).language == language)
    #expect(Lexicon.shipped[language] != nil)
  }

  @Test(arguments: [
    (#"{"language":"en"}"#, "words"), (#"{"words":{}}"#, "tag"), ("[]", "tag"),
    (#"{"language":"en","words":{"gives":["x"]}}"#, "gives"),
    (#"{"language":"en","words":{"give":"x"}}"#, "no list"),
    (#"{"language":"en","words":{"give":[""]}}"#, "empty"),
  ])
  func `a file that is no lexicon is refused by name`(text: String, names: String) {
    #expect {
      try Lexicon(Array(text.utf8))
    } throws: { "\($0)".contains(names) }
  }

  @Test(arguments: [
    ("It was handed over.", "en"), ("Тіла передали Україні, її та його.", "uk"),
    ("Тела были переданы.", "ru"), ("", "en"), ("Élan, œuvre, Łódź.", "en"),
    ("سلمت روسيا ١٢١٢ جثة.", nil), ("遗体移交。", nil), ("Σοροί παραδόθηκαν, BBC.", nil),
  ])
  func `a language is told by its letters`(text: String, language: String?) throws {
    #expect(Lexicon.language(of: try ArticleText(Array(text.utf8))) == language)
  }
}
