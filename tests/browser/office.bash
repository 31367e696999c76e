#!/usr/bin/env bash
# The staff's pages in a real browser: fills a center, starts sipas-web, and has office.mjs go through every page.
#
#   office.bash BIN FOLDER LEAVE_REMARKS    needs $SIPAS_ASSETS; pictures end up in FOLDER/pictures
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$1 folder=$2 port=''
# shellcheck source=tests/browser/common.bash
. "$here/common.bash"
leave_remarks=$3

make() {
  mkdir -p "$folder/taken"
  sipas init --data "$folder/data"
  sipas demo --data "$folder/data" --device quay-1 --count 3000 --period last-month
  sipas demo --data "$folder/data" --device quay-2 --count 900 --seed 7 --period last-week
  sipas demo --data "$folder/data" --device quay-3 --count 60 --seed 9 --period this-week
  "$leave_remarks" "$folder/data" chi-minh
  echo "mùa xuân năm ấy" | sipas staff --data "$folder/data" add lan
}

need pdftotext poppler-utils
make
start staff
cp "$here/office.mjs" "$folder"
cd "$folder" && node office.mjs "http://127.0.0.1:$port" "$bin/sipas" data pictures taken
