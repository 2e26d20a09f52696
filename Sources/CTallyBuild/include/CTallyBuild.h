#ifndef CTALLYBUILD_H
#define CTALLYBUILD_H

/// The commit that the program was built from, as 40 hexadecimal digits, with `+changed` behind where
/// files differed from it; `unknown` where the build did not say.
///
/// It stands in the build id of the ELF file: the letters `tally`, the 20 bytes of the commit, and 1
/// where files differed, else 0. The linker writes it, so that another commit compiles nothing anew.
const char *_Nonnull tally_build_commit(void);

#endif
