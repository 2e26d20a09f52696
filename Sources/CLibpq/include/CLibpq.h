#ifndef CLIBPQ_H
#define CLIBPQ_H

#include <stddef.h>

/// libpq, PostgreSQL's client library, loaded when a record in a database is first asked for.
///
/// Who keeps records in files needs no libpq, neither to build the program nor to run it. The
/// functions below are libpq's own, with their names and meanings; where its header is installed, the
/// compiler compares the declarations.

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;

/// Loads libpq.so.5, once. Returns 0, or 1 where there is none, or 2 where it lacks a function. Until
/// it has returned 0 no other function may be called.
int tally_pq_load(void);

/// The last warning that a server sent on a connection, beside its answers.
typedef struct {
  /// How many warnings there were.
  int count;
  /// The words of the last one.
  char message[400];
} tally_pq_warnings;

/// Counts the warnings of a connection in `warnings`, which must live as long, in place of printing
/// them.
void tally_pq_watch(PGconn *connection, tally_pq_warnings *warnings);

/// The name and value of one option in an address of a database, as libpq reads it, by its place from 0
/// on. Returns 0, or 1 after the last one, or 2 where it is no address.
int tally_pq_option(const char *address, int place, char *name, size_t name_size, char *value,
                    size_t value_size);

PGconn *tally_pq_connect(const char *const *keywords, const char *const *values, int expand_dbname);
void tally_pq_finish(PGconn *connection);
int tally_pq_status(const PGconn *connection);
int tally_pq_transaction_status(const PGconn *connection);
char *tally_pq_error_message(const PGconn *connection);
const char *tally_pq_parameter_status(const PGconn *connection, const char *name);
int tally_pq_server_version(const PGconn *connection);
int tally_pq_library_version(void);
int tally_pq_socket(const PGconn *connection);

int tally_pq_send_query(PGconn *connection, const char *query);
int tally_pq_send_query_params(PGconn *connection, const char *command, int count,
                               const unsigned int *types, const char *const *values,
                               const int *lengths, const int *formats, int result_format);
int tally_pq_consume_input(PGconn *connection);
int tally_pq_is_busy(PGconn *connection);
PGresult *tally_pq_get_result(PGconn *connection);
int tally_pq_put_copy_data(PGconn *connection, const char *buffer, int size);
int tally_pq_put_copy_end(PGconn *connection, const char *error);

/// Asks the server to end what it is doing for a connection. Returns 0 where it could not be asked.
int tally_pq_cancel(PGconn *connection);

int tally_pq_result_status(const PGresult *result);
char *tally_pq_result_error_field(const PGresult *result, int field);
void tally_pq_clear(PGresult *result);
int tally_pq_rows(const PGresult *result);
int tally_pq_columns(const PGresult *result);
unsigned int tally_pq_column_type(const PGresult *result, int column);
int tally_pq_column_format(const PGresult *result, int column);
char *tally_pq_value(const PGresult *result, int row, int column);
int tally_pq_length(const PGresult *result, int row, int column);
int tally_pq_is_null(const PGresult *result, int row, int column);

#endif
