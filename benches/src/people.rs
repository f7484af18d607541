//! People who do not exist.

use crate::chance::Chance;

const GIVEN: &[&str] = &[
    "Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Leslie", "Margaret", "Ken",
    "Zoë", "Jörg", "Łukasz", "Søren", "Agnès", "José", "Priya", "Arjun", "Ananya", "Rahul",
    "Lakshmi", "Sanjay", "Wei", "Hiroshi", "Olga", "Amara", "Kwame", "Siobhán", "João", "Åsa",
];
const FAMILY: &[&str] = &[
    "Lovelace",
    "Hopper",
    "Turing",
    "Dijkstra",
    "Liskov",
    "Knuth",
    "Perlman",
    "Lamport",
    "Hamilton",
    "Thompson",
    "Müller",
    "Weiß",
    "Østergaard",
    "Lefèvre",
    "García",
    "Çelik",
    "Iyer",
    "Kumar",
    "Sharma",
    "Rao",
    "Patel",
    "Krishnan",
    "Chen",
    "Tanaka",
    "Ivanova",
    "Okafor",
    "Mensah",
    "O'Brien",
    "Fernández",
    "Åkesson",
];
const SYNCED: &[&str] = &["Engineering", "Support", "Sales"];
const OTHERS: &[&str] = &["Legal", "Finance", "Facilities", "Marketing", "Human Resources"];
const TITLES: &[&str] = &[
    "Engineer",
    " Senior Engineer",
    "Support Agent ",
    "Account Manager",
    "Director, R&D",
    "Intern",
];
const CITIES: &[&str] = &["Chennai", "Bengaluru", "Austin", "Oslo", "Lisboa", "São Paulo"];
const TEAMS: &[&str] = &[
    "Everyone",
    "All Employees",
    "VPN Users",
    "Football",
    "Office Chennai",
    "Building 7",
    "Release Managers",
    "On Call",
    "Newsletter",
    "Works Council",
];

/// What is true of somebody, whoever sends it.
pub(crate) struct Person {
    pub(crate) number: u64,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    /// Before the `@`.
    pub(crate) login: String,
    pub(crate) domain: &'static str,
    pub(crate) department: &'static str,
    pub(crate) kind: Option<&'static str>,
    pub(crate) title: Option<&'static str>,
    pub(crate) city: &'static str,
    pub(crate) mobile: Option<String>,
    pub(crate) active: bool,
    pub(crate) groups: Vec<String>,
}

impl Person {
    /// Somebody in scope because of the department, with all that people have.
    pub(crate) fn plain(number: u64, groups: u64) -> Self {
        let mut chance = Chance::new(number);
        let mut person = Person::any(&mut chance, number, groups);
        person.domain = "example.com";
        person.department = "Engineering";
        person.kind = Some("Employee");
        person.title = Some(" Senior Engineer");
        person.mobile = Some("+91 98400 12345".to_owned());
        person.active = true;
        person
    }

    /// Anybody: three in five are in scope by department, one in four by a group.
    pub(crate) fn any(chance: &mut Chance, number: u64, groups: u64) -> Self {
        let (given, family) = (chance.one_of(GIVEN), chance.one_of(FAMILY));
        let department = match chance.percent(62) {
            true => chance.one_of(SYNCED),
            false => chance.one_of(OTHERS),
        };
        let mut groups: Vec<String> =
            (0..groups).map(|at| format!("{} {at}", chance.one_of(TEAMS))).collect();
        if !groups.is_empty() && chance.percent(70) {
            let at = chance.below(groups.len() as u64) as usize;
            groups[at] = format!("{}{at}", chance.one_of(&["sync-all-", "Sync-eng-"]));
        }
        Person {
            number,
            given,
            family,
            login: format!("{}.{}{number}", plain(given), plain(family)),
            domain: if chance.percent(96) { "example.com" } else { "partner.example" },
            department,
            kind: match chance.below(20) {
                0 => Some("Contractor"),
                1..=3 => None,
                _ => Some("Employee"),
            },
            title: chance.percent(85).then(|| chance.one_of(TITLES)),
            city: chance.one_of(CITIES),
            mobile: chance.percent(65).then(|| format!("+91 98{:08}", chance.below(100_000_000))),
            active: chance.percent(95),
            groups,
        }
    }

    /// The name of the user; some directories keep the capitals that people typed.
    pub(crate) fn user_name(&self) -> String {
        if self.number % 7 == 3 {
            let mut login = self.login.clone();
            if let Some(first) = login.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            return format!("{login}@{}", self.domain.replace("example.com", "Example.com"));
        }
        format!("{}@{}", self.login, self.domain)
    }
}

/// A name as it stands in an address.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}
