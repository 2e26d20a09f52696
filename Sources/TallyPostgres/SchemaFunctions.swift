/// A function of a record.
struct SchemaFunction: Sendable {
  /// Its name.
  let name: String

  /// What it gives, as its making says.
  let result: String

  /// The language.
  var language = "plpgsql"

  /// Whether it does what its owner may do, whoever calls it.
  let isOwners: Bool

  /// The settings under which it runs.
  var settings = ["search_path=pg_catalog, pg_temp"]

  /// Its text.
  let body: String

  /// The statement that makes it.
  func making(in schema: Schema) -> String {
    let settings = settings.map { setting in
      let (name, value) = setting.pair("=")
      return "\nSET \(name) = \(name == "search_path" ? value : "'\(value)'")"
    }
    return "CREATE FUNCTION \(schema.of(name))() RETURNS \(result) LANGUAGE \(language)"
      + (isOwners ? " SECURITY DEFINER" : "") + settings.joined()
      + "\nAS $body$\(body)$body$"
  }
}

/// A trigger of a record, which fires in every session.
struct SchemaTrigger: Sendable {
  /// The name.
  let name: String

  /// The table.
  let table: String

  /// When it fires, as its making says.
  let event: String

  /// What fires it, as `pg_trigger` keeps it: 1 for each row, 2 before, 4 insert, 8 delete, 16 update,
  /// 32 truncate.
  let type: Int

  /// The function that it calls.
  let function: String

  /// The name by which it reads the rows that a statement added; empty for none.
  var added = ""

  /// The statements that make it.
  func making(in schema: Schema) -> String {
    let rows = added.isEmpty ? "" : " REFERENCING NEW TABLE AS \(added)"
    return "CREATE TRIGGER \(name) \(event) ON \(schema.of(table))\(rows) "
      + "FOR EACH \(type & 1 == 1 ? "ROW" : "STATEMENT") EXECUTE FUNCTION "
      + "\(schema.of(function))();\nALTER TABLE \(schema.of(table)) ENABLE ALWAYS TRIGGER \(name)"
  }
}

extension String {
  /// What stands before and after the first of a sign.
  fileprivate func pair(_ sign: Character) -> (String, String) {
    let parts = split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts.first ?? ""), String(parts.dropFirst().first ?? ""))
  }
}

extension Schema {
  /// The triggers: nothing changes or goes, and what is added is the next.
  var triggers: [SchemaTrigger] {
    ["meta", "entry", "tile", "checkpoint"].flatMap { table in
      [
        SchemaTrigger(
          name: "\(table)_unchanged", table: table, event: "BEFORE UPDATE OR DELETE", type: 27,
          function: "unchanged"),
        SchemaTrigger(
          name: "\(table)_kept", table: table, event: "BEFORE TRUNCATE", type: 34,
          function: "unchanged"),
      ]
    } + [
      SchemaTrigger(
        name: "head_kept", table: "head", event: "BEFORE INSERT OR DELETE OR TRUNCATE", type: 46,
        function: "unchanged"),
      SchemaTrigger(
        name: "entry_next", table: "entry", event: "AFTER INSERT", type: 4, function: "entry_next",
        added: "added"),
      SchemaTrigger(
        name: "tile_next", table: "tile", event: "BEFORE INSERT", type: 7, function: "tile_next"),
      SchemaTrigger(
        name: "checkpoint_next", table: "checkpoint", event: "BEFORE INSERT", type: 7,
        function: "checkpoint_next"),
    ]
  }

  /// The functions.
  var functions: [SchemaFunction] {
    [claim, entryNext, unchanged, tileNext, checkpointNext, standbys]
  }

  /// Takes the head, in whose order writers append, for the rest of the transaction.
  private var claim: SchemaFunction {
    SchemaFunction(
      name: "claim", result: "TABLE (held bigint, since bigint)", isOwners: true,
      settings: ["search_path=pg_catalog, pg_temp", "lock_timeout=10s"],
      body: """

        DECLARE
          last record;
        BEGIN
          IF current_setting('transaction_isolation') <> 'read committed' THEN
            RAISE EXCEPTION 'an append is a transaction that reads what is committed'
              USING ERRCODE = 'TL002';
          END IF;
          SELECT size, recorded INTO held, since FROM \(of("head")) FOR UPDATE;
          SELECT seq, recorded INTO last FROM \(of("entry")) ORDER BY seq DESC LIMIT 1;
          IF held IS DISTINCT FROM coalesce(last.seq, 0) OR since IS DISTINCT FROM last.recorded THEN
            RAISE EXCEPTION 'the head of the record is not its last entry' USING ERRCODE = 'TL002';
          END IF;
          IF current_setting('synchronous_commit') IN ('off', 'local') THEN
            PERFORM set_config('synchronous_commit', 'on', true);
          END IF;
          RETURN NEXT;
        END

        """)
  }

  /// Sees that the entries of a statement are the next ones, each recorded later than the one before it
  /// and by whom it says, and moves the head.
  private var entryNext: SchemaFunction {
    SchemaFunction(
      name: "entry_next", result: "trigger", isOwners: true,
      body: """

        DECLARE
          those record;
        BEGIN
          SELECT count(*) AS number, min(seq) AS first, max(seq) AS last, min(recorded) AS begun,
            max(recorded) AS ended INTO those FROM added;
          IF those.number = 0 THEN
            RETURN NULL;
          END IF;
          IF those.number > 1 AND EXISTS (
            SELECT FROM (SELECT recorded <= lag(recorded) OVER (ORDER BY seq) AS is_early FROM added) e
            WHERE is_early
          ) THEN
            RAISE EXCEPTION 'an entry is recorded later than the one before it' USING ERRCODE = 'TL001';
          END IF;
          IF NOT pg_has_role(session_user, '\(restorer)', 'MEMBER') AND EXISTS (
            SELECT FROM added WHERE ARRAY[session_user::text, seq::text] IS DISTINCT FROM regexp_match(
              convert_from(substring(bytes FROM greatest(1, octet_length(bytes) - 299)), 'LATIN1'),
              '","recorder":"([^"]*)","seq":([0-9]+),"stated":"[^"]*","type":"[a-z_]+","v":[0-9]+[}]$')
          ) THEN
            RAISE EXCEPTION 'the recorder of an event is who appends it, %', session_user
              USING ERRCODE = 'TL001';
          END IF;
          UPDATE \(of("head")) SET size = those.last, recorded = those.ended
            WHERE size = those.first - 1 AND those.last - those.first + 1 = those.number
              AND (recorded IS NULL OR recorded < those.begun);
          IF NOT FOUND THEN
            RAISE EXCEPTION 'an entry is the next one, and recorded later than the one before it'
              USING ERRCODE = 'TL001';
          END IF;
          RETURN NULL;
        END

        """)
  }

  private var unchanged: SchemaFunction {
    SchemaFunction(
      name: "unchanged", result: "trigger", isOwners: false,
      body: """

        BEGIN
          RAISE EXCEPTION 'a record is append-only: nothing in % changes', TG_TABLE_NAME
            USING ERRCODE = 'TL001';
        END

        """)
  }

  private var tileNext: SchemaFunction {
    SchemaFunction(
      name: "tile_next", result: "trigger", isOwners: false,
      body: """

        BEGIN
          IF NEW.n IS DISTINCT FROM
            (SELECT coalesce(max(n), -1) + 1 FROM \(of("tile")) WHERE level = NEW.level)
          THEN
            RAISE EXCEPTION 'a tile is the next one of its level' USING ERRCODE = 'TL001';
          END IF;
          RETURN NEW;
        END

        """)
  }

  private var checkpointNext: SchemaFunction {
    SchemaFunction(
      name: "checkpoint_next", result: "trigger", isOwners: false,
      body: """

        BEGIN
          IF NEW.size <= (SELECT coalesce(max(size), -1) FROM \(of("checkpoint"))) THEN
            RAISE EXCEPTION 'a checkpoint is larger than the one before it' USING ERRCODE = 'TL001';
          END IF;
          IF NEW.size > (SELECT coalesce(max(seq), 0) FROM \(of("entry"))) THEN
            RAISE EXCEPTION 'a checkpoint covers only entries of the record' USING ERRCODE = 'TL001';
          END IF;
          RETURN NEW;
        END

        """)
  }

  /// What the server tells of its standbys, as far as the owner may know it.
  private var standbys: SchemaFunction {
    SchemaFunction(
      name: "standbys",
      result: "TABLE (name text, state text, role text, flushed bigint, lag bigint)",
      language: "sql", isOwners: true,
      body: """

        SELECT application_name, state, sync_state, pg_wal_lsn_diff(flush_lsn, '0/0')::bigint,
          (extract(epoch FROM replay_lag) * 1000000)::bigint
        FROM pg_stat_replication ORDER BY application_name

        """)
  }
}
