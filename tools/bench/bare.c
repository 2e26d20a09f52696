/* The least that a program has to do to the same rows: what tally is measured against.
 *
 *   bare insert FROM TO      the rows of a record, with ids hashed anew, in transactions of BATCH
 *   bare each FROM TO COUNT  the first COUNT rows, one durable transaction for each
 *   bare scan FROM           every row read
 *   bare hash FROM           every row read; leaf, id and tree hashes made and ids compared
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

static sqlite3 *open_file(const char *path, int flags) {
  sqlite3 *db = NULL;
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
  char mark[48] = ",\"id\":\"";
  for (int i = 0; i < 16; i++) snprintf(mark + 7 + 2 * i, 3, "%02x", id[i]);
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

static sqlite3 *make(const char *from, const char *to) {
  remove(to);
  sqlite3 *db = open_file(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run(db, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON;");
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

static void insert(sqlite3 *db, struct row *rows, size_t count, size_t batch) {
  sqlite3_stmt *s = prepare(
      db, "INSERT INTO entry (seq, id, label, recorded, type, bytes) VALUES (?1,?2,?3,?4,?5,?6)");
  for (size_t i = 0; i < count; i++) {
    struct row *r = &rows[i];
    unsigned char id[32];
    if (i % batch == 0) run(db, "BEGIN IMMEDIATE");
    content_id(id, r->id, r->bytes, r->count);
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
  sqlite3_finalize(s);
}

/* Adds a leaf to the peaks of a tree, as RFC 6962 §2.1 has it. */
static void add(unsigned char peaks[64][32], uint64_t size, unsigned char leaf[32]) {
  unsigned char node[32];
  int level = 0;
  memcpy(node, leaf, 32);
  for (; size >> level & 1; level++) hash(node, "\1", 1, peaks[level], 32, node, 32);
  memcpy(peaks[level], node, 32);
}

static void scan(const char *path, int hashes) {
  sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *s =
      prepare(db, "SELECT seq, id, label, recorded, type, bytes FROM entry ORDER BY seq");
  static unsigned char peaks[64][32];
  uint64_t size = 0, sum = 0;
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
    size++;
  }
  stop();
  fprintf(stderr, "%llu rows, %llu\n", (unsigned long long)size, (unsigned long long)sum);
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
  if (!strcmp(what, "scan")) return scan(argv[2], 0), 0;
  if (!strcmp(what, "hash")) return scan(argv[2], 1), 0;
  if (!strcmp(what, "json")) return sum_json(argv[2]), 0;
  int each = !strcmp(what, "each");
  if (argc < 4 + each || (!each && strcmp(what, "insert"))) {
    fprintf(stderr, "usage: bare insert FROM TO | each FROM TO COUNT | scan|hash|json FROM\n");
    return 64;
  }
  struct row *rows = NULL;
  size_t count = load(argv[2], &rows, each ? atoll(argv[4]) : INT64_MAX);
  sqlite3 *db = make(argv[2], argv[3]);
  start();
  insert(db, rows, count, each ? 1 : BATCH);
  stop();
  sqlite3_close(db);
  return 0;
}
