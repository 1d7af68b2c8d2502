//! One file for each part of the WebAssembly. The splitter makes one of everything that a part shares with another; alike
//! as they are, together they compress to a sixth less than one by one, and a page asks once.

use crate::script::{LOADER, Script};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, ops::Range};

/// A part that is only loaded where another one is too, and finds there what both share.
const BESIDE: [(&str, &str); 1] = [("wizard_rest_loader", "message_wizard_loader")];

/// Where each module lies in the file of a part.
type Places = BTreeMap<String, Range<usize>>;

/// Puts the modules of each part into one file, and makes the loader take them from there.
pub fn pack(mut script: Script) -> Result<Script> {
    let mut loader = String::from_utf8(script.files.remove(LOADER).context("there is no loader")?)?;
    let (mut packs, mut places) = (BTreeMap::new(), BTreeMap::new());
    for (part, modules) in &script.parts {
        let shared = beside(part, &script.parts).map_or(&[][..], |other| &script.parts[other]);
        let (mut content, mut inside) = (Vec::new(), Places::new());
        for module in modules.iter().filter(|module| !shared.contains(module)) {
            let bytes = script.files.get(module).with_context(|| format!("{module} is missing"))?;
            inside.insert(module.clone(), content.len()..content.len() + bytes.len());
            content.extend_from_slice(bytes);
        }
        packs.insert(name(part), content);
        places.insert(part.clone(), inside);
    }
    for module in script.parts.values().flatten() {
        let fetched = format!("fetch(new URL(\"./{module}\", import.meta.url))");
        if script.files.remove(module).is_some() {
            ensure!(loader.contains(&fetched), "the loader does not fetch {module} as it did");
            loader = loader.replace(&fetched, &format!("packed(\"{module}\")"));
        }
    }
    for (late, other) in BESIDE {
        let there = |name: &str| script.parts.keys().any(|part| part.starts_with(name));
        ensure!(script.parts.is_empty() || (there(late) && there(other)), "there is no {late} or no {other}");
    }
    for part in script.parts.keys() {
        let exported = format!("__wasm_split_load_{part} = wrapAsyncCb(makeLoad(");
        ensure!(loader.contains(&exported), "the loader does not export {part} as it did");
        let opening = format!("__wasm_split_load_{part} = wrapPart(\"{part}\", makeLoad(");
        loader = loader.replace(&exported, &opening);
    }
    let streamed = "WebAssembly.instantiateStreaming(src, imports)";
    ensure!(loader.contains(streamed), "the loader does not stream as it did");
    loader = loader.replace(streamed, "src.then((bytes) => WebAssembly.instantiate(bytes, imports))");
    loader += &unpacking(&places, &script.parts);
    script.files.insert(LOADER.into(), loader.into_bytes());
    script.files.append(&mut packs);
    script.parts = script.parts.keys().map(|part| (part.clone(), vec![name(part)])).collect();
    Ok(script)
}

fn name(part: &str) -> String {
    format!("split_{part}.bin")
}

fn beside<'a>(part: &str, parts: &'a BTreeMap<String, Vec<String>>) -> Option<&'a String> {
    let (_, other) = BESIDE.iter().find(|(late, _)| part.starts_with(late))?;
    parts.keys().find(|part| part.starts_with(other))
}

/// What the loader needs to know of the packs. A pack that does not come whole is asked for again the next time; a module
/// that several have is taken from the one that was asked for last.
fn unpacking(places: &BTreeMap<String, Places>, parts: &BTreeMap<String, Vec<String>>) -> String {
    let mut packs = String::new();
    for (part, inside) in places {
        let file = name(part);
        let beside = beside(part, parts).map(|other| format!("\"{other}\"")).unwrap_or_default();
        let size = inside.values().map(|at| at.end).max().unwrap_or(0);
        let inside: Vec<_> =
            inside.iter().map(|(module, at)| format!("\"{module}\": [{}, {}]", at.start, at.end)).collect();
        let inside = inside.join(", ");
        packs += &format!(
            "\"{part}\": {{ file: \"./{file}\", size: {size}, beside: [{beside}], inside: {{ {inside} }} }},\n"
        );
    }
    format!(
        r#"
const PACKS = {{
{packs}}};
const opened = new Set();
const fetched = new Map();
function bytesOf(part) {{
  if (!fetched.has(part)) {{
    const {{ file, size }} = PACKS[part];
    const answer = fetch(new URL(file, import.meta.url)).then(async (answer) => {{
      const bytes = await answer.arrayBuffer();
      if (!answer.ok || bytes.byteLength !== size) throw new Error(`${{part}}: ${{answer.status}}`);
      return bytes;
    }});
    answer.catch(() => fetched.delete(part));
    fetched.set(part, answer);
  }}
  return fetched.get(part);
}}
function packed(module) {{
  const part = [...opened].reverse().find((part) => module in PACKS[part].inside);
  const [begin, end] = PACKS[part].inside[module];
  return bytesOf(part).then((bytes) => new Uint8Array(bytes, begin, end - begin));
}}
function wrapPart(part, load) {{
  return wrapAsyncCb(() => {{
    for (const name of [...PACKS[part].beside, part]) {{
      opened.delete(name);
      opened.add(name);
    }}
    return load();
  }});
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script() -> Script {
        let fetcher = |module: &str| {
            format!(
                "makeLoad(() => {{\nconst src = fetch(new URL(\"./{module}\", import.meta.url));\n\
                 return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n, [])"
            )
        };
        let exported = |part: &str| {
            let load = fetcher(&format!("split_{part}.wasm"));
            format!("export const __wasm_split_load_{part} = wrapAsyncCb({load});\n")
        };
        let loader = format!(
            "const __chunk_1 = {};\n{}{}",
            fetcher("chunk_1.wasm"),
            exported("message_wizard_loader_7"),
            exported("wizard_rest_loader_8")
        );
        let part =
            |name: &str| (name.to_owned(), vec!["chunk_1.wasm".to_owned(), format!("split_{name}.wasm")]);
        let files = [
            (LOADER, loader.as_str()),
            ("herald.wasm", "main"),
            ("chunk_1.wasm", "shared"),
            ("split_message_wizard_loader_7.wasm", "wizard"),
            ("split_wizard_rest_loader_8.wasm", "rest"),
        ];
        Script {
            files: files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).into(),
            parts: [part("message_wizard_loader_7"), part("wizard_rest_loader_8")].into(),
        }
    }

    #[test]
    fn a_part_is_one_file_and_what_it_shares_with_its_neighbour_is_there() {
        let packed = pack(script()).unwrap();
        let names: Vec<_> = packed.files.keys().map(String::as_str).collect();
        let (wizard, rest) = ("split_message_wizard_loader_7.bin", "split_wizard_rest_loader_8.bin");
        assert_eq!(names, ["herald.wasm", LOADER, wizard, rest]);
        assert_eq!(
            (&packed.files[wizard][..], &packed.files[rest][..]),
            (&b"sharedwizard"[..], &b"rest"[..])
        );
        assert_eq!(packed.parts["wizard_rest_loader_8"], [rest]);
        let loader = std::str::from_utf8(&packed.files[LOADER]).unwrap();
        assert!(!loader.contains("instantiateStreaming") && !loader.contains("./chunk_1.wasm"), "{loader}");
        for part in [
            "packed(\"chunk_1.wasm\")",
            "wrapPart(\"wizard_rest_loader_8\", makeLoad(",
            "\"split_message_wizard_loader_7.wasm\": [6, 12]",
            "size: 4, beside: [\"message_wizard_loader_7\"], inside: { \"split_wizard_rest_loader_8.wasm\": [0, 4] }",
        ] {
            assert!(loader.contains(part), "{part}: {loader}");
        }
    }

    #[test]
    fn a_part_that_lost_its_neighbour_is_refused() {
        let mut other = script();
        other.parts.remove("message_wizard_loader_7");
        let refused = pack(other).err().map(|error| error.to_string());
        assert!(refused.is_some_and(|why| why.contains("message_wizard_loader")));
    }

    #[test]
    fn a_loader_that_is_written_otherwise_is_refused() {
        let mut other = script();
        let loader = String::from_utf8(other.files[LOADER].clone()).unwrap();
        other.files.insert(LOADER.into(), loader.replace("wrapAsyncCb", "wrap").into_bytes());
        assert!(pack(other).is_err());
    }
}
