//! Names of people who could work for a Swedish municipality. Any likeness is chance.

use super::chance::Chance;
use std::collections::HashSet;

/// Given names and surnames that go together more often than not.
struct Origin {
    /// Out of a hundred people.
    share: u64,
    given: &'static [&'static str],
    family: &'static [&'static str],
}

const ORIGINS: [Origin; 5] = [
    Origin {
        share: 74,
        given: &[
            "Anna", "Maja", "Ingrid", "Karin", "Elin", "Linnea", "Astrid", "Sara", "Emma", "Ebba", "Alva",
            "Kerstin", "Birgitta", "Åsa", "Malin", "Ulrika", "Frida", "Ida", "Hanna", "Klara", "Moa", "Tuva",
            "Saga", "Wilma", "Lena", "Annika", "Gunilla", "Sofia", "Johanna", "Märta", "Johan", "Erik",
            "Oskar", "Anton", "Viktor", "Henrik", "Lars", "Nils", "Per", "Anders", "Mikael", "Gustav",
            "Axel", "Hugo", "Elias", "Filip", "Emil", "Olof", "Björn", "Göran", "Håkan", "Jörgen", "Mattias",
            "Magnus", "Fredrik", "Daniel", "Simon", "Albin", "Sixten", "Love",
        ],
        family: &[
            "Andersson",
            "Johansson",
            "Karlsson",
            "Nilsson",
            "Eriksson",
            "Larsson",
            "Olsson",
            "Persson",
            "Svensson",
            "Gustafsson",
            "Pettersson",
            "Jonsson",
            "Lindberg",
            "Lindqvist",
            "Lindgren",
            "Lundgren",
            "Hallberg",
            "Öberg",
            "Åkesson",
            "Sjöberg",
            "Nyström",
            "Bergman",
            "Forsberg",
            "Sandström",
            "Wikström",
            "Ekdahl",
            "Holmgren",
            "Lund",
            "Björk",
            "Ek",
            "Strand",
            "Sjögren",
            "Hedlund",
            "Norberg",
            "Wallin",
            "Engström",
            "Åberg",
            "Östlund",
            "Dahl",
            "Blom",
            "Hellström",
            "Söderberg",
            "Nordin",
            "Fransson",
            "Mårtensson",
            "Löfgren",
            "Bäckström",
            "Rosén",
            "Ståhl",
            "Ahlgren",
        ],
    },
    Origin {
        share: 9,
        given: &[
            "Leila", "Samir", "Fatima", "Yusuf", "Omar", "Layla", "Noor", "Hassan", "Zahra", "Ali", "Mariam",
            "Karim", "Rania", "Mahmoud", "Shirin", "Reza", "Parisa", "Dilan", "Rojin", "Azad",
        ],
        family: &[
            "Haddad", "Rahimi", "Hosseini", "Khalil", "Al-Masri", "Nasser", "Darwish", "Mansour", "Karimi",
            "Sharif", "Demir", "Yildiz", "Barzani", "Aziz", "Saleh",
        ],
    },
    Origin {
        share: 6,
        given: &[
            "Amina", "Abdi", "Hodan", "Mohamed", "Ayaan", "Selam", "Dawit", "Hiwot", "Samuel", "Grace",
            "Kwame", "Asha", "Ifrah", "Yonas", "Rahel",
        ],
        family: &[
            "Warsame",
            "Yusuf",
            "Abdullahi",
            "Tesfaye",
            "Haile",
            "Mengistu",
            "Mensah",
            "Okafor",
            "Jama",
            "Farah",
        ],
    },
    Origin {
        share: 8,
        given: &[
            "Tomasz",
            "Agnieszka",
            "Katarzyna",
            "Piotr",
            "Milena",
            "Dragan",
            "Jelena",
            "Amir",
            "Emina",
            "Goran",
            "Oksana",
            "Andrij",
            "Irina",
            "Zoltán",
            "Elif",
            "Aino",
            "Jukka",
            "Päivi",
            "Kristiina",
            "Liis",
        ],
        family: &[
            "Kowalski",
            "Nowak",
            "Wiśniewska",
            "Petrović",
            "Kovačević",
            "Hadžić",
            "Shevchenko",
            "Bondarenko",
            "Nagy",
            "Virtanen",
            "Korhonen",
            "Mäkinen",
            "Tamm",
            "Popescu",
            "Jovanović",
        ],
    },
    Origin {
        share: 3,
        given: &[
            "Linh", "Minh", "Mei", "Priya", "Arjun", "Somchai", "Malai", "José", "Camila", "Rodrigo", "Thu",
            "Siri",
        ],
        family: &["Nguyen", "Tran", "Chen", "Sharma", "Patel", "Srisai", "Herrera", "Muñoz", "Rojas", "Wong"],
    },
];

/// Hands out names with user principal names that are never the same.
#[derive(Debug)]
pub struct Names {
    domain: &'static str,
    taken: HashSet<String>,
}

impl Names {
    #[must_use]
    pub fn new(domain: &'static str) -> Self {
        Self { domain, taken: HashSet::new() }
    }
    /// Display name and user principal name.
    pub fn next(&mut self, chance: &mut Chance) -> (String, String) {
        let given = origin(chance);
        // One in eight has a surname from somewhere else.
        let family = if chance.permille(125) { origin(chance) } else { given };
        let (given, family) = (*chance.pick(given.given), *chance.pick(family.family));
        let base = format!("{}.{}", ascii(given), ascii(family));
        let mut local = base.clone();
        let mut again = 2;
        while !self.taken.insert(local.clone()) {
            local = format!("{base}{again}");
            again += 1;
        }
        (format!("{given} {family}"), format!("{local}@{}", self.domain))
    }
}

fn origin(chance: &mut Chance) -> &'static Origin {
    let mut at = chance.below(ORIGINS.iter().map(|o| o.share).sum());
    for origin in &ORIGINS {
        if at < origin.share {
            return origin;
        }
        at -= origin.share;
    }
    &ORIGINS[0]
}

/// As an administrator would spell the name in an address.
fn ascii(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' | 'á' => 'a',
            'ö' | 'ó' => 'o',
            'é' => 'e',
            'ć' | 'č' => 'c',
            'š' | 'ś' => 's',
            'ž' => 'z',
            'ł' => 'l',
            'ñ' => 'n',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_plain_and_its_own() {
        let (mut names, mut chance) = (Names::new("nordhamn.example"), Chance::from_seed(3));
        let all: Vec<_> = (0..5_000).map(|_| names.next(&mut chance).1).collect();
        assert!(all.iter().all(|upn| upn.is_ascii()), "{:?}", all.iter().find(|upn| !upn.is_ascii()));
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }
}
