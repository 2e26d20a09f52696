// The system's zlib, loaded when it is asked for: a record is read and served without it too. Of zlib
// are used the functions that take no structure, so that no header of it is needed; where there is
// one, the functions are compared with it.
#include "CZlib.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#if __has_include(<zlib.h>)
#include <zlib.h>
#define COMPARED(name, type) _Static_assert(_Generic(&name, type : 1, default : 0), #name);
#else
#define COMPARED(name, type)
#endif

typedef unsigned char byte;

// FUNCTION(result, name, parameters): each function of zlib that is used.
#define FUNCTIONS(FUNCTION)                                                           \
  FUNCTION(unsigned long, compressBound, (unsigned long))                             \
  FUNCTION(int, compress2, (byte *, unsigned long *, const byte *, unsigned long, int)) \
  FUNCTION(unsigned long, crc32, (unsigned long, const byte *, unsigned int))

#define COMPARE(result, name, parameters) COMPARED(name, result(*) parameters)
FUNCTIONS(COMPARE)

#define POINTER(result, name, parameters) result(*name) parameters;
static struct {
  FUNCTIONS(POINTER)
} z;

static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  is_loaded = 1;
#define FIND(result, name, parameters) \
  if (!(*(void **)&z.name = dlsym(library, #name))) is_loaded = 0;
  FUNCTIONS(FIND)
}

// What stands around the same deflated bytes: in zlib's form (RFC 1950) two bytes before and a sum of
// four after them, in a member of gzip ten before, and the CRC and the size after.
enum { zlib_head = 2, zlib_tail = 4, gzip_head = 10, gzip_tail = 8, level = 6 };

size_t tally_gzip_room(size_t size) {
  pthread_once(&once, load);
  if (!is_loaded || size > 0xFFFFFFFF) return 0;
  return z.compressBound(size) + gzip_head + gzip_tail;
}

static byte *put(byte *at, unsigned long value) {
  for (int place = 0; place < 4; place++) *at++ = (byte)(value >> 8 * place);
  return at;
}

size_t tally_gzip(const byte *bytes, size_t size, byte *packed, size_t room) {
  if (room < gzip_head + gzip_tail || room < tally_gzip_room(size) || !is_loaded) return 0;
  // zlib writes where its own head ends just before the place of the deflated bytes.
  byte *start = packed + gzip_head - zlib_head;
  unsigned long length = room - gzip_head + zlib_head;
  if (z.compress2(start, &length, bytes, size, level) != 0) return 0;
  if (length < zlib_head + zlib_tail) return 0;
  // The identification, deflate, no flags, no time, no hints, made by Unix (RFC 1952 §2.3).
  static const byte head[gzip_head] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  memcpy(packed, head, sizeof head);
  byte *end = start + length - zlib_tail;
  end = put(end, z.crc32(0, bytes, (unsigned int)size));
  end = put(end, size);
  return (size_t)(end - packed);
}
