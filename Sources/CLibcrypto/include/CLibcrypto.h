#ifndef CLIBCRYPTO_H
#define CLIBCRYPTO_H

// The old functions of SHA-256 are deprecated since OpenSSL 3.0 and in every libcrypto; they need
// neither memory nor a look-up of the algorithm, which for a leaf of 65 bytes takes four times as
// long as the hash.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/sha.h>

#endif
