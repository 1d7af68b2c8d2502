//! The message as its readers will see it, while it is being written (B25). The server draws the phones; the browser
//! only puts the text into them, see [`live`](super::live_preview).

mod clock;
pub mod drawing;

use super::truncation;
use crate::context::{use_texts, use_viewer};
use crate::prelude::*;
use drawing::{BigClock, Handset, InApp, PortalApp, Push, Shade, ShadeCard, StatusBar, Words};
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

/// A message in the making: what stands in the two fields.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub title: String,
    pub body: String,
}

impl Written {
    fn title(&self) -> Words {
        Words::followed("title", &self.title, use_texts().preview.your_title)
    }
    fn body(&self) -> Words {
        Words::followed("body", &self.body, use_texts().preview.your_message)
    }
}

/// Preview with a switch of views and what to expect. The switch is a group of radio buttons and CSS; it needs no
/// script. `compact` is for a pane.
#[component]
pub fn PhonePreview(
    written: Written,
    #[prop(default = Screens::All)] screens: Screens,
    #[prop(optional)] compact: bool,
) -> impl IntoView {
    let texts = &use_texts().preview;
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
                <legend class="visually-hidden">{texts.show_as}</legend>
                {options.into_iter().enumerate().map(option).collect_view()}
            </fieldset>
        }
    });
    let cut = truncation::last_words(&normalise(&written.body));
    let cut = cut.map(|words| (use_texts().wizard.preview_cut)(&words)).unwrap_or_default();
    let note = Words::followed("note", &cut, texts.note);
    let android = if screens == Screens::All { "preview__view preview__view--android" } else { "" };
    view! {
        <section class="preview" aria-labelledby="preview-h">
            <div class="preview__head">
                <h2 class=if compact { "field__label" } else { "section__title" } id="preview-h">
                    {texts.title}
                </h2>
                {switch}
            </div>
            <div class=if compact { "preview__stage preview__stage--tight" } else { "preview__stage" }>
                {(screens != Screens::Android)
                    .then(|| {
                        view! { <LockScreen written=written.clone() compact class="preview__view preview__view--ios"/> }
                    })}
                {(screens != Screens::Ios)
                    .then(|| view! { <NotificationShade written=written.clone() compact class=android/> })}
                {(screens != Screens::Android)
                    .then(|| view! { <OpenApp written compact class="preview__view preview__view--app"/> })}
            </div>
            {(screens != Screens::Android)
                .then(|| {
                    view! {
                        <p class="preview__note" data-shows=note.follows data-placeholder=note.placeholder>
                            {note.text}
                        </p>
                    }
                })}
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
    written: Written,
    #[prop(optional)] compact: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let texts = &use_texts().preview;
    view! {
        <figure class=class role="img" aria-label=texts.on_ios>
            <Handset class=crop("", compact)>
                <StatusBar android=false carrier=true/>
                <BigClock/>
                <div class="phone__feed">
                    <Push title=written.title() body=written.body()/>
                </div>
            </Handset>
        </figure>
    }
}

#[component]
fn NotificationShade(written: Written, compact: bool, class: &'static str) -> impl IntoView {
    let texts = &use_texts().preview;
    view! {
        <figure class=class role="img" aria-label=texts.on_android>
            <Handset class=crop("phone--android", compact)>
                <StatusBar android=true/>
                <Shade>
                    <ShadeCard title=written.title() body=written.body()/>
                </Shade>
            </Handset>
        </figure>
    }
}

#[component]
fn OpenApp(written: Written, compact: bool, class: &'static str) -> impl IntoView {
    let texts = &use_texts().preview;
    let organisation = use_viewer().tenant;
    view! {
        <figure class=class role="img" aria-label=texts.in_app>
            <Handset class=crop("phone--app", compact)>
                <PortalApp android=false organisation>
                    <InApp title=written.title() body=written.body()/>
                </PortalApp>
            </Handset>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(title: &str, body: &str, screens: Screens) -> String {
        Owner::new().with(|| {
            let written = Written { title: title.to_owned(), body: body.to_owned() };
            view! { <PhonePreview written screens/> }.to_html()
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
