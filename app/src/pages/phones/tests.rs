use super::*;
use crate::phones::{Arrival, Shown};
use herald_domain::{Timestamp, device::Platform, ids::DeviceId};

fn device(n: u8) -> DeviceId {
    format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
}
fn arrival(seq: u64, platform: Platform, state: PhoneState) -> Arrival {
    Arrival {
        seq,
        device: device(1),
        device_name: "NHK-1".into(),
        user: "Maja Öberg".into(),
        platform,
        title: "Snow <today>".into(),
        body: "City hall closes.".into(),
        collapse_id: "m1".into(),
        push_id: "p1".into(),
        shown: Shown::on(platform, state),
        at: Timestamp(0),
    }
}
fn phone(platform: Platform, state: PhoneState) -> Phone {
    Phone {
        device: device(1),
        device_name: "NHK-1".into(),
        user: "Maja Öberg".into(),
        model: "iPhone 15".into(),
        platform,
        state,
        messages: vec![arrival(1, platform, state)],
    }
}
fn rendered(platform: Platform, state: PhoneState) -> String {
    Owner::new().with(|| view! { <PhoneOnWall phone=phone(platform, state) first_new=1/> }.to_html())
}

#[test]
fn b25_on_a_locked_phone_the_message_lies_on_the_lock_screen() {
    let ios = rendered(Platform::Ios, PhoneState::Locked);
    assert!(
        ios.contains("phone__clock") && ios.contains("push__body") && ios.contains("Snow &lt;today&gt;"),
        "{ios}"
    );
    let android = rendered(Platform::Android, PhoneState::Locked);
    assert!(android.contains("phone__clock") && android.contains("shade__body"), "{android}");
}

#[test]
fn b25_on_a_phone_in_use_it_is_a_banner_or_lies_in_the_shade() {
    assert!(rendered(Platform::Ios, PhoneState::Unlocked).contains("phone__banner"));
    let android = rendered(Platform::Android, PhoneState::Unlocked);
    assert!(android.contains("shade__quick") && android.contains("shade__body"), "{android}");
}

#[test]
fn b25_an_open_app_shows_it_itself_on_ios_and_gets_a_push_over_it_on_android() {
    let ios = rendered(Platform::Ios, PhoneState::App);
    assert!(ios.contains("app-view__text") && !ios.contains("push__body"), "{ios}");
    let android = rendered(Platform::Android, PhoneState::App);
    assert!(android.contains("phone__banner") && !android.contains("app-view__text"), "{android}");
}

#[test]
fn the_news_counts_the_phones_that_show_the_newest_message() {
    let mut wall = Wall { next: 2, phones: vec![phone(Platform::Ios, PhoneState::Locked)] };
    wall.phones.push(Phone { device: device(2), messages: vec![], ..wall.phones[0].clone() });
    assert_eq!(newest(&wall), Some(("Snow <today>".into(), 1, 2)));
    assert_eq!(newest(&Wall::default()), None);
}

#[test]
fn b34_without_script_the_state_of_a_phone_is_a_form() {
    let html = Owner::new()
        .with(|| view! { <StateSwitch phone=phone(Platform::Ios, PhoneState::Unlocked)/> }.to_html());
    assert!(html.contains(&format!("action=\"/demo/phones/{}/state\"", device(1))), "{html}");
    assert!(html.contains("value=\"unlocked\" checked"), "{html}");
    assert!(html.contains("<noscript><button"), "{html}");
}

#[test]
fn a_message_is_new_for_a_moment() {
    let phone = phone(Platform::Ios, PhoneState::Locked);
    assert_eq!(first_new(&phone, Some(Timestamp(NEW_MS - 1))), 1);
    assert_eq!(first_new(&phone, Some(Timestamp(NEW_MS))), u64::MAX);
    assert_eq!(first_new(&phone, None), u64::MAX);
}
