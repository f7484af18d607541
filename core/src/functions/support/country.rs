//! Countries by code and name.

use crate::text::eq_ignore_case;
use rust_iso3166::{ALL, CountryCode};

/// Countries that people name otherwise than ISO 3166: the name to give, then others to accept.
static NAMES: &[(&str, &[&str])] = &[
    ("AE", &["United Arab Emirates", "UAE", "U.A.E.", "Emirates"]),
    ("BA", &["Bosnia and Herzegovina", "Bosnia", "Bosnia & Herzegovina"]),
    ("BN", &["Brunei"]),
    ("BO", &["Bolivia"]),
    ("BQ", &["Caribbean Netherlands"]),
    ("CC", &["Cocos Islands", "Keeling Islands"]),
    ("CD", &["DR Congo", "Democratic Republic of the Congo", "DRC", "Congo-Kinshasa", "Zaire"]),
    ("CG", &["Congo", "Republic of the Congo", "Congo-Brazzaville"]),
    ("CI", &["Ivory Coast", "Cote d'Ivoire", "Côte d’Ivoire"]),
    ("CN", &["China", "People's Republic of China", "PRC", "Mainland China"]),
    ("CV", &["Cape Verde"]),
    ("CW", &["Curaçao", "Curacao"]),
    ("CZ", &["Czechia", "Czech Republic"]),
    ("DE", &["Germany", "Deutschland", "Federal Republic of Germany"]),
    ("FK", &["Falkland Islands", "Falklands"]),
    (
        "GB",
        &[
            "United Kingdom",
            "UK",
            "U.K.",
            "Great Britain",
            "Britain",
            "England",
            "Scotland",
            "Wales",
            "Northern Ireland",
            "The United Kingdom",
        ],
    ),
    ("GM", &["Gambia", "The Gambia"]),
    ("BS", &["Bahamas", "The Bahamas"]),
    ("HK", &["Hong Kong", "Hong Kong SAR"]),
    ("IE", &["Ireland", "Republic of Ireland", "Eire"]),
    ("IN", &["India", "Bharat", "Republic of India"]),
    ("IR", &["Iran"]),
    ("KP", &["North Korea", "DPRK"]),
    ("KR", &["South Korea", "Korea", "Republic of Korea"]),
    ("LA", &["Laos", "Lao"]),
    ("MD", &["Moldova", "Republic of Moldova"]),
    ("MF", &["Saint Martin"]),
    ("FM", &["Micronesia"]),
    ("MK", &["North Macedonia", "Macedonia", "FYROM"]),
    ("MM", &["Myanmar", "Burma"]),
    ("MO", &["Macau", "Macao SAR"]),
    ("NL", &["Netherlands", "The Netherlands", "Holland"]),
    ("PH", &["Philippines", "The Philippines"]),
    ("PS", &["Palestine", "Palestinian Territories"]),
    ("RE", &["Réunion", "Reunion"]),
    ("RU", &["Russia"]),
    ("SH", &["Saint Helena"]),
    ("ST", &["São Tomé and Príncipe"]),
    ("SX", &["Sint Maarten"]),
    ("SY", &["Syria"]),
    ("SZ", &["Eswatini", "Swaziland"]),
    ("TL", &["Timor-Leste", "East Timor"]),
    ("TR", &["Turkey", "Turkiye"]),
    ("TW", &["Taiwan"]),
    ("TZ", &["Tanzania"]),
    (
        "US",
        &[
            "United States",
            "USA",
            "U.S.",
            "U.S.A.",
            "America",
            "The United States",
            "The United States of America",
        ],
    ),
    ("VA", &["Vatican City", "Vatican"]),
    ("VE", &["Venezuela"]),
    ("VG", &["British Virgin Islands"]),
    ("VI", &["U.S. Virgin Islands", "US Virgin Islands"]),
    ("VN", &["Vietnam"]),
];

/// Finds a country by any of its codes or names, in any case.
pub(in crate::functions) fn find(text: &str) -> Option<&'static CountryCode> {
    let text = text.trim();
    let by = |same: &dyn Fn(&CountryCode) -> bool| ALL.iter().find(|country| same(country));
    let code = text.len() <= 3 && text.is_ascii();
    if code && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u16 = text.parse().ok()?;
        return by(&|country| country.numeric == number);
    }
    let coded = match text.len() {
        2 => by(&|country| country.alpha2.eq_ignore_ascii_case(text)),
        3 => by(&|country| country.alpha3.eq_ignore_ascii_case(text)),
        _ => None,
    };
    let named = || by(&|country| eq_ignore_case(country.name, text));
    let known_as = || {
        let knows = |names: &[&str]| names.iter().any(|known| eq_ignore_case(known, text));
        let (alpha2, _) = NAMES.iter().find(|(_, names)| knows(names))?;
        by(&|country| country.alpha2 == *alpha2)
    };
    coded.or_else(known_as).or_else(named).or_else(|| find(&usual(text)?))
}

/// Names as other lists write them: `Korea, Republic of`, `The Gambia`, `St. Lucia`,
/// `Trinidad & Tobago`. `None` where nothing is written otherwise.
fn usual(text: &str) -> Option<String> {
    if text.len() > 100 {
        return None;
    }
    let starts = |prefix: &str| {
        let start = text.get(..prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
    };
    if let Some((name, form)) = text.split_once(',') {
        return Some(format!("{} {}", form.trim(), name.trim()));
    }
    if let Some((name, form)) = text.split_once(" (") {
        let form = form.trim_end_matches(')').trim();
        // `Congo (the Democratic Republic of the)`, else a remark: `Ireland (Eire)`.
        return Some(match form.ends_with(" of") || form.ends_with(" of the") {
            true => format!("{form} {}", name.trim()),
            false => name.trim().to_owned(),
        });
    }
    if let Some(rest) = starts("the ") {
        return Some(rest.trim().to_owned());
    }
    if let Some(rest) = starts("st. ").or_else(|| starts("st ")) {
        return Some(format!("Saint {}", rest.trim()));
    }
    let plain = text.replace('&', "and").replace(['’', '`'], "'");
    if plain != text {
        return Some(plain);
    }
    let forms =
        ["Republic of ", "Islamic Republic of ", "United Republic of ", "Kingdom of ", "State of "];
    let forms = forms.iter().chain(&["Bolivarian Republic of ", "Plurinational State of "]);
    forms.into_iter().find_map(|form| starts(form)).map(str::to_owned)
}

/// The short English name that people use.
pub(in crate::functions) fn name(country: &CountryCode) -> &'static str {
    let own = NAMES.iter().find(|(alpha2, _)| *alpha2 == country.alpha2);
    own.map_or(country.name, |(_, names)| names[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_name_belongs_to_a_country() {
        for (alpha2, names) in NAMES {
            let country = ALL.iter().find(|country| country.alpha2 == *alpha2).expect(alpha2);
            for known in *names {
                assert_eq!(find(known).map(|country| country.alpha2), Some(*alpha2), "{known}");
            }
            assert_eq!(find(country.name), Some(country));
        }
        for country in ALL {
            assert!(!name(country).contains('('), "{}", country.name);
            for text in [country.alpha2, country.alpha3, country.name, name(country)] {
                assert_eq!(find(text), Some(country), "{text}");
            }
            assert_eq!(find(&country.numeric_str()), Some(country));
        }
    }

    #[test]
    fn knows_what_people_write() {
        for (text, alpha2) in [
            (" usa ", Some("US")),
            ("uk", Some("GB")),
            ("356", Some("IN")),
            ("4", Some("AF")),
            ("türkiye", Some("TR")),
            ("RUSSIAN FEDERATION", Some("RU")),
            ("Viet Nam", Some("VN")),
            ("Korea, Republic of", Some("KR")),
            ("Iran, Islamic Republic of", Some("IR")),
            ("Iran (Islamic Republic of)", Some("IR")),
            ("Tanzania, United Republic of", Some("TZ")),
            ("Congo, Democratic Republic of the", Some("CD")),
            ("Congo, The Democratic Republic of the", Some("CD")),
            ("Venezuela, Bolivarian Republic of", Some("VE")),
            ("the Gambia", Some("GM")),
            ("St. Lucia", Some("LC")),
            ("Trinidad & Tobago", Some("TT")),
            ("Republic of Kenya", Some("KE")),
            ("Côte d`Ivoire", Some("CI")),
            ("The The", None),
            (",", None),
            ("(", None),
            ("Atlantis", None),
            ("", None),
            ("ß", None),
            ("000", None),
            ("éa", None),
        ] {
            assert_eq!(find(text).map(|country| country.alpha2), alpha2, "{text}");
        }
    }
}
