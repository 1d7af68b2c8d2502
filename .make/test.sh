#!/usr/bin/env bash
# Everything that can be tested, a summary, and as the last line "N passed, N failed". Every step is run, also after
# a failure; a missing tool stops it at once.
. "$(dirname "$0")/setup.sh"
started=$SECONDS

say "Looking for the tools"
need_rust
need_wasm
need_lints
need_node
need_chromium
need_postgres
need_packages frontend/bundle
need_packages end2end

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0 rows=()

# step NAME COUNTER COMMAND…: COUNTER reads the step's log and prints "PASSED FAILED".
step() {
  local name=$1 counter=$2 log=$logs/step begin=$SECONDS status=0 good bad
  shift 2
  say "$name"
  "$@" 2>&1 | tee "$log" || status=$?
  read -r good bad <<<"$("$counter" "$log" "$status")"
  # A step that failed without a failed test, such as one that does not compile, is one failure.
  if [[ $status != 0 && $bad == 0 ]]; then bad=1; fi
  passed=$((passed + good)) failed=$((failed + bad))
  rows+=("$(printf '%-34s %5d passed %5d failed %6d s' "$name" "$good" "$bad" $((SECONDS - begin)))")
}

# A step that is one check.
single() { if [[ $2 == 0 ]]; then echo 1 0; else echo 0 1; fi; }

# Lines such as "Summary [1.2s] 12 tests run: 11 passed, 1 failed" of nextest, or "test result: ok. 11 passed; 1 failed";
# not the indented ones within what a failed test has printed.
rust_tests() {
  awk '/^ +Summary .* tests? run: |^test result: / {
    for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) good += $(i-1); if ($i ~ /^(failed|timed|exec)/) bad += $(i-1) }
  } END { print good + 0, bad + 0 }' "$1"
}

# A browser test that did not run has not passed.
browser_tests() {
  node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected, stats.unexpected + stats.flaky + stats.skipped);
  ' "$logs/browser.json" 2>/dev/null || echo 0 1
}

rust() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --workspace --exclude herald-frontend --no-fail-fast
    return
  fi
  echo "cargo-nextest is not installed; cargo test does the same, a little slower."
  cargo test --locked --workspace --exclude herald-frontend --no-fail-fast --lib --bins --tests
}

# The store's contract once more, and everything with several nodes. Of the same packages as above: another choice would
# compile most dependencies anew, with other features.
on_postgres() {
  local bad=0 all=(--locked --workspace --exclude herald-frontend --no-fail-fast)
  if cargo nextest --version >/dev/null 2>&1; then
    .make/postgres.sh cargo nextest run "${all[@]}" -E 'package(herald-store) & binary(contract)' || bad=1
    .make/postgres.sh cargo nextest run "${all[@]}" --run-ignored only -E 'package(herald-server) & test(/^nodes::/)' || bad=1
  else
    .make/postgres.sh cargo test "${all[@]}" --test contract || bad=1
    .make/postgres.sh cargo test "${all[@]}" --test it nodes:: -- --ignored || bad=1
  fi
  return "$bad"
}

step "Format, lints, dependencies" single .make/lint.sh
step "Unit and integration tests" rust_tests rust
step "Tests on PostgreSQL" rust_tests on_postgres
step "Documentation's examples" rust_tests cargo test --locked --workspace --exclude herald-frontend --doc --no-fail-fast
export PLAYWRIGHT_JSON_OUTPUT_FILE=$logs/browser.json
step "Browser tests" browser_tests .make/e2e.sh --reporter=list,json,./support/brief.ts

say "Summary after $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"
printf '%s\n' "${rows[@]}"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
