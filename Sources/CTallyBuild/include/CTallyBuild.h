#ifndef CTALLYBUILD_H
#define CTALLYBUILD_H

/// The commit that the program was built from, as `TALLY_COMMIT` named it at the build: `unknown` where
/// it named none.
const char *_Nonnull tally_build_commit(void);

#endif
