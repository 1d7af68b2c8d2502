#!/usr/bin/env bash
# build.sh release|debug|site
#   release: the site and target/release/herald with the site inside
#   debug:   a site that is quick to build, and target/debug/herald, which reads it from disk
#   site:    the release site alone, made by the debug build of the bundler, which the tests build anyway
. "$(dirname "$0")/setup.sh"
mode=${1:?release, debug or site}

need_rust
need_wasm
need_node

wasm_profile=wasm-release bundle_flags=(--release) host_flags=()
case $mode in
  release) host_flags=(--release) ;;
  debug) wasm_profile=wasm-dev bundle_flags=() ;;
  site) ;;
  *) stop "unknown mode $mode" ;;
esac
[[ ${#bundle_flags[@]} == 0 ]] || need_packages frontend/bundle

# What panics says where, by its file: shorter, and nobody's business, without the folders of this machine. They are there
# once something was fetched, so that every build has the same flags.
cargo fetch --locked --quiet --target "$wasm_target"
remap=()
for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  [[ -d $folder ]] && remap+=("'--remap-path-prefix=$folder='")
done

say "Building the browser's half"
cargo build --locked -p herald-frontend --profile "$wasm_profile" --target "$wasm_target" \
  --config "target.$wasm_target.rustflags=[$(IFS=, && echo "${remap[*]}")]"

say "Bundling the site"
cargo run --locked -q -p herald-bundle "${host_flags[@]}" -- \
  "$target_dir/$wasm_target/$wasm_profile/herald_frontend.wasm" "${bundle_flags[@]}"

if [[ $mode != site ]]; then
  say "Building the server"
  cargo build --locked -p herald-server "${host_flags[@]}"
fi
