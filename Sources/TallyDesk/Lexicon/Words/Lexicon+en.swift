internal import TransparencyLog

// Written by tools/lexicon from events/lexicon/en.json: change that file, and run the script.

extension Lexicon {
  /// The words of events/lexicon/en.json.
  static let enWords = #"""
    {
      "language": "en",
      "inflected": false,
      "abbreviations": ["mr", "mrs", "ms", "dr", "gen", "col", "maj", "lt", "capt", "sgt", "st", "prof", "rev", "sen", "rep", "gov", "u.s", "u.n", "u.k", "e.u", "no", "approx", "ca", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
      "adjectives": ["+n", "+an", "+ian", "+i", "+ese", "-e+ian", "-a+an", "-y+ian"],
      "adjective_marks": [],
      "words": {
        "give": ["handed over", "hands over", "handing over", "handed back", "hands back", "gave back", "gives back", "gave", "gives", "transferred", "transfers", "transferring", "delivered", "delivers", "turned over", "turns over", "passed on", "sent back", "surrendered", "given"],
        "get": ["received", "receives", "receiving", "got back", "gets back", "took back", "takes back", "brought home", "brings home", "brought back", "brings back", "recovered", "recovers", "retrieved", "took delivery of"],
        "bring_back": ["returned", "returns", "returning", "repatriated", "repatriates", "repatriating"],
        "free": ["released", "releases", "releasing", "freed", "frees", "freeing", "set free"],
        "come": ["came home", "comes home", "come home", "came back", "come back", "returned home", "went to", "went home", "arrived", "arrives"],
        "base": {
          "give": ["hand over", "give back", "give", "transfer", "deliver", "turn over", "send back"],
          "get": ["receive", "get back", "take back", "bring home", "bring back", "recover"],
          "bring_back": ["return", "repatriate"],
          "free": ["release", "free"]
        },
        "swap": ["exchange", "exchanges", "swap", "swaps"],
        "swap_verb": ["exchanged", "exchanging", "swapped", "swapping"],
        "trade": ["transfer", "transfers", "handover", "handovers", "hand-over", "return", "repatriation", "repatriations", "exchange", "exchanges", "swap", "swaps", "release", "delivery", "operation"],
        "be": ["was", "were", "been", "be", "being", "is", "are"],

        "say": ["said", "says", "announced", "announces", "claimed", "claims", "stated", "states", "reported", "reports", "told", "tells", "declared", "declares", "added", "adds", "revealed", "reveals", "wrote", "writes", "noted", "notes", "stressed", "stresses", "insisted", "insists", "maintains", "alleged", "alleges", "asserted", "asserts", "put", "puts", "counted", "counts", "explained"],
        "confirm": ["confirmed", "confirms", "acknowledged", "acknowledges", "admitted", "admits"],
        "deny": ["denied", "denies", "rejected", "rejects", "refuted", "refutes", "disputed", "disputes", "dismissed", "dismisses"],
        "retract": ["withdrew", "withdraws", "retracted", "retracts", "took back its statement"],
        "silent": ["remained silent", "remains silent", "kept silent", "keeps silent", "stayed silent", "declined to comment", "declines to comment", "refused to comment", "did not comment", "has not commented", "have not commented", "made no comment", "gave no comment", "did not respond", "has not responded"],
        "according": ["according to", "in the words of"],
        "according_them": ["by its count", "by its own count", "by his account", "by her account", "by their count", "according to him", "according to her"],
        "citing": ["citing", "quoting"],
        "unnamed": { "person": ["an unnamed source", "an unnamed official", "unnamed source", "unnamed sources", "unnamed officials", "an anonymous source", "a source", "sources", "an official", "officials", "a person familiar", "people familiar"], "speaks_for": ["a spokesman", "a spokeswoman", "a spokesperson", "a representative"] },
        "same_source": ["the same source", "the same official", "the source", "the official"],
        "they": ["he", "she", "it", "they", "the organization", "the organisation", "the ministry", "the agency", "the headquarters", "the committee", "the office", "the governor", "the spokesman", "the spokeswoman", "the minister", "the service"],
        "claim": ["claim", "count", "tally"],
        "that": ["that"],
        "relative": ["which", "who"],

        "thing": {
          "remains": ["bodies", "body", "remains", "corpses", "coffins"],
          "prisoners": ["prisoners of war", "prisoner of war", "pows", "pow", "prisoners", "prisoner", "captives", "captured soldiers"],
          "civilians": ["civilians", "civilian"],
          "wounded": ["wounded"],
          "hostages": ["hostages", "hostage"],
          "detainees": ["detainees", "detainee"],
          "children": ["children", "child"]
        },
        "people": ["soldiers", "soldier", "servicemen", "serviceman", "service members", "defenders", "defender", "troops", "fighters", "fighter", "officers", "officer", "sailors", "marines", "people", "men", "women", "personnel", "residents", "names"],
        "dead": ["fallen", "deceased", "dead", "killed", "slain"],
        "captive": ["captivity", "captive", "exchange", "swap", "exchanged", "swapped", "released", "freed", "prisoners", "home"],
        "number": {
          "1": ["one"], "2": ["two"], "3": ["three"], "4": ["four"], "5": ["five"], "6": ["six"], "7": ["seven"], "8": ["eight"], "9": ["nine"], "10": ["ten"], "11": ["eleven"], "12": ["twelve"], "13": ["thirteen"], "14": ["fourteen"], "15": ["fifteen"], "16": ["sixteen"], "17": ["seventeen"], "18": ["eighteen"], "19": ["nineteen"], "20": ["twenty"], "30": ["thirty"], "40": ["forty"], "50": ["fifty"], "60": ["sixty"], "70": ["seventy"], "80": ["eighty"], "90": ["ninety"]
        },
        "multiplier": { "100": ["hundred"], "1000": ["thousand"], "12": ["dozen"], "1000000": ["million"] },
        "about": ["about", "around", "some", "nearly", "almost", "approximately", "roughly", "close to"],
        "at_least": ["at least", "no fewer than", "no less than"],
        "more_than": ["more than", "over", "upwards of"],
        "at_most": ["at most", "up to", "no more than"],
        "single": ["a single", "single", "even one"],
        "none": ["no", "none of the", "not one"],
        "not": ["not", "never", "hasn't", "haven't", "hadn't", "didn't"],
        "measure": ["percent", "per cent", "km", "kilometres", "kilometers", "miles", "hours", "hour", "days", "months", "weeks", "minutes", "years", "degrees", "dollars", "euros", "lorries", "trucks", "buses", "proposals", "times", "sides", "delegations", "nations"],
        "figure": ["figure", "number", "total"],
        "total": ["in total", "in all", "altogether", "overall", "so far", "to date", "a total of"],
        "part": ["including", "among them", "among those released", "of them", "of these", "of whom", "of which"],
        "whole": ["of the", "out of", "of"],
        "each": ["each side", "each"],
        "for_each": ["for", "to"],
        "future": ["will", "would", "shall", "plans to", "planned to", "is to", "are to", "was to", "were to", "is due to", "are due to", "expected to", "intends to", "going to", "next"],
        "offer": ["offered to", "offers to", "offered", "proposed", "proposes", "ready to hand over", "ready to transfer", "ready to return"],
        "staging": ["ready for transfer", "ready for handover", "refrigerated lorries", "refrigerated trucks", "brought to the border", "brought to the exchange point", "at the exchange point"],
        "identified": ["identified", "turned out to be"],
        "list": ["lists of", "list of", "a list of"],
        "remain": ["remain", "remains in", "are held", "are still held", "are missing"],
        "deal": ["agreement", "agreements", "accord", "accords", "deal", "deals", "memorandum", "formula", "pact"],
        "agreed": ["agreed", "agree", "agrees", "signed", "concluded", "reached"],
        "latter": ["the latter"],
        "medium": {
          "video": ["video", "videos", "footage"],
          "photo": ["photo", "photos", "photograph", "photographs", "picture", "pictures"],
          "document": ["document", "documents", "letter"]
        },
        "published": ["published", "released", "posted", "shared", "aired", "broadcast"],
        "shows": ["show", "shows", "showed", "showing", "depicts", "depicted"],

        "from": ["from"],
        "to": ["to"],
        "by": ["by"],
        "of": ["of"],
        "on": ["on", "in", "at", "by", "as of", "until"],
        "side": ["side", "territory", "captivity", "custody", "delegation", "authorities", "government", "officials", "hands"],
        "both": ["both sides", "the two sides", "the sides", "neither side", "each side", "either side", "both countries", "the two countries"],
        "between": ["while", "whereas", "but", "yet", "although", "though"],
        "and": ["and"],
        "article": ["the", "a", "an", "its", "his", "her", "their", "our", "another", "other", "first", "further", "additional", "such"],

        "month": { "1": ["january", "jan"], "2": ["february", "feb"], "3": ["march", "mar"], "4": ["april", "apr"], "5": ["may"], "6": ["june", "jun"], "7": ["july", "jul"], "8": ["august", "aug"], "9": ["september", "sept", "sep"], "10": ["october", "oct"], "11": ["november", "nov"], "12": ["december", "dec"] },
        "weekday": { "1": ["monday"], "2": ["tuesday"], "3": ["wednesday"], "4": ["thursday"], "5": ["friday"], "6": ["saturday"], "7": ["sunday"] },
        "day": { "0": ["today"], "-1": ["yesterday"], "1": ["tomorrow"] },
        "span": {
          "this_month": ["earlier this month", "this month"],
          "this_week": ["earlier this week", "this week"],
          "this_year": ["earlier this year", "this year"],
          "last_week": ["last week"],
          "last_month": ["last month"],
          "next_week": ["next week"],
          "year_start": ["the start of the year", "the beginning of the year", "the new year"]
        },
        "since": { "from": ["since", "starting from"], "until": ["by", "until", "before", "as of"] },
        "already": ["already", "by then", "by now"],
        "until": ["and", "to", "until", "through", "–", "—", "-"],
        "within": ["between", "from"]
      }
    }
    """#
}
