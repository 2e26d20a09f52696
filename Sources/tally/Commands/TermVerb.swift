internal import ArgumentParser
internal import Tallystick

struct TermVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "term",
    abstract: "Say what a short name stands for, and how it is printed.",
    discussion: """
      Kinds: side, a party such as RU; what, such as remains; unit, such as bag; record, the record \
      itself. A second entry on one term changes only the fields that it gives. Where no term names \
      a side, its code is printed.

      A what is people, remains, goods or money, by --of. Only people and remains are somebody's: \
      an obligation says whose, and nobody hands over its own. Known without a term are remains; \
      prisoners, prisoners_of_war, civilians, wounded, hostages, detainees, children.

      Example:
        tally term side GAZA --name Gaza --reason 'as the record calls it'
        tally term what lorries --of goods --one lorry --many lorries \\
          --reason 'what is counted'
      """)

  @Argument(help: ArgumentHelp("side, what, unit or record.", valueName: "kind"))
  var kind: String

  @Argument(
    help: ArgumentHelp("The short name, such as RU or lorries.", valueName: "term"),
    completion: .parties)
  var term: String

  @Option(
    help: ArgumentHelp("How it is printed; of the record its title.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("people, remains, goods or money.", valueName: "class"))
  var of: String?

  @Option(help: ArgumentHelp("In what it is counted, such as dose.", valueName: "unit"))
  var unit: String?

  @Option(help: ArgumentHelp("How one of them is printed.", valueName: "word"))
  var one: String?

  @Option(help: ArgumentHelp("How several of them are printed.", valueName: "word"))
  var many: String?

  @Option(help: ArgumentHelp("Who made the record.", valueName: "name"))
  var author: String?

  @Option(help: ArgumentHelp("The language of the record's own words.", valueName: "tag"))
  var lang: String?

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.term, stated: judgement.stated) { _ in
      var fields = judgement.fields
      fields.set([
        ("kind", kind), ("term", term), ("name", name), ("of", of), ("unit", unit), ("one", one),
        ("many", many), ("author", author), ("lang", lang),
      ])
      return fields
    }
  }
}
