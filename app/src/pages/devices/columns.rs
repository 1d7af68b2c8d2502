//! The columns of All devices. Each browser keeps in a cookie which of them it does not show; the name always stands.

use super::address::{sort_code, sort_named};
use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{cookie, use_texts},
    routes,
    texts::devices::DevicesTexts,
};
use herald_domain::device::DeviceSort;

/// Holds the codes of the columns that are not shown, with dots between them.
pub const COOKIE: &str = "herald-columns";

/// Those that can be left out, in their order.
pub const OPTIONAL: [DeviceSort; 8] = [
    DeviceSort::ManagedBy,
    DeviceSort::Ownership,
    DeviceSort::Compliance,
    DeviceSort::Os,
    DeviceSort::OsVersion,
    DeviceSort::User,
    DeviceSort::LastCheckIn,
    DeviceSort::Reachable,
];

/// The columns that are shown beside the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<DeviceSort>);

impl Columns {
    /// What the request's cookie leaves.
    #[must_use]
    pub fn chosen() -> Self {
        let hidden = cookie(COOKIE).unwrap_or_default();
        let hidden: Vec<_> = hidden.split('.').filter_map(sort_named).collect();
        Self(OPTIONAL.into_iter().filter(|column| !hidden.contains(column)).collect())
    }
    /// Those with these codes.
    pub fn named<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        Self(codes.filter_map(sort_named).collect())
    }
    #[must_use]
    pub fn show(&self, column: DeviceSort) -> bool {
        column == DeviceSort::Name || self.0.contains(&column)
    }
    /// The cookie's value; empty when every column is shown.
    #[must_use]
    pub fn value(&self) -> String {
        let hidden = OPTIONAL.into_iter().filter(|column| !self.show(*column)).map(sort_code);
        hidden.collect::<Vec<_>>().join(".")
    }
}

/// What the head of a column says.
pub fn label(column: DeviceSort, texts: &DevicesTexts) -> &'static str {
    match column {
        DeviceSort::Name => texts.name,
        DeviceSort::ManagedBy => texts.managed_by,
        DeviceSort::Ownership => texts.ownership,
        DeviceSort::Compliance => texts.compliance,
        DeviceSort::Os => texts.os,
        DeviceSort::OsVersion => texts.os_version,
        DeviceSort::User => texts.primary_user,
        DeviceSort::LastCheckIn => texts.last_check_in,
        DeviceSort::Reachable => texts.reachable,
    }
}

/// The button in the command row. Narrow screens show no columns.
pub fn button() -> AnyView {
    view! {
        <button
            class="button button--subtle command-bar__minor"
            type="button"
            popovertarget="columns"
            aria-haspopup="dialog"
        >
            <Icon glyph=Glyph::Columns/>
            {use_texts().devices.columns}
        </button>
    }
    .into_any()
}

/// What it opens: a box for each column. Without script the choice is sent to the server, which sets the cookie.
pub fn choice(columns: &Columns, here: String) -> AnyView {
    let texts = use_texts();
    let column = |column: DeviceSort| {
        view! {
            <label class="choice">
                <input
                    class="checkbox"
                    type="checkbox"
                    name="column"
                    value=sort_code(column)
                    checked=columns.show(column)
                    autocomplete="off"
                />
                {label(column, &texts.devices)}
            </label>
        }
    };
    view! {
        <div
            class="popover popover--form"
            id="columns"
            popover
            role="dialog"
            aria-label=texts.devices.columns
        >
            <form
                class="stack"
                method="post"
                action=routes::COLUMNS
                aria-label=texts.devices.columns
                data-columns=COOKIE
            >
                <input type="hidden" name="return" value=here/>
                {OPTIONAL.map(column)}
                <noscript>
                    <button class="button button--primary">{texts.common.show}</button>
                </noscript>
            </form>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(cookie: &str) -> Columns {
        let request = http::Request::builder().header("cookie", cookie).body(()).unwrap();
        Owner::new().with(|| {
            provide_context(request.into_parts().0);
            Columns::chosen()
        })
    }

    #[test]
    fn b31_every_column_is_shown_until_some_are_left_out_and_the_name_always() {
        assert_eq!(chosen("a=b"), Columns(OPTIONAL.into()));
        let columns = chosen("herald-columns=os.user.name.nonsense");
        let hidden = OPTIONAL.into_iter().filter(|column| !columns.show(*column));
        assert_eq!(hidden.collect::<Vec<_>>(), [DeviceSort::Os, DeviceSort::User]);
        assert!(columns.show(DeviceSort::Name));
        assert_eq!(columns.value(), "os.user");
    }

    #[test]
    fn what_is_ticked_is_what_is_shown() {
        let all = Columns::named(OPTIONAL.iter().map(|column| sort_code(*column)));
        assert_eq!(all.value(), "");
        let one = Columns::named(["reachable", "; Path=/"].into_iter());
        assert_eq!(one.value(), "managed_by.ownership.compliance.os.os_version.user.last_check_in");
    }
}
