#!/usr/bin/env bash
# The phone page in a real browser: makes a center, starts sipas-web, and has site.mjs rate as respondents do.
#
#   site.bash BIN FOLDER MAKE_LINKS    needs $SIPAS_ASSETS; pictures end up in FOLDER/pictures
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$1 folder=$2 port=''
# shellcheck source=tests/browser/common.bash
. "$here/common.bash"
make_links=$3

sed 's/^hotline =.*/hotline = 0220 3 123 456/; s/^poster-per-hour =.*/poster-per-hour = 3/' "$SIPAS_ASSETS/center.ini" \
  >"$folder/center.ini"
sipas init --data "$folder/data" --center "$folder/center.ini"
start web
cp "$here/site.mjs" "$folder"
cd "$folder" && node site.mjs "http://127.0.0.1:$port" "$bin/sipas" "$make_links" data pictures
