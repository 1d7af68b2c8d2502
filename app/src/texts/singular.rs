//! One is not many (B33): what the texts make of the number 1.

use super::{Language, Texts};

/// What the texts say that depend on numbers, when each of these is 1.
fn of_one(texts: &Texts) -> Vec<String> {
    let Texts { audit, bell, bulk, delivery, devices, directory, home, shell, to_devices, wizard, .. } =
        texts;
    let one = [
        delivery.not_reached,
        delivery.refused,
        delivery.expired,
        delivery.trying,
        delivery.figure_unit,
        directory.users_total,
        directory.of_devices,
        directory.groups_total,
        directory.why_not,
        home.of,
        home.ios,
        home.android,
        home.unreachable,
        home.of_pushes,
        home.failed,
        home.queue_unit,
        home.queue_again,
        home.handed_over,
        bell.not_reached,
        bell.refused,
        wizard.members,
        wizard.nested,
        wizard.devices_ignored,
        wizard.in_several,
        wizard.people_reached,
        wizard.people_without,
        wizard.people,
        wizard.devices,
        wizard.ios_devices,
        wizard.android_devices,
        wizard.not_reached,
        wizard.will_not_get,
        wizard.ignored,
        wizard.sends_to,
    ];
    let few = [
        bell.unread,
        bell.groups,
        bell.devices,
        bulk.to,
        bulk.submit,
        bulk.will_not_get,
        bulk.gone,
        delivery.more,
        to_devices.selected,
        home.groups,
        shell.found,
        wizard.summary,
        wizard.remove_some,
        wizard.groups,
    ];
    let two = [
        bell.handed_over,
        delivery.of,
        delivery.waiting_count,
        delivery.since_start_counts,
        devices.totals,
        directory.of,
        home.chart,
        wizard.of_people_on_devices,
    ];
    let few_of = [bell.to_so_many, bulk.can_get_it, bulk.sent_to];
    let three = [
        audit.range,
        delivery.range,
        devices.range,
        directory.users_range,
        directory.groups_range,
        directory.in_it,
    ];
    let told = one.map(|text| text(1)).into_iter().chain(few.map(|text| text(1)));
    let told = told.chain(two.map(|text| text(1, 1))).chain(few_of.map(|text| text(1, 1)));
    told.chain(three.map(|text| text(1, 1, 1))).collect()
}

#[test]
fn b33_one_is_singular() {
    const MANY: [&str; 24] = [
        "devices",
        "groups",
        "users",
        "people",
        "persons",
        "members",
        "messages",
        "records",
        "pushes",
        "suggestions",
        "problems",
        "are",
        "were",
        "enheter",
        "grupper",
        "personer",
        "medlemmar",
        "meddelanden",
        "poster",
        "pushnotiser",
        "överlämnade",
        "avvisade",
        "mottagna",
        "olästa",
    ];
    for language in Language::ALL {
        for told in of_one(Texts::of(language)) {
            // "1 member of these groups", but not "1 groups".
            for counted in told.split("1 ").skip(1) {
                for word in counted.split_whitespace().take(2) {
                    let word = word.trim_matches(|c: char| !c.is_alphabetic());
                    assert!(!MANY.contains(&word), "{word}: {told}");
                }
            }
        }
    }
}
