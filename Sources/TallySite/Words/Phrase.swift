internal import TransparencyLog

/// The words of a site's frame, one language a file.
///
/// A phrase has `{0}`, `{1}` … where something goes in. Sides are spoken of in the same words.
enum Phrase: String, CaseIterable, Sendable {
  // The frame.
  case kicker, skip, pages, overview, events, record, feed, noLosses
  case headSays, strip, seeNow, disclosedTo
  // The slider.
  case saidBy, show, earlier, later, now, allDays, changedDays, nothingSaid, slider
  // The overview.
  case lead, leadAt, factEvents, factHandovers, factOpen, factMedia, amountOf
  case totalsLead, none, whose, whoseUnsaid, saysSent, saysReceived, othersSay, bothConfirm, gap
  case ofHandovers, notSpoken, withoutNumber, gapNote, noGap, netAndAll
  case of, upTo, fromOn, readBy, quoteOf, quoteBoth, quoteSender, quoteReceiver, quoteNone,
    quoteGap, quoteEqual,
    quoteAt, quoteSenderAlone, quoteReceiverAlone, quoteStated, quoteStatedFor, onlyStated,
    outletsSay, saysFor
  case confirmedOf, statedTotals, says, notInSums
  case openContradictions, noContradictions, pendingObligations, noObligations, newest, allOf
  case changedSince, changedNothing, changes
  // Charts.
  case growth, chartOf, chartLead, chartAbout, statedBy, statedByOthers, vague
  // Tables.
  case asJSON, asCSV, onlyCSV, more, unsaid
  // Events.
  case signature, signedBy, signedFor, notSigned
  case byRecorder, read, through, rendering, sealedFields
  case state, id, label, statedOn, publishedOn, recordedAt, recorder, words, bearing, noBearing
  case field, inHandovers, proof, proofWords, proofNot, entryFile, proofFile
  // Sources and others.
  case saidThis, nothingHere, these, those, settledBy, difference, explainedBy
  // Days and differences.
  case daysLead, madeBy, differenceLead, differenceNone, dayWent
  // The record.
  case recordLead, size, root, lastCheckpoint, noCheckpoint, key, rulesVersion, countsFrom
  case checkHead, checkWords, setAside, straddling, unread, title, author, language
  // What goes wrong.
  case notFound, notFoundWords, nearest, badRequest, unknownQuery, unavailable, unavailableWords,
    records, loginTitle, loginWords, loginWrong, loginToken
  // Reports, each with its title and what it is.
  case totals, handovers, timeline, obligations, contradictions, media, sources, silences
  case assertions
  case totalsSays, handoversSays, timelineSays, obligationsSays, contradictionsSays, mediaSays
  case sourcesSays, silencesSays, assertionsSays
  // Numbers and dates within a sentence.
  case atLeast, atMost, about, unsure, perDay, perWeek, perMonth, numberWithheld, numberUnsaid
  // What an event says: its claim, part by part.
  case fromTo, fromSide, toSide, countedIn, receivedAs, identifiedAs, under, atPlace, aboutWhat
  case unclearParts, inPart, eachWay, bothWays, asTotal
  // What an event says: acts.
  case confirms, ownCount, denies, deniesClaim, deniesWhole, instead, corrects, withdraws,
    keepsSilent
  case until, speaksOfDeal, readsDeal, renewsDeal, owesWhat, owesEach, dueBy, namedMedium, toShow
  case publishedBy
  // What an event says: judgements.
  case speaksFor, belongsTo, copiesWhom, printedAs, reliabilityOf, credibilityOf, authenticityOf
  case explains, againstWhat, placesUnder, placesNowhere, sameUtterance, sameHandover
  case distinctHandover, derivedFrom, contradictOneAnother, amends, voids, dropped, destroys
  case unknownType, byTheRecorder
  // Contradictions.
  case apartBy, againstItself, sawIt, or, byNote, whoDenies, inRenderings, beforeIt, noDay,
    openedBy, explainedIn
  // Obligations.
  case daysLeft, daysPast, assumedUnder, inNoNumber, openUnder, leftBy, spokeOf, performedBy
  case takenBy
  // Tables and differences.
  case mayOverlap, differsBy, bothSpokeOf, handoversOf, contestedOf, statedIn, leftOutIn, bothWaysIn
  case notPlacedIn, oneEvent, oneHandover, oneOpen, oneMedium, allData, origin, refused
  case moreEvents, byCreditor, byDebtor, byOthers, calledBoth
  // Why a stated total cannot be compared.
  case givesNoNumber, saysNotBothDays, neitherSide, lacksNumber, lackNumbers, beginsOn, beginUnsaid
  case firstEntered, noneEntered,
    agreementNames
}
