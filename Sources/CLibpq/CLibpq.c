#define _GNU_SOURCE
#include "CLibpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#define COMPARED(name, type) _Static_assert(_Generic(&name, type : 1, default : 0), #name);
#define OPTION PQconninfoOption
#define NOTICE_RECEIVER PQnoticeReceiver
#define STATUS ConnStatusType
#define TRANSACTION PGTransactionStatusType
#define RESULT ExecStatusType
#else
#define COMPARED(name, type)
typedef struct {
  char *keyword, *envvar, *compiled, *val, *label, *dispchar;
  int dispsize;
} OPTION;
typedef void (*NOTICE_RECEIVER)(void *, const PGresult *);
#define STATUS int
#define TRANSACTION int
#define RESULT int
#endif

typedef const char *const *strings;

// FUNCTION(result, name, parameters): each function of libpq that is used.
#define FUNCTIONS(FUNCTION)                                                                    \
  FUNCTION(PGconn *, PQconnectdbParams, (strings, strings, int))                               \
  FUNCTION(void, PQfinish, (PGconn *))                                                         \
  FUNCTION(STATUS, PQstatus, (const PGconn *))                                                 \
  FUNCTION(TRANSACTION, PQtransactionStatus, (const PGconn *))                                 \
  FUNCTION(char *, PQerrorMessage, (const PGconn *))                                           \
  FUNCTION(const char *, PQparameterStatus, (const PGconn *, const char *))                    \
  FUNCTION(int, PQserverVersion, (const PGconn *))                                             \
  FUNCTION(int, PQlibVersion, (void))                                                          \
  FUNCTION(int, PQsocket, (const PGconn *))                                                    \
  FUNCTION(int, PQsendQuery, (PGconn *, const char *))                                         \
  FUNCTION(int, PQsendQueryParams,                                                             \
           (PGconn *, const char *, int, const unsigned int *, strings, const int *,           \
            const int *, int))                                                                 \
  FUNCTION(int, PQconsumeInput, (PGconn *))                                                    \
  FUNCTION(int, PQisBusy, (PGconn *))                                                          \
  FUNCTION(PGresult *, PQgetResult, (PGconn *))                                                \
  FUNCTION(int, PQputCopyData, (PGconn *, const char *, int))                                  \
  FUNCTION(int, PQputCopyEnd, (PGconn *, const char *))                                        \
  FUNCTION(PGcancel *, PQgetCancel, (PGconn *))                                                \
  FUNCTION(void, PQfreeCancel, (PGcancel *))                                                   \
  FUNCTION(int, PQcancel, (PGcancel *, char *, int))                                           \
  FUNCTION(RESULT, PQresultStatus, (const PGresult *))                                         \
  FUNCTION(char *, PQresultErrorField, (const PGresult *, int))                                \
  FUNCTION(void, PQclear, (PGresult *))                                                        \
  FUNCTION(int, PQntuples, (const PGresult *))                                                 \
  FUNCTION(int, PQnfields, (const PGresult *))                                                 \
  FUNCTION(unsigned int, PQftype, (const PGresult *, int))                                     \
  FUNCTION(int, PQfformat, (const PGresult *, int))                                            \
  FUNCTION(char *, PQgetvalue, (const PGresult *, int, int))                                   \
  FUNCTION(int, PQgetlength, (const PGresult *, int, int))                                     \
  FUNCTION(int, PQgetisnull, (const PGresult *, int, int))                                     \
  FUNCTION(NOTICE_RECEIVER, PQsetNoticeReceiver, (PGconn *, NOTICE_RECEIVER, void *))          \
  FUNCTION(OPTION *, PQconninfoParse, (const char *, char **))                                 \
  FUNCTION(void, PQconninfoFree, (OPTION *))                                                   \
  FUNCTION(void, PQfreemem, (void *))

#define COMPARE(result, name, parameters) COMPARED(name, result(*) parameters)
FUNCTIONS(COMPARE)

#define POINTER(result, name, parameters) result(*name) parameters;
static struct {
  FUNCTIONS(POINTER)
} pq;

static int loaded = 1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  loaded = 0;
#define FIND(result, name, parameters) \
  if (!(*(void **)&pq.name = dlsym(library, #name))) loaded = 2;
  FUNCTIONS(FIND)
}

int tally_pq_load(void) {
  pthread_once(&once, load);
  return loaded;
}

static void receive(void *context, const PGresult *notice) {
  const char *severity = pq.PQresultErrorField(notice, 'V');
  const char *message = pq.PQresultErrorField(notice, 'M');
  if (!severity || strcmp(severity, "WARNING") != 0) return;
  tally_pq_warnings *warnings = context;
  warnings->count++;
  snprintf(warnings->message, sizeof warnings->message, "%s", message ? message : "");
}

void tally_pq_watch(PGconn *connection, tally_pq_warnings *warnings) {
  pq.PQsetNoticeReceiver(connection, receive, warnings);
}

int tally_pq_option(const char *address, int place, char *name, size_t name_size, char *value,
                    size_t value_size) {
  char *error = NULL;
  OPTION *options = pq.PQconninfoParse(address, &error);
  if (error) pq.PQfreemem(error);
  if (!options) return 2;
  int at = 0, found = 1;
  for (OPTION *option = options; option->keyword; option++) {
    if (!option->val || at++ != place) continue;
    snprintf(name, name_size, "%s", option->keyword);
    snprintf(value, value_size, "%s", option->val);
    found = 0;
    break;
  }
  pq.PQconninfoFree(options);
  return found;
}

PGconn *tally_pq_connect(strings keywords, strings values, int expand_dbname) {
  return pq.PQconnectdbParams(keywords, values, expand_dbname);
}
void tally_pq_finish(PGconn *connection) { pq.PQfinish(connection); }
int tally_pq_status(const PGconn *connection) { return pq.PQstatus(connection); }
int tally_pq_transaction_status(const PGconn *connection) {
  return pq.PQtransactionStatus(connection);
}
char *tally_pq_error_message(const PGconn *connection) { return pq.PQerrorMessage(connection); }
const char *tally_pq_parameter_status(const PGconn *connection, const char *name) {
  return pq.PQparameterStatus(connection, name);
}
int tally_pq_server_version(const PGconn *connection) { return pq.PQserverVersion(connection); }
int tally_pq_library_version(void) { return pq.PQlibVersion(); }
int tally_pq_socket(const PGconn *connection) { return pq.PQsocket(connection); }
int tally_pq_send_query(PGconn *connection, const char *query) {
  return pq.PQsendQuery(connection, query);
}
int tally_pq_send_query_params(PGconn *connection, const char *command, int count,
                               const unsigned int *types, const char *const *values,
                               const int *lengths, const int *formats, int result_format) {
  return pq.PQsendQueryParams(connection, command, count, types, values, lengths, formats,
                              result_format);
}
int tally_pq_consume_input(PGconn *connection) { return pq.PQconsumeInput(connection); }
int tally_pq_is_busy(PGconn *connection) { return pq.PQisBusy(connection); }
PGresult *tally_pq_get_result(PGconn *connection) { return pq.PQgetResult(connection); }
int tally_pq_put_copy_data(PGconn *connection, const char *buffer, int size) {
  return pq.PQputCopyData(connection, buffer, size);
}
int tally_pq_put_copy_end(PGconn *connection, const char *error) {
  return pq.PQputCopyEnd(connection, error);
}
int tally_pq_cancel(PGconn *connection) {
  PGcancel *cancel = pq.PQgetCancel(connection);
  if (!cancel) return 0;
  char words[256];
  int asked = pq.PQcancel(cancel, words, sizeof words);
  pq.PQfreeCancel(cancel);
  return asked;
}
int tally_pq_result_status(const PGresult *result) { return pq.PQresultStatus(result); }
char *tally_pq_result_error_field(const PGresult *result, int field) {
  return pq.PQresultErrorField(result, field);
}
void tally_pq_clear(PGresult *result) { pq.PQclear(result); }
int tally_pq_rows(const PGresult *result) { return pq.PQntuples(result); }
int tally_pq_columns(const PGresult *result) { return pq.PQnfields(result); }
unsigned int tally_pq_column_type(const PGresult *result, int column) {
  return pq.PQftype(result, column);
}
int tally_pq_column_format(const PGresult *result, int column) {
  return pq.PQfformat(result, column);
}
char *tally_pq_value(const PGresult *result, int row, int column) {
  return pq.PQgetvalue(result, row, column);
}
int tally_pq_length(const PGresult *result, int row, int column) {
  return pq.PQgetlength(result, row, column);
}
int tally_pq_is_null(const PGresult *result, int row, int column) {
  return pq.PQgetisnull(result, row, column);
}
