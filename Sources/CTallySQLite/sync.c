#define _GNU_SOURCE
#include <unistd.h>

#include "CTallySQLite.h"

int tally_sync_file_system(int descriptor) { return syncfs(descriptor); }
