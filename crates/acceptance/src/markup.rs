//! The one place where people write HTML (E02, safety A01, A10): what is known to have worked against some sanitiser or other, sent
//! through the real form, approved, and read on every page that shows it. Of what was sent nothing is left but the elements a text may have, and the page
//! around it is the page of a plain text.

use crate::hostile::markup::ALLOWED;
use crate::payloads::payloads;
use crate::world::{Role, Scene, Thing, Whose, header, one_in, shape, tags, token};
use hall::kernel::{Role as Office, Uuid};
use hall::review::{self, Decision, Scope, Subject};
use std::collections::BTreeSet;
use web::testing::{Browser, Shown, between};

/// What breaks out by being read differently the second time, by what a parser mends, or by what a list forgets.
const TRIES: &[&str] = &[
    // Foreign content and what leaves it.
    "<svg><p><style><g title=\"</style><img src=x onerror=x()>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x()&gt;\">",
    "<math><mtext><table><mglyph><style><math><table id=\"</table>\"><img src onerror=x()\">",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=</style><img onerror=x() src>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=x()>\">",
    "<svg><foreignObject><p>x</p><iframe srcdoc=x></iframe></foreignObject></svg>",
    "<svg><desc><img src=x onerror=x()></desc></svg>",
    "<svg><title><img src=x onerror=x()></title></svg>",
    "<svg><animate attributeName=href to=javascript:x()></svg>",
    "<svg><set attributeName=onmouseover to=x()>",
    "<svg><a xlink:href=\"javascript:x()\"><text>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=x()>\"/></svg>",
    "<svg><script>x()</script></svg>",
    "<svg><script href=//evil.example></script></svg>",
    "<math><mi xlink:href=\"javascript:x()\">x</mi></math>",
    "<math href=javascript:x()>x</math>",
    "<math><annotation-xml encoding=\"text/html\"><style></math><img src onerror=x()></style></annotation-xml></math>",
    "<math><annotation-xml encoding=\"application/xhtml+xml\"><p><svg onload=x()>",
    "<svg><style>&lt;/style>&lt;img src onerror=x()></style></svg>",
    "<svg><![CDATA[><image xlink:href=\"]]><img src=x onerror=x()//\"></svg>",
    // Raw text and what ends it.
    "<noscript><p title=\"</noscript><img src=x onerror=x()>\">",
    "<noembed><img title=\"</noembed><img src onerror=x()>\"></noembed>",
    "<noframes><style></noframes><img src=x onerror=x()></style>",
    "<xmp><p title=\"</xmp><img src onerror=x()>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=x()>\">",
    "<title><a title=\"</title><img src=x onerror=x()>\">",
    "<style><a title=\"</style><img src=x onerror=x()>\">",
    "<iframe><a title=\"</iframe><img src=x onerror=x()>\">",
    "<plaintext><img src=x onerror=x()>",
    "<script>x()</script x=\"><img src onerror=x()>",
    "<scr<script>ipt>x()</scr</script>ipt>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>p{background:url(//evil.example)}</style><p>x</p>",
    "<template><script>x()</script></template>",
    "<template><style></template><img src onerror=x()></style>",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src onerror=x()>",
    "<select><iframe><select><img src=x onerror=x()></select></iframe></select>",
    // What a parser moves or closes.
    "<table><a href=javascript:x()><tr><td>x</table>",
    "<table><img src=x onerror=x()><tr><td>x",
    "<p><table><p><svg onload=x()></table>",
    "<form><form><input type=image src onerror=x()>",
    "</div></div></main><script>x()</script>",
    "</article></section></body></html><p>x",
    "<div class=article></div></div><h1>x</h1>",
    "<p><p><p></div></p>",
    "</p></p></p><br></br>",
    "<a href=/a><a href=/b><div><a href=/c>x</a></div></a></a>",
    "<strong><p><em></strong>x</em></p>",
    "<ul><li><ol></ul>x</li></ol>",
    "<b><p><b><p><b><p>x",
    "<li>x<li>y</ul>",
    "<h2><h3>x</h2></h3>",
    "<figure><figcaption><figure>x",
    "<body onload=x()>",
    "<html manifest=x onclick=x()>",
    "<frameset onload=x()>",
    "<head><base href=//evil.example></head>",
    // Attributes.
    "<p onclick=x() style=position:fixed id=content class=btn title=x lang=x dir=rtl data-confirm=ask hx-get=/logout>x</p>",
    "<p/onmouseover=x()>x</p>",
    "<p\nonmouseover\n=\nx()>x</p>",
    "<p \"onmouseover=x()\">x</p>",
    "<p title='\"><img src onerror=x()>'>x</p>",
    "<p style=\"background:url('javascript:x()')\">x</p>",
    "<a href=/x ping=//evil.example target=_top download rel=opener onclick=x()>x</a>",
    "<a href=\"/x\" name=location id=csrf>x</a>",
    "<img name=cookie src=/files/x id=body>",
    "<li value=1 type=x>x</li>",
    "<ol start=99 reversed>x</ol>",
    "<blockquote cite=javascript:x()>x</blockquote>",
    "<p is=x-script>x</p>",
    "<p contenteditable autofocus tabindex=1 onfocus=x()>x</p>",
    "<p popover popovertarget=x accesskey=x>x</p>",
    "<p itemprop=url itemscope>x</p>",
    "<p slot=x part=x nonce=x>x</p>",
    // Addresses.
    "<a href=javascript:x()>x</a>",
    "<a href=\"JaVaScRiPt:x()\">x</a>",
    "<a href=\" javascript:x()\">x</a>",
    "<a href=\"java&#9;script:x()\">x</a>",
    "<a href=\"java&#10;script:x()\">x</a>",
    "<a href=\"&#1;javascript:x()\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A x()\">x</a>",
    "<a href=\"javascript&colon;x()\">x</a>",
    "<a href=\"javascript&#58x()\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href=\"blob:https://hall.example/x\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/\\evil.example\">x</a>",
    "<a href=\"\\\\evil.example\">x</a>",
    "<a href=\"/&Tab;/evil.example\">x</a>",
    "<a href=\"https:evil.example\">x</a>",
    "<a href=\"?logout\">x</a>",
    "<a href=\"view-source:https://hall.example\">x</a>",
    "<img src=https://evil.example/pixel.gif>",
    "<img src=//evil.example/pixel.gif>",
    "<img src=data:image/svg+xml,%3Csvg%20onload=x()%3E>",
    "<img src=javascript:x()>",
    "<img src=/logout>",
    "<img src=\"/files/../../logout\">",
    "<img srcset=\"//evil.example 1x\" src=x>",
    "<picture><source srcset=//evil.example><img src=x></picture>",
    "<img lowsrc=//evil.example dynsrc=javascript:x()>",
    "<image src=x onerror=x()>",
    "<video><source onerror=x()></video>",
    "<audio src onerror=x()>",
    "<object data=javascript:x()>",
    "<embed src=javascript:x()>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=\"0;url=javascript:x()\">",
    "<isindex action=javascript:x() type=image>",
    "<button formaction=javascript:x()>x</button>",
    "<details open ontoggle=x()>x</details>",
    "<dialog open onclose=x()>x</dialog>",
    "<marquee onstart=x()>x</marquee>",
    "<keygen autofocus onfocus=x()>",
    "<portal src=//evil.example></portal>",
    "<input type=hidden name=_csrf value=x>",
    // Bytes and entities.
    "<p>&lt;img src=x onerror=x()&gt;</p>",
    "<p>&amp;lt;script&amp;gt;</p>",
    "<p>\u{feff}<\u{feff}script>x()</script></p>",
    "<p>\u{2028}x\u{2029}</p>",
    "＜script＞x()＜/script＞",
    "<ſcript>x()</ſcript>",
    "<\u{b}script>x()</script>",
    "<p>&NewLine;&Tab;&nbsp;x</p>",
    "<!doctype html><p>x",
    "<?xml-stylesheet href=javascript:x()?><p>x",
    "<!--><img src=x onerror=x()>-->",
    "<!--!><img src=x onerror=x()>-->",
    "<!-- --!><img src=x onerror=x()>-->",
    "<![endif]--><img src=x onerror=x()>",
    "<!--[if gte IE 4]><script>x()</script><![endif]-->",
    "<%<!--'%><script>x();</script -->",
    "<%div%20style=x>x",
    "<a href='/x' title=`x` onmouseover=`x()`>x</a>",
    "<p>${x()}{{7*7}}{% raw %}</p>",
];

/// A page cut into what stands around the text and the text.
fn cut(page: &str) -> Option<(String, String)> {
    let text = between(page, "<div class=\"article\">", "</div>")?;
    Some((page.replacen(text, "", 1), text.to_owned()))
}

/// What is wrong with a page that shows a text, beside the page of a plain one.
fn wrong(plain: &str, page: &str) -> Vec<String> {
    let (Some((around, _)), Some((now, text))) = (cut(plain), cut(page)) else {
        return vec!["no text".to_owned()];
    };
    let mut found = Vec::new();
    if shape(&around) != shape(&now) {
        found.push("the page around the text is another".to_owned());
    }
    for tag in tags(&text) {
        let allowed = ALLOWED.iter().find(|(name, _)| *name == tag.name).map(|(_, attributes)| *attributes);
        let fits =
            allowed.is_some_and(|allowed| tag.attributes.keys().all(|name| allowed.contains(&name.as_str())));
        let leads = match tag.name.as_str() {
            "a" => ["", "/", "http://", "https://", "mailto:"],
            "img" => ["/files/"; 5],
            _ => [""; 5],
        };
        let address = format!("{}{}", tag.get("href"), tag.get("src"));
        let outside = address.starts_with("//")
            || !leads
                .iter()
                .any(|way| if way.is_empty() { address.is_empty() } else { address.starts_with(way) });
        if !fits || outside {
            found.push(format!("<{} {:?}> is left", tag.name, tag.attributes));
        }
    }
    found
}

/// Everything that takes part.
struct Press {
    scene: Scene,
    clerk: Browser,
    reviewer: Browser,
    visitor: Browser,
    news: Uuid,
    seen: String,
    cover: String,
    sent: usize,
}

async fn press() -> Press {
    let scene = Scene::new().await;
    let news = scene.id(Thing::News, Whose::Own, Role::Park).await;
    let (mut clerk, reviewer, visitor) = (
        scene.browser(Role::Park).await,
        scene.browser(Role::ReviewerA).await,
        scene.browser(Role::Visitor).await,
    );
    token(&mut clerk).await;
    let form = clerk.get(&format!("/desk/news/{news}/edit")).await.body;
    let value =
        |name: &str| between(&form, &format!("name=\"{name}\" value=\""), "\"").expect("a field").to_owned();
    let (seen, cover) = (value("seen"), value("cover_file"));
    Press { scene, clerk, reviewer, visitor, news, seen, cover, sent: 0 }
}

impl Press {
    /// Sends a body through the form and has it approved; the pages that show it, or none when the form refused it.
    async fn prints(&mut self, body: &str) -> Option<Vec<(&'static str, Shown)>> {
        let bench = &self.scene.world.bench;
        // What says the same as before need not be reviewed.
        self.sent += 1;
        let title = format!("第 {} 篇", self.sent);
        let (news, seen, cover) = (self.news, self.seen.clone(), self.cover.clone());
        let fields = [
            ("title", title.as_str()),
            ("summary", "摘要"),
            ("seen", &seen),
            ("cover_file", &cover),
            ("html", body),
        ];
        let sent = self.clerk.upload(&format!("/desk/news/{news}/edit"), &fields, &[]).await;
        if sent.status == 422 {
            // The form comes back with what was typed; a text area is a text area.
            assert!(sent.body.contains("id=\"errors\""));
            return None;
        }
        assert_eq!(sent.status, 303, "{body}: {}", sent.body);
        let round = review::find::newest(bench.desk.db(), Subject::News, news)
            .await
            .expect("a database")
            .expect("a round");
        let desk = self.clerk.get(&format!("/desk/news/{news}")).await;
        let seen_by_reviewer = self.reviewer.get(&format!("/office/reviews/{}", round.id)).await;
        let official = bench.official(Office::Reviewer, "990101").await;
        let work = bench.desk.begin(&official).await.expect("a work");
        hall::decide::decide(&work, round.id, round.version, Decision::Approve).await.expect("approved");
        work.keep().await.expect("kept");
        let kept =
            hall::news::find::register::one(bench.desk.db(), &Scope::Zone, news).await.expect("the item");
        self.seen = kept.entry.kept.seen().to_string();
        let public = self.visitor.get(&format!("/news/{news}")).await;
        Some(vec![("desk", desk), ("review", seen_by_reviewer), ("public", public)])
    }
}

/// The last text of a page: a review shows the old one before it.
fn last(page: &str) -> String {
    let Some(at) = page.rfind("<div class=\"article\">") else { return page.to_owned() };
    page[at..].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn e02_safety_a01_a10_of_hostile_markup_only_the_text_is_left() {
    let mut press = press().await;
    let plain = press.prints("<p>平安</p>").await.expect("a plain text");
    let tries: BTreeSet<String> = TRIES.iter().map(|text| (*text).to_owned()).chain(payloads()).collect();
    let (mut shown, mut refused, mut found) = (0, 0, Vec::new());
    // Alone, and as a part of a text.
    let ways = ["{}", "<p>前</p>{}<p>后</p>"];
    for (at, (way, text)) in ways.iter().flat_map(|way| tries.iter().map(move |text| (way, text))).enumerate()
    {
        // Every payload of this list each time; of those of all fields a part.
        if !TRIES.contains(&text.as_str()) && at % one_in(4) != 0 {
            continue;
        }
        let body = way.replace("{}", text);
        let Some(pages) = press.prints(&body).await else {
            refused += 1;
            continue;
        };
        for ((name, page), (_, plain)) in pages.iter().zip(&plain) {
            shown += 1;
            if page.status != 200
                || header(page, "content-security-policy") != header(plain, "content-security-policy")
            {
                found.push(format!("{body}: {name} {}", page.status));
            }
            // The history of a review grows; what stands around its texts has tests of its own.
            let (before, now) = match *name {
                "review" => (last(&plain.body), last(&page.body)),
                _ => (plain.body.clone(), page.body.clone()),
            };
            let wrong = wrong(&before, &now);
            let wrong = wrong.iter().filter(|line| *name == "public" || line.starts_with('<'));
            found.extend(wrong.map(|line| format!("{body}: {name}: {line}")));
        }
    }
    press.scene.world.done_with_messages("the park was told of every approval");
    eprintln!(
        "markup: {} payloads, {shown} pages that show them, {refused} refused for being empty",
        tries.len()
    );
    assert!(TRIES.len() >= 100 && shown > 600, "{} payloads, {shown} pages", TRIES.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The deliberately broken case: a page that shows what was sent as it was sent.
#[test]
fn e02_safety_a01_markup_that_is_not_cleaned_is_noticed() {
    let page = |text: &str| format!("<main><div class=\"article\">{text}</div></main>");
    let plain = page("<p>平安</p>");
    assert_eq!(wrong(&plain, &plain), Vec::<String>::new());
    let harmless: Vec<&&str> = TRIES.iter().filter(|text| wrong(&plain, &page(text)).is_empty()).collect();
    // Some are harmless to a tokenizer: texts, misnested elements of the list, comments.
    assert!(harmless.len() < 45, "{} of {} were not noticed: {harmless:#?}", harmless.len(), TRIES.len());
}
