/* The least that a program has to do to the same rows: what tally is measured against.
 *
 *   bare insert FROM TO      the rows of a record, with ids hashed anew, in transactions of BATCH
 *   bare tuned FROM TO       the same, with what tally asks of SQLite: no locks within a connection, no
 *                            count of its memory, and a page cache of 64 MB for more than 200,000 rows
 *   bare take FROM TO        the same as tuned, with the bytes of every row proved canonical first, and
 *                            its leaf and the tree hashed: what any log has to do
 *   bare each RECORD COUNT   the first COUNT rows once more at the end of a record, with new ids and
 *                            without labels, one durable transaction for each
 *   bare lines RECORD COUNT  the same, each when a line is read, with a line in answer
 *   bare scan FROM           every row read
 *   bare hash FROM           every row read; leaf, id and tree hashes made and ids compared
 *   bare check FROM          the same, and the bytes of every row proved canonical, the columns and
 *                            the indexes compared with them: what any verifier has to do
 *   bare replay FROM         every row read; its bytes proved canonical, leaf and tree hashes made:
 *                            what any fold that proves its bytes has to do, and nothing more
 *   bare json FROM           SQLite's own sum over the JSON of every row
 *
 * FROM is a record of tally; TO is made with its tables, triggers and pragmas. Rows are read into
 * memory before the clock starts for insert and each. Prints the seconds that it took by the clock,
 * and those of the processor.
 *
 *   cc -O2 -o bare bare.c -lsqlite3 -lcrypto
 */
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "canonical.h"

#define BATCH 100000

struct row {
  int64_t seq, recorded;
  unsigned char id[16];
  char *label, *type;
  unsigned char *bytes;
  int count;
};

static void fail(sqlite3 *db, const char *what) {
  fprintf(stderr, "bare: %s: %s\n", what, db ? sqlite3_errmsg(db) : "out of memory");
  exit(1);
}

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double began, began_processor;

static void start(void) {
  began = seconds(CLOCK_MONOTONIC);
  began_processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void stop(void) {
  printf("%f %f\n", seconds(CLOCK_MONOTONIC) - began,
         seconds(CLOCK_PROCESS_CPUTIME_ID) - began_processor);
}

static int tuned;

static sqlite3 *open_file(const char *path, int flags) {
  sqlite3 *db = NULL;
  if (tuned) flags |= SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) fail(db, path);
  return db;
}

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(db, sql);
  return statement;
}

/* SHA-256 of up to three pieces, with a context that is set up once. */
static void hash(unsigned char out[32], const void *a, size_t na, const void *b, size_t nb,
                 const void *c, size_t nc) {
  static EVP_MD_CTX *context;
  static EVP_MD *sha;
  if (!context) {
    context = EVP_MD_CTX_new();
    sha = EVP_MD_fetch(NULL, "SHA256", NULL);
  }
  EVP_DigestInit_ex2(context, sha, NULL);
  EVP_DigestUpdate(context, a, na);
  if (nb) EVP_DigestUpdate(context, b, nb);
  if (nc) EVP_DigestUpdate(context, c, nc);
  EVP_DigestFinal_ex(context, out, NULL);
}

/* The id of an entry: what stands before ,"id": and from ,"stated": on is the content. */
static void content_id(unsigned char out[32], const unsigned char *id, const unsigned char *bytes,
                       size_t count) {
  static const char digit[] = "0123456789abcdef";
  char mark[39] = ",\"id\":\"";
  for (int i = 0; i < 16; i++) {
    mark[7 + 2 * i] = digit[id[i] >> 4];
    mark[8 + 2 * i] = digit[id[i] & 15];
  }
  const unsigned char *middle = memmem(bytes, count, mark, 39);
  const unsigned char *end =
      middle ? memmem(middle, bytes + count - middle, ",\"stated\":", 10) : NULL;
  if (!end) fail(NULL, "an entry has no id");
  hash(out, bytes, middle - bytes, end, bytes + count - end, NULL, 0);
}

static size_t load(const char *path, struct row **rows, int64_t most) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s = prepare(
      db, "SELECT seq, id, label, recorded, type, bytes FROM entry ORDER BY seq LIMIT ?1");
  sqlite3_bind_int64(s, 1, most);
  size_t count = 0, room = 0;
  while (sqlite3_step(s) == SQLITE_ROW) {
    if (count == room) *rows = realloc(*rows, (room = room ? 2 * room : 4096) * sizeof **rows);
    if (!*rows) fail(NULL, "rows");
    struct row *r = &(*rows)[count++];
    const char *label = (const char *)sqlite3_column_text(s, 2);
    r->seq = sqlite3_column_int64(s, 0);
    memcpy(r->id, sqlite3_column_blob(s, 1), 16);
    r->label = label ? strdup(label) : NULL;
    r->recorded = sqlite3_column_int64(s, 3);
    r->type = strdup((const char *)sqlite3_column_text(s, 4));
    r->count = sqlite3_column_bytes(s, 5);
    r->bytes = malloc(r->count);
    memcpy(r->bytes, sqlite3_column_blob(s, 5), r->count);
  }
  sqlite3_finalize(s);
  sqlite3_close(db);
  return count;
}

static sqlite3 *open_to_write(const char *path, int flags) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READWRITE | flags);
  run(db, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON;");
  return db;
}

/* Turns rows into such as may follow the last one of a record. */
static void follow(sqlite3 *db, struct row *rows, size_t count) {
  sqlite3_stmt *s = prepare(db, "SELECT max(seq), max(recorded) FROM entry");
  if (sqlite3_step(s) != SQLITE_ROW) fail(db, "the last row");
  int64_t last = sqlite3_column_int64(s, 0), recorded = sqlite3_column_int64(s, 1);
  sqlite3_finalize(s);
  for (size_t i = 0; i < count; i++) {
    free(rows[i].label);
    rows[i].label = NULL;
    rows[i].seq = ++last;
    rows[i].recorded = ++recorded;
  }
}

static sqlite3 *make(const char *from, const char *to) {
  remove(to);
  sqlite3 *db = open_to_write(to, SQLITE_OPEN_CREATE);
  sqlite3 *model = open_file(from, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s = prepare(
      model, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger', rowid");
  run(db, "BEGIN IMMEDIATE");
  while (sqlite3_step(s) == SQLITE_ROW) run(db, (const char *)sqlite3_column_text(s, 0));
  run(db, "COMMIT");
  sqlite3_finalize(s);
  sqlite3_close(model);
  return db;
}

/* Adds a leaf to the peaks of a tree, as RFC 6962 §2.1 has it. */
static void add(unsigned char peaks[64][32], uint64_t size, unsigned char leaf[32]) {
  unsigned char node[32];
  int level = 0;
  memcpy(node, leaf, 32);
  for (; size >> level & 1; level++) hash(node, "\1", 1, peaks[level], 32, node, 32);
  memcpy(peaks[level], node, 32);
}

/* Waits for a line, whatever it says, and answers the one before. */
static void next_line(int answer) {
  static char line[65536];
  ssize_t count;
  if (answer && write(1, "\n", 1) != 1) fail(NULL, "an answer");
  do {
    if ((count = read(0, line, sizeof line)) <= 0) exit(0);
  } while (line[count - 1] != '\n');
}

static void insert(sqlite3 *db, struct row *rows, size_t count, size_t batch, int each, int lines,
                   int checks) {
  static unsigned char peaks[64][32];
  sqlite3_stmt *s = prepare(
      db, "INSERT INTO entry (seq, id, label, recorded, type, bytes) VALUES (?1,?2,?3,?4,?5,?6)");
  for (size_t i = 0; i < count; i++) {
    struct row *r = &rows[i];
    unsigned char id[32], leaf[32];
    struct entry e;
    if (lines) next_line(i > 0);
    if (i % batch == 0) run(db, "BEGIN IMMEDIATE");
    content_id(id, r->id, r->bytes, r->count);
    if (each) hash(id, id, 32, &r->seq, sizeof r->seq, NULL, 0);
    if (checks) {
      if (!scan_entry(&e, r->bytes, r->count)) fail(NULL, "an entry is not canonical");
      hash(leaf, "\0", 1, r->bytes, r->count, NULL, 0);
      add(peaks, i, leaf);
    }
    sqlite3_bind_int64(s, 1, r->seq);
    sqlite3_bind_blob(s, 2, id, 16, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, r->label, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 4, r->recorded);
    sqlite3_bind_text(s, 5, r->type, -1, SQLITE_STATIC);
    sqlite3_bind_blob(s, 6, r->bytes, r->count, SQLITE_STATIC);
    if (sqlite3_step(s) != SQLITE_DONE) fail(db, "insert");
    sqlite3_reset(s);
    if (i % batch == batch - 1 || i == count - 1) run(db, "COMMIT");
  }
  if (lines) next_line(1);
  sqlite3_finalize(s);
}

/* A sum over the keys of an index that does not depend on their order: a multiplication and a fold
 * of two keyed words for each key. */
struct sum {
  uint64_t count, sum;
};

static uint64_t secret[2];

static void add_key(struct sum *sum, const void *key, int count, int64_t seq) {
  uint64_t words[8] = {0}, mixed = secret[0] ^ (uint64_t)seq;
  memcpy(words, key, count);
  for (int i = 0; 8 * i < count; i++) {
    __uint128_t product = (__uint128_t)(mixed ^ words[i]) * (secret[1] | 1);
    mixed = (uint64_t)product ^ (uint64_t)(product >> 64);
  }
  sum->count++;
  sum->sum += mixed;
}

static int is_register(const char *type) {
  return !strcmp(type, "source") || !strcmp(type, "agreement") || !strcmp(type, "medium")
      || !strcmp(type, "amendment") || !strcmp(type, "redaction");
}

static void compare_index(sqlite3 *db, const char *sql, struct sum rows) {
  struct sum keys = {0, 0};
  sqlite3_stmt *s = prepare(db, sql);
  while (sqlite3_step(s) == SQLITE_ROW)
    add_key(&keys, sqlite3_column_blob(s, 0), sqlite3_column_bytes(s, 0), sqlite3_column_int64(s, 1));
  if (keys.count != rows.count || keys.sum != rows.sum) fail(NULL, "an index differs");
  sqlite3_finalize(s);
}

/* Proves the bytes of a row canonical, and compares the other columns with them. */
static void check_row(struct sum sums[3], int64_t seq, const unsigned char *id, const char *label,
                      int64_t recorded, const char *type, const unsigned char *bytes, int count) {
  struct entry e;
  unsigned char made[16];
  int label_count = label ? strlen(label) : 0, type_count = strlen(type);
  if (!scan_entry(&e, bytes, count)) fail(NULL, "an entry is not canonical");
  for (int i = 0; i < 16; i++) {
    unsigned char high = e.id.at[2 * i], low = e.id.at[2 * i + 1];
    made[i] = ((high & 15) + 9 * (high >> 6)) << 4 | ((low & 15) + 9 * (low >> 6));
  }
  if (e.seq != seq || memcmp(made, id, 16) || microseconds(e.recorded.at) != recorded
      || e.label.count != label_count || (label && memcmp(e.label.at, label, label_count))
      || e.type.count != type_count || memcmp(e.type.at, type, type_count))
    fail(NULL, "a column differs");
  add_key(&sums[0], id, 16, seq);
  if (label) add_key(&sums[1], label, label_count, seq);
  if (is_register(type)) add_key(&sums[2], type, type_count, seq);
}

static void scan(const char *path, int hashes, int checks) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s =
      prepare(db, "SELECT seq, id, label, recorded, type, bytes FROM entry ORDER BY seq");
  static unsigned char peaks[64][32];
  uint64_t size = 0, sum = 0;
  struct sum sums[3] = {{0, 0}};
  if (getentropy(secret, sizeof secret)) fail(NULL, "no entropy");
  start();
  while (sqlite3_step(s) == SQLITE_ROW) {
    const unsigned char *id = sqlite3_column_blob(s, 1), *bytes = sqlite3_column_blob(s, 5);
    const char *label = (const char *)sqlite3_column_text(s, 2);
    const char *type = (const char *)sqlite3_column_text(s, 4);
    int count = sqlite3_column_bytes(s, 5);
    sum += sqlite3_column_int64(s, 0) + sqlite3_column_int64(s, 3) + bytes[count - 1] + type[0]
        + (label ? label[0] : 0) + id[0];
    if (hashes) {
      unsigned char made[32], leaf[32];
      content_id(made, id, bytes, count);
      if (memcmp(made, id, 16)) fail(NULL, "an id differs");
      hash(leaf, "\0", 1, bytes, count, NULL, 0);
      add(peaks, size, leaf);
    }
    if (checks)
      check_row(sums, sqlite3_column_int64(s, 0), id, label, sqlite3_column_int64(s, 3), type,
                bytes, count);
    size++;
  }
  if (checks) {
    compare_index(db, "SELECT id, seq FROM entry INDEXED BY sqlite_autoindex_entry_1", sums[0]);
    compare_index(
        db, "SELECT label, seq FROM entry INDEXED BY sqlite_autoindex_entry_2 "
        "WHERE label IS NOT NULL", sums[1]);
    compare_index(
        db, "SELECT type, seq FROM entry INDEXED BY entry_registers WHERE type = 'source' "
        "OR type = 'agreement' OR type = 'medium' OR type = 'amendment' OR type = 'redaction'",
        sums[2]);
  }
  stop();
  fprintf(stderr, "%llu rows, %llu\n", (unsigned long long)size, (unsigned long long)sum);
  sqlite3_finalize(s);
  sqlite3_close(db);
}

static void replay(const char *path) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s = prepare(db, "SELECT seq, bytes FROM entry ORDER BY seq");
  static unsigned char peaks[64][32];
  uint64_t size = 0;
  struct entry e;
  start();
  while (sqlite3_step(s) == SQLITE_ROW) {
    unsigned char leaf[32];
    const unsigned char *bytes = sqlite3_column_blob(s, 1);
    int count = sqlite3_column_bytes(s, 1);
    if (!scan_entry(&e, bytes, count) || e.seq != (int64_t)size + 1)
      fail(NULL, "an entry is not canonical, or not in its place");
    hash(leaf, "\0", 1, bytes, count, NULL, 0);
    add(peaks, size++, leaf);
  }
  unsigned char root[32];
  int whole = 0;
  for (int level = 0; level < 64; level++) {
    if (!(size >> level & 1)) continue;
    if (whole++) hash(root, "\1", 1, peaks[level], 32, root, 32);
    else memcpy(root, peaks[level], 32);
  }
  stop();
  fprintf(stderr, "%llu rows, root ", (unsigned long long)size);
  for (int i = 0; whole && i < 32; i++) fprintf(stderr, "%02x", root[i]);
  fprintf(stderr, "\n");
  sqlite3_finalize(s);
  sqlite3_close(db);
}

static void sum_json(const char *path) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s = prepare(
      db, "SELECT sum(json_extract(CAST(bytes AS TEXT), '$.body.claim.count.exact')) FROM entry");
  start();
  if (sqlite3_step(s) != SQLITE_ROW) fail(db, "sum");
  stop();
  sqlite3_finalize(s);
  sqlite3_close(db);
}

int main(int argc, char **argv) {
  const char *what = argc > 2 ? argv[1] : "";
  if (!strcmp(what, "scan")) return scan(argv[2], 0, 0), 0;
  if (!strcmp(what, "hash")) return scan(argv[2], 1, 0), 0;
  if (!strcmp(what, "check")) return scan(argv[2], 1, 1), 0;
  if (!strcmp(what, "replay")) return replay(argv[2]), 0;
  if (!strcmp(what, "json")) return sum_json(argv[2]), 0;
  int lines = !strcmp(what, "lines"), each = lines || !strcmp(what, "each");
  int take = !strcmp(what, "take");
  tuned = take || !strcmp(what, "tuned");
  if (argc < 4 || (!each && !tuned && strcmp(what, "insert"))) {
    fprintf(stderr, "usage: bare insert|tuned|take FROM TO | each|lines RECORD COUNT | "
                    "scan|hash|check|replay|json FROM\n");
    return 64;
  }
  if (tuned) sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  struct row *rows = NULL;
  size_t count = load(argv[2], &rows, each ? atoll(argv[3]) : INT64_MAX);
  sqlite3 *db = each ? open_to_write(argv[2], 0) : make(argv[2], argv[3]);
  if (each) follow(db, rows, count);
  if (tuned && count > 200000) run(db, "PRAGMA cache_size = -65536");
  start();
  insert(db, rows, count, each ? 1 : BATCH, each, lines, take);
  stop();
  sqlite3_close(db);
  return 0;
}
