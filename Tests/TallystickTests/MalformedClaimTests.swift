import Tallystick
import Testing
import TransparencyLog

/// Sentences that cannot all be meant: each is refused with a word that says why, and none is taken
/// for something else.
struct MalformedClaimTests {
  private static let sentences: [(String, String)] = [
    // A number out of a number, and numbers that are none.
    ("handover of 19 of 28 remains", "write '19', and 'in part'"),
    ("handover of 19 of 28 remains of A from B to A on ../2025-11-05 in total", "'19 of 28'"),
    ("handover of 5 of 5 remains", "gives two numbers"),
    ("handover of 19 28 remains", "\"19 28\" is no count"),
    ("handover of 1 20 remains", "\"1 20\" is no count"),
    ("handover of 12,13 remains", "\"12,13\" is no count"),
    ("handover of 1.212 remains", "\"1.212\" is no count"),
    ("handover of 12.5 remains", "\"12.5\" is no count"),
    ("handover of -5 remains", "a count is not negative"),
    ("handover of about -5 remains", "a count is not negative"),
    ("handover of 5k remains", "\"5k\" is no count"),
    ("handover of 5e3 remains", "\"5e3\" is no count"),
    ("handover of 0x10 remains", "\"0x10\" is no count"),
    ("handover of 79..57 remains", "not smaller than the second"),
    ("handover of 57..57 remains", "not smaller than the second"),
    ("handover of 57.. remains", "\"57..\" is no count"),
    ("handover of 57-58-59 remains", "\"57-58-59\" is no count"),
    ("handover of about about 600 remains", "\"about\" is no count"),
    ("handover of about remains", "is no count"),
    ("handover of at least remains", "\"at least\" is no count"),
    ("handover of more than 600 remains", "at least 6000"),
    ("handover of over 600 remains", "at least 6000"),
    ("handover of nearly 600 remains", "about 7000"),
    ("handover of some remains", "unspecified"),
    ("handover of dozens of remains", "unspecified"),
    ("handover of two remains", "in digits, such as 2"),
    ("handover of 6 thousand remains", "in digits, such as 1000"),
    ("handover of a hundred remains", "leave it out"),
    ("handover of ٢٧ remains", "\"٢٧\" is no count"),
    ("handover of 9007199254740992 remains", "larger than"),
    ("handover of 5 and 6 remains", "\"and\" is left over"),
    ("handover of 5 or 6 remains", "\"or\" is left over"),
    ("handover of 5, remains", "\"5,\" is no count"),
    ("handover of 5 remains and 6 prisoners", "\"and\" is left over"),
    ("handover of 5 remains of 6 prisoners", "'5 of 6' gives two numbers"),
    ("handover of 50% remains", "\"50%\" is no count"),
    ("handover of 600/hour lorries", "after / stands day, week or month"),
    ("handover of 600/ lorries", "after / stands day, week or month"),
    ("handover of /day lorries", "no number, no word"),
    ("handover of 600/day/week lorries", "\"600/day/week\" is no count"),
    ("handover of withheld/day lorries", "is no number"),
    ("handover of 1000000001/day lorries", "at most 1000000000"),
    ("handover of 600 lorries a day", "is written '600/day'"),
    ("handover of 600 lorries per week", "is written '600/week'"),
    ("handover of 600 a year lorries", "\"a\" is left over"),
    // Words without which the sentence would say something else.
    ("handover of no remains of UA from RU to UA", "write 0 where none was handed over"),
    ("handover of none remains", "write 0 where none was handed over"),
    ("handover of 'none' remains", "write 0 where none was handed over"),
    ("handover of No remains", "write 0 where none was handed over"),
    ("handover of NO remains", "write 0 where none was handed over"),
    ("handover of remains of none", "write 0 where none was handed over"),
    ("handover not of remains", "write 0 where none was handed over"),
    ("handover of unknown number of remains", "leave the number out where it is not said"),
    ("handover of 'unknown' number of remains", "leave the number out where it is not said"),
    ("handover of number of remains", "leave the number out where it is not said"),
    ("handover of least 6000 remains", "at least 6000"),
    ("handover of part remains", "write 'in part'"),
    // What is unclear.
    ("handover of 5 remains unclear", "something is missing after 'unclear'"),
    ("handover of 5 remains unclear unit", "\"unit\" is no part that can be unclear"),
    ("handover of 5 remains unclear direction,", "\"\" is no part that can be unclear"),
    ("handover of 5 remains unclear scope,scope", "scope is said to be unclear twice"),
    ("handover of 5 remains unclear scope unclear date", "what is unclear is given twice"),
    ("handover of 5 remains unclear scope, date", "is no part that can be unclear"),
    ("handover of 5 unclear", "something is missing after 'unclear'"),
    ("handover of 5 remains unclaer scope", "did you mean 'unclear'?"),
    ("handover of ? remains", "no number, no word"),
    ("handover of withheld withheld", "\"withheld\" is left over"),
    ("handover of not given remains of A of 5", "gives two numbers"),
    // What was handed over, in more words than one, or twice.
    ("handover of 10 prisoners of war of A from B to A", "did you mean prisoners_of_war?"),
    ("handover of prisoners of war", "did you mean prisoners_of_war?"),
    ("handover of 10 dead soldiers of A", "did you mean dead_soldiers?"),
    ("handover of 10 remains remains", "did you mean remains_remains?"),
    ("handover of remains of prisoners", "\"prisoners\" is left over"),
    ("handover of 10 of remains", "write 'of 10 remains'"),
    ("handover of remains of 10", "write 'of 10 remains'"),
    ("handover of 10 Remains", "\"Remains\" is left over"),
    ("handover of 10 remains, wounded", "\"remains,\" is left over"),
    ("handover of 10 prisoners-of-war", "is left over"),
    ("handover of the remains", "leave it out"),
    ("handover of 10 тел", "is left over"),
    ("handover 10 remains", "did you mean 'of 10'?"),
    ("handover remains", "did you mean 'of remains'?"),
    ("handover of 10 form", "did you mean 'from'?"),
    // Whose, from, to.
    ("handover of 10 remains of A of B", "whose they are is given twice"),
    ("handover of A of A", "whose they are is given twice"),
    ("handover of 10 A remains", "did you mean 'of A'?"),
    ("handover of 10 remains A from B to A", "did you mean 'of A'?"),
    ("handover of 10 remains of Ukraine", "did you mean UKRAINE?"),
    ("handover of 10 remains from B from C to A", "from is given twice"),
    ("handover of 10 remains from B from B", "from is given twice"),
    ("handover of 10 remains to A to B", "to is given twice"),
    ("handover of 10 remains from ru to UA", "did you mean RU?"),
    ("handover of 10 remains from to A", "something is missing after 'from'"),
    ("handover of 10 remains from", "something is missing after 'from'"),
    ("handover of 10 remains to", "something is missing after 'to'"),
    ("handover of 10 remains of", "something is missing after 'of'"),
    ("handover of 10 remains of of A", "something is missing after 'of'"),
    ("handover of 10 remains from A,B", "after 'from' comes a party"),
    ("handover of 10 remains from A B", "did you mean 'of B'?"),
    ("handover of 10 remains form B to A", "did you mean 'from'?"),
    ("handover of 10 remains From B to A", "did you mean 'from'?"),
    ("handover of 10 remains of A by B", "leave it out"),
    ("handover of 10 remains of A B→A", "is left over"),
    ("handover of 10 remains received as A received as B", "received as is given twice"),
    ("handover of 10 remains received A", "after 'received' comes as"),
    ("handover of 10 remains identified as A identified as A", "identified as is given twice"),
    ("handover of 10 remains identified by A", "after 'identified' comes as"),
    // When.
    ("handover of 10 remains on 2025-11-05 on 2025-11-06", "when is given twice"),
    ("handover of 10 remains 2025-11-05", "did you mean 'on 2025-11-05'?"),
    ("handover of 10 remains on 2025-11-05 2025-11-06", "one number and one date"),
    ("handover of 10 remains on 2025-11-05 to 2025-11-06", "after 'to' comes a party"),
    ("handover of 10 remains on", "something is missing after 'on'"),
    ("handover of 10 remains on 5 November 2025", "is no EDTF date"),
    ("handover of 10 remains on 05.11.2025", "is no EDTF date"),
    ("handover of 10 remains on 2025-11-31", "is no EDTF date"),
    ("handover of 10 remains on yesterday", "is no EDTF date"),
    ("handover of 10 remains on 2025-11-05 14:00", "is left over"),
    ("handover of 10 remains at 2025-11-05 on", "something is missing after 'on'"),
    // How the number counts.
    ("handover of 10 remains each way in total", "the scope is given twice"),
    ("handover of 10 remains in part in total", "the scope is given twice"),
    ("handover of 10 remains both ways both ways", "the scope is given twice"),
    ("handover of 10 remains each side", "after 'each' comes way"),
    ("handover of 10 remains both sides", "after 'both' comes ways"),
    ("handover of 10 remains in all", "after 'in' comes part or total"),
    ("handover of 10 remains in", "something is missing after 'in'"),
    ("handover of 10 remains total", "is left over"),
    ("handover of 10 remains counted in bag counted in body", "the unit is given twice"),
    ("handover of 10 remains counted in crates", "after 'counted in' comes one of body"),
    ("handover of 10 remains counted bag", "after 'counted' comes in"),
    ("handover of 10 remains per day", "'600/day'"),
    // The other parts.
    ("handover of 10 remains under deal-1 under deal-2", "the agreement is given twice"),
    ("handover of 10 remains under Deal", "after 'under' comes a short id"),
    ("handover of 10 remains key a key b", "the key is given twice"),
    ("handover of 10 remains at 'x' at 'y'", "the place is given twice"),
    ("handover of 10 remains at the border", "put several words in quotation marks"),
    ("handover of 10 remains at from B", "something is missing after 'at'"),
    ("handover of 10 remains at ''", "nothing stands between the marks"),
    ("handover of 10 remains at 'x", "a quotation mark is not closed"),
    ("handover of 10 remains at 'x'y", "a space is missing"),
    ("talks about peace and bread", "put several words in quotation marks"),
    ("talks about 'a' about 'b'", "what it is about is given twice"),
    ("statement at about 'x'", "something is missing after 'at'"),
    // The act.
    ("", "a claim begins with its act"),
    ("Handover of 10 remains", "did you mean handover?"),
    ("handovers of 10 remains", "did you mean handover?"),
    ("handover,of 10 remains", "a claim begins with its act"),
    ("10 remains from B to A", "a claim begins with its act"),
    ("received 10 remains", "a claim begins with its act"),
    ("handover handover of 10 remains", "is left over"),
  ]

  @Test(arguments: sentences)
  func `a malformed sentence is refused, and says why`(sentence: String, reason: String) {
    let error = #expect(throws: FormatError.self) { try Claim(notation: sentence) }
    #expect(error?.reason.contains(reason) ?? false, "\(error?.reason ?? "it is taken")")
  }

  @Test func `there are a hundred of them, each once`() {
    #expect(MalformedClaimTests.sentences.count >= 100)
    #expect(
      Set(MalformedClaimTests.sentences.map(\.0)).count == MalformedClaimTests.sentences.count)
  }

  @Test(arguments: [
    ("handover of 1 200 remains", "handover of 1200 remains"),
    ("handover of 1,200 remains of A", "handover of 1200 remains of A"),
    ("handover of about 600 remains", "handover of ~600 remains"),
    ("handover of ~ 600 remains", "handover of ~600 remains"),
    ("handover of ca. 7 000 remains", "handover of ~7000 remains"),
    ("handover of at least 6000 remains", "handover of 6000+ remains"),
    ("handover of up to 6000 remains", "handover of ≤6000 remains"),
    ("handover of at most 6 000 remains", "handover of ≤6000 remains"),
    ("handover of 57-79 remains to A", "handover of 57..79 remains to A"),
    ("handover of 57 to 79 remains to A", "handover of 57..79 remains to A"),
    ("handover of 57 – 79 remains", "handover of 57..79 remains"),
    ("handover of 57 to A", "handover of 57 to A"),
    ("handover of 57 of UP to A", "handover of 57 of UP to A"),
    ("handover of UP TO 57 remains", "handover of ≤57 remains"),
    ("handover of About 57 remains of ABOUT", "handover of ~57 remains of ABOUT"),
    ("handover of not given remains", "handover of unspecified remains"),
    ("handover of withheld prisoners", "handover of withheld prisoners"),
    ("handover of '1 200' remains", "handover of 1200 remains"),
    ("handover of 5 'form'", "handover of 5 'form'"),
    ("handover of 'two'", "handover of 'two'"),
    ("talks at 'of'", "talks at 'of'"),
    ("handover of 5 remains key 'from'", "handover of 5 remains key 'from'"),
  ])
  func `what people write is read, and prints back in one form`(text: String, plain: String) throws
  {
    let claim = try Claim(notation: text)
    #expect(claim.notation == plain)
    #expect(try Claim(notation: plain) == claim)
  }

  @Test(arguments: [
    "of", "from", "to", "about", "withheld", "unspecified", "circa", "two", "and", "form",
    "recieved", "identifed", "remains",
  ])
  func `any word that JSON gives for what is handed over prints and reads back`(word: String) throws
  {
    var claim = Claim(.handover)
    claim.what = word
    #expect(try Claim(notation: claim.notation) == claim)
    claim.count = Count(.exact(5))
    #expect(try Claim(notation: claim.notation) == claim)
  }
}

/// Obligations in their notation.
struct ObligationNotationTests {
  @Test(arguments: [
    ("RU owes UA 6000 remains of UA", #"{"exact":6000}"#),
    ("RU owes UA 6 000 remains of UA", #"{"exact":6000}"#),
    ("RU owes UA about 600 remains of UA", #"{"about":600}"#),
    ("RU owes UA at least 6,000 remains of UA", #"{"min":6000}"#),
    ("RU owes UA 57 to 79 remains of UA", #"{"max":79,"min":57}"#),
    ("RU owes UA unspecified remains of UA", #"{"unspecified":true}"#),
  ])
  func `counts are read as everywhere`(sentence: String, count: String) throws {
    let fields = try ObligationNotation.fields(sentence)
    #expect(fields["count"] == (try JSONValue(parsing: Array(count.utf8))))
    #expect(fields["debtor"] == "RU" && fields["creditor"] == "UA" && fields["whose"] == "UA")
    #expect(fields["what"] == "remains" && fields["due"] == nil)
  }

  @Test func `more kinds than one, and a day on which it falls due`() throws {
    let fields = try ObligationNotation.fields("RU owes UA 5 prisoners,wounded of UA by 2025-12-31")
    #expect(fields["what"] == ["prisoners", "wounded"])
    #expect(fields["due"] == "2025-12-31")
  }

  @Test(arguments: [
    ("", "who owes"), ("ru owes UA 5 remains of UA", "who owes"), ("RU gives UA 5", "'owes'"),
    ("RU owes 5 remains of UA", "to whom"), ("RU owes UA remains of UA", "how many"),
    ("RU owes UA 5 of UA", "what, such as"), ("RU owes UA 5 remains of", "whose they are"),
    ("RU owes UA 5 remains of ua", "whose they are"),
    ("RU owes UA 5 remains,, of UA", "what, such"),
    ("RU owes UA 5 remains of UA until 2025", "'by'"), ("RU owes UA 5 remains of UA by", "a date"),
    ("RU owes UA 5 remains of UA by June", "is no EDTF date"),
    ("RU owes UA 5 remains of UA by 2025 by 2026", "nothing more"),
    ("RU owes UA 19 of 28 remains of UA", "what, such as"),
    ("RU owes UA 5 6 remains of UA", "\"5 6\""),
    ("RU owes UA 5 prisoners of war of UA", "whose they are"),
  ])
  func `what is not understood is named`(sentence: String, reason: String) {
    let error = #expect(throws: FormatError.self) { try ObligationNotation.fields(sentence) }
    #expect(error?.reason.contains(reason) ?? false, "\(error?.reason ?? "it is taken")")
  }
}
