#include "CTallySQLite.h"

#include <sqlite3.h>
#include <stddef.h>

int tally_sqlite_defend(void *db) {
  return sqlite3_db_config((sqlite3 *)db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

int tally_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
