#include "CTallyBuild.h"

#ifndef TALLY_COMMIT
#define TALLY_COMMIT "unknown"
#endif

const char *_Nonnull tally_build_commit(void) { return TALLY_COMMIT; }
