/* The yardstick of a POST: libmicrohttpd that reads the body, stores nothing and gives the same answer.
 * web_bare PORT HEADERS; the file has a header a line, "NAME: VALUE". Ends at the end of its input. */
#include <glib.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 2 };

static enum MHD_Result answer(void *payload, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data, size_t *size,
                              void **state)
{
    static int begun;
    struct MHD_Response *response = payload;
    (void)url;
    (void)method;
    (void)version;
    (void)data;
    if (*state == NULL) {
        *state = &begun;
        return MHD_YES;
    }
    if (*size > 0) {
        *size = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_SEE_OTHER, response);
}

static bool add_headers(struct MHD_Response *response, const char *file)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(file, &text, NULL, NULL))
        return false;
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) header = g_strsplit(*line, ": ", 2);
        if (MHD_add_response_header(response, header[0], header[1]) != MHD_YES)
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!add_headers(response, argv[2]))
        return 1;
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD, (uint16_t)g_ascii_strtoull(argv[1], NULL, 10), NULL,
                         NULL, answer, response, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
                         MHD_OPTION_CONNECTION_LIMIT, 2048u, MHD_OPTION_END);
    if (daemon == NULL)
        return 1;
    while (getchar() != EOF)
        ;
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    return 0;
}
