#include "man_text.h"
#include <string.h>

/* The day the pages' text last changed in substance. */
static const char PAGE_DATE[] = "November 22, 2026";

static void append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\\')
            g_string_append(out, "\\e");
        else
            g_string_append_c(out, *text);
    }
}

void man_line(GString *out, const char *text)
{
    if (text[0] == '.' || text[0] == '\'')
        g_string_append(out, "\\&");
    append_escaped(out, text);
    g_string_append_c(out, '\n');
}

/* A sentence a line, as mdoc wants it. */
static void append_sentences(GString *out, const char *paragraph)
{
    g_auto(GStrv) sentences = g_strsplit(paragraph, ". ", -1);

    for (char **sentence = sentences; *sentence; sentence++) {
        g_autofree char *whole = g_strconcat(*sentence, sentence[1] ? "." : "", NULL);
        man_line(out, whole);
    }
}

void man_paragraphs(GString *out, const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

    for (char **paragraph = paragraphs; *paragraph; paragraph++) {
        if (paragraph != paragraphs)
            g_string_append(out, ".Pp\n");
        append_sentences(out, *paragraph);
    }
}

void man_head(GString *out, const char *name, const char *summary)
{
    g_autofree char *upper = g_ascii_strup(name, -1);
    g_autofree char *lower = g_strdup(summary);

    lower[0] = g_ascii_tolower(lower[0]);
    g_string_append_printf(out, ".Dd %s\n.Dt %s 1\n.Os sipas %s\n.Sh NAME\n.Nm %s\n.Nd ", PAGE_DATE, upper,
                           SIPAS_VERSION, name);
    man_line(out, lower);
}

void man_option(GString *out, char short_name, const char *long_name, const char *argument, const char *text)
{
    g_string_append(out, ".It ");
    if (short_name)
        g_string_append_printf(out, "Fl %c , ", short_name);
    g_string_append_printf(out, "Fl -%s", long_name);
    if (argument)
        g_string_append_printf(out, " Ns = Ns Ar %s", argument);
    g_string_append_c(out, '\n');
    man_line(out, text);
}
