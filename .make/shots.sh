#!/usr/bin/env bash
# shots.sh: takes the pictures anew to which the browser tests compare the design kit, and those of the README.
. "$(dirname "$0")/setup.sh"
.make/e2e.sh specs/kit.spec.ts --update-snapshots
need_chromium
say "Taking the pictures of the README"
node end2end/pictures/readme.mjs "$(realpath "${HERALD_BINARY:-$target_dir/debug/herald}")"
