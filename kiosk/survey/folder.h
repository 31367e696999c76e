#pragma once
/* Folders: where things lie in a center's data folder and in the program's assets.
 *
 *   DIR/center.ini   DIR/plans/ID.ini   DIR/joined   DIR/devices/ID/journal.db   DIR/reports/
 *   DIR/keys/{seal.key,seal-ID.key,token.ini,accounts.ini,sign.key,sign.pub,trusted-ID.pub,staff.pin}
 *
 * Only names are made here; nothing is opened except to look whether a file is there. */
#include <glib.h>
#include <stdbool.h>

/* Each is freed with g_free. */
char *folder_center_ini(const char *data);
char *folder_plans(const char *data);

/* There only in the folder of a further machine of a center, which does not have all the ratings: the id of
 * its device and a line end. */
char *folder_joined(const char *data);
char *folder_keys(const char *data);
char *folder_seal_key(const char *data);
char *folder_device_seal_key(const char *data,
                             const char *device); /* of a device that another machine writes */
char *folder_token_keys(const char *data);
char *folder_accounts(const char *data);
char *folder_sign_key(const char *data); /* secret */
char *folder_sign_public(const char *data);
char *folder_trusted(const char *data, const char *device); /* the public key of another machine */
char *folder_staff_pin(const char *data);
char *folder_devices(const char *data);
char *folder_device(const char *data, const char *device);
char *folder_journal(const char *data, const char *device);
char *folder_reports(const char *data);

/* The data folder: `given`, else $SIPAS_DATA, else /var/lib/sipas. Free with g_free. */
char *folder_data(const char *given);

/* The folder that holds words/, plans/, faces/, icons/, center.ini and, beside it or in it, fonts/:
 * $SIPAS_ASSETS, else the installed one, else the source tree's. Free with g_free. */
char *folder_assets(void);
char *folder_fonts(void);

/* The file of a plan named in DIR/center.ini: a name with '/' or ending in ".ini" is a file, and when
 * relative lies beside center.ini; else DIR/plans/NAME.ini, else assets/plans/NAME.ini. NULL when there is
 * none. Free with g_free. `data` may be NULL: no folder of a center. */
char *folder_find_plan(const char *data, const char *name);

/* Likewise of a plan named on a command line: a relative file is the working directory's. */
char *folder_find_given_plan(const char *data, const char *name);

/* Whether `id` can name a device: [a-z0-9-], 1..31 bytes. */
bool device_id_is_valid(const char *id);
