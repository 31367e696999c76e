#!/usr/bin/env bash
# From the code to the report, with the running kiosk, printed pages, a reader of codes and a browser: scan.py.
#
#   scan.bash BIN FOLDER HELPERS    needs $SIPAS_ASSETS
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$1 folder=$2
# shellcheck source=tests/browser/common.bash
. "$here/common.bash"

need zbarimg zbar-tools
need pdftoppm poppler-utils
need Xvfb xvfb
cp "$here/scan.mjs" "$folder"
exec python3 "$here/scan.py" "$bin" "$3" "$folder"
