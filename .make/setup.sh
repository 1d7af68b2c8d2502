# Sourced by the other scripts: messages, and the tools that they need. What can be installed without root is
# installed; what is system-wide is installed by root only, and otherwise named with the command that installs it.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 CARGO_TERM_PROGRESS_WHEN=${CARGO_TERM_PROGRESS_WHEN:-auto}
target_dir=${CARGO_TARGET_DIR:-target}
wasm_target=wasm32-unknown-unknown

say() { printf '\n== %s\n' "$*"; }
stop() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
# Whether $1, a version, is at least $2.
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

need_rust() {
  if ! have cargo && [[ -f $HOME/.cargo/env ]]; then . "$HOME/.cargo/env"; fi
  have cargo || stop "Rust is missing. Install it with rustup, see https://rustup.rs"
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  found=$(rustc --version | cut -d' ' -f2)
  at_least "$found" "$wanted" || stop "Rust $found is too old, $wanted or later is needed: rustup update stable"
  have cc || stop "A C compiler is missing. On Debian and Ubuntu: sudo apt-get install build-essential"
}

need_wasm() {
  [[ -d $(rustc --print sysroot)/lib/rustlib/$wasm_target/lib ]] && return
  have rustup || stop "This Rust has no target $wasm_target, and there is no rustup to add it. Install Rust with rustup."
  say "Adding Rust's target $wasm_target"
  rustup target add "$wasm_target" ||
    stop "rustup could not add $wasm_target. Is rustup's download server reachable?"
}

need_lints() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  have rustup || stop "cargo fmt or cargo clippy is missing, and there is no rustup to add them. Install Rust with rustup."
  say "Adding rustfmt and clippy"
  rustup component add rustfmt clippy || stop "rustup could not add rustfmt and clippy."
}

need_node() {
  have node && have npm || stop "Node.js or npm is missing. Node.js 20 or later is needed, see https://nodejs.org"
  local found
  found=$(node --version)
  at_least "${found#v}" 20 || stop "Node.js $found is too old, 20 or later is needed."
}

# Installs what the lock file in folder $1 names, unless that is what is installed.
need_packages() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock" && return
  say "Installing the npm packages of $1"
  (cd "$1" && npm ci --ignore-scripts --loglevel=error) || stop "npm ci failed in $1."
  cp "$1/package-lock.json" "$1/node_modules/.installed-lock"
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [[ -n $name ]] && have "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# Installs packages of the system, or says how to: what is missing, how to name one that is elsewhere, the packages.
install() {
  local what=$1 elsewhere=$2 as_root=()
  shift 2
  have apt-get || stop "$what is missing. Install it, or name it: $elsewhere"
  if [[ $(id -u) != 0 ]]; then
    if have sudo && sudo -n true 2>/dev/null; then
      as_root=(sudo)
    else
      stop "$what is missing, and installing it needs root: sudo apt-get install $*"
    fi
  fi
  say "Installing $what"
  "${as_root[@]}" apt-get update -q || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
    stop "$what could not be installed: apt-get install $*"
}

# Sets and exports CHROMIUM.
need_chromium() {
  find_chromium >/dev/null ||
    install Chromium "CHROMIUM=/path/to/chromium make test" chromium fonts-dejavu-core
  CHROMIUM=$(find_chromium) || stop "Chromium was installed, but is not found."
  export CHROMIUM
}

# Prints the folder of PostgreSQL's server programs. Debian keeps them off the path.
find_postgres() {
  local folder
  for folder in "${POSTGRES_BIN:-}" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
    "$(dirname "$(command -v initdb || echo /none)")" /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin; do
    if [[ -x $folder/initdb && -x $folder/pg_ctl && -x $folder/postgres ]]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

# Sets postgres_bin.
need_postgres() {
  find_postgres >/dev/null ||
    install PostgreSQL "POSTGRES_BIN=/path/to/postgresql/bin make test" postgresql postgresql-client
  postgres_bin=$(find_postgres) || stop "PostgreSQL was installed, but initdb, pg_ctl and postgres are not found."
  [[ -x $postgres_bin/psql ]] || have psql || stop "psql is missing. On Debian and Ubuntu: sudo apt-get install postgresql-client"
}
