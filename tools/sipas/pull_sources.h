#pragma once
/* Where a pull brings things from. Each takes all it can, says of what it cannot why, and goes on; what is
 * wrong is in pull->status. */
#include "pull.h"

/* A bundle file, its signature beside it. */
void pull_file(struct pull *pull, const char *file);

/* All bundles in a folder, or in the folder that a kiosk made on a drive mounted there, in the order of their
 * entries. */
void pull_folder(struct pull *pull, const char *folder);

/* The data folder of another machine: its journals are read as they lie. They bear no signature; what is
 * checked is their seals. */
void pull_data(struct pull *pull, const char *data);

/* Another machine, over ssh. */
void pull_remote(struct pull *pull, const char *source);
