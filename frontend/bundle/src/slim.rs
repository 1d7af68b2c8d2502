//! Takes out of the WebAssembly what Leptos links and Herald never calls.
//!
//! Type-erased views hold a pointer to every way of hydrating them, so the linker must keep them all, although the
//! page is hydrated in one way only. On all of Herald's views together that is a third of the whole.

use anyhow::{Result, ensure};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// Where asynchronous hydration begins, for lazy routes and islands, neither of which Herald has: making the future,
/// and the future itself. Nothing deeper is named, because the compiler may have merged it with something in use. A
/// page that did hydrate this way would stop at an `unreachable` as soon as it is loaded.
const UNUSED: [&str; 2] = ["::hydrate_async", "::hydrate_async::{{closure}}"];

/// Empties those functions; what only they called then goes too.
pub fn slim(module: &mut Module) -> Result<()> {
    let unused: Vec<FunctionId> =
        module.funcs.iter().filter(|f| f.name.as_deref().is_some_and(is_unused)).map(|f| f.id()).collect();
    ensure!(
        !unused.is_empty(),
        "the WebAssembly names no function; it must not be stripped before it comes here"
    );
    for id in unused {
        let ty = module.types.get(module.funcs.get(id).ty());
        let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
        body.func_body().unreachable();
        let arguments = params.iter().map(|ty| module.locals.add(*ty)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// `name` is demangled and ends with a hash, `::h` and sixteen digits.
fn is_unused(name: &str) -> bool {
    let plain = name.rsplit_once("::h").filter(|(_, hash)| hash.len() == 16).map_or(name, |(plain, _)| plain);
    UNUSED.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ValType;

    fn add(module: &mut Module, name: &str, callee: Option<FunctionId>) -> FunctionId {
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        function.name(name.into());
        match callee {
            Some(callee) => function.func_body().call(callee),
            None => function.func_body().i32_const(7),
        };
        function.finish(vec![], &mut module.funcs)
    }

    #[test]
    fn an_unused_way_of_hydrating_goes_with_all_that_it_alone_called() {
        let mut module = Module::default();
        let helper = add(&mut module, "helper", None);
        let unused =
            add(&mut module, "<T as IntoAny>::into_any::hydrate_async::h0123456789abcdef", Some(helper));
        let kept = add(&mut module, "<T as IntoAny>::into_any::hydrate_from_server", None);
        // As a table of function pointers would.
        module.exports.add("a", unused);
        module.exports.add("b", kept);
        slim(&mut module).unwrap();
        let names: Vec<_> = module.funcs.iter().filter_map(|f| f.name.clone()).collect();
        assert!(names.iter().any(|name| name.ends_with("from_server")), "{names:?}");
        assert!(!names.iter().any(|name| name == "helper"), "{names:?}");
    }

    #[test]
    fn what_lies_deeper_may_be_shared_and_stays() {
        assert!(is_unused("<T as RenderHtml>::hydrate_async::{{closure}}::h0123456789abcdef"));
        assert!(!is_unused("<T as RenderHtml>::hydrate_async::{{closure}}::inner_1::h0123456789abcdef"));
        assert!(!is_unused("<T as RenderHtml>::hydrate_async::{{closure}}::{{closure}}::h0123456789abcdef"));
    }

    #[test]
    fn a_stripped_module_is_refused() {
        assert!(slim(&mut Module::default()).is_err());
    }
}
