/* Whether the bytes of an entry are canonical, and where its fields stand: what nobody who verifies
 * a record can do without, for "bare check". One pass, nothing copied. */
#include <stdint.h>
#include <string.h>

struct text {
  const unsigned char *at;
  int count;
};

struct entry {
  struct text id, label, recorded, stated, type;
  int64_t seq;
};

typedef const unsigned char *place;

#define HIGH 0x8080808080808080u
#define EACH(byte) (0x0101010101010101u * (byte))

/* How long the letter of three or four bytes is that begins here; 0 where it is none. */
static int longer_letter(place p, place end) {
  int count = *p >= 0xF0 ? 4 : 3;
  if (*p < 0xE0 || *p > 0xF4 || end - p < count) return 0;
  if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90)
      || (*p == 0xF4 && p[1] > 0x8F))
    return 0;
  for (int i = 1; i < count; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  return count;
}

/* UTF-8 without surrogates, overlong forms or more than U+10FFFF (RFC 3629); letters of one and two
 * bytes eight bytes at a time, without a branch between them. */
static int is_utf8(place p, place end) {
  uint64_t word, open = 0;
  while (end - p >= 8) {
    memcpy(&word, p, 8);
    uint64_t beyond = word & HIGH, leads = beyond & word << 1, ends = leads << 8 | open;
    uint64_t overlong = leads & ~((word & EACH(0x1E)) + EACH(0x7E));
    uint64_t faults = (beyond ^ leads ^ ends) | overlong | (leads & word << 2);
    open = leads >> 56;
    if (!faults) {
      p += 8;
      continue;
    }
    int fault = __builtin_ctzll(faults), count;
    p += fault / 8;
    if (ends >> fault & 1 || !(count = longer_letter(p, end))) return 0;
    p += count;
    open = 0;
  }
  if (open) p--;
  while (p < end) {
    int count = *p < 0x80 ? 1
        : *p >= 0xC2 && *p < 0xE0 && end - p > 1 && (p[1] & 0xC0) == 0x80 ? 2
        : longer_letter(p, end);
    if (!count) return 0;
    p += count;
  }
  return 1;
}

/* Where a quote, a backslash or a control character stands first. */
static place next_stop(place p, place end) {
  uint64_t word;
  for (; end - p >= 8; p += 8) {
    memcpy(&word, p, 8);
    uint64_t quote = word ^ EACH('"'), slash = word ^ EACH('\\');
    uint64_t stops = (((quote - EACH(1)) & ~quote) | ((slash - EACH(1)) & ~slash)
                      | ((word - EACH(0x20)) & ~word)) & HIGH;
    if (stops) return p + __builtin_ctzll(stops) / 8;
  }
  while (p < end && *p != '"' && *p != '\\' && *p >= 0x20) p++;
  return p;
}

/* Each takes what comes next and gives the place after it; NULL stands for what is not right. */

static place word(place p, place end, const char *word) {
  size_t count = strlen(word);
  return p && (size_t)(end - p) >= count && !memcmp(p, word, count) ? p + count : NULL;
}

static place string(place p, place end, struct text *text) {
  if (!p || p == end || *p++ != '"') return NULL;
  text->at = p;
  while ((p = next_stop(p, end)) < end && *p != '"') {
    if (*p != '\\' || ++p == end) return NULL;
    if (*p == 'u') {
      if (end - p < 5 || memcmp(p, "u00", 3) || (p[3] != '0' && p[3] != '1')
          || !memchr("0123456789abcdef", p[4], 16) || (p[3] == '0' && memchr("89acd", p[4], 5)))
        return NULL;
      p += 4;
    } else if (!memchr("\"\\bfnrt", *p, 7)) {
      return NULL;
    }
    p++;
  }
  text->count = p - text->at;
  return p < end ? p + 1 : NULL;
}

static place integer(place p, place end, int64_t *number) {
  int minus = p && p < end && *p == '-';
  place first = p ? p += minus : NULL;
  for (*number = 0; p && p < end && *p >= '0' && *p <= '9' && p - first < 17; p++)
    *number = 10 * *number + *p - '0';
  if (!p || p == first || *number > 9007199254740991) return NULL;
  if (*first == '0' && (p - first > 1 || minus)) return NULL;
  if (minus) *number = -*number;
  return p;
}

static place value(place p, place end, int depth);

static place object(place p, place end, int depth) {
  struct text last = {NULL, 0}, key;
  if (p < end && *p == '}') return p + 1;
  while (p) {
    if (!(p = string(p, end, &key)) || !key.count) return NULL;
    for (int i = 0; i < key.count; i++) {
      unsigned char c = key.at[i];
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return NULL;
    }
    if (last.at) {
      int least = last.count < key.count ? last.count : key.count;
      int order = memcmp(last.at, key.at, least);
      if (order > 0 || (!order && last.count >= key.count)) return NULL;
    }
    last = key;
    p = value(word(p, end, ":"), end, depth);
    if (!p || p == end) return NULL;
    if (*p == '}') return p + 1;
    p = word(p, end, ",");
  }
  return NULL;
}

static place value(place p, place end, int depth) {
  struct text text;
  int64_t number;
  if (!p || p == end || depth > 64) return NULL;
  switch (*p) {
    case '"': return string(p, end, &text);
    case 't': return word(p, end, "true");
    case 'f': return word(p, end, "false");
    case '{': return object(p + 1, end, depth + 1);
    case '[':
      if (++p < end && *p == ']') return p + 1;
      while ((p = value(p, end, depth + 1)) && p < end && *p != ']') p = word(p, end, ",");
      return p && p < end ? p + 1 : NULL;
    default: return integer(p, end, &number);
  }
}

/* Whether these are the canonical bytes of an entry. */
static int scan_entry(struct entry *e, const unsigned char *bytes, int count) {
  place p = bytes, end = bytes + count, next;
  struct text recorder;
  int64_t version;
  if (!is_utf8(bytes, end)) return 0;
  p = value(word(p, end, "{\"body\":"), end, 1);
  p = string(word(p, end, ",\"id\":"), end, &e->id);
  e->label.count = 0;
  if ((next = word(p, end, ",\"label\":"))) p = string(next, end, &e->label);
  p = string(word(p, end, ",\"recorded\":"), end, &e->recorded);
  p = string(word(p, end, ",\"recorder\":"), end, &recorder);
  p = integer(word(p, end, ",\"seq\":"), end, &e->seq);
  p = string(word(p, end, ",\"stated\":"), end, &e->stated);
  p = string(word(p, end, ",\"type\":"), end, &e->type);
  p = integer(word(p, end, ",\"v\":"), end, &version);
  return word(p, end, "}") == end && e->id.count == 32 && e->recorded.count == 27;
}

static int digits(place p, int count) {
  int number = 0;
  while (count--) number = 10 * number + *p++ - '0';
  return number;
}

/* The microseconds since 1970 of "2025-06-13T00:00:00.000000Z". */
static int64_t microseconds(place p) {
  int64_t year = digits(p, 4), month = digits(p + 5, 2), day = digits(p + 8, 2);
  year -= month <= 2;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
  int64_t seconds = days * 86400 + digits(p + 11, 2) * 3600 + digits(p + 14, 2) * 60
      + digits(p + 17, 2);
  return seconds * 1000000 + digits(p + 20, 6);
}
