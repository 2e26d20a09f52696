/// How a claim is written: what `tally help claims` prints.
enum ClaimHelp {
  /// The whole notation of a claim, on one screen.
  static let text = """
    A CLAIM  is a sentence: its act, then parts in any order, none of them twice.
      --claim 'handover of 1212 remains of UA from RU to UA on 2025-06-11'

    ACT      handover, plan, offer, staging, list, identification, talks, statement
    of COUNT WHAT       how many of what; one of them where only that was said
    of WHOSE            whose they are, as the sender labels them
    from PARTY, to PARTY, received as PARTY, identified as PARTY
    on DATE             when it happened
    counted in UNIT     body, set_of_remains, bag, person, list_entry
    under AGREEMENT     the short id of the deal that it performs
    at 'PLACE', about 'WORDS' (or an event, #12), key NAME
    unclear PARTS       what the words leave ambiguous, such as direction,scope

    How the number counts; one handover where nothing is said:
      in part           some of a number given beside it   ("5 of them")
      in total          the speaker adds up, or speaks of all
      each way          two handovers of this number
      both ways         one number for the two together

    COUNT    1212, 1,212 or 1 212 · ~600 or about 600 · 6000+ or at least 6000
             ≤600 or up to 600 · 57..79 or 57-79 · withheld · unspecified
             600/day or 600 a day, /week, /month: a number for each
    WHAT     one word of a-z, 0-9 and _: remains, prisoners, prisoners_of_war
    PARTY    capitals: RU, UA, NORTH
    DATE     2025-06-11 · 2025-06-11? (not sure) · 2025-06 · 2025-06-02/2025-06-16
             ../2025-06-11 (by then) · 2025-06~ (about) · 13 June 2025 · yesterday

    A word in quotation marks stands for itself: of 5 'form'. Counts are read
    alike in --count, in JSON lines and in spreadsheets. Every verb shows the claim
    as it was understood.

    """
}
