#pragma once
/* Turn: from a contact on the window to the point the reader means. Pure.
 *
 * The panel may be mounted turned; what is drawn is turned by `rotation` degrees clockwise (0, 90, 180, 270),
 * and a contact has to be turned back. */
#include <stdbool.h>

/* The reader's panel for a window: sides swapped when it stands on its side. */
void turn_panel(int *width, int *height, int window_width, int window_height, int rotation);

/* A contact at the fractions fx, fy of the window. False when it lies outside or on the very edge (exactly 0
 * or 1): drivers report what they cannot place there. */
bool turn_back(int *x, int *y, double fx, double fy, int window_width, int window_height, int rotation);
