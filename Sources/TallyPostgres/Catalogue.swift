internal import TransparencyLog

/// What PostgreSQL's own catalogue says of a record: its tables, columns, constraints, indexes, triggers,
/// functions, grants and roles, each as one line.
///
/// It is compared with what a new record has, so that whatever an owner or administrator changed shows.
struct Catalogue: Hashable, Sendable {
  /// Something that the catalogue describes.
  struct Object: Hashable, Sendable, Comparable {
    /// What it is, such as `trigger`.
    let kind: String

    /// Its name, with that of its table.
    let name: String

    /// What it is like.
    let text: String

    /// By kind, then by name, then by what it is like.
    static func < (left: Object, right: Object) -> Bool {
      (left.kind, left.name, left.text) < (right.kind, right.name, right.text)
    }
  }

  /// The objects, each once.
  let objects: Set<Object>

  /// Reads what a server says of a schema.
  init(_ db: PostgresConnection, _ schema: Schema) throws {
    let rows = try db.rows(
      Catalogue.query, .text(schema.name), .texts(schema.roles), .text(schema.owner))
    objects = try Set(
      (0..<rows.count).map { row in
        Object(
          kind: try rows.text(row, 0, "a kind in the catalogue"),
          name: try rows.text(row, 1, "a name in the catalogue"),
          text: try rows.text(row, 2, "a description in the catalogue"))
      })
  }

  /// How these objects differ from those of a record, as the ends of sentences, by kind and name.
  func differences(from schema: Schema) -> [(kind: String, text: String)] {
    let expected = Set(schema.objects)
    let names = Set(objects.map { [$0.kind, $0.name] })
    let expectedNames = Set(expected.map { [$0.kind, $0.name] })
    let missing = expected.subtracting(objects).filter { !names.contains([$0.kind, $0.name]) }
    let other = objects.subtracting(expected)
    var all = missing.map { ($0, "the \($0.kind) \(escaped($0.name)) is missing") }
    for object in other {
      let isOurs = expectedNames.contains([object.kind, object.name])
      let name = escaped(object.name)
      all.append(
        isOurs
          ? (object, "the \(object.kind) \(name) is not ours")
          : (object, "there is a foreign \(object.kind) \(name)"))
    }
    all.sort { $0.0 < $1.0 }
    return all.map { ($0.0.kind, $0.1) }
  }

  /// The sentence for a record that differs; nil for one that does not.
  func complaint(_ schema: Schema) -> String? {
    let all = differences(from: schema)
    guard !all.isEmpty else { return nil }
    let more = all.count - 8
    return all.prefix(8).map(\.text).joined(separator: ", ")
      + (more > 0 ? ", and \(more) more" : "")
  }

  /// The question: $1 is the schema, $2 the roles of the record, $3 the owner.
  private static let query = """
    WITH ours AS (SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace WHERE nspname = $1),
    parts AS (SELECT c.* FROM pg_catalog.pg_class c JOIN ours ON c.relnamespace = ours.oid),
    rights AS (
      SELECT 'schema' AS name, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) AS r FROM ours
      UNION ALL
      SELECT relname::text, aclexplode(coalesce(relacl, acldefault('r', relowner)))
        FROM parts WHERE relkind IN ('r', 'v', 'm', 'p', 'f')
      UNION ALL
      SELECT p.relname || '.' || a.attname, aclexplode(a.attacl)
        FROM pg_catalog.pg_attribute a JOIN parts p ON a.attrelid = p.oid WHERE a.attacl IS NOT NULL
      UNION ALL
      SELECT f.proname || '()', aclexplode(coalesce(f.proacl, acldefault('f', f.proowner)))
        FROM pg_catalog.pg_proc f JOIN ours ON f.pronamespace = ours.oid
    )
    SELECT 'schema'::text, 'itself'::text, concat_ws(' ', pg_get_userbyid(nspowner),
        obj_description(oid, 'pg_namespace')) FROM ours
    UNION ALL
    SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'i' THEN 'index' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view'
        WHEN 'S' THEN 'sequence' ELSE 'relation' END, relname::text,
      concat_ws(' ', relpersistence, pg_get_userbyid(relowner), relreplident,
        (SELECT amname FROM pg_catalog.pg_am am WHERE am.oid = relam),
        array_to_string(reloptions, ','), CASE WHEN relrowsecurity THEN 'row security' END,
        CASE WHEN relforcerowsecurity THEN 'forced' END, CASE WHEN relispartition THEN 'partition' END)
      FROM parts
    UNION ALL
    SELECT 'column', p.relname || '.' || a.attnum,
      concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attstorage,
        CASE WHEN a.attnotnull THEN 'not null' END, CASE WHEN a.attisdropped THEN 'dropped' END,
        (SELECT collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation),
        nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''), pg_get_expr(d.adbin, d.adrelid))
      FROM pg_catalog.pg_attribute a JOIN parts p ON a.attrelid = p.oid
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND p.relkind <> 'i'
    UNION ALL
    SELECT 'constraint', p.relname || '.' || c.conname,
      concat_ws(' ', CASE WHEN c.contype = 'f' THEN 'FOREIGN KEY' ELSE pg_get_constraintdef(c.oid) END,
        CASE WHEN NOT c.convalidated THEN 'not valid' END, CASE WHEN c.condeferrable THEN 'deferrable' END)
      FROM pg_catalog.pg_constraint c JOIN parts p ON c.conrelid = p.oid WHERE c.contype <> 'n'
    UNION ALL
    SELECT 'key', p.relname::text,
      concat_ws(' ', t.relname, CASE WHEN i.indisunique THEN 'unique' END,
        CASE WHEN i.indisprimary THEN 'primary' END, CASE WHEN NOT i.indisvalid THEN 'not valid' END,
        CASE WHEN NOT i.indisready THEN 'not ready' END, CASE WHEN NOT i.indimmediate THEN 'late' END,
        (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true), ',' ORDER BY k)
          FROM generate_series(1, i.indnatts) k),
        pg_get_expr(i.indpred, i.indrelid))
      FROM pg_catalog.pg_index i JOIN parts p ON p.oid = i.indexrelid
      JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    UNION ALL
    SELECT 'trigger', p.relname || '.' || t.tgname,
      concat_ws(' ', t.tgtype, t.tgenabled, f.proname, CASE WHEN f.pronamespace <> p.relnamespace
        THEN 'elsewhere' END, t.tgnewtable, t.tgoldtable, nullif(t.tgnargs, 0), nullif(t.tgattr::text, ''),
        CASE WHEN t.tgdeferrable THEN 'deferrable' END, pg_get_expr(t.tgqual, t.tgrelid))
      FROM pg_catalog.pg_trigger t JOIN parts p ON t.tgrelid = p.oid
      JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
    UNION ALL
    SELECT 'rule', p.relname || '.' || r.rulename, r.ev_type::text
      FROM pg_catalog.pg_rewrite r JOIN parts p ON r.ev_class = p.oid
    UNION ALL
    SELECT 'policy', p.relname || '.' || r.polname, r.polcmd::text
      FROM pg_catalog.pg_policy r JOIN parts p ON r.polrelid = p.oid
    UNION ALL
    SELECT 'child', p.relname::text, h.inhrelid::regclass::text
      FROM pg_catalog.pg_inherits h JOIN parts p ON h.inhparent = p.oid
    UNION ALL
    SELECT 'parent', p.relname::text, h.inhparent::regclass::text
      FROM pg_catalog.pg_inherits h JOIN parts p ON h.inhrelid = p.oid
    UNION ALL
    SELECT 'function', f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')',
      concat_ws(' ', pg_get_userbyid(f.proowner), l.lanname, f.provolatile, f.prokind,
        CASE WHEN f.prosecdef THEN 'definer' END, CASE WHEN f.proleakproof THEN 'leakproof' END,
        pg_get_function_result(f.oid), array_to_string(f.proconfig, '; '), f.prosrc)
      FROM pg_catalog.pg_proc f JOIN ours ON f.pronamespace = ours.oid
      JOIN pg_catalog.pg_language l ON l.oid = f.prolang
    UNION ALL
    SELECT 'type', t.typname::text, t.typtype::text FROM pg_catalog.pg_type t
      JOIN ours ON t.typnamespace = ours.oid
      WHERE t.typrelid = 0 AND t.typelem = 0
    UNION ALL
    SELECT 'operator', o.oprname::text, '' FROM pg_catalog.pg_operator o
      JOIN ours ON o.oprnamespace = ours.oid
    UNION ALL
    SELECT 'grant', rights.name || ' ' || CASE WHEN (r).grantee = 0 THEN 'PUBLIC'
        ELSE pg_get_userbyid((r).grantee)::text END || ' ' || (r).privilege_type,
      CASE WHEN (r).is_grantable THEN 'grantable' ELSE 'yes' END
      FROM rights WHERE (r).grantee IS DISTINCT FROM (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = $3)
    UNION ALL
    SELECT 'role', rolname::text, concat_ws(' ', CASE WHEN rolcanlogin THEN 'login' END,
        CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolcreaterole THEN 'createrole' END,
        CASE WHEN rolcreatedb THEN 'createdb' END, CASE WHEN rolreplication THEN 'replication' END,
        CASE WHEN rolbypassrls THEN 'bypassrls' END, CASE WHEN rolinherit THEN 'inherit' END)
      FROM pg_catalog.pg_roles WHERE rolname = ANY($2)
    UNION ALL
    SELECT 'member', pg_get_userbyid(roleid) || ' ' || pg_get_userbyid(m.member), 'yes'
      FROM pg_catalog.pg_auth_members m
      WHERE (pg_get_userbyid(roleid) = $3 OR (pg_get_userbyid(m.member) = ANY($2)
          AND pg_get_userbyid(roleid) <> 'pg_read_all_stats'))
        AND NOT (pg_get_userbyid(roleid) = $3 AND (SELECT rolsuper FROM pg_catalog.pg_roles r WHERE r.oid = m.member))
    UNION ALL
    SELECT 'setting', coalesce(nullif(pg_get_userbyid(s.setrole)::text, 'unknown (OID=0)'), 'all') || ' '
        || split_part(c, '=', 1), c
      FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c
      WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
        AND (s.setrole = 0 OR pg_get_userbyid(s.setrole) = ANY($2) OR pg_get_userbyid(s.setrole) = session_user)
        AND split_part(c, '=', 1) IN ('search_path', 'session_replication_role', 'role')
    """
}
