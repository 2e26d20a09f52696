import Testing
import TransparencyLog

@testable import TallySite

struct WordsTests {
  @Test(arguments: Frame.Language.allCases)
  func `no phrase is missing in a language, and each has the same places`(
    language: Frame.Language
  ) {
    let (english, other) = (Frame.Language.en.tongue, language.tongue)
    for phrase in Phrase.allCases {
      let text = other.phrases[phrase]
      #expect(text?.isEmpty == false, "\(phrase)")
      for place in ["{0}", "{1}", "{2}", "{3}"] {
        #expect(
          text?.contains(place) == english.phrases[phrase]?.contains(place), "\(phrase) \(place)")
      }
    }
    #expect(other.months.count == 12)
    #expect(Set(other.months).count == 12)
  }

  @Test func `no phrase or word of a language stands in two places`() {
    for (tongue, phrases, words) in [
      (Frame.Tongue.english, Frame.Tongue.englishSayings, Frame.Tongue.englishMeanings),
      (.ukrainian, Frame.Tongue.ukrainianSayings, Frame.Tongue.ukrainianMeanings),
      (.russian, Frame.Tongue.russianSayings, Frame.Tongue.russianMeanings),
    ] {
      #expect(Set(tongue.phrases.keys).isDisjoint(with: phrases.keys))
      #expect(Set(tongue.values.keys).intersection(words.keys) == [])
      #expect(tongue.phrases.count > 100 && phrases.count > 100 && words.count > 50)
    }
  }

  @Test func `Ukrainian and Russian have words for the same values`() {
    let (uk, ru) = (Frame.Language.uk.tongue.values, Frame.Language.ru.tongue.values)
    #expect(Set(uk.keys) == Set(ru.keys))
    #expect(Set(Frame.Language.en.tongue.values.keys).subtracting(uk.keys).isEmpty)
  }

  @Test(arguments: [
    (Frame.Language.en, "June 3, 2025", "1,234,567"),
    (.uk, "3 червня 2025 року", "1\u{A0}234\u{A0}567"),
    (.ru, "3 июня 2025 года", "1\u{A0}234\u{A0}567"),
  ])
  func `days and numbers are written as in the language`(
    language: Frame.Language, day: String, number: String
  ) {
    let frame = Frame(language)
    #expect(frame.date("2025-06-03") == day)
    #expect(frame.number(1_234_567) == number)
    #expect(frame.number(0) == "0")
    #expect(frame.number(-1200).hasPrefix("−1"))
  }

  @Test(arguments: [
    ("2025-04?", "April 2025 (date uncertain)"), ("2025-06~", "about June 2025"),
    ("2024/2025-08-24", "2024 – August 24, 2025"),
    ("../2025-06-11?", "up to June 11, 2025 (date uncertain)"),
    ("2025-06-02%", "about June 2, 2025 (date uncertain)"), ("XXXX-06-13", "XXXX-06-13"),
  ])
  func `a date is told in words, with how sure it is`(date: String, words: String) {
    #expect(Frame(.en).date(date) == words)
  }
}
