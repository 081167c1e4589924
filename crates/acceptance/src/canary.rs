//! The canary crawl (safety A76): three firms whose every text is marked; everybody opens everything there is, by every id and
//! every filter, and reads every export and file. A mark before the wrong eyes is a leak.

use crate::world::{Marked, Owner, Part, Side, Viewer, addresses, crawl, pattern};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use web::testing::Shown;

/// What of a provider and of its products on the shelf everybody may read, and nothing else (D02, F06, H02).
const PUBLIC: &[&str] = &[
    "provider.name",
    "provider.introduction",
    "offering.title",
    "offering.summary",
    "offering_tag.tag",
    "logistics.city",
    "logistics.city_en",
    "logistics.tags",
];

/// What of a park everybody may read (C06, N01, E02): its page, whom to ring there, its news.
const PUBLIC_PARK: &[&str] = &[
    "provider.name",
    "provider.introduction",
    "provider.contact_name",
    "provider.contact_phone",
    "park.park_name",
    "park.site",
    "park.industries",
    "park.policies",
    "park_industry.industry",
    "news.title",
    "news.summary",
];

/// What a provider reads of those who booked with it besides the bookings themselves: who they are (F22).
const PARTNER: &[&str] = &["enterprise.name"];

/// What a park reads of those who ask it for a place besides the application: which enterprise it is (E04).
const APPLICANT: &[&str] = &["enterprise.name", "enterprise.uscc"];

/// What the officials of a region read of its firms: who they are and how to reach them, what they ask to be admitted with,
/// and how bookings go on; not what a firm says of itself to its partner alone, such as whom to ring for a booking.
const REGION: &[&str] = &[
    "enterprise.name",
    "enterprise.uscc",
    "enterprise.legal_representative",
    "enterprise.address",
    "enterprise.contact_name",
    "enterprise.contact_phone",
    "provider.name",
    "provider.uscc",
    "provider.legal_representative",
    "provider.address",
    "provider.contact_name",
    "provider.contact_phone",
    "provider.introduction",
    "news.title",
    "news.summary",
    "news.blocked_reason",
    "review_round.title",
    "review_round.proposal",
    "review_round.remarks",
    "review_round.reason",
    "booking.cargo",
    "booking.quantity",
    "booking.origin",
    "booking.remarks",
    "engagement.number",
    "engagement.snapshot",
    "engagement.reason",
    "engagement_post.author",
    "engagement_post.body",
    "journal.actor_name",
];

/// What whoever looks after the parks of a region reads of them, reviewing or assessing: who asks for a place, who is there.
const PARKS: &[&str] = &[
    "enterprise.name",
    "enterprise.uscc",
    "park.park_name",
    "settlement.number",
    "settlement.park_name",
    "settlement.business",
    "settlement.remarks",
    "settlement.reason",
    "settlement_round.asked",
    "settlement_round.reason",
    "tenant.name",
    "tenant.uscc",
    "tenant.business",
];

/// What the assessors of a region read of its assessments, and the parks that are assessed of what is for all of them (D02, D06,
/// D09, D10). A park reads its own filings and objections whole.
const ASSESSED: &[&str] = &[
    "assessment.name",
    "assessment.form",
    "filing.park_name",
    "filing.draft",
    "filing_round.number",
    "filing_round.answers",
    "ranking.snapshot",
    "ranking.changes",
    "objection.number",
    "objection.reason",
];

/// What offices for the whole zone read: who has an account and for which firm, and who did what. Neither reads what firms
/// do with one another; the office of the system reads nothing of firms at all.
const OFFICES: &[(&str, &[&str])] = &[
    ("security", &["account.name", "enterprise.name", "enterprise.uscc", "provider.uscc"]),
    ("audit", &["account.name", "enterprise.name", "journal.actor_name"]),
];

/// Whether `viewer` may read a field of `owner`.
fn may_read(name: &str, viewer: Option<&Owner>, owner: &Owner, place: &str) -> bool {
    let public = match owner.part {
        Part::Carrier => PUBLIC.contains(&place),
        Part::Landlord => PUBLIC_PARK.contains(&place),
        _ => false,
    };
    let own = viewer.is_some_and(|viewer| viewer.account.is_some() && viewer.account == owner.account);
    let between = viewer.is_some_and(|viewer| {
        let near = viewer.firm == owner.firm;
        near && match (viewer.part, owner.part) {
            (Part::Buyer | Part::Carrier, Part::Between)
            | (Part::Buyer | Part::Landlord, Part::Wish)
            | (Part::Landlord, Part::Filed | Part::Objected) => true,
            (Part::Carrier, Part::Buyer) => PARTNER.contains(&place),
            (Part::Landlord, Part::Buyer) => APPLICANT.contains(&place),
            _ => false,
        }
    });
    let region = match name {
        "reviewer-a" => Some(Side::A),
        "reviewer-b" => Some(Side::B),
        _ => None,
    };
    // Messages tell of it too.
    let for_all = viewer.is_some_and(|viewer| {
        viewer.part == Part::Landlord
            && viewer.side == owner.side
            && matches!(owner.part, Part::Task | Part::Ranked)
            && (ASSESSED.contains(&place) || place == "message.args")
    });
    let assessed =
        name == "assessor" && owner.side == Side::A && (ASSESSED.contains(&place) || PARKS.contains(&place));
    let reviewed = region == Some(owner.side) && (REGION.contains(&place) || PARKS.contains(&place));
    let office = OFFICES.iter().any(|(office, places)| *office == name && places.contains(&place));
    public || own || between || for_all || assessed || reviewed || office
}

/// Everything that can be read in an answer: a workbook is unpacked, addresses in headers count.
pub fn readable(answer: &Shown) -> String {
    let mut text = answer.body.clone();
    for value in answer.headers.values() {
        text.push('\n');
        text.push_str(&String::from_utf8_lossy(value.as_bytes()));
    }
    if answer.bytes.starts_with(b"PK")
        && let Ok(mut book) = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes))
    {
        for at in 0..book.len() {
            let mut part = String::new();
            book.by_index(at).expect("a part").read_to_string(&mut part).expect("XML");
            text.push_str(&part);
        }
    }
    text
}

/// A mark no page holds by chance: `q7x3c2q` is owner 7's, of column 3 of its table.
fn word(owner: usize, table: &str, column: &str) -> String {
    let sum = table
        .bytes()
        .chain(column.bytes())
        .fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("q{owner}x{sum:08x}q")
}

/// What may be read, as [`may_read`] says it.
type Rule = fn(&str, Option<&Owner>, &Owner, &str) -> bool;

/// What a crawl came to.
struct Crawled {
    answers: usize,
    /// Marks that somebody saw who may.
    seen: usize,
    /// Who read what of whom, and where.
    leaks: BTreeMap<String, BTreeSet<String>>,
}

/// Opens everything there is as each of `viewers`, and looks for the marks of those whom `rule` keeps from them.
async fn crawled(marked: &Marked, viewers: Vec<Viewer>, rule: Rule) -> Crawled {
    let starts = addresses(marked.world()).await;
    // Hundreds of marks are looked for in thousands of answers: all of them in one reading.
    let marks: Vec<_> =
        marked.owners.iter().flat_map(|owner| owner.marks.iter().map(move |mark| (owner, mark))).collect();
    let words = AhoCorasick::new(marks.iter().map(|(_, mark)| &mark.word)).expect("words to look for");
    let (mut answers, mut leaks) = (0, BTreeMap::<String, BTreeSet<String>>::new());
    let mut seen = BTreeSet::new();
    for (name, viewer, mut browser) in viewers {
        answers += crawl(&mut browser, &starts, |path, answer| {
            let text = readable(answer);
            let there: BTreeSet<usize> =
                words.find_overlapping_iter(&text).map(|found| found.pattern().as_usize()).collect();
            for (owner, mark) in there.into_iter().map(|at| marks[at]) {
                if rule(&name, viewer.as_ref(), owner, &mark.place) {
                    seen.insert(mark.word.clone());
                } else {
                    let line = format!("{name} reads {} of {owner}", mark.place);
                    leaks.entry(line).or_default().insert(pattern(path));
                }
            }
        })
        .await;
    }
    Crawled { answers, seen: seen.len(), leaks }
}

#[tokio::test(flavor = "multi_thread")]
async fn a76_nobody_sees_a_mark_of_somebody_else() {
    let marked = Marked::new(word).await;
    let viewers = marked.viewers().await;
    let (readers, all) = (viewers.len(), marked.owners.iter().map(|owner| owner.marks.len()).sum::<usize>());
    let Crawled { answers, seen, leaks } = crawled(&marked, viewers, may_read).await;
    marked.scene.world.done_with_messages("whatever the scene sent");
    eprintln!(
        "canary crawl: {readers} readers, {answers} answers, {all} marks, {seen} of them seen by who may, {} by others",
        leaks.len()
    );
    let lines: Vec<String> = leaks.iter().map(|(line, paths)| format!("{line}: {paths:?}")).collect();
    assert!(answers > 6_000, "only {answers} answers were read");
    assert!(seen > 300, "only {seen} marks were seen by anybody");
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), lines.join("\n"));
}

/// The deliberately broken case: if what a firm's own people read counts as foreign, the crawl says so.
#[tokio::test(flavor = "multi_thread")]
async fn a76_a_mark_before_the_wrong_eyes_is_noticed() {
    let marked = Marked::new(word).await;
    let viewers = marked.viewers().await.into_iter().filter(|(name, _, _)| name == "Waiting 1").collect();
    let nobody: Rule = |_, _, owner, place| owner.part == Part::Carrier && PUBLIC.contains(&place);
    let leaks = crawled(&marked, viewers, nobody).await.leaks;
    marked.scene.world.done_with_messages("whatever the scene sent");
    assert!(leaks.contains_key("Waiting 1 reads enterprise.contact_phone of Waiting 1"), "{leaks:?}");
    assert!(!leaks.keys().any(|line| line.contains("of Carrier")), "{leaks:?}");
}
