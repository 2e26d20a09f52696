import Testing

@testable import TallyReports
@testable import Tallystick

/// What became of the things of one cut in another.
struct FollowedTests {
  /// A thing: its key, a colon, and its parts, each a letter.
  private func followed(_ one: [String], _ two: [String]) -> [String] {
    Followed.all(one, two, key: { $0.first }, parts: { Set($0.dropFirst(2)) })
      .map { "\($0.before ?? "-")>\($0.after ?? "-")" }
  }

  @Test func `a thing is the one of its key, whatever its parts have become`() {
    #expect(followed(["x:ab", "y:c"], ["y:c", "x:z"]) == ["y:c>y:c", "x:ab>x:z"])
  }

  @Test func `what is new has nothing before it, and what is gone nothing after it`() {
    #expect(followed(["x:a"], ["y:b"]) == ["->y:b", "x:a>-"])
  }

  @Test func `of several of one key it is the one of the same parts, whatever their order`() {
    #expect(followed(["x:a", "x:b"], ["x:b", "x:a"]) == ["x:b>x:b", "x:a>x:a"])
    #expect(followed(["x:b"], ["x:a", "x:b"]) == ["->x:a", "x:b>x:b"])
    #expect(followed(["x:a", "x:b"], ["x:b"]) == ["x:b>x:b", "x:a>-"])
  }

  @Test func `else it is the one that has most in common`() {
    #expect(
      followed(["x:abc", "x:ade"], ["x:adef", "x:abcg"]) == ["x:ade>x:adef", "x:abc>x:abcg"])
  }

  @Test func `each is followed once, of alike ones too`() {
    #expect(followed(["x:a", "x:a"], ["x:a"]) == ["x:a>x:a", "x:a>-"])
    #expect(followed(["x:a"], ["x:a", "x:a"]) == ["x:a>x:a", "->x:a"])
  }
}
