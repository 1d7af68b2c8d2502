#!/usr/bin/env bash
# soak.sh: what takes hours, with the same checks as the tests, and ends by itself. Each figure can be set:
#   KILLS         of one server on SQLite                              (2000, about half an hour)
#   NODE_KILLS    of one of three nodes on PostgreSQL                   (500, about half an hour)
#   PAUSE         of a worker, in seconds                               (30)
#   TRIALS        of 64 senders racing for 25 places                  (20000 on each database, about an hour)
#   SEEDS         of the simulated queue                             (300000, about half an hour)
#   MINUTES       of sending to Google just below its quota              (10)
. "$(dirname "$0")/setup.sh"
need_rust
need_postgres
started=$SECONDS bad=0 rows=() log=$(mktemp)
trap 'rm -f "$log"' EXIT

# soak NAME VARIABLE COUNT COMMAND…
soak() {
  local name=$1 variable=$2 count=$3 begin=$SECONDS verdict=passed
  shift 3
  say "$name: $count"
  env "$variable=$count" "$@" 2>&1 | tee "$log" || { verdict=FAILED bad=1; }
  # A name that no test has any more must not pass.
  if [[ " $* " == *" --exact "* ]] && ! grep -q '^test result: ok. 1 passed' "$log"; then verdict=FAILED bad=1; fi
  rows+=("$(printf '%-52s %8d %8s %7d s' "$name" "$count" "$verdict" $((SECONDS - begin)))")
}

# run TEST-BINARY NAME: one test, by its whole name, ignored or not, with what it prints. Of the same packages as in
# `make test`: another choice would compile most dependencies anew.
run() { echo cargo test --locked --workspace --exclude herald-frontend $1 -- --include-ignored --nocapture --exact "$2"; }

soak "Kills of a server on SQLite" HERALD_KILLS "${KILLS:-2000}" \
  $(run "--test it" crash::kills_at_random_instants_lose_nothing_and_repeat_no_more_than_was_in_flight)
soak "Kills of one of three nodes on PostgreSQL" HERALD_KILLS "${NODE_KILLS:-500}" .make/postgres.sh \
  $(run "--test it" nodes::crash::kills_of_one_of_three_nodes_lose_nothing_and_repeat_no_more_than_was_in_hand)
soak "Seconds that a worker is paused" HERALD_PAUSE "${PAUSE:-30}" .make/postgres.sh \
  $(run "--test it" nodes::several::a_worker_that_was_paused_past_its_lease_cannot_acknowledge_late)

races=$(run "--test contract" races::b18_of_64_racing_over_several_processes_exactly_25_get_a_place_and_each_key_sends_once)
soak "Races of 64 over two processes on SQLite" HERALD_TRIALS "${TRIALS:-20000}" $races
soak "Races of 64 over three processes on PostgreSQL" HERALD_TRIALS "${TRIALS:-20000}" .make/postgres.sh $races

soak "Runs of the simulated queue" HERALD_SEEDS "${SEEDS:-300000}" \
  $(run --lib simulation::ten_thousand_runs_of_misfortune_break_no_rule)

soak "Minutes at Google's quota" MINUTES "${MINUTES:-10}" \
  cargo run --locked --release -q -p herald-delivery --example quota

soak "Tenants left out of statements, with and without walls" WALLS 1 .make/walls.sh

say "Summary after $(((SECONDS - started) / 60)) min"
printf '%s\n' "${rows[@]}"
exit "$bad"
