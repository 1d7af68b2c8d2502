//! Texts of the preview of a message.

#[derive(Debug)]
pub struct PreviewTexts {
    pub title: &'static str,
    pub show_as: &'static str,
    pub in_the_app: &'static str,
    pub lock_screen: &'static str,
    pub on_ios: &'static str,
    pub on_android: &'static str,
    pub in_app: &'static str,
    pub note: &'static str,
    pub your_title: &'static str,
    pub your_message: &'static str,
}

pub const EN: PreviewTexts = PreviewTexts {
    title: "Preview",
    show_as: "Preview as",
    in_the_app: "In the app",
    lock_screen: "Lock screen",
    on_ios: "The message on an iOS lock screen",
    on_android: "The message in the Android notification shade",
    in_app: "The message in the open app",
    note: "On the lock screen about four lines are shown until the reader opens the message. If the app is open on an iOS device, the message appears in the app instead.",
    your_title: "Title",
    your_message: "Your message appears here.",
};

pub const SV: PreviewTexts = PreviewTexts {
    title: "Förhandsgranskning",
    show_as: "Förhandsgranska som",
    in_the_app: "I appen",
    lock_screen: "Låsskärm",
    on_ios: "Meddelandet på en iOS-låsskärm",
    on_android: "Meddelandet i Androids meddelandelista",
    in_app: "Meddelandet i den öppna appen",
    note: "På låsskärmen visas ungefär fyra rader tills läsaren öppnar meddelandet. Om appen är öppen på en iOS-enhet visas meddelandet i appen i stället.",
    your_title: "Rubrik",
    your_message: "Ditt meddelande visas här.",
};
