/* The least that a program has to do to the same rows in PostgreSQL: what tally is measured against.
 *
 *   bare copy ADDRESS FROM TO            the entries of one record, copied into another, empty one: the head
 *                                        is taken, the rows go by COPY, in one transaction
 *   bare each ADDRESS FROM COUNT         COUNT entries more at the end of a record, each in a durable
 *                                        transaction of its own with the statements of an append
 *
 * ADDRESS is what libpq connects to, FROM and TO are schemas of records. Rows are read into memory before
 * the clock starts. Prints the seconds that it took by the clock.
 *
 *   cc -O2 -I"$(pg_config --includedir)" -o bare bare.c -lpq
 */
#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COLUMNS "seq, recorded, id, label, type, bytes"

static PGconn *db;

static void fail(const char *what) {
  fprintf(stderr, "bare: %s: %s\n", what, db ? PQerrorMessage(db) : "out of memory");
  exit(1);
}

static PGresult *done(PGresult *result, ExecStatusType wanted, const char *what) {
  if (PQresultStatus(result) != wanted) fail(what);
  return result;
}

static void run(const char *sql) {
  PGresult *result = PQexec(db, sql);
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(sql);
  PQclear(result);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static char *text(const char *form, const char *schema) {
  char *made = NULL;
  if (asprintf(&made, form, schema) < 0) fail("text");
  return made;
}

static PGresult *rows_of(const char *schema, int count) {
  char *sql = text("SELECT " COLUMNS " FROM \"%s\".entry ORDER BY seq", schema), *limited = sql;
  if (count > 0 && asprintf(&limited, "%s LIMIT %d", sql, count) < 0) fail("text");
  return done(PQexecParams(db, limited, 0, NULL, NULL, NULL, NULL, 1), PGRES_TUPLES_OK, limited);
}

static char *claim(const char *schema) {
  return text("BEGIN; SELECT held, since, current_setting('synchronous_standby_names') FROM \"%s\".claim()",
              schema);
}

static char *put(char *to, const void *bytes, size_t count) {
  memcpy(to, bytes, count);
  return to + count;
}

static char *put_field(char *to, PGresult *rows, int row, int column) {
  int count = PQgetisnull(rows, row, column) ? -1 : PQgetlength(rows, row, column);
  uint32_t length = htobe32((uint32_t)count);
  to = put(to, &length, 4);
  return count > 0 ? put(to, PQgetvalue(rows, row, column), (size_t)count) : to;
}

static void copy(const char *from, const char *into) {
  PGresult *rows = rows_of(from, 0);
  char *take = claim(into), *sql = text("COPY \"%s\".entry (" COLUMNS ") FROM STDIN (FORMAT binary)", into);
  static char memory[1 << 21];
  double began = now();
  run(take);
  PQclear(done(PQexec(db, sql), PGRES_COPY_IN, sql));
  char *to = put(memory, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
  for (int row = 0; row < PQntuples(rows); row++) {
    uint16_t columns = htobe16(6);
    to = put(to, &columns, 2);
    for (int column = 0; column < 6; column++) to = put_field(to, rows, row, column);
    if (to - memory > (1 << 20)) {
      if (PQputCopyData(db, memory, (int)(to - memory)) != 1) fail("COPY");
      to = memory;
    }
  }
  to = put(to, "\377\377", 2);
  if (PQputCopyData(db, memory, (int)(to - memory)) != 1 || PQputCopyEnd(db, NULL) != 1) fail("COPY");
  PQclear(done(PQgetResult(db), PGRES_COMMAND_OK, "COPY"));
  while (PQgetResult(db)) continue;
  run("COMMIT");
  printf("%f\n", now() - began);
}

/* The bytes of an event in another place: what stands after `"seq":` near its end is another number. */
static size_t moved(char *to, const char *bytes, int count, int64_t seq) {
  int place = count - 6;
  while (place > 0 && memcmp(bytes + place, "\"seq\":", 6) != 0) place--;
  int end = place + 6;
  while (end < count && bytes[end] >= '0' && bytes[end] <= '9') end++;
  char *next = put(to, bytes, (size_t)place + 6);
  next += sprintf(next, "%lld", (long long)seq);
  return (size_t)(put(next, bytes + end, (size_t)(count - end)) - to);
}

static void each(const char *schema, int count) {
  PGresult *rows = rows_of(schema, count);
  char *take = claim(schema);
  char *sql = text("INSERT INTO \"%s\".entry (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)", schema);
  static const Oid types[] = {20, 20, 17, 25, 25, 17};
  static const int formats[] = {1, 1, 1, 1, 1, 1};
  static char bytes[1 << 17];
  FILE *chance = fopen("/dev/urandom", "rb");
  double began = now();
  for (int row = 0; row < PQntuples(rows); row++) {
    PGresult *end = done(PQexec(db, take), PGRES_TUPLES_OK, take);
    int64_t size = atoll(PQgetvalue(end, 0, 0)), recorded = atoll(PQgetvalue(end, 0, 1)) + 1;
    PQclear(end);
    char id[16];
    if (!chance || fread(id, 16, 1, chance) != 1) fail("random bytes");
    size_t length = moved(bytes, PQgetvalue(rows, row, 5), PQgetlength(rows, row, 5), size + 1);
    uint64_t seq = htobe64((uint64_t)size + 1), time = htobe64((uint64_t)recorded);
    const char *values[] = {(char *)&seq, (char *)&time, id, NULL, PQgetvalue(rows, row, 4), bytes};
    int lengths[] = {8, 8, 16, 0, PQgetlength(rows, row, 4), (int)length};
    PQclear(done(PQexecParams(db, sql, 6, types, values, lengths, formats, 1), PGRES_COMMAND_OK, sql));
    run("COMMIT");
  }
  printf("%f\n", now() - began);
}

int main(int count, char **words) {
  if (count < 5) {
    fprintf(stderr, "usage: bare copy ADDRESS FROM TO | bare each ADDRESS RECORD COUNT\n");
    return 64;
  }
  db = PQconnectdb(words[2]);
  if (PQstatus(db) != CONNECTION_OK) fail(words[2]);
  if (strcmp(words[1], "copy") == 0) {
    copy(words[3], words[4]);
  } else {
    each(words[3], atoi(words[4]));
  }
  PQfinish(db);
  return 0;
}
