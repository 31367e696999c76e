#!/usr/bin/env bash
# The public board in a real browser: fetches the packages of package-lock.json into a folder of the build, makes boards
# of real data and of the edges, and has board.mjs look at all of them.
#
#   run.bash SIPAS MAKE_BOARDS FOLDER    needs $SIPAS_ASSETS; pictures end up in FOLDER/pictures
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
sipas=$1 make_boards=$2 folder=$3

fail() {
  echo "browser: $*" >&2
  exit 1
}

need() { # command package
  command -v "$1" >/dev/null || fail "$1 is missing (Debian package $2): run tools/packages --install test"
}

# Again only when the lock file has changed.
fetch() {
  if cmp -s "$here/package-lock.json" "$folder/fetched.json"; then return; fi
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder"
  (cd "$folder" && npm ci --ignore-scripts --loglevel=error) ||
    fail "npm ci could not fetch playwright-core, axe-core and html-validate: is the package registry reachable?"
  cp "$here/package-lock.json" "$folder/fetched.json"
}

report() { # name argument...
  local name=$1
  shift
  "$sipas" report --data "$folder/data" --format html -o "$folder/boards/$name" "$@"
}

make() {
  rm -rf "$folder/data" "$folder/boards" "$folder/pictures"
  mkdir -p "$folder/boards" "$folder/pictures"
  "$make_boards" "$folder/boards"
  "$sipas" init --data "$folder/data" 2>"$folder/talk" || fail "$(cat "$folder/talk")"
  "$sipas" demo --data "$folder/data" --count 4000 --period month:2025-11 2>"$folder/talk" || fail "$(cat "$folder/talk")"
  python3 "$here/../cli/make_csv.py" --count 600 --seed 7 --from 2025-10-01 --to 2025-10-31 "$folder/paper.csv"
  "$sipas" import --data "$folder/data" "$folder/paper.csv" 2>"$folder/talk" || fail "$(cat "$folder/talk")"
  report month.vi.html --period month:2025-11 --by day --compare --dossiers 6200
  report month.en.html --period month:2025-11 --by week --compare --lang en
  report paper.vi.html --period month:2025-10 --by week --channel paper
  report day.vi.html --period 2025-11-03..2025-11-03
  report area.vi.html --period month:2025-11 --area dat-dai --by day
}

need node nodejs
need npm npm
need chromium chromium
need pdfinfo poppler-utils
mkdir -p "$folder"
fetch
make
cp "$here/board.mjs" "$folder"
cd "$folder" && exec node board.mjs boards pictures
