#define _GNU_SOURCE
#include "CTallySQLite.h"

#include <string.h>

int tally_sqlite_set(sqlite3 *db, int setting, int is_on, int *result) {
  return sqlite3_db_config(db, setting, is_on, result);
}

int tally_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

int tally_find(const void *bytes, size_t size, const void *piece, size_t length) {
  return memmem(bytes, size, piece, length) != NULL;
}
