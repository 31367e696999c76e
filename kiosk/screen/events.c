#include "screen_internal.h"
#include "turn.h"

static const gint64 MOUSE_FINGER = -1;

static struct control control_under(const screen_t *screen, double fx, double fy)
{
    int x, y;
    if (!turn_back(&x, &y, fx, fy, screen->window_width, screen->window_height, screen->options.rotation))
        return (struct control){CONTROL_NONE, 0};
    return layout_control_at(&screen->scene, x, y);
}

/* `warning` must end after the contact has been given what it saw: the warning itself. */
static void contact_lands(screen_t *screen, gint64 id, struct control under, gint64 now)
{
    touch_down(&screen->touch, id, under, screen->shown_serial, screen->flow.page_since, now);
    if (flow_touch(&screen->flow, now))
        screen->stale = true;
}

static void contact_ends(screen_t *screen, gint64 id, struct control under, gint64 now)
{
    struct control tap;
    if (touch_up(&screen->touch, &tap, id, under, screen->flow.serial, now) &&
        flow_tap(&screen->flow, tap, now))
        screen->stale = true;
}

static void obey_finger(screen_t *screen, const SDL_TouchFingerEvent *finger, gint64 now)
{
    SDL_TouchDeviceType device = SDL_GetTouchDeviceType(finger->touchId);
    if (finger->touchId == SDL_MOUSE_TOUCHID || device == SDL_TOUCH_DEVICE_INDIRECT_ABSOLUTE ||
        device == SDL_TOUCH_DEVICE_INDIRECT_RELATIVE)
        return; /* a touch pad points, it does not touch */
    struct control under = control_under(screen, finger->x, finger->y);
    if (finger->type == SDL_FINGERDOWN)
        contact_lands(screen, finger->fingerId, under, now);
    else if (finger->type == SDL_FINGERUP)
        contact_ends(screen, finger->fingerId, under, now);
    else
        touch_move(&screen->touch, finger->fingerId, under, now);
}

/* The middle of the pixel, so that the outermost row of pixels does not count as the edge. */
static struct control control_under_mouse(const screen_t *screen, int x, int y)
{
    int width, height;
    SDL_GetWindowSize(screen->window, &width, &height);
    return control_under(screen, (x + 0.5) / width, (y + 0.5) / height);
}

static void obey_button(screen_t *screen, const SDL_MouseButtonEvent *button, gint64 now)
{
    if (button->which == SDL_TOUCH_MOUSEID || button->button != SDL_BUTTON_LEFT)
        return;
    struct control under = control_under_mouse(screen, button->x, button->y);
    if (button->type == SDL_MOUSEBUTTONDOWN)
        contact_lands(screen, MOUSE_FINGER, under, now);
    else
        contact_ends(screen, MOUSE_FINGER, under, now);
}

static void obey_mouse_motion(screen_t *screen, const SDL_MouseMotionEvent *motion, gint64 now)
{
    if (motion->which != SDL_TOUCH_MOUSEID && (motion->state & SDL_BUTTON_LMASK) != 0)
        touch_move(&screen->touch, MOUSE_FINGER, control_under_mouse(screen, motion->x, motion->y), now);
}

static void obey_window(screen_t *screen, const SDL_WindowEvent *window)
{
    switch (window->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
        screen_measure(screen);
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST: /* the button may come up over another window */
        touch_cancel(&screen->touch, MOUSE_FINGER);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
        screen->damaged = true;
        break;
    default:
        break;
    }
}

static void end_if_window(screen_t *screen)
{
    if (screen->options.window)
        g_atomic_int_set(&screen->ending, 1);
}

void events_obey(screen_t *screen, const SDL_Event *event, gint64 now)
{
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        obey_finger(screen, &event->tfinger, now);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        obey_button(screen, &event->button, now);
        break;
    case SDL_MOUSEMOTION:
        obey_mouse_motion(screen, &event->motion, now);
        break;
    case SDL_WINDOWEVENT:
        obey_window(screen, &event->window);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        screen_measure(screen);
        break;
    case SDL_DISPLAYEVENT:
        screen->lost = screen->lost || SDL_GetNumVideoDisplays() < 1;
        break;
    case SDL_KEYDOWN:
        if (event->key.keysym.sym == SDLK_ESCAPE)
            end_if_window(screen);
        break;
    case SDL_QUIT: /* a closed window: signals come another way */
        end_if_window(screen);
        break;
    default:
        break;
    }
}
