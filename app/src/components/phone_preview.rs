//! The message as its readers will see it, while it is being written (B25).

mod clock;
pub mod drawing;
pub mod truncation;

use crate::context::{use_texts, use_viewer};
use crate::prelude::*;
use drawing::{BigClock, Handset, InApp, PortalApp, Push, Shade, ShadeCard, StatusBar};
use herald_domain::{device::Platform, text::normalise};

/// Which phones the preview offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screens {
    /// iOS, Android, and the open app.
    All,
    /// A lock screen of iOS, and the open app.
    Ios,
    Android,
}

impl Screens {
    /// What a device of this platform can show.
    #[must_use]
    pub const fn of(platform: Platform) -> Self {
        match platform {
            Platform::Android => Self::Android,
            _ => Self::Ios,
        }
    }
}

/// A text as it is sent, or what stands in for one that is not written yet.
fn shown(text: Signal<String>, placeholder: &'static str) -> Signal<String> {
    Memo::new(move |_| {
        let text = text.with(|text| normalise(text));
        if text.is_empty() { placeholder.to_owned() } else { text }
    })
    .into()
}

/// Preview with a switch of views and what to expect. The switch is a group of radio buttons and CSS; it needs no
/// script. `compact` is for a pane.
#[component]
pub fn PhonePreview(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] body: Signal<String>,
    #[prop(default = Screens::All)] screens: Screens,
    #[prop(optional)] compact: bool,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    let (title, body_shown) = (shown(title, texts.your_title), shown(body, texts.your_message));
    let ios_label = if screens == Screens::All { "iOS" } else { texts.lock_screen };
    let options: Vec<(&str, &str)> = match screens {
        Screens::All => vec![("ios", ios_label), ("android", "Android"), ("app", texts.in_the_app)],
        Screens::Ios => vec![("ios", ios_label), ("app", texts.in_the_app)],
        Screens::Android => vec![],
    };
    let option = |(at, (value, label)): (usize, (&'static str, &'static str))| {
        view! {
            <label class="segmented__option">
                <input type="radio" name="view" value=value checked=at == 0/>
                {label}
            </label>
        }
    };
    let switch = (!options.is_empty()).then(|| {
        view! {
            <fieldset class="segmented">
                <legend class="visually-hidden">{texts.preview_as}</legend>
                {options.into_iter().enumerate().map(option).collect_view()}
            </fieldset>
        }
    });
    let note = Memo::new(move |_| match body.with(|body| truncation::last_words(&normalise(body))) {
        Some(words) => (texts.preview_cut)(&words),
        None => texts.preview_note.to_owned(),
    });
    view! {
        <section class="preview" aria-labelledby="preview-h">
            <div class="preview__head">
                <h2 class=if compact { "field__label" } else { "section__title" } id="preview-h">
                    {texts.preview}
                </h2>
                {switch}
            </div>
            <div class=if compact { "preview__stage preview__stage--tight" } else { "preview__stage" }>
                {(screens != Screens::Android)
                    .then(|| view! { <LockScreen title body=body_shown compact class="preview__view preview__view--ios"/> })}
                {(screens != Screens::Ios)
                    .then(|| {
                        let class = if screens == Screens::All { "preview__view preview__view--android" } else { "" };
                        view! { <NotificationShade title body=body_shown compact class/> }
                    })}
                {(screens != Screens::Android)
                    .then(|| view! { <OpenApp title body=body_shown compact class="preview__view preview__view--app"/> })}
            </div>
            {(screens != Screens::Android).then(|| view! { <p class="preview__note">{note}</p> })}
        </section>
    }
}

/// The classes of a cropped phone.
fn crop(make: &str, compact: bool) -> String {
    let size = if compact { " phone--pane phone--crop phone--crop-s" } else { " phone--crop" };
    format!("{make}{size}").trim().to_owned()
}

/// The message on an iOS lock screen, as a picture.
#[component]
pub fn LockScreen(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] body: Signal<String>,
    #[prop(optional)] compact: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    view! {
        <figure class=class role="img" aria-label=texts.on_ios>
            <Handset class=crop("", compact)>
                <StatusBar android=false carrier=true/>
                <BigClock/>
                <div class="phone__feed">
                    <Push title body/>
                </div>
            </Handset>
        </figure>
    }
}

#[component]
fn NotificationShade(
    title: Signal<String>,
    body: Signal<String>,
    compact: bool,
    class: &'static str,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    view! {
        <figure class=class role="img" aria-label=texts.on_android>
            <Handset class=crop("phone--android", compact)>
                <StatusBar android=true/>
                <Shade>
                    <ShadeCard title body/>
                </Shade>
            </Handset>
        </figure>
    }
}

#[component]
fn OpenApp(title: Signal<String>, body: Signal<String>, compact: bool, class: &'static str) -> impl IntoView {
    let texts = &use_texts().wizard;
    let organisation = use_viewer().tenant;
    view! {
        <figure class=class role="img" aria-label=texts.in_app>
            <Handset class=crop("phone--app", compact)>
                <PortalApp android=false organisation>
                    <InApp title body/>
                </PortalApp>
            </Handset>
        </figure>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    fn rendered(title: &str, body: &str, screens: Screens) -> String {
        Owner::new().with(|| {
            let (title, body) = (Signal::stored(title.to_owned()), Signal::stored(body.to_owned()));
            view! { <PhonePreview title body screens/> }.to_html()
        })
    }

    #[test]
    fn b25_the_preview_shows_lock_screen_shade_and_open_app() {
        let html = rendered("Snow", "Closed.", Screens::All);
        for view in ["preview__view--ios", "preview__view--android", "preview__view--app"] {
            assert!(html.contains(view), "{view}: {html}");
        }
        assert_eq!((html.matches(">Snow").count(), html.matches("type=\"radio\"").count()), (3, 3));
    }

    #[test]
    fn b25_a_device_shows_only_what_its_platform_does() {
        let ios = rendered("Snow", "Closed.", Screens::of(Platform::IpadOs));
        assert!(
            ios.contains("preview__view--ios")
                && ios.contains("preview__view--app")
                && !ios.contains("\"shade")
        );
        let android = rendered("Snow", "Closed.", Screens::of(Platform::Android));
        assert!(android.contains("\"shade") && !android.contains("push__body") && !android.contains("radio"));
    }

    #[test]
    fn an_unwritten_message_has_a_stand_in_and_a_long_one_says_where_it_stops() {
        assert!(rendered("", " \n", Screens::All).contains("Your message appears here."));
        let html = rendered("Snow", &"All buses stand still today. ".repeat(12), Screens::All);
        assert!(html.contains("the message stops at about"), "{html}");
    }
}
