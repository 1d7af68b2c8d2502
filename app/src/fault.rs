//! A page for what goes wrong outside of every page: refused before it reached one, or broken on the way (B35). It
//! stands alone, without script. Rendered on the server only.

use crate::prelude::*;
use crate::{
    components::{
        empty_state::{Art, EmptyState},
        error_view::{self, ErrorView},
        icon::Sprite,
    },
    context::{use_language, use_texts},
    error::AppError,
    routes,
    shell::{Assets, chosen_theme, colour_scheme},
};
use http::{Method, request::Parts};

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What a use-case said, to somebody who asked for no page.
    Refused(AppError),
    NotFound,
    /// The request's body.
    TooLarge,
    /// The browser says that another site sent the form.
    OtherSite,
    NotUnderstood,
    /// No answer in time, or the database cannot be reached. The reference stands in the server's log.
    Busy {
        reference: String,
    },
    Broken {
        reference: String,
    },
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(error) => error,
            Fault::NotFound => Self::NotFound,
            Fault::TooLarge => Self::TooLarge,
            Fault::OtherSite | Fault::NotUnderstood => Self::BadRequest,
            Fault::Busy { reference } | Fault::Broken { reference } => Self::Internal { reference },
        }
    }
}

/// The whole document, in the language that the request asks for.
#[must_use]
pub fn page(asked: Parts, fault: &Fault, assets: &Assets) -> String {
    Owner::new().with(|| {
        // Going there again repeats a question, but never a form.
        let again = (asked.method == Method::GET).then(|| {
            let here = asked.uri.path_and_query().map_or(routes::HOME, |here| here.as_str());
            routes::local(here).to_owned()
        });
        provide_context(asked);
        let content = match fault {
            Fault::Refused(error) => view! { <ErrorView error=error.clone()/> },
            fault => content(fault, again),
        };
        document(title(fault), content, assets)
    })
}

fn title(fault: &Fault) -> &'static str {
    let texts = &use_texts().errors;
    match fault {
        Fault::NotFound => texts.not_found_title,
        Fault::TooLarge => texts.too_large_title,
        Fault::OtherSite => texts.other_site_title,
        Fault::NotUnderstood => texts.not_understood_title,
        Fault::Busy { .. } => texts.busy_title,
        Fault::Refused(error) => error_view::title(error),
        Fault::Broken { .. } => texts.internal_title,
    }
}

fn content(fault: &Fault, again: Option<String>) -> AnyView {
    let texts = &use_texts().errors;
    let body = match fault {
        Fault::NotFound => texts.not_found,
        Fault::TooLarge => texts.too_large,
        Fault::OtherSite => texts.other_site,
        Fault::NotUnderstood => texts.bad_request,
        Fault::Busy { .. } => texts.busy,
        Fault::Refused(_) | Fault::Broken { .. } => texts.internal,
    };
    let reference = match fault {
        Fault::Busy { reference } | Fault::Broken { reference } => Some(reference.clone()),
        _ => None,
    };
    let reference = reference.map(|reference| {
        view! {
            <p class="tag tag--large">
                {texts.reference} ": " <span class="mono">{reference}</span>
            </p>
        }
    });
    let (address, label) = match again {
        Some(here) if *fault != Fault::NotFound => (here, texts.try_again),
        _ => (routes::HOME.to_owned(), texts.go_home),
    };
    view! {
        <EmptyState page=true art=Art::Silent title=title(fault)>
            <p class="empty-state__body">{body}</p>
            {reference}
            <div class="empty-state__actions">
                <a class="button button--primary" href=address>
                    {label}
                </a>
            </div>
        </EmptyState>
    }
}

fn document(title: &'static str, content: AnyView, assets: &Assets) -> String {
    let theme = chosen_theme();
    let scheme = colour_scheme(theme.as_deref());
    view! {
        <!DOCTYPE html>
        <html lang=use_language().code() data-theme=theme data-still>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=scheme/>
                <title>{format!("{title} · Herald")}</title>
                <link rel="icon" href=assets.favicon.clone() type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
            </head>
            <body>
                <main>{content}</main>
                <Sprite/>
            </body>
        </html>
    }
    .to_html()
}
