//! One minified style sheet out of many.

use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Features, Targets},
};
use std::path::Path;

/// The oldest browsers that know everything the style sheets rely on, above all `light-dark()`.
const BROWSERS: Browsers = Browsers {
    chrome: Some(version(123, 0)),
    edge: Some(version(123, 0)),
    firefox: Some(version(121, 0)),
    safari: Some(version(17, 5)),
    ios_saf: Some(version(17, 5)),
    android: None,
    ie: None,
    opera: None,
    samsung: None,
};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// Reads the sheet with everything that it imports. Layers and `light-dark()` are kept.
pub fn bundle(entry: &Path) -> Result<String> {
    let targets = Targets { exclude: Features::LightDark, ..Targets::from(BROWSERS) };
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    let printer = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|error| anyhow!("{error}"))?.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn imports_layers_and_both_colours_survive() {
        let dir = tempfile::tempdir().unwrap();
        let entry = dir.path().join("herald.css");
        fs::write(
            &entry,
            "@layer tokens, base;\n@import url(\"tokens.css\");\n@layer base { p { margin: 0px } }\n",
        )
        .unwrap();
        fs::write(
            dir.path().join("tokens.css"),
            "@layer tokens { :root { --c: light-dark(#fff, #000) } a { color: light-dark(#ffffff, black) } }",
        )
        .unwrap();
        let css = bundle(&entry).unwrap();
        assert!(css.starts_with("@layer tokens,base;") || css.starts_with("@layer tokens{"), "{css}");
        assert!(
            css.contains("--c:light-dark(#fff,#000)") && css.contains("color:light-dark(#fff,#000)"),
            "{css}"
        );
        assert!(css.contains("p{margin:0}") && !css.contains("@import"), "{css}");
    }

    #[test]
    fn a_mistake_names_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let entry = dir.path().join("herald.css");
        fs::write(&entry, "a { color: ; } }").unwrap();
        let message = bundle(&entry).unwrap_err().to_string();
        assert!(message.contains("herald.css"), "{message}");
    }
}
