//! Texts of choosing devices and of sending to them. Those of the pages are in `devices`.

#[derive(Debug)]
pub struct ToDevicesTexts {
    pub selected: fn(usize) -> String,
    pub selected_max: &'static str,
    pub clear_selection: &'static str,
    pub export_selected: &'static str,
    pub send: &'static str,
    pub quota_title: &'static str,
    pub quota_line: fn(u32, u32) -> String,
    pub to: fn(&str) -> String,
    pub submit: &'static str,
    pub sending: &'static str,
    pub not_sent: &'static str,
    pub cannot_send: &'static str,
    pub not_urgent: &'static str,
}

pub const EN: ToDevicesTexts = ToDevicesTexts {
    selected: |n| match n {
        1 => "1 device selected (100 max)".into(),
        n => format!("{n} devices selected (100 max)"),
    },
    selected_max: "That is the most that can be selected.",
    clear_selection: "Clear selection",
    export_selected: "Export selected",
    send: "Send custom notification",
    quota_title: "Messages to this device, this hour",
    quota_line: |used, max| format!("{used} of {max} this hour"),
    to: |device| format!("To {device}"),
    submit: "Send",
    sending: "Sending…",
    not_sent: "The message was not sent",
    cannot_send: "A message cannot be sent to this device",
    not_urgent: "Delivery isn’t guaranteed. Don’t use it for anything urgent.",
};

pub const SV: ToDevicesTexts = ToDevicesTexts {
    selected: |n| match n {
        1 => "1 enhet har valts (högst 100)".into(),
        n => format!("{n} enheter har valts (högst 100)"),
    },
    selected_max: "Fler kan inte väljas.",
    clear_selection: "Rensa valet",
    export_selected: "Exportera valda",
    send: "Skicka anpassad notis",
    quota_title: "Meddelanden till enheten den här timmen",
    quota_line: |used, max| format!("{used} av {max} den här timmen"),
    to: |device| format!("Till {device}"),
    submit: "Skicka",
    sending: "Skickar …",
    not_sent: "Meddelandet skickades inte",
    cannot_send: "Det går inte att skicka ett meddelande till enheten",
    not_urgent: "Leverans garanteras inte. Använd det inte för något brådskande.",
};
