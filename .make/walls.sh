#!/usr/bin/env bash
# walls.sh: leaves out the tenant of each statement of the store in turn, in a copy of the source, and runs the tests that
# ask for another tenant's things. In PostgreSQL every one must pass: row-level security is the second wall. On SQLite,
# which has none, most must fail: that shows that the tests would notice. Exit code 1 when the second wall has a hole.
# walls.sh [FILE…] tries only the statements of these.
. "$(dirname "$0")/setup.sh"
need_rust
need_postgres
if [[ -z ${HERALD_TEST_POSTGRES:-} ]]; then exec .make/postgres.sh .make/walls.sh "$@"; fi

copy=$(mktemp -d "${TMPDIR:-/tmp}/herald-walls.XXXXXX")
whole=$(mktemp -d "${TMPDIR:-/tmp}/herald-walls.XXXXXX")
trap 'rm -rf "$copy" "$whole"' EXIT
# Whatever is done to the working tree in the hours that follow, this is tried.
git ls-files -z | xargs -0 cp --parents -t "$copy"
cp -r "$copy/." "$whole"
export CARGO_TARGET_DIR=${WALLS_TARGET_DIR:-$(realpath -m "$target_dir")/walls}
export pattern='(\w+\.)?tenant = \$1'

# Builds the tests of the copy and prints where they are.
build() {
  (cd "$copy" && cargo test --locked -q -p herald-store --test contract --no-run --message-format=json-render-diagnostics 2>"$copy/errors") |
    sed -n 's/.*"executable":"\([^"]*contract-[^"]*\)".*/\1/p' | tail -n 1
}

holes=0 noticed=0 left_out=0
while IFS= read -r file; do
  count=$(perl -0ne '$n++ while /$ENV{pattern}/g; print $n + 0' "$whole/$file")
  for ((nth = 1; nth <= count; nth++)); do
    nth=$nth perl -0pe 's/$ENV{pattern}/++$n == $ENV{nth} ? q($1 = $1) : $&/ge' "$whole/$file" >"$copy/$file"
    tests=$(build) || tests=
    if [[ -z $tests ]]; then
      cat "$copy/errors" >&2
      stop "The copy without the tenant of statement $nth in $file does not compile."
    fi
    left_out=$((left_out + 1))
    verdict="nobody noticed"
    if ! env -u HERALD_TEST_POSTGRES "$tests" walls:: >/dev/null 2>&1; then
      noticed=$((noticed + 1)) verdict="SQLite's tests noticed"
    fi
    if ! "$tests" walls:: >"$copy/log" 2>&1; then
      holes=$((holes + 1)) verdict="A HOLE: $(grep -m 1 panicked -A 1 "$copy/log" | tail -n 1)"
    fi
    printf '%-40s %3d  %s\n' "${file#server/store/src/}" "$nth" "$verdict"
    cp "$whole/$file" "$copy/$file"
  done
done < <(git ls-files "${@:-server/store/src/*.rs}" | xargs grep -lP "$pattern")

printf '\n%d tenants left out, %d noticed on SQLite, %d holes in PostgreSQL\n' "$left_out" "$noticed" "$holes"
[[ $holes == 0 ]]
