#!/usr/bin/env bash
# Static checks. The browser's crate is checked by itself for its own target: together with the server's crates it
# would get their features. Exit code 1 when one fails; every one is run.
. "$(dirname "$0")/setup.sh"
need_rust
need_wasm
need_lints

bad=0
check() {
  say "$1"
  shift
  "$@" || bad=1
}

# No server library in the browser. regex and url hang on Leptos itself; the linker drops them.
browser_tree() {
  local tree forbidden='tokio|axum|hyper|h2|sqlx|reqwest|rustls|aws-lc-rs|jiff|chrono|uuid|herald-(server|store|push|delivery)'
  tree=$(cargo tree --locked -p herald-frontend --target "$wasm_target" -e normal,no-proc-macro --prefix none -f '{p}' | cut -d' ' -f1 | sort -u)
  if grep -Ex "$forbidden" <<<"$tree"; then
    echo "The browser must not depend on the above."
    return 1
  fi
  local own
  own=$(cargo tree --locked -p herald-frontend -p herald-app -p herald-domain --features herald-app/hydrate \
    --target "$wasm_target" -e normal --depth 1 --prefix none -f '{p}' | cut -d' ' -f1 | sort -u)
  if grep -Ex 'regex|url|icu.*' <<<"$own"; then
    echo "The browser's own crates must not depend on the above."
    return 1
  fi
  echo "$(wc -l <<<"$tree") crates, none of the server's."
}

check "Format" cargo fmt --all --check
check "Lints of the server's crates" cargo clippy --locked --workspace --exclude herald-frontend --all-targets -- -D warnings
check "Lints of the browser's crates" cargo clippy --locked -p herald-frontend --target "$wasm_target" -- -D warnings
check "What the browser depends on" browser_tree
exit "$bad"
