#!/usr/bin/env bash
# Fetches the packages of package-lock.json, once as long as that file stays the same: modules.bash FOLDER
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=$1

fail() {
  echo "browser: $*" >&2
  exit 1
}

command -v npm >/dev/null || fail "npm is missing (Debian package npm): run tools/packages --install test"
mkdir -p "$folder"
if cmp -s "$here/package-lock.json" "$folder/fetched.json"; then exit 0; fi
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder"
(cd "$folder" && npm ci --ignore-scripts --loglevel=error) ||
  fail "npm ci could not fetch playwright-core, axe-core and html-validate: is the package registry reachable?"
cp "$here/package-lock.json" "$folder/fetched.json"
