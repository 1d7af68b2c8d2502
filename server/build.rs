//! Makes sure that the folder of the site exists, so that `cargo check` works before the browser's half was built.
//! `http::assets` puts its files into release builds and reads them from disk in debug builds.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    std::fs::create_dir_all(&site)?;
    // Debug builds read the folder anew for each request and need no rebuild.
    if std::env::var_os("CARGO_CFG_DEBUG_ASSERTIONS").is_none() {
        println!("cargo::rerun-if-changed={}", site.display());
        if !site.join("manifest.json").is_file() {
            println!(
                "cargo::warning=target/site is empty: this server will have no style sheet and no script (make site)"
            );
        }
    }
    Ok(())
}
