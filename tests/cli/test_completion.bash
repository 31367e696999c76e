#!/usr/bin/env bash
# Asks bash's completion as bash does and compares what it offers.
set -u
# shellcheck source=/dev/null
source "$SIPAS_MANUAL/sipas.bash"
failed=0

# offers FUNCTION EXPECTED WORD...: what is offered for the last word.
offers() {
    local function=$1 expected=$2
    shift 2
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    "$function"
    if [[ "${COMPREPLY[*]-}" != "$expected" ]]; then
        echo "not ok: $*: offered \"${COMPREPLY[*]-}\", expected \"$expected\""
        failed=1
    fi
}

offers _sipas "report" sipas rep
offers _sipas "init report export import verify bundle pull weekly qr staff demo config help --help --version" sipas ""
offers _sipas "--help" sipas --h
offers _sipas "verify" sipas help v
offers _sipas "--period --plan" sipas report --p
offers _sipas "--window" sipas report --period 2025-W45 --w
offers _sipas "calendar decree" sipas report --window ""
offers _sipas "decree" sipas report -w d
offers _sipas "text csv json html xlsx pdf" sipas report --format ""
offers _sipas "csv" sipas report --format = c
offers _sipas "day week month" sipas report --by ""
offers _sipas "kiosk phone paper other poster" sipas report --channel ""
offers _sipas "text csv json html xlsx pdf" sipas report --format =
offers _sipas "check print plan" sipas config ""
offers _sipas "print plan" sipas config --data there p
offers _sipas "vi en" sipas config plan --lang ""
offers _sipas "--weeks" sipas weekly --w
offers _sipas "--head --help" sipas verify --he
offers _sipas "" sipas import ""
offers _sipas "" sipas report --output j
offers _sipas_kiosk "--window" sipas-kiosk --w
offers _sipas_kiosk "" sipas-kiosk ""
offers _sipas_web "--listen" sipas-web --l

# Every option of every command is offered.
for command in init report export import verify bundle pull weekly qr staff demo config; do
    for option in $("$SIPAS" help "$command" | grep -o -- '^  \(-., \)\?--[a-z-]*' | grep -o -- '--[a-z-]*'); do
        offers _sipas "$option" sipas "$command" "$option"
    done
done
for option in $("$SIPAS_KIOSK" --help | grep -o -- '^  \(-., \)\?--[a-z-]*' | grep -o -- '--[a-z-]*'); do
    offers _sipas_kiosk "$option" sipas-kiosk "$option"
done
for option in $("$SIPAS_WEB" --help | grep -o -- '^  \(-., \)\?--[a-z-]*' | grep -o -- '--[a-z-]*'); do
    offers _sipas_web "$option" sipas-web "$option"
done
complete -p sipas sipas-kiosk sipas-web >/dev/null || failed=1
exit $failed
