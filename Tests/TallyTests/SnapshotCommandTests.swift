import Foundation
import Testing

/// `tally snapshot` and what strangers make of its folder.
struct SnapshotCommandTests {
  @Test func `the shipped record's snapshot passes every check that needs nothing of us`() throws {
    try ShippedSnapshot.whole.use { folder in
      let sums = try folder.shell("cd shipped && sha256sum --strict -c SHA256SUMS")
      #expect(sums.status == 0 && sums.lines.count == ShippedSnapshot.whole.paths.count - 4)
      let signature = try folder.shell(
        "ssh-keygen -Y verify -f shipped/allowed_signers -I signed.test/r -n snapshot@signed.test "
          + "-s shipped/SHA256SUMS.sig < shipped/SHA256SUMS")
      #expect(signature.status == 0, "\(signature.output)")
      let steps = try folder.shell("sed -n 's/^    //p' shipped/README.txt")
      let words = steps.output.matches(of: #/(?:^|[|({;&] *|then |do |! )([a-z][a-z0-9-]+) /#)
        .map { String($0.1) }
      #expect(!words.contains("tally") && !words.contains("python3"))
      #expect(words.contains("openssl") && words.contains("sha256sum"))
      #expect(try folder.passesSteps("shipped"))
    }
  }

  @Test func `it is whole, and says under whose keys`() throws {
    try ShippedSnapshot.article.use { folder in
      let own = try folder.verified("shipped")
      #expect(own.whole && own.vouched && own.size == 45, "\(own.findings)")
      #expect(own.files == ShippedSnapshot.article.paths.count)
      #expect(own.custodian != nil && !own.isCustodianVouched)

      let key = try #require(folder.tally("key", "show").lines.first)
      _ = try folder.shell(
        "printf '%s %s' 'signed.test/r' \"$(cat custodian.pub)\" > signers; "
          + "printf 'other.test/r %s' \"$(cat custodian.pub)\" > others; rm -r ../config")
      #expect(try !folder.verified("shipped").vouched)
      let text = try folder.tally("verify", "shipped")
      // The whole key, so that it can be compared.
      #expect(
        text.output.contains(
          "key \(key), from the snapshot itself: NOBODY VOUCHED FOR IT (give --vkey)"))
      #expect(text.output.contains("NOBODY VOUCHED FOR IT (give --allowed-signers)"))
      #expect(try folder.verified("shipped", "--vkey", key).vouched)
      let signed = try folder.verified("shipped", "--allowed-signers", "signers")
      #expect(signed.vouched && signed.isCustodianVouched)
      // Whoever the reader did not name says nothing, for or against.
      let other = try folder.verified("shipped", "--allowed-signers", "others", "--vkey", key)
      #expect(other.whole && other.vouched && !other.isCustodianVouched)
      let unnamed = try folder.tally(
        "verify", "shipped", "--allowed-signers", "others", "--vkey", key)
      #expect(unnamed.status == 3)
      #expect(
        unnamed.output.contains(
          "NOT AMONG THE SIGNERS THAT YOU GAVE for the principal signed.test/r:"))
    }
  }

  @Test func `its reports are those that the commands print`() throws {
    try ShippedSnapshot.whole.use { folder in
      let cut = "--as-of 2025-06-13 --occurred 2025-06-11.. --with-hindsight --as-recorded '#100'"
      let made = try folder.shell("tally snapshot cut \(cut)")
      #expect(made.status == 0, "\(made.output)")
      for path in ShippedSnapshot.whole.paths where path.hasPrefix("reports/") {
        let parts = path.dropFirst("reports/".count).split(separator: ".")
        let printed = try folder.shell(
          "tally \(parts[0]) --format \(parts[1]) \(cut) | cmp - cut/\(path)")
        #expect(printed.status == 0, "\(path): \(printed.output)")
      }
      let events = try folder.shell("tally export | head -n 100 | cmp - cut/events.jsonl")
      #expect(events.status == 0, "\(events.output)")
      #expect(try folder.verified("cut").whole)
      #expect(try folder.passesSteps("cut"))
    }
  }

  @Test func `the same record, cut, day and keys give the same bytes`() throws {
    try ShippedSnapshot.whole.use { folder in
      let again = try folder.shell(
        "umask 077; tally snapshot again/ --sign-with custodian && diff -r shipped again && "
          + "find again -type f ! -perm 644 -o -type d ! -perm 755")
      #expect(again.status == 0 && !again.output.contains("Only in"), "\(again.output)")
      #expect(again.lines.allSatisfy { !$0.hasPrefix("again/") })
      // Signatures and digests, which differ in each run, may happen to hold a short name.
      let ours = try folder.shell(
        "cd shipped && name=$(hostname); [ ${#name} -ge 12 ] || name=$(pwd); "
          + "grep -rlF -e \"$name\" -e \"$HOME\" -e \"$(pwd)\" . ; true")
      #expect(ours.output == "")
    }
  }

  @Test func `a snapshot taken later proves the earlier one a prefix`() throws {
    try ShippedSnapshot.article.use { folder in
      _ = try folder.shell("cp record.tally fork.tally")
      try folder.append(1, by: "later")
      #expect(try folder.tally("snapshot", "later").status == 0)
      let report = try folder.verified("later", "--against", "shipped")
      #expect(report.whole && report.extends == 1)
      #expect(try folder.tally("verify", "--against", "shipped").status == 0)
      let back = try folder.verified("shipped", "--against", "later")
      #expect(back.findings.map(\.class) == ["rolled_back"])

      // On a machine that lost what lay beside the key, the key signs another history.
      _ = try folder.shell("rm ../config/tally/keys/*/last-checkpoint")
      try folder.append(1, by: "forked", to: "fork.tally")
      let forked = try folder.tally("snapshot", "forked", "--record", "fork.tally")
      #expect(forked.status == 0, "\(forked.errors)")
      let fork = try folder.verified("forked", "--against", "later")
      #expect(fork.findings.map(\.class) == ["forked"])
      #expect(try folder.tally("verify", "--against", "forked").status == 2)
      // The one event that differs is named, and not all up to it.
      #expect(fork.findings.map(\.seqs) == [46...46])
      let text = try folder.tally("verify", "forked", "--against", "later").output
      #expect(
        text.contains("forked #46: later has another event there: two histories exist"), "\(text)")
      let record = try folder.tally("verify", "--against", "forked").output
      #expect(record.contains("forked #46: forked has another event there"), "\(record)")
    }
  }

  @Test func `the beginning of what was signed is signed again, and kept nowhere`() throws {
    try ShippedSnapshot.whole.use { folder in
      let last = folder.keys + "/last-checkpoint"
      let before = FileManager.default.contents(atPath: last)
      #expect(try folder.tally("snapshot", "first", "--as-recorded", "#45").status == 0)
      #expect(FileManager.default.contents(atPath: last) == before)
      #expect(try folder.query("SELECT size FROM checkpoint") == ["300"])
      #expect(try folder.verified("first").size == 45)
      #expect(try folder.verified("shipped", "--against", "first").extends == 1)
      let by = try folder.tally("snapshot", "by", "--as-recorded", "first/checkpoint")
      #expect(by.status == 0)
      let same = try folder.shell("diff -r first by")
      #expect(same.status == 0, "\(same.output)")
    }
  }

  @Test func `sealed fields go to their audience alone`() throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.shell(
        """
        tally publish --medium m-1 --kind video --speaker zelensky --stated 2025-06-14 \
          --locator 'shelf 7' --seal locator --label sealed
        tally seal disclose sealed locator --to court
        tally snapshot court --audience court && tally snapshot press --audience press
        tally seal export --audience court | cmp - court/disclosures.jsonl && ls press
        """)
      #expect(made.status == 0, "\(made.output)")
      #expect(!made.output.contains("disclosures.jsonl"), "\(made.output)")
      #expect(try folder.verified("court").whole)
      let text = try folder.tally("verify", "court").output
      #expect(text.contains("1 sealed field: 1 present, 0 withheld, 0 erased"), "\(text)")
      #expect(try folder.tally("verify", "press").output.contains("0 present, 1 withheld"))
      for change in ["rm", "sed -i 's/$/ /'", "sed -i p", "sed -i s/Wy./WyZ/", "sed -i d"] {
        _ = try folder.shell("cp -r court other; \(change) other/disclosures.jsonl")
        #expect(try folder.verified("other").names("disclosures.jsonl"), "\(change)")
        _ = try folder.shell(
          "cd other; find . -type f ! -name SHA256SUMS | cut -c3- | LC_ALL=C sort "
            + "| xargs sha256sum > ../s; mv ../s SHA256SUMS")
        // Without a custodian the log's key still answers for what is left out.
        #expect(try !folder.verified("other").whole, "\(change)")
        _ = try folder.shell("rm -r other")
      }
    }
  }

  @Test func `a record whose history the key did not sign gives no snapshot`() throws {
    try ShippedSnapshot.article.use { folder in
      _ = try folder.shell("cp record.tally fork.tally")
      try folder.append(1, by: "later")
      _ = try folder.sign()
      try folder.append(1, by: "forked", to: "fork.tally")
      let forked = try folder.tally("snapshot", "forked", "--record", "fork.tally")
      #expect(forked.status == 2)
      #expect(forked.errors.contains("does not extend the last checkpoint"))
      #expect(try folder.shell("ls").lines.allSatisfy { !$0.hasPrefix("forked") })
      let begin = try folder.tally(
        "snapshot", "begin", "--record", "fork.tally", "--as-recorded", "#20")
      #expect(begin.status == 2 && begin.errors.contains("does not extend"))
    }
  }
}

/// Custodians' keys of all kinds.
struct CustodianTests {
  @Test(arguments: ["ed25519", "ecdsa", "rsa"])
  func `keys of every kind sign`(type: String) throws {
    try ShippedSnapshot.article.use { folder in
      let made = try folder.shell(
        "ssh-keygen -q -t \(type) -N '' -f key && tally snapshot by --as-recorded '#3' --sign-with key"
      )
      #expect(made.status == 0, "\(made.output)")
      let report = try folder.verified("by", "--allowed-signers", "by/allowed_signers")
      #expect(report.whole && report.isCustodianVouched, "\(report.findings)")
      #expect(try folder.passesSteps("by"))

      // The private key alone holds the public one.
      let bare = try folder.shell(
        "rm key.pub && tally snapshot bare --as-recorded '#3' --sign-with key")
      #expect(bare.status == 0, "\(bare.output)")
      #expect(try folder.verified("bare", "--allowed-signers", "by/allowed_signers").whole)
    }
  }

  @Test func `a key in an old form without its public key is refused, with what to do`() throws {
    try ShippedSnapshot.article.use { folder in
      let ending = try folder.shell(
        "ssh-keygen -q -t rsa -m PEM -N '' -f key && rm key.pub; tally snapshot by --sign-with key")
      #expect(ending.status == 1 && ending.output.contains("KEY > KEY.pub"), "\(ending.output)")
      let mended = try folder.shell(
        "ssh-keygen -y -f key > key.pub; tally snapshot by --sign-with key")
      #expect(mended.status == 0, "\(mended.output)")
    }
  }

  @Test func `a key with a passphrase and one in an agent sign`() throws {
    try ShippedSnapshot.article.use { folder in
      try folder.write(Data("#!/bin/sh\necho secret\n".utf8), to: "ask")
      let locked = try folder.shell(
        "chmod +x ask; ssh-keygen -q -t ed25519 -N secret -f key; "
          + "export SSH_ASKPASS=$PWD/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0; "
          + "tally snapshot locked --sign-with key")
      #expect(locked.status == 0, "\(locked.output)")
      #expect(try folder.verified("locked").custodian != nil)
      let agent = try folder.shell(
        "eval $(ssh-agent) > /dev/null; trap 'ssh-agent -k > /dev/null' EXIT; "
          + "ssh-add -q custodian && mv custodian ../gone && "
          + "tally snapshot agent --sign-with custodian.pub")
      #expect(agent.status == 0, "\(agent.output)")
      #expect(try folder.verified("agent").custodian != nil)
    }
  }

  @Test func `a key that cannot sign leaves no snapshot`() throws {
    try ShippedSnapshot.article.use { folder in
      _ = try folder.shell(
        "ssh-keygen -q -t ed25519 -N '' -f other; cp other.pub custodian.pub; echo x > junk")
      for (key, words) in [
        ("gone", "public key of gone cannot be had"), ("junk", "public key of junk cannot be had"),
        ("other.pub", "did not sign with other.pub"), ("custodian", "did not sign with custodian"),
      ] {
        if key == "other.pub" { _ = try folder.shell("mv other ../other") }
        let ending = try folder.tally("snapshot", "new", "--sign-with", key)
        #expect(ending.status == 1 && ending.errors.contains(words), "\(key): \(ending.errors)")
        #expect(try folder.shell("ls").lines.allSatisfy { !$0.hasPrefix("new") })
      }
    }
  }

  @Test func `line breaks that ssh-keygen forgives are found`() throws {
    try ShippedSnapshot.article.use { folder in
      let path = folder.work + "/shipped/SHA256SUMS.sig"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for (old, new) in [("U1NI", "U1\nNI"), ("-----END", "\n-----END")] {
        try text.replacing(old, with: new, maxReplacements: 1)
          .write(toFile: path, atomically: false, encoding: .utf8)
        let forgiven = try folder.shell(
          "ssh-keygen -Y verify -f shipped/allowed_signers -I signed.test/r "
            + "-n snapshot@signed.test -s shipped/SHA256SUMS.sig < shipped/SHA256SUMS")
        #expect(forgiven.status == 0, "\(forgiven.output)")
        let report = try folder.verified("shipped")
        #expect(report.findings.map(\.class) == ["bad_signature"])
        #expect(report.names("SHA256SUMS.sig"))
      }
    }
  }
}
