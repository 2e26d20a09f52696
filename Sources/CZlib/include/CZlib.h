#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>

/// How many bytes a member of gzip (RFC 1952) with `size` bytes in it takes at most; 0 where the system's
/// zlib cannot be loaded.
size_t tally_gzip_room(size_t size);

/// Packs bytes into one member of gzip without a name or a time.
///
/// Returns how many bytes were written to `packed`, which has `room` bytes; 0 where that fails.
size_t tally_gzip(const unsigned char *bytes, size_t size, unsigned char *packed, size_t room);

#endif
