//! Texts of the document around every page, and of the bar and the navigation on its edges.

#[derive(Debug)]
pub struct ShellTexts {
    pub not_loaded_title: &'static str,
    pub not_loaded: &'static str,
    pub theme: &'static str,
    /// The system's, light, dark, high contrast.
    pub themes: [&'static str; 4],
    pub live_updates: &'static str,
    pub collapse: &'static str,
    pub expand: &'static str,
    /// What the search of the top bar is for.
    pub search: &'static str,
    pub suggestions: &'static str,
    pub search_title: &'static str,
    pub results_for: fn(&str) -> String,
    pub search_empty: &'static str,
    pub nothing_found: &'static str,
    pub nothing_found_help: &'static str,
    pub see_all: &'static str,
    pub all_results: fn(&str) -> String,
    /// Said to a screen reader while one types.
    pub found: fn(usize) -> String,
}

pub const EN: ShellTexts = ShellTexts {
    not_loaded_title: "A part of this page could not be loaded",
    not_loaded: "Check your connection and try again. Nothing you typed is lost.",
    theme: "Theme",
    themes: ["System", "Light", "Dark", "High contrast"],
    live_updates: "Live updates",
    collapse: "Collapse navigation",
    expand: "Expand navigation",
    search: "Search devices, users and groups",
    suggestions: "Suggestions",
    search_title: "Search",
    results_for: |words| format!("Results for “{words}”"),
    search_empty: "What are you looking for?",
    nothing_found: "Nothing found",
    nothing_found_help: "Check the spelling, or search for fewer words. You only find what you may see.",
    see_all: "See all",
    all_results: |words| format!("All results for “{words}”"),
    found: |count| match count {
        0 => "Nothing found".into(),
        1 => "1 suggestion".into(),
        n => format!("{n} suggestions"),
    },
};

pub const SV: ShellTexts = ShellTexts {
    not_loaded_title: "En del av sidan kunde inte läsas in",
    not_loaded: "Kontrollera anslutningen och försök igen. Inget du har skrivit går förlorat.",
    theme: "Tema",
    themes: ["System", "Ljust", "Mörkt", "Hög kontrast"],
    live_updates: "Uppdatera sidor direkt",
    collapse: "Minimera navigeringen",
    expand: "Expandera navigeringen",
    search: "Sök enheter, användare och grupper",
    suggestions: "Förslag",
    search_title: "Sök",
    results_for: |words| format!("Resultat för ”{words}”"),
    search_empty: "Vad letar du efter?",
    nothing_found: "Inget hittades",
    nothing_found_help: "Kontrollera stavningen eller sök på färre ord. Du hittar bara det som du får se.",
    see_all: "Visa alla",
    all_results: |words| format!("Alla resultat för ”{words}”"),
    found: |count| match count {
        0 => "Inget hittades".into(),
        n => format!("{n} förslag"),
    },
};
