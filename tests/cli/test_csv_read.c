#include "csv_read.h"
#include <string.h>

/* A file in memory, read to its end, as one text: "a|b" a record, "!" and the problem a malformed one, each
 * with its line. */
static char *read_bytes(const char *bytes, size_t size)
{
    FILE *in = fmemopen((void *)bytes, size, "r");
    g_autoptr(csv_t) csv = csv_new(in);
    GString *out = g_string_new(NULL);
    enum csv_result result;

    while ((result = csv_next(csv)) != CSV_END) {
        g_string_append_printf(out, "%" G_GINT64_FORMAT ":", csv_line(csv));
        if (result == CSV_MALFORMED)
            g_string_append_printf(out, "!%s", csv_problem(csv));
        for (size_t i = 0; result == CSV_RECORD && i < csv_n_fields(csv); i++)
            g_string_append_printf(out, "%s%s", i ? "|" : "", csv_field(csv, i));
        g_string_append_c(out, '\n');
    }
    fclose(in);
    return g_string_free(out, FALSE);
}

static void assert_read(const char *text, const char *expected)
{
    g_autofree char *found = read_bytes(text, strlen(text));
    g_assert_cmpstr(found, ==, expected);
}

static void commas_and_lines_separate(void)
{
    assert_read("a,b,c\n1,,3\n", "1:a|b|c\n2:1||3\n");
}

static void a_semicolon_in_the_first_line_makes_it_the_separator(void)
{
    assert_read("a;b,c\n1,5;2\n", "1:a|b,c\n2:1,5|2\n");
    assert_read("\"a;b\",c\nx;y,z\n", "1:a;b|c\n2:x;y|z\n");
}

static void a_bom_crlf_and_a_missing_last_line_end_are_no_matter(void)
{
    assert_read("\xEF\xBB\xBF"
                "a,b\r\n1,2",
                "1:a|b\n2:1|2\n");
    assert_read("a,b\r\n1,2\r", "1:a|b\n2:1|2\n");
}

static void quotes_hold_separators_line_ends_and_doubled_quotes(void)
{
    assert_read("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n3,4\n", "1:a|b\n2:x,\"y\"|two\nlines\n4:3|4\n");
    assert_read("\"a\",\"\"\n", "1:a|\n");
}

static void empty_lines_are_passed_over_and_counted(void)
{
    assert_read("\n\r\na,b\n\n\r\n1,2\n\n", "3:a|b\n6:1|2\n");
    assert_read("", "");
}

static void a_malformed_line_is_told_and_the_next_is_read(void)
{
    assert_read("a,b\nx\"y,1\n\"x\"y,2\nx\ry,3\n4,5\n",
                "1:a|b\n2:!a quote inside a field without quotes\n3:!text after a closing quote\n"
                "4:!a carriage return inside a line\n5:4|5\n");
}

static void an_unclosed_quote_swallows_no_more_than_a_record(void)
{
    g_autofree char *many = g_strnfill(CSV_RECORD_MAX, 'x');
    g_autofree char *text = g_strdup_printf("a\n\"%s\n2\n", many);

    assert_read("a\n\"b\nc\n", "1:a\n2:!an unclosed quote\n3:c\n");
    assert_read("a\n\"b\nc,\"d\"\ne\n", "1:a\n2:!text after a closing quote\n3:c|d\n4:e\n");
    assert_read(text, "1:a\n2:!a record longer than 4096 bytes, perhaps an unclosed quote\n3:2\n");
}

static void separators_count_for_the_length_of_a_record(void)
{
    g_autofree char *most = g_strnfill(CSV_RECORD_MAX, ',');
    g_autofree char *text = g_strdup_printf("%s,\n2\n", most);
    FILE *in = fmemopen(most, strlen(most), "r");
    g_autoptr(csv_t) csv = csv_new(in);

    assert_read(text, "1:!a record longer than 4096 bytes, perhaps an unclosed quote\n2:2\n");
    g_assert_cmpint(csv_next(csv), ==, CSV_RECORD);
    g_assert_cmpuint(csv_n_fields(csv), ==, CSV_RECORD_MAX + 1);
    fclose(in);
}

static void a_record_of_several_lines_can_be_read_again_from_its_second(void)
{
    const char text[] = "a\n\"b\nc\"\nd\n";
    FILE *in = fmemopen((void *)text, strlen(text), "r");
    g_autoptr(csv_t) csv = csv_new(in);

    g_assert_cmpint(csv_next(csv), ==, CSV_RECORD);
    csv_resume(csv);
    g_assert_cmpint(csv_next(csv), ==, CSV_RECORD);
    g_assert_cmpstr(csv_field(csv, 0), ==, "b\nc");
    csv_resume(csv);
    g_assert_cmpint(csv_next(csv), ==, CSV_MALFORMED);
    g_assert_cmpint(csv_line(csv), ==, 3);
    g_assert_cmpint(csv_next(csv), ==, CSV_RECORD);
    g_assert_cmpint(csv_line(csv), ==, 4);
    g_assert_cmpstr(csv_field(csv, 0), ==, "d");
    fclose(in);
}

/* The lines that an open quote took in lie on both sides of what is read at once. */
static void the_second_line_is_found_again_wherever_a_block_ends(void)
{
    const int block = 1 << 16;

    for (int before = block - 40; before <= block + 2; before++) {
        g_autoptr(GString) text = g_string_new("a,b\n");
        while ((int)text->len < before)
            g_string_append_c(text, '\n');
        g_string_append(text, "\"open,1\nsecond,2\nthird,\"3\"\n");
        g_autofree char *found = read_bytes(text->str, text->len);
        g_assert_nonnull(strstr(found, ":!text after a closing quote\n"));
        g_assert_nonnull(strstr(found, ":second|2\n"));
        g_assert_true(g_str_has_suffix(found, ":third|3\n"));
    }
}

static void a_nul_byte_is_malformed(void)
{
    const char bytes[] = "a,b\n1,\0\n3,4\n";
    g_autofree char *found = read_bytes(bytes, sizeof bytes - 1);

    g_assert_cmpstr(found, ==, "1:a|b\n2:!a NUL byte\n3:3|4\n");
}

/* A line end, a quote, a byte of a letter may each fall on the edge of what is read at once. */
static void records_are_the_same_wherever_a_block_ends(void)
{
    const int block = 1 << 16;

    for (int before = block - 40; before <= block + 2; before++) {
        g_autoptr(GString) text = g_string_new("a,b\r\n");
        while ((int)text->len < before - 100)
            g_string_append(text, "1,22222222\r\n");
        while ((int)text->len < before)
            g_string_append_c(text, '\n');
        const gsize start = text->len;
        g_string_append(text, "\"Đất \"\"đai\"\"\",\"x\r\ny\"\r\n\r\n7,8\r\n");
        g_autofree char *found = read_bytes(text->str, text->len);
        g_assert_cmpuint(start, ==, (gsize)before);
        g_assert_nonnull(strstr(found, ":Đất \"đai\"|x\r\ny\n"));
        g_assert_true(g_str_has_suffix(found, ":7|8\n"));
        g_assert_null(strchr(found, '!'));
    }
}

static void the_hash_is_of_all_bytes(void)
{
    const char text[] = "abc";
    FILE *in = fmemopen((void *)text, strlen(text), "r");
    g_autoptr(csv_t) csv = csv_new(in);

    g_assert_cmpint(csv_next(csv), ==, CSV_RECORD);
    g_assert_cmpint(csv_next(csv), ==, CSV_END);
    g_assert_cmpstr(csv_sha256(csv), ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    fclose(in);
}

static void no_bytes_whatever_upset_it(void)
{
    GRand *random = g_rand_new_with_seed(7);
    const char alphabet[] = "ab,;\"\r\n\0\xC4\x91";

    for (int round = 0; round < 20000; round++) {
        char bytes[64];
        const size_t size = (size_t)g_rand_int_range(random, 1, (gint32)sizeof bytes);
        for (size_t i = 0; i < size; i++)
            bytes[i] = alphabet[g_rand_int_range(random, 0, (gint32)sizeof alphabet - 1)];
        g_autofree char *found = read_bytes(bytes, size);
        g_assert_nonnull(found);
    }
    g_rand_free(random);
}

#define ADD(test) g_test_add_func("/csv_read/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(commas_and_lines_separate);
    ADD(a_semicolon_in_the_first_line_makes_it_the_separator);
    ADD(a_bom_crlf_and_a_missing_last_line_end_are_no_matter);
    ADD(quotes_hold_separators_line_ends_and_doubled_quotes);
    ADD(empty_lines_are_passed_over_and_counted);
    ADD(a_malformed_line_is_told_and_the_next_is_read);
    ADD(an_unclosed_quote_swallows_no_more_than_a_record);
    ADD(separators_count_for_the_length_of_a_record);
    ADD(a_record_of_several_lines_can_be_read_again_from_its_second);
    ADD(the_second_line_is_found_again_wherever_a_block_ends);
    ADD(a_nul_byte_is_malformed);
    ADD(records_are_the_same_wherever_a_block_ends);
    ADD(the_hash_is_of_all_bytes);
    ADD(no_bytes_whatever_upset_it);
    return g_test_run();
}
