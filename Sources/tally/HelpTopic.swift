/// Subjects of `tally help` that are no commands.
enum HelpTopic: String, CaseIterable {
  case claims
  case dates
  case files

  /// What the arguments ask for; nil where that is no topic.
  init?(_ arguments: [String]) {
    guard arguments.count == 2, arguments[0] == "help" else { return nil }
    self.init(rawValue: arguments[1])
  }

  /// Prints what the arguments ask for, where that is a topic or every version; whether it was.
  static func print(_ arguments: [String]) -> Bool {
    guard
      let text = HelpTopic(arguments)?.text
        ?? (VersionText.isAsked(arguments) ? VersionText.whole : nil)
    else { return false }
    var output = StandardOutput()
    output.write(text)
    output.flush()
    return true
  }

  /// The topic, on one screen.
  var text: String {
    switch self {
    case .claims: ClaimHelp.text
    case .dates: HelpTopic.dateText
    case .files: HelpTopic.fileText
    }
  }

  private static let dateText = """
    DATES, as --when, --stated, `on` in a claim and `by` in a deal take them (EDTF)

      2025-06-13               that day
      2025-06                  some time in that month; 2025: in that year
      2025-06-02/2025-06-16    from the one to the other
      ../2025-06-11            up to that day; 2025-06-11/..: from it on
      [2025-06-11,2025-06-13]  one of these days; {2025-06-11,2025-06-13}: both
      2025-06-1X               one of 10 to 19 June; XXXX-06-13: of a year not given
      2024-21                  spring of 2024; 22 summer, 23 autumn, 24 winter
      2025-06-11?              not sure; 2025-06~: about; 2025%: both
      2025-06-13T09:15:00Z     a time, with Z or an offset like +03:00

    Also, wherever a person types one: today, yesterday, 13 June 2025, June 13, 2025
    and 13.06.2025; EDTF is recorded, and JSON lines take it alone. Dates with slashes
    such as 06/12/2025 are refused: nobody knows which is the month.

    WHICH DAY COUNTS

      A time is of the day that it writes: 2025-06-14T01:20:00+03:00 is of the 14th,
      where it was said, although in UTC it is the 13th. Write the offset of the
      place; with Z the day is that of UTC. Of two times the earlier moment comes
      first.
      `today` is the day where this machine is (TZ), and is printed when it is taken.
      The time of recording is in UTC, and so is the day of a report without --as-of.

    ONE DATE OR TWO

      One day is one day, however it is written: as a date, as a time on it, as
      2025-06-13/2025-06-13 or [2025-06-13]. ?, ~ and % make no difference. Dates that
      span the same days and mean another thing are two: a season and its year, two
      seasons, an interval and the month that it fills, all days of a set and one.
      A season is at some time of its year: its months depend on the hemisphere.

    CUTS

      --as-of DAY        what had been said by the end of that day
      --occurred FROM..TO  what happened on these days, wholly
      --as-recorded DAY|#SEQ|FILE  what the record held

      A cut is made by whole days; an hour is refused. A date that may lie on either
      side of a cut is not in it, and is counted beside it.

    """

  private static let fileText = """
    FILES

      record.tally           the record; --record FILE or TALLY_RECORD names another
      record.tally-journal   beside it while an append is made. One that stays belongs
                             to the record: move, copy and restore both together, or
                             run a command that reads the record first
      *.new-1a2b3c4d         a file that is being made; what a killed program left so
                             is removed by the next that makes the same file
      checkpoint.txt         a signed head, for others to keep: `tally checkpoint`
      NAME.tlog-proof        the proof of one event, with the event in NAME.json
      a snapshot             a folder to hand on; its README.txt says how to check it

    KEYS, in $XDG_CONFIG_HOME/tally/keys/ORIGIN/, else ~/.config/tally/keys/ORIGIN/

      log.key                the private key of a record, for its owner alone
      log.vkey               its verifier key, for everybody: `tally key show`
      last-checkpoint        what the key signed last: it never signs a second history
      lock                   held while it signs

      Carry a key to another machine with its last checkpoint: `tally key export`,
      `tally key import --last-checkpoint FILE`. Hand on snapshots, never the record:
      its file holds every sealed value.

    ENVIRONMENT

      TALLY_RECORD           the record, where --record is not given
      TALLY_RECORDER         the name under which you record, where --recorder is not
      TALLY_DISCLOSURES      the file of the sealed values of a record in a database,
                             where --disclosures is not given
      TALLY_REQUIRE_STANDBY  1: append to a database only where a standby confirms it
      XDG_CONFIG_HOME, HOME  where the keys are
      TZ                     the time zone of `today`; else that of the machine
      NO_COLOR               no colour on a terminal

    """
}
