#!/usr/bin/env bash
# e2e.sh [ARGUMENTS OF PLAYWRIGHT]: the browser tests, against the debug server with the release site: what runs in
# the browser is what is shipped, and the server needs no second build. HERALD_BINARY names another server.
. "$(dirname "$0")/setup.sh"

need_node
need_chromium
need_packages end2end
.make/build.sh site
if [[ -z ${HERALD_BINARY:-} ]]; then
  say "Building the server"
  # With the tests' selection of packages, so that nothing is compiled anew for other features.
  cargo build --locked --workspace --exclude herald-frontend --bins
  HERALD_BINARY=$(realpath "$target_dir/debug/herald")
fi
export HERALD_BINARY

cd end2end
say "Checking the types of the browser tests"
npx --no-install tsc --noEmit
say "Running the browser tests"
exec npx --no-install playwright test "$@"
