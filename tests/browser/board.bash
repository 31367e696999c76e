#!/usr/bin/env bash
# The public board in a real browser: makes boards of real data and of the edges, and has board.mjs look at all of them.
#
#   board.bash BIN FOLDER MAKE_BOARDS    needs $SIPAS_ASSETS; pictures end up in FOLDER/pictures
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck disable=SC2034 # common.bash starts programs from it
bin=$1 folder=$2
# shellcheck source=tests/browser/common.bash
. "$here/common.bash"
make_boards=$3

report() { # name argument...
  local name=$1
  shift
  sipas report --data "$folder/data" --format html -o "$folder/boards/$name" "$@"
}

make() {
  mkdir -p "$folder/boards"
  "$make_boards" "$folder/boards"
  sipas init --data "$folder/data"
  sipas demo --data "$folder/data" --count 4000 --period month:2025-11
  python3 "$here/../cli/make_csv.py" --count 600 --seed 7 --from 2025-10-01 --to 2025-10-31 "$folder/paper.csv"
  sipas import --data "$folder/data" "$folder/paper.csv"
  report month.vi.html --period month:2025-11 --by day --compare --dossiers 6200
  report month.en.html --period month:2025-11 --by week --compare --lang en
  report paper.vi.html --period month:2025-10 --by week --channel paper
  report day.vi.html --period 2025-11-03..2025-11-03
  report area.vi.html --period month:2025-11 --area dat-dai --by day
}

need pdfinfo poppler-utils
make
cp "$here/board.mjs" "$folder"
cd "$folder" && exec node board.mjs boards pictures
