# shellcheck shell=bash
# What the browser's tests share; to be sourced. Needs `bin`, the folder of the programs, and `folder`, which it empties.
# The packages of package-lock.json lie in the folder above: modules.bash.
server=''

fail() {
  echo "browser: $*" >&2
  exit 1
}

need() { # command package
  command -v "$1" >/dev/null || fail "$1 is missing (Debian package $2): run tools/packages --install test"
}

sipas() {
  "$bin/sipas" "$@" 2>"$folder/talk" || fail "sipas $1: $(cat "$folder/talk")"
}

stop() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
}

# Starts sipas-web on $folder/data; leaves in $port where one of its servers (web, staff, status) listens.
start() { # server
  : >"$folder/server"
  "$bin/sipas-web" --data "$folder/data" --listen 127.0.0.1:0 --staff-listen 127.0.0.1:0 --status-listen 127.0.0.1:0 \
    2>"$folder/server" &
  server=$!
  trap stop EXIT
  for _ in $(seq 300); do
    port=$(sed -n "s/^sipas-web: $1: port \([0-9]*\)\$/\1/p" "$folder/server")
    if [ -n "$port" ]; then return; fi
    kill -0 "$server" 2>/dev/null || fail "sipas-web ended: $(cat "$folder/server")"
    sleep 0.1
  done
  fail "sipas-web does not say where $1 is: $(cat "$folder/server")"
}

need node nodejs
need chromium chromium
rm -rf "$folder"
mkdir -p "$folder/pictures"
