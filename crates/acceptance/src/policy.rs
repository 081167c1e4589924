//! The policy as a table (safety A75): every action × everybody × whose thing it is. What was agreed stands in
//! golden/policy.txt. Then the same with one mistake in the policy, mistake by mistake: each must be noticed. That the routes
//! ask the policy for what is written here is the matrix's to show.

use crate::golden;
use hall::kernel::mutant::{Mutant, Rule};
use hall::kernel::{Action, Actor, Refusal, Role as Office, Uuid, Whose, may};
use hall::testing::{enterprise, logistics, official, person, visitor};
use std::fmt::Write as _;

const OWN: Uuid = Uuid::from_u128(1);
const FIRM: Uuid = Uuid::from_u128(2);
const SEAT: Uuid = Uuid::from_u128(3);
const FOREIGN: Uuid = Uuid::from_u128(9);

/// Somebody whose provider is not (or not any more) a working logistics provider.
fn provider(kind: &str, active: bool) -> Actor {
    let mut actor = logistics(OWN, FIRM, "990101", SEAT);
    if let Actor::Member(member) = &mut actor
        && let Some(seat) = member.enterprise.as_mut().and_then(|seat| seat.provider.as_mut())
    {
        seat.kind = kind.to_owned();
        seat.active = active;
    }
    actor
}

fn everybody() -> Vec<(&'static str, Actor)> {
    vec![
        ("machine", Actor::Machine("test")),
        ("visitor", visitor()),
        ("person", person(OWN)),
        ("enterprise", enterprise(OWN, FIRM, "990101")),
        ("logistics", logistics(OWN, FIRM, "990101", SEAT)),
        ("suspended", provider("logistics", false)),
        ("park", provider("park", true)),
        ("reviewer", official(OWN, Office::Reviewer, "990101")),
        ("suspended park", provider("park", false)),
        ("reviewer of all", official(OWN, Office::Reviewer, "*")),
        ("assessor", official(OWN, Office::Assessor, "990101")),
        ("system", official(OWN, Office::SystemAdmin, "*")),
        ("security", official(OWN, Office::SecurityAdmin, "*")),
        ("audit", official(OWN, Office::AuditAdmin, "*")),
    ]
}

fn things() -> Vec<(&'static str, Whose)> {
    vec![
        ("nobody's", Whose::Nobody),
        ("own account", Whose::Account(OWN)),
        ("foreign account", Whose::Account(FOREIGN)),
        ("own enterprise", Whose::Enterprise(FIRM)),
        ("foreign enterprise", Whose::Enterprise(FOREIGN)),
        ("own provider", Whose::Provider(SEAT)),
        ("foreign provider", Whose::Provider(FOREIGN)),
        ("own region", Whose::Region("990101".to_owned())),
        ("foreign region", Whose::Region("990102".to_owned())),
    ]
}

/// One letter for each decision: `+` yes, `l` log in first, `n` not allowed, `-` as if it were not there.
fn letter(answer: &Result<(), Refusal>) -> char {
    match answer {
        Ok(()) => '+',
        Err(Refusal::LoginFirst) => 'l',
        Err(Refusal::NotAllowed(_)) => 'n',
        Err(_) => '-',
    }
}

/// The whole table, and how many decisions stand in it.
fn table(decide: impl Fn(&Actor, Action, &Whose) -> Result<(), Refusal>) -> (String, usize) {
    let (things, everybody) = (things(), everybody());
    let columns: Vec<&str> = things.iter().map(|(name, _)| *name).collect();
    let mut page = format!(
        "Columns: {}.\n+ may, l must log in first, n is not allowed, - gets what is not there.\n",
        columns.join(", ")
    );
    let mut count = 0;
    for action in Action::ALL {
        let _ = writeln!(page, "{action:?}");
        for (name, actor) in &everybody {
            let row: String = things.iter().map(|(_, whose)| letter(&decide(actor, action, whose))).collect();
            count += row.len();
            let _ = writeln!(page, "    {name:15} {row}");
        }
    }
    let _ = writeln!(page, "{count} decisions");
    (page, count)
}

#[test]
fn a75_the_policy_decides_what_was_agreed() {
    let (page, _) = table(may);
    golden::keep("crates/acceptance/golden/policy.txt", &page);
}

#[test]
fn a75_every_mistake_in_the_policy_is_noticed() {
    let agreed = table(may).0;
    let mutants = Mutant::all();
    let lived: Vec<&Mutant> = mutants
        .iter()
        .filter(|mutant| table(|actor, action, whose| mutant.answer(actor, action, whose)).0 == agreed)
        .collect();
    eprintln!("policy: {} mutants, {} caught", mutants.len(), mutants.len() - lived.len());
    assert_eq!(mutants.len(), Action::ALL.len() * 12 + Rule::ALL.len() * 2);
    assert!(lived.is_empty(), "nobody notices {lived:?}");
}

/// What tests may do to the policy the program that is shipped cannot: no crate asks for it outside its own tests.
#[test]
fn a75_the_program_that_is_shipped_has_no_mutants() {
    let mut asked = 0;
    // What measures is not shipped either, and asks for what lays out a database.
    let shipped = crate::source::files("crates", "Cargo.toml").into_iter();
    for (path, manifest) in shipped.filter(|(path, _)| !path.starts_with("crates/bench/")) {
        let manifest: toml::Table = manifest.parse().expect("a manifest");
        let asks = |section: &str| {
            let table = manifest.get(section).and_then(toml::Value::as_table);
            let all = table.into_iter().flat_map(toml::Table::values);
            let features =
                all.filter_map(|one| one.get("features").and_then(toml::Value::as_array)).flatten();
            features.filter(|feature| feature.as_str() == Some("testing")).count()
        };
        assert_eq!(asks("dependencies"), 0, "{path} ships what is for tests");
        asked += asks("dev-dependencies");
        let default = manifest.get("features").and_then(|features| features.get("default"));
        assert!(default.is_none_or(|default| !default.to_string().contains("testing")), "{path}");
    }
    assert!(asked > 0, "tests ask for it");
}
