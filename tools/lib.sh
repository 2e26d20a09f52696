# What tools/demo and tools/test share. To be sourced by bash.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# say TEXT: what happens now.
say() { printf '\n== %s\n' "$*"; }

# fail TEXT: what went wrong and what to do; ends the script.
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

missing=()

# need PACKAGE TEST...: notes the Debian package as missing where the test fails.
need() {
  local package=$1
  shift
  "$@" > /dev/null 2>&1 || missing+=("$package")
}

# Installs the packages that were noted as missing.
install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || fail "As root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  command -v apt-get > /dev/null \
    || fail "There is no apt-get here; install what Debian calls ${missing[*]}, then try again."
  "${as_root[@]}" apt-get update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"
}

# Sees that Swift 6.3 or a later 6 is there.
need_swift() {
  local where='Get Swift 6.3 at https://www.swift.org/install/linux, put it on PATH, and try again.'
  local version
  command -v swift > /dev/null || fail "There is no swift on PATH. $where"
  version=$(swift --version 2>&1) || fail "swift --version fails: $version. $where"
  [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] \
    || fail "swift --version tells no version: $version"
  ((BASH_REMATCH[1] > 6 || (BASH_REMATCH[1] == 6 && BASH_REMATCH[2] >= 3))) \
    || fail "This is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}, which is too old. $where"
}

# How the program is built, wherever it is: for tools/demo, the tests and packages, so that what is
# tested is what people run, and one build serves all. Lines for a debugger, which packages strip anyway,
# take a fifteenth of the time and half of the program: `swift build` by itself makes them.
release=(-c release -debug-info-format none)

# What is built names its commit, in its build id (Sources/CTallyBuild). A package is made of an archive,
# which has none, and sets it before.
if [ -z "${TALLY_BUILD_ID:-}" ] && [ -z "$(git -C "$root" rev-parse --show-cdup 2>&1)" ]; then
  TALLY_BUILD_ID=$(printf tally | od -An -tx1 | tr -d ' ')$(git -C "$root" rev-parse HEAD)
  [ -z "$(git -C "$root" status --porcelain)" ] && TALLY_BUILD_ID+=00 || TALLY_BUILD_ID+=01
  export TALLY_BUILD_ID
fi

# build_release [ARGUMENT...]: builds the program with the Swift runtime in it, or what the arguments
# say, and prints where it lies. No test links the program's module, so that one build serves all.
build_release() {
  [ $# -gt 0 ] || set -- --product tally
  TALLY_STATIC=1 swift build "${release[@]}" "$@" 1>&2 || return
  TALLY_STATIC=1 swift build "${release[@]}" --show-bin-path
}
