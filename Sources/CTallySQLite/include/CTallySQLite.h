#ifndef CTALLYSQLITE_H
#define CTALLYSQLITE_H

#include <sqlite3.h>
#include <stddef.h>

/// Turns one of the settings of `sqlite3_db_config` on or off, and gives what it is then in `result`.
///
/// Swift cannot call functions with a variable number of arguments. Returns an SQLite result code.
int tally_sqlite_set(sqlite3 *db, int setting, int is_on, int *result);

/// Tells SQLite not to keep count of the memory that it holds, which costs a lock for each piece.
///
/// It is for the whole process, and does nothing once SQLite has begun. Returns an SQLite result code.
int tally_sqlite_count_no_memory(void);

/// Whether `length` bytes at `piece` stand anywhere in the `size` bytes at `bytes`: the function
/// `memmem`, which Swift's module of the C library leaves out.
int tally_find(const void *bytes, size_t size, const void *piece, size_t length);

/// Gives a file another name, unless something has that name: Swift's Glibc has no `renameat2`.
int tally_rename_new(const char *from, const char *to);

/// Waits until all that was written to the file system of a file is on the disk: Swift's Glibc has no
/// `syncfs`.
int tally_sync_file_system(int descriptor);

#endif
