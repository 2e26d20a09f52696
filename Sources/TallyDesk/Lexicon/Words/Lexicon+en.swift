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
          "1": ["one"], "2": ["two"], "3": ["three"], "4": ["four"], "5": ["five"], "6": ["six"], "7": ["seven"], "8": ["eight"], "9": ["nine"], "10": ["ten"], "11": ["eleven"], "12": ["twelve"], "13": ["thirteen"], "14": ["fourteen"], "15": ["fifteen"], "16": ["sixteen"], "17": ["seventeen"], "18": ["eighteen"], "19": ["nineteen"], "20": ["twenty"], "21": ["twenty-one"], "22": ["twenty-two"], "23": ["twenty-three"], "24": ["twenty-four"], "25": ["twenty-five"], "26": ["twenty-six"], "27": ["twenty-seven"], "28": ["twenty-eight"], "29": ["twenty-nine"], "30": ["thirty"], "31": ["thirty-one"], "32": ["thirty-two"], "33": ["thirty-three"], "34": ["thirty-four"], "35": ["thirty-five"], "36": ["thirty-six"], "37": ["thirty-seven"], "38": ["thirty-eight"], "39": ["thirty-nine"], "40": ["forty"], "41": ["forty-one"], "42": ["forty-two"], "43": ["forty-three"], "44": ["forty-four"], "45": ["forty-five"], "46": ["forty-six"], "47": ["forty-seven"], "48": ["forty-eight"], "49": ["forty-nine"], "50": ["fifty"], "51": ["fifty-one"], "52": ["fifty-two"], "53": ["fifty-three"], "54": ["fifty-four"], "55": ["fifty-five"], "56": ["fifty-six"], "57": ["fifty-seven"], "58": ["fifty-eight"], "59": ["fifty-nine"], "60": ["sixty"], "61": ["sixty-one"], "62": ["sixty-two"], "63": ["sixty-three"], "64": ["sixty-four"], "65": ["sixty-five"], "66": ["sixty-six"], "67": ["sixty-seven"], "68": ["sixty-eight"], "69": ["sixty-nine"], "70": ["seventy"], "71": ["seventy-one"], "72": ["seventy-two"], "73": ["seventy-three"], "74": ["seventy-four"], "75": ["seventy-five"], "76": ["seventy-six"], "77": ["seventy-seven"], "78": ["seventy-eight"], "79": ["seventy-nine"], "80": ["eighty"], "81": ["eighty-one"], "82": ["eighty-two"], "83": ["eighty-three"], "84": ["eighty-four"], "85": ["eighty-five"], "86": ["eighty-six"], "87": ["eighty-seven"], "88": ["eighty-eight"], "89": ["eighty-nine"], "90": ["ninety"], "91": ["ninety-one"], "92": ["ninety-two"], "93": ["ninety-three"], "94": ["ninety-four"], "95": ["ninety-five"], "96": ["ninety-six"], "97": ["ninety-seven"], "98": ["ninety-eight"], "99": ["ninety-nine"]
        },
        "multiplier": { "100": ["hundred"], "1000": ["thousand"], "12": ["dozen"], "1000000": ["million"] },
        "about": ["about", "around", "some", "nearly", "almost", "approximately", "roughly", "close to"],
        "at_least": ["at least", "no fewer than", "no less than", "not fewer than", "not less than", "a minimum of"],
        "more_than": ["more than", "over", "upwards of", "in excess of"],
        "less_than": ["fewer than", "less than", "under", "below", "short of"],
        "at_most": ["at most", "up to", "no more than", "not more than", "no greater than", "as many as", "a maximum of"],
        "particle": ["about", "around", "over", "under", "below", "up to"],
        "vague": ["twice", "double", "triple", "half", "halves", "quarter", "quarters", "third of", "thirds", "majority", "most of", "part of", "some of", "rest of", "tens", "dozens", "scores", "hundreds", "thousands", "millions", "billion", "several", "few", "couple", "handful", "many", "fewer", "less", "or so", "or more", "or less", "or fewer", "and more", "and a half", "plus", "odd"],
        "single": ["a single", "single", "even one"],
        "none": ["no", "none of the", "not one"],
        "not": ["not", "never", "neither", "nor", "without", "hardly", "barely", "nobody", "nothing", "no one", "cannot", "hasn't", "hasn’t", "haven't", "haven’t", "hadn't", "hadn’t", "didn't", "didn’t", "doesn't", "doesn’t", "don't", "don’t", "won't", "won’t", "wouldn't", "wouldn’t", "isn't", "isn’t", "aren't", "aren’t", "wasn't", "wasn’t", "weren't", "weren’t", "can't", "can’t", "couldn't", "couldn’t", "shouldn't", "shouldn’t"],
        "doubtful": ["would have", "imagin*", "assum*", "if", "unless", "whether", "when", "once", "until", "before", "as soon as", "in case", "provided that", "instead of", "rather than", "can", "could", "may", "might", "must", "should", "ought", "need", "needs", "refus*", "fail*", "declin*", "want*", "wish*", "hope*", "hoping", "demand*", "ask", "asks", "asked", "asking", "urge", "urges", "urged", "urging", "call on", "calls on", "called on", "calling on", "call for", "calls for", "called for", "calling for", "oblig*", "requir*", "suppos*", "promis*", "pledg*", "vow*", "threaten*", "try", "tries", "tried", "trying", "attempt*", "seek*", "sought", "consider*", "expect*", "unable", "postpon*", "delay*", "cancel*", "suspend*", "block*", "halt*", "prevent*", "stopped", "disrupt*", "false", "falsely", "untrue", "fake", "fakes", "hoax", "lie", "lies", "lied", "lying", "allegedly", "purported*", "rumour*", "rumor*", "doubt*", "likely", "unlikely", "possible", "possibly", "impossible", "perhaps", "maybe", "probably", "apparently", "seem*", "wrong", "wrongly", "incorrect*", "mistaken*", "contrary"],
        "measure": ["percent", "per cent", "km", "kilometres", "kilometers", "miles", "hours", "hour", "days", "months", "weeks", "minutes", "years", "degrees", "dollars", "euros", "lorries", "trucks", "buses", "proposals", "times", "sides", "delegations", "nations"],
        "figure": ["figure", "number", "total"],
        "total": ["in total", "in all", "altogether", "overall", "so far", "to date", "a total of"],
        "part": ["including", "among them", "among those released", "of them", "of these", "of whom", "of which"],
        "whole": ["of the", "out of", "of"],
        "each": ["each side", "each"],
        "for_each": ["for", "to"],
        "or": ["or"],
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
