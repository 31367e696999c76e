#include "plan_files.h"
#include "command.h"
#include "folder.h"
#include "plan_check.h"
#include "reading.h"
#include <string.h>

/* Takes the name over. */
static void add_once(GPtrArray *files, char *file)
{
    if (g_ptr_array_find_with_equal_func(files, file, g_str_equal, NULL))
        g_free(file);
    else
        g_ptr_array_add(files, file);
}

static void name_missing(GString *missing, const struct place *place, const char *name, bool given)
{
    g_autofree char *ini = folder_center_ini(place->data);
    g_autofree char *shown = command_shown(name, -1);

    if (given)
        g_string_append_printf(missing,
                               "plan \"%s\": not found, expected the name of a plan in %s/plans or a file\n",
                               shown, place->data);
    else
        g_string_append_printf(missing,
                               "%s: [report] plans: found %s, expected a plan in %s/plans or a file\n", ini,
                               shown, place->data);
}

/* A plan that cannot be read has no id yet; its mistakes are told when it is checked. */
static void name_again(GString *mistakes, GPtrArray *ids, const struct place *place, const char *name,
                       const char *file)
{
    g_autoptr(plan_t) plan = NULL;

    if (!reading_plan(&plan, file, NULL, NULL))
        return;
    if (g_ptr_array_find_with_equal_func(ids, plan->id, g_str_equal, NULL)) {
        g_autofree char *ini = folder_center_ini(place->data);
        g_autofree char *shown = command_shown(name, -1);
        g_string_append_printf(mistakes,
                               "%s: [report] plans: found %s, the plan %s again, expected every plan once\n",
                               ini, shown, plan->id);
    } else {
        g_ptr_array_add(ids, g_strdup(plan->id));
    }
}

GPtrArray *plan_files_named(GString *mistakes, const struct place *place, char **names)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    char **in_force = place->center ? place->center->plans : NULL;

    for (char **name = names ? names : in_force; name && *name; name++) {
        char *file =
            names ? folder_find_given_plan(place->data, *name) : folder_find_plan(place->data, *name);
        if (file && !names)
            name_again(mistakes, ids, place, *name, file);
        if (file)
            add_once(files, file);
        else
            name_missing(mistakes, place, *name, names != NULL);
    }
    return files;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void plan_files_add_all(GPtrArray *files, const struct place *place)
{
    g_autofree char *folder = folder_plans(place->data);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".ini"))
            add_once(files, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(files, compare_names);
}

void plan_file_check(GString *mistakes, const char *file, const struct place *place)
{
    g_autofree char *shown = command_shown(file, -1);
    g_autoptr(plan_t) plan = NULL;
    g_autoptr(GError) error = NULL;

    if (reading_plan(&plan, file, NULL, &error))
        plan_check(mistakes, plan, shown, place->center);
    else
        g_string_append_printf(mistakes, "%s\n", error->message);
}
