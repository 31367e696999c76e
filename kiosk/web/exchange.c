#include "exchange.h"

void web_exchange_clear(struct web_exchange *exchange)
{
    struct web_response *response = &exchange->response;
    g_clear_pointer(&response->body, g_bytes_unref);
    g_clear_pointer(&response->location, g_free);
    g_clear_pointer(&response->cookie, g_free);
    g_clear_pointer(&response->file_name, g_free);
    g_clear_pointer(&exchange->submission, g_free);
    g_clear_pointer(&exchange->note, g_free);
}
