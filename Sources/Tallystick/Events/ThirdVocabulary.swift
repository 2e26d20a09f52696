/// The shapes of version 3 of those event types that have one: of acts of speakers that had a version 2
/// before they could be signed.
///
/// Each takes whatever version 2 of the type takes, and no required field more. They are published,
/// and never changed.
enum ThirdVocabulary {
  /// The fields of the body of a type; nil where it has no version 3.
  static subscript(type: EventType) -> Fields? {
    switch type {
    case .announcement: announcement
    case .denial: denial
    case .correction: correction
    case .agreement: agreement
    default: nil
    }
  }

  private static let announcement = signed(.announcement)
  private static let denial = signed(.denial)
  private static let correction = signed(.correction)
  private static let agreement = signed(.agreement)

  private static func signed(_ type: EventType) -> Fields? {
    SecondVocabulary[type]?.with(SecondVocabulary.signature)
  }
}
