//! The units of Nordhamns kommun: how many work there, what they carry, and which groups there are.

/// What the people of a unit carry, in devices per thousand people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kit {
    pub iphone: u64,
    pub android: u64,
    pub ipad: u64,
    pub windows: u64,
    pub mac: u64,
}

const OFFICE: Kit = Kit { iphone: 900, android: 100, ipad: 200, windows: 880, mac: 120 };
const CARE: Kit = Kit { iphone: 270, android: 740, ipad: 110, windows: 130, mac: 0 };
const SCHOOL: Kit = Kit { iphone: 560, android: 260, ipad: 780, windows: 520, mac: 430 };
const PRESCHOOL: Kit = Kit { iphone: 420, android: 380, ipad: 640, windows: 60, mac: 0 };
const FIELD: Kit = Kit { iphone: 430, android: 620, ipad: 60, windows: 260, mac: 0 };
const KITCHEN: Kit = Kit { iphone: 370, android: 620, ipad: 50, windows: 40, mac: 0 };
const RESCUE: Kit = Kit { iphone: 760, android: 200, ipad: 320, windows: 320, mac: 0 };
const COUNCIL: Kit = Kit { iphone: 220, android: 120, ipad: 960, windows: 0, mac: 0 };

/// A group whose people are its own.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    pub name: &'static str,
    pub people: usize,
    pub kit: Kit,
}

const fn unit(name: &'static str, people: usize, kit: Kit) -> Unit {
    Unit { name, people, kit }
}

/// 46 units.
pub const UNITS: [Unit; 46] = [
    unit("Kommunledning", 24, OFFICE),
    unit("Ekonomi", 46, OFFICE),
    unit("HR", 38, OFFICE),
    unit("Kommunikation", 16, OFFICE),
    unit("IT-enheten", 42, OFFICE),
    unit("Kontaktcenter", 22, OFFICE),
    unit("Bygglov och miljö", 48, OFFICE),
    unit("Socialkontoret", 98, OFFICE),
    unit("Hemtjänst Södra", 34, CARE),
    unit("Hemtjänst Södra – Lag Ek", 62, CARE),
    unit("Hemtjänst Södra – Lag Björk", 58, CARE),
    unit("Hemtjänst Norra", 30, CARE),
    unit("Hemtjänst Norra – Lag Strand", 64, CARE),
    unit("Hemtjänst Norra – Lag Skog", 60, CARE),
    unit("Nattpatrullen", 28, CARE),
    unit("Hemsjukvården", 64, CARE),
    unit("Äldreboendet Hemgården", 92, CARE),
    unit("Äldreboendet Strandgården", 84, CARE),
    unit("LSS-boenden", 112, CARE),
    unit("Rehab och hjälpmedel", 34, CARE),
    unit("Nordhamnsskolan – lärare", 96, SCHOOL),
    unit("Nordhamnsskolan – övrig personal", 42, SCHOOL),
    unit("Hamnskolan", 78, SCHOOL),
    unit("Nordhamns gymnasium", 122, SCHOOL),
    unit("Kulturskolan", 26, SCHOOL),
    unit("Elevhälsan", 38, SCHOOL),
    unit("Förskolan Ankaret", 42, PRESCHOOL),
    unit("Förskolan Fyren", 44, PRESCHOOL),
    unit("Förskolan Måsen", 38, PRESCHOOL),
    unit("Förskolan Snäckan", 46, PRESCHOOL),
    unit("Förskolan Bryggan", 36, PRESCHOOL),
    unit("Förskolan Vågen", 40, PRESCHOOL),
    unit("Gata och park", 74, FIELD),
    unit("VA och renhållning", 58, FIELD),
    unit("Fastighetsskötsel", 46, FIELD),
    unit("Hamnen", 28, FIELD),
    unit("Räddningstjänsten – Station Centrum", 46, RESCUE),
    unit("Räddningstjänsten – Station Söder", 28, RESCUE),
    unit("Räddningstjänsten – Deltid Skärgården", 24, RESCUE),
    unit("Måltid", 120, KITCHEN),
    unit("Lokalvård", 132, KITCHEN),
    unit("Biblioteken", 44, OFFICE),
    unit("Sim- och sporthallar", 34, FIELD),
    unit("Kommunfullmäktige", 45, COUNCIL),
    unit("Krisledningsgruppen", 0, OFFICE),
    unit("Krisledning – ersättare", 0, OFFICE),
];

/// Groups and the groups nested in them. A name that is also a unit has people of its own beside them. The two crisis
/// groups hold each other: a cycle (B9).
pub const NESTED: [(&str, &[&str]); 14] = [
    (
        "Stadshuset – alla",
        &[
            "Kommunledning",
            "Ekonomi",
            "HR",
            "Kommunikation",
            "IT-enheten",
            "Kontaktcenter",
            "Bygglov och miljö",
            "Socialkontoret",
        ],
    ),
    ("Hemtjänst Södra", &["Hemtjänst Södra – Lag Ek", "Hemtjänst Södra – Lag Björk"]),
    ("Hemtjänst Norra", &["Hemtjänst Norra – Lag Strand", "Hemtjänst Norra – Lag Skog"]),
    (
        "Vård och omsorg – alla",
        &[
            "Hemtjänst Södra",
            "Hemtjänst Norra",
            "Nattpatrullen",
            "Hemsjukvården",
            "Äldreboendet Hemgården",
            "Äldreboendet Strandgården",
            "LSS-boenden",
            "Rehab och hjälpmedel",
        ],
    ),
    ("Nordhamnsskolan", &["Nordhamnsskolan – lärare", "Nordhamnsskolan – övrig personal"]),
    ("Skola – alla", &["Nordhamnsskolan", "Hamnskolan", "Nordhamns gymnasium", "Kulturskolan", "Elevhälsan"]),
    (
        "Förskolor – personal",
        &[
            "Förskolan Ankaret",
            "Förskolan Fyren",
            "Förskolan Måsen",
            "Förskolan Snäckan",
            "Förskolan Bryggan",
            "Förskolan Vågen",
        ],
    ),
    ("Samhällsbyggnad – alla", &["Gata och park", "VA och renhållning", "Fastighetsskötsel", "Hamnen"]),
    (
        "Räddningstjänsten",
        &[
            "Räddningstjänsten – Station Centrum",
            "Räddningstjänsten – Station Söder",
            "Räddningstjänsten – Deltid Skärgården",
        ],
    ),
    ("Kost och lokalvård", &["Måltid", "Lokalvård"]),
    (
        "Alla medarbetare",
        &[
            "Stadshuset – alla",
            "Vård och omsorg – alla",
            "Skola – alla",
            "Förskolor – personal",
            "Samhällsbyggnad – alla",
            "Räddningstjänsten",
            "Kost och lokalvård",
            "Biblioteken",
            "Sim- och sporthallar",
        ],
    ),
    ("Krisledningsgruppen", &["Krisledning – ersättare"]),
    ("Krisledning – ersättare", &["Krisledningsgruppen"]),
    ("Jour och beredskap", &["Nattpatrullen", "Räddningstjänsten"]),
];

/// The group whose members are devices and nobody else.
pub const CART: &str = "iPad-vagn Hemgården";
/// Where its tablets stand.
pub const CART_UNIT: &str = "Äldreboendet Hemgården";

/// Groups of people picked from everywhere, one of so many: name, one in how many.
pub const PICKED: [(&str, u64); 3] = [("Chefer", 14), ("Skyddsombud", 28), ("Sommarvikarier 2026", 25)];
