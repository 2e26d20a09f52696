/* A target of C needs a source file; all that is used stands in the header. */
#include "CZlib.h"
