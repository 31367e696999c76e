#include "turn.h"

void turn_panel(int *width, int *height, int window_width, int window_height, int rotation)
{
    bool on_its_side = rotation == 90 || rotation == 270;
    *width = on_its_side ? window_height : window_width;
    *height = on_its_side ? window_width : window_height;
}

static bool inside(double fraction)
{
    return fraction > 0.0 && fraction < 1.0; /* false for NaN too */
}

bool turn_back(int *x, int *y, double fx, double fy, int window_width, int window_height, int rotation)
{
    if (!inside(fx) || !inside(fy))
        return false;
    int wx = (int)(fx * window_width);
    int wy = (int)(fy * window_height);
    switch (rotation) {
    case 90:
        *x = wy;
        *y = window_width - 1 - wx;
        return true;
    case 180:
        *x = window_width - 1 - wx;
        *y = window_height - 1 - wy;
        return true;
    case 270:
        *x = window_height - 1 - wy;
        *y = wx;
        return true;
    default:
        *x = wx;
        *y = wy;
        return true;
    }
}
