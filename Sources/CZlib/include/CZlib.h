#ifndef CZLIB_H
#define CZLIB_H

#include <string.h>
#include <zlib.h>

/// Begins to pack into one member of gzip (RFC 1952); `deflateInit2` is a macro, which Swift cannot call.
///
/// Returns a zlib result code.
static inline int tally_gzip_begin(z_stream *stream, int level) {
  memset(stream, 0, sizeof *stream);
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
