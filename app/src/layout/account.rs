//! The account: who is signed in, language, sign out. A pop-over of the browser, so that it works without script.

use crate::prelude::*;
use crate::{
    components::avatar::Avatar,
    context::{use_language, use_me, use_texts},
    routes,
    texts::Language,
};

#[component]
pub fn Account() -> impl IntoView {
    let texts = &use_texts().frame;
    use_me().map(|me| {
        view! {
                <button class="account" popovertarget="account">
                    <span class="account__text">
                        <span class="account__name">{me.display_name.clone()}</span>
                        <span class="account__org">{me.tenant.clone()}</span>
                    </span>
                    <Avatar name=me.display_name.clone()/>
                    <span class="visually-hidden">{(texts.account)(&me.display_name)}</span>
                </button>
                <div class="popover popover--account" id="account" popover>
                    <div class="account__who">
                        <p class="strong">{me.display_name.clone()}</p>
                        <p class="small muted">{me.user_principal_name.clone()}</p>
                        <p class="small muted">{me.tenant.clone()}</p>
                    </div>
                    <Languages/>
                    <form method="post" action=routes::SIGN_OUT>
                        <button class="button button--block">{texts.sign_out}</button>
                    </form>
                </div>
        }
    })
}

/// Choosing one loads the page anew in it.
#[component]
fn Languages() -> impl IntoView {
    let texts = &use_texts().frame;
    let current = use_language();
    view! {
        <fieldset class="needs-script">
            <legend class="field__label">{texts.language}</legend>
            {Language::ALL
                .map(|language| {
                    view! {
                        <label class="choice" lang=language.code()>
                            <input
                                class="checkbox checkbox--circle"
                                type="radio"
                                name="language"
                                value=language.code()
                                checked=language == current
                            />
                            {language.name()}
                        </label>
                    }
                })}
        </fieldset>
    }
}
