//! The rows of All devices, as HTML: made of views, fifty of them were a third of all that the page costs.

use super::{columns::Columns, commands::SELECTION, list::shown};
use crate::prelude::*;
use crate::{
    components::{
        breaks,
        icon::Icon,
        moment::Moment,
        status::{ComplianceStatus, Reachability, device_glyph},
    },
    context::use_texts,
    routes,
};
use herald_domain::{
    device::{Compliance, DeviceRow, DeviceSort, Platform, Reasons},
    ids::DeviceId,
};
use std::collections::HashMap;

pub fn rows(rows: &[DeviceRow], ticked: &[DeviceId], columns: &Columns) -> String {
    let mut parts = Parts::default();
    rows.iter().map(|each| row(each, ticked.contains(&each.id), columns, &mut parts)).collect()
}

/// What stands in many rows is written once.
#[derive(Default)]
struct Parts(HashMap<Part, String>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Icon(Platform),
    Compliance(Compliance),
    Reachability(Reasons),
}

impl Parts {
    fn html(&mut self, part: Part) -> &str {
        self.0.entry(part).or_insert_with(|| match part {
            Part::Icon(platform) => {
                written(view! { <Icon glyph=device_glyph(platform) class="icon--muted"/> })
            }
            Part::Compliance(compliance) => written(view! { <ComplianceStatus compliance/> }),
            Part::Reachability(reasons) => written(view! { <Reachability reasons/> }),
        })
    }
}

fn row(row: &DeviceRow, ticked: bool, columns: &Columns, parts: &mut Parts) -> String {
    let texts = use_texts();
    let (id, href, checked) =
        (row.id.as_str(), routes::device(&row.id), if ticked { " checked" } else { "" });
    let select = (texts.devices.select)(&row.name);
    let [select, name, model, user] = [&select, &row.name, &row.model, &row.user].map(|text| escaped(text));
    // On narrow screens the second line says whose it is.
    let owner = match user.is_empty() {
        true => String::new(),
        false => format!("<span class='data-grid__narrow'> · <bdi>{user}</bdi></span>"),
    };
    let mut html = format!(
        "<tr role='row'><td role='cell' class='data-grid__select'>\
         <input type='checkbox' class='checkbox' name='device' value='{id}' form='{SELECTION}' aria-label='{select}' \
         data-select='{id}' autocomplete='off'{checked}></td>\
         <th scope='row' role='rowheader'><span class='data-grid__media'>{icon}<span>\
         <a href='{href}' class='data-grid__primary'>{name}</a>\
         <span class='data-grid__sub'>{model}{owner}</span></span></span></th>",
        icon = parts.html(Part::Icon(row.platform)),
    );
    for (column, class) in shown(columns) {
        html.extend(["<td role='cell' class='", class, "'>"]);
        match column {
            DeviceSort::Name => html += &name,
            DeviceSort::ManagedBy => html += &escaped(&row.managed_by),
            DeviceSort::Ownership => html += texts.common.ownership(row.ownership),
            DeviceSort::Compliance => html += parts.html(Part::Compliance(row.compliance)),
            DeviceSort::Os => html += texts.common.platform(row.platform),
            DeviceSort::OsVersion => html += &written(breaks::version(&row.os_version)),
            DeviceSort::User => html += &user,
            DeviceSort::LastCheckIn => match row.last_check_in {
                Some(at) => html += &written(view! { <Moment at/> }),
                None => html += texts.common.never,
            },
            DeviceSort::Reachable => html += parts.html(Part::Reachability(row.reasons)),
        }
        html += "</td>";
    }
    html + "</tr>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::device::Ownership;

    #[test]
    fn what_devices_and_people_are_called_stays_text() {
        let hostile = "'\"><b onclick=\"x\">&amp;".to_owned();
        let device = DeviceRow {
            id: "2a2a2a2a-0000-4000-8000-000000000001".parse().unwrap(),
            name: hostile.clone(),
            managed_by: hostile.clone(),
            ownership: Ownership::Corporate,
            compliance: Compliance::Compliant,
            platform: Platform::Ios,
            os_version: hostile.clone(),
            model: hostile.clone(),
            user: hostile,
            last_check_in: None,
            reasons: Reasons::default(),
        };
        let html = Owner::new()
            .with(|| rows(&[device], &[], &Columns::named(["managed_by", "os_version", "user"].into_iter())));
        assert_eq!(html.matches("&lt;b onclick").count(), 7, "{html}");
        assert!(html.contains("aria-label='Select &#x27;&quot;&gt;&lt;b"), "no end of the attribute: {html}");
        assert!(!html.contains("<b ") && !html.contains("'\">") && !html.contains("&amp;amp;amp;"), "{html}");
    }
}
