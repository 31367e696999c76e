#!/usr/bin/env bash
# Starts tools/run in a checkout of its own whose build and programs only say how they were called.
set -u
run=$(cd "$(dirname "$0")/../.." && pwd)/tools/run
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

not_ok() {
    echo "not ok: $*"
    failed=1
}

# misused PART OPTION...: ends with 2 and one line that holds PART.
misused() {
    local part=$1 told status=0
    shift
    told=$("$folder/tools/run" "$@" 2>&1) || status=$?
    [[ $status == 2 && $told == *"$part"* && $told == *expected* && $(wc -l <<<"$told") == 1 ]] ||
        not_ok "tools/run $*: status $status, said \"$told\""
}

program() {
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/$1"
    chmod +x "$folder/$1"
}

mkdir -p "$folder"/{tools,path,data} "$folder/build/release/bin"
cp "$run" "$folder/tools/run"
touch "$folder/build/release/build.ninja" "$folder/data/center.ini"
program tools/packages true
program path/cmake true
program build/release/bin/sipas true
# shellcheck disable=SC2016
program build/release/bin/sipas-kiosk 'echo "$SIPAS_ASSETS" "$@"'

misused --data --data
misused --size --size
misused --size --data "$folder/data" --size
misused --data --data ''
misused --data --data=
misused --size --size=

started=$(PATH=$folder/path:$PATH SIPAS_ASSETS=/usr/share/older DISPLAY=:none "$folder/tools/run" --window --data "$folder/data" \
    2>/dev/null)
[[ $started == "$folder/assets --data $folder/data "* ]] || not_ok "the kiosk was started with \"$started\""
exit "$failed"
