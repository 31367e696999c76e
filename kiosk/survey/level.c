#include "level.h"

bool level_is_valid(int level)
{
    return level >= LEVEL_MIN && level <= LEVEL_MAX;
}

bool level_is_satisfied(int level)
{
    return level_is_valid(level) && level >= LEVEL_SATISFIED;
}
