/* crowd DATA PORT CLIENTS FORMS THANKED UNSURE: CLIENTS phones at once send FORMS filled forms in all.
 *
 * One form in twenty has a forged link; one in five comes again by a link that was used, with another form;
 * one in ten of the others loses its connection on the way, at random: in its head, in its body, or before
 * the answer is heard. Half of those send the very same form again until they are thanked. Written to the
 * file THANKED are the ids of the links whose sender saw the thanks, to UNSURE those whose sender never
 * heard, in hexadecimal digits, one a line; to stdout a line of counts. Fails when an answer is not the one
 * that is due. */
#include "submission.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FORGED = 20, REPLAYED = 5, DROPPED = 10, PATIENCE_SECONDS = 120, LIFE_SECONDS = 3600 };
enum { THANKED = 303, USED = 409 };

struct crowd {
    int port, forms_each;
    token_keys_t *keys;
    pthread_mutex_t lock; /* of the rest */
    FILE *thanked, *unsure;
    int posts, n_thanked, n_replayed, n_forged, n_dropped, n_unsure, n_wrong;
};

struct phone {
    struct crowd *crowd;
    int line;     /* -1: none */
    GArray *used; /* of struct token: those that were thanked for */
};

static int random_below(int n)
{
    return (int)randombytes_uniform((uint32_t)n);
}

static int dial(const struct crowd *crowd)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)crowd->port),
                                        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(line, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (line >= 0 && connect(line, (const struct sockaddr *)&address, sizeof address) == 0)
        return line;
    perror("crowd: connect");
    exit(1);
}

static void hang_up(struct phone *phone, bool abruptly)
{
    const struct linger now = {.l_onoff = 1};
    if (phone->line < 0)
        return;
    if (abruptly)
        setsockopt(phone->line, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(phone->line);
    phone->line = -1;
}

static struct token make_token(void)
{
    struct token token = {.kind = TOKEN_RATE, .channel = CHANNEL_PHONE};
    token.expires = (g_get_real_time() / G_USEC_PER_SEC + LIFE_SECONDS) / 60 * 60;
    randombytes_buf(token.id, sizeof token.id);
    return token;
}

/* The whole request; each comes from another address, as a proxy on this machine would say. */
static char *make_request(const struct crowd *crowd, const struct token *token, const char *form, bool forged)
{
    char text[TOKEN_TEXT_SIZE];
    token_write(text, token, crowd->keys);
    if (forged)
        text[random_below(TOKEN_LETTERS)] ^= 1;
    g_autofree char *body =
        g_strdup_printf("token=%s&form=%s&l=vi&area=dat-dai&tthc=%d", text, form, 1 + random_below(5));
    return g_strdup_printf("POST /d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Real-IP: 10.%d.%d.%d\r\n"
                           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                           crowd->port, random_below(256), random_below(256), random_below(256), strlen(body),
                           body);
}

static char *make_form(void)
{
    uint8_t bytes[FORM_ID_SIZE];
    char text[2 * sizeof bytes + 1];
    randombytes_buf(bytes, sizeof bytes);
    return g_strdup(sodium_bin2hex(text, sizeof text, bytes, sizeof bytes));
}

/* The status of the one answer, with its body read away; 0: the line is dead. */
static int hear(struct phone *phone)
{
    char heard[16384];
    size_t n = 0, whole = 0;
    while (whole == 0 || n < whole) {
        const ssize_t got = recv(phone->line, heard + n, sizeof heard - 1 - n, 0);
        if (got <= 0)
            return 0;
        n += (size_t)got;
        heard[n] = '\0';
        const char *end = strstr(heard, "\r\n\r\n"), *length = strstr(heard, "Content-Length: ");
        if (whole == 0 && end != NULL && length != NULL && length < end)
            whole = (size_t)(end + 4 - heard) + strtoul(length + 16, NULL, 10);
    }
    return (int)g_ascii_strtoll(heard + strlen("HTTP/1.1 "), NULL, 10);
}

/* Sends until there is an answer: a line that died while it was idle is dialled anew. */
static int post(struct phone *phone, const char *request)
{
    for (int tries = 0; tries < 10; tries++) {
        if (phone->line < 0)
            phone->line = dial(phone->crowd);
        if (send(phone->line, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request)) {
            const int status = hear(phone);
            if (status != 0)
                return status;
        }
        hang_up(phone, false);
    }
    return 0;
}

static void drop(struct phone *phone, const char *request)
{
    size_t size = strlen(request);
    if (phone->line < 0)
        phone->line = dial(phone->crowd);
    if (random_below(2) == 0)
        size = (size_t)random_below((int)size);
    send(phone->line, request, size, MSG_NOSIGNAL);
    hang_up(phone, random_below(2) == 0);
}

static void write_id(FILE *file, const struct token *token)
{
    char text[2 * TOKEN_ID_SIZE + 1];
    fprintf(file, "%s\n", sodium_bin2hex(text, sizeof text, token->id, sizeof token->id));
}

static void note(struct crowd *crowd, int *count, FILE *file, const struct token *token, bool right,
                 int status)
{
    pthread_mutex_lock(&crowd->lock);
    crowd->posts++;
    (*count)++;
    if (file != NULL && right)
        write_id(file, token);
    if (!right) {
        crowd->n_wrong++;
        fprintf(stderr, "crowd: an answer of %d that was not due\n", status);
    }
    pthread_mutex_unlock(&crowd->lock);
}

static void send_forged(struct phone *phone)
{
    struct crowd *crowd = phone->crowd;
    const struct token token = make_token();
    g_autofree char *form = make_form(), *request = make_request(crowd, &token, form, true);
    const int status = post(phone, request);
    note(crowd, &crowd->n_forged, NULL, &token, status >= 400 && status < 500, status);
}

static void send_again(struct phone *phone)
{
    struct crowd *crowd = phone->crowd;
    const struct token token =
        g_array_index(phone->used, struct token, (guint)random_below((int)phone->used->len));
    g_autofree char *form = make_form(), *request = make_request(crowd, &token, form, false);
    const int status = post(phone, request);
    note(crowd, &crowd->n_replayed, NULL, &token, status == USED, status);
}

static void send_fresh(struct phone *phone)
{
    struct crowd *crowd = phone->crowd;
    const struct token token = make_token();
    g_autofree char *form = make_form(), *request = make_request(crowd, &token, form, false);
    if (random_below(DROPPED) == 0) {
        drop(phone, request);
        if (random_below(2) == 0) {
            note(crowd, &crowd->n_unsure, crowd->unsure, &token, true, 0);
            return;
        }
        pthread_mutex_lock(&crowd->lock);
        crowd->n_dropped++;
        pthread_mutex_unlock(&crowd->lock);
    }
    const int status = post(phone, request);
    note(crowd, &crowd->n_thanked, crowd->thanked, &token, status == THANKED, status);
    g_array_append_val(phone->used, token);
}

static void *be_a_phone(void *payload)
{
    struct phone phone = {payload, -1, g_array_new(FALSE, FALSE, sizeof(struct token))};
    for (int i = 0; i < phone.crowd->forms_each; i++) {
        if (random_below(FORGED) == 0)
            send_forged(&phone);
        else if (phone.used->len > 0 && random_below(REPLAYED) == 0)
            send_again(&phone);
        else
            send_fresh(&phone);
        if (random_below(20) == 0)
            hang_up(&phone, false);
    }
    hang_up(&phone, false);
    g_array_unref(phone.used);
    return NULL;
}

static void run(struct crowd *crowd, int clients)
{
    g_autofree pthread_t *threads = g_new(pthread_t, (gsize)clients);
    const gint64 begun = g_get_monotonic_time();
    for (int i = 0; i < clients; i++)
        if (pthread_create(&threads[i], NULL, be_a_phone, crowd) != 0)
            exit(1);
    for (int i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    printf("posts %d thanked %d replayed %d forged %d dropped %d unsure %d wrong %d ms %" G_GINT64_FORMAT
           "\n",
           crowd->posts, crowd->n_thanked, crowd->n_replayed, crowd->n_forged, crowd->n_dropped,
           crowd->n_unsure, crowd->n_wrong, (g_get_monotonic_time() - begun) / 1000);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 7 || sodium_init() < 0)
        return 2;
    const int clients = (int)g_ascii_strtoll(argv[3], NULL, 10);
    struct crowd crowd = {.port = (int)g_ascii_strtoll(argv[2], NULL, 10),
                          .forms_each = (int)g_ascii_strtoll(argv[4], NULL, 10) / clients};
    g_autofree char *keys = g_build_filename(argv[1], "keys", "token.ini", NULL);
    pthread_mutex_init(&crowd.lock, NULL);
    crowd.thanked = fopen(argv[5], "w");
    crowd.unsure = fopen(argv[6], "w");
    if (!token_keys_load(&crowd.keys, keys, &error) || crowd.thanked == NULL || crowd.unsure == NULL) {
        fprintf(stderr, "crowd: %s\n", error != NULL ? error->message : "expected files that can be written");
        return 1;
    }
    run(&crowd, clients);
    token_keys_free(crowd.keys);
    return fclose(crowd.thanked) == 0 && fclose(crowd.unsure) == 0 && crowd.n_wrong == 0 ? 0 : 1;
}
