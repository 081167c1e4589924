//! What cleaning promises, on payloads that are known to have worked somewhere, and on what editors and people make.

use super::*;

fn cleaned(markup: &str) -> String {
    clean(markup).unwrap()
}

const FILE: &str = "/files/01a20000-0000-7000-8000-000000000001";

#[test]
fn e02_what_the_editor_makes_stays_as_it_is() {
    let made = format!(
        "<h2>招商活动</h2><p>三月<strong>首场</strong>，<em>欢迎</em><u>报</u><s>名</s>。<br>地点见<a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noopener nofollow\">链接</a></p>\
         <ul><li><p>一</p></li><li><p>二</p></li></ul><ol><li>1</li></ol><blockquote><p>引用</p></blockquote><hr>\
         <figure><img src=\"{FILE}\" alt=\"码头\"><figcaption>码头</figcaption></figure><p><a href=\"/parks/1\" rel=\"noopener nofollow\">园区</a></p>"
    );
    assert_eq!(cleaned(&made), made);
    assert_eq!(pictures(&made), [FILE[7..].parse::<Uuid>().unwrap()]);
    assert_eq!(characters("<p>三月 <strong>首</strong>&amp;场</p>"), 5);
}

#[test]
fn e02_words_between_blocks_become_paragraphs_and_nothing_is_left_out() {
    assert_eq!(
        cleaned("一<p>二</p>三<strong>四</strong><div>五</div><p> </p><p><br></p>"),
        "<p>一</p><p>二</p><p>三<strong>四</strong>五</p>"
    );
    assert_eq!(cleaned("<h1>题</h1><table><tr><td>格</td></tr></table>"), "<p>题格</p>");
    assert_eq!(cleaned(""), "");
}

#[test]
fn e02_safety_a01_characters_nobody_types_are_left_out_and_addresses_that_hold_one_too() {
    assert_eq!(cleaned("<p>a\u{15}b&#x202e;c\u{7f}&#xffff;d\te\nf</p>"), "<p>abcd\te\nf</p>");
    assert_eq!(cleaned("<p>\u{15}&#x202e;</p>"), "", "what shows nothing is left out");
    assert_eq!(
        cleaned(&format!("<img src=\"{FILE}\" alt=\"a\u{202e}b\">")),
        format!("<p><img src=\"{FILE}\" alt=\"ab\"></p>")
    );
    let bare = "<p><a rel=\"noopener nofollow\">x</a></p>";
    for address in ["https://example.com/\u{1}a", "https://ex&#x202e;ample.com", "java\u{1}script:x()"] {
        assert_eq!(cleaned(&format!("<a href=\"{address}\">x</a>")), bare, "{address:?}");
    }
}

#[test]
fn e02_addresses_lead_to_hosts_by_name_or_to_pages_of_the_hall() {
    for kept in ["https://example.com", "HTTP://example.com/x", "mailto:a@example.com", "/parks?kind=park"] {
        assert!(cleaned(&format!("<a href=\"{kept}\">x</a>")).contains("href="), "{kept}");
    }
    for lost in [
        "javascript:x()",
        "//evil.example",
        "/\\evil.example",
        "data:text/html,x",
        "java\tscript:x()",
        "ftp://x.example",
        "vbscript:x",
        "x.html",
        "",
        "https:evil",
        "\u{1}javascript:x()",
        "/a\nb",
    ] {
        assert!(!cleaned(&format!("<a href=\"{lost}\">x</a>")).contains("href="), "{lost:?}");
    }
    for lost in [
        "https://evil.example/x.png",
        "data:image/png;base64,AA",
        "/files/1",
        "/files/../logout",
        "//x/files/01a20000-0000-7000-8000-000000000001",
        "/files/01A20000-0000-7000-8000-000000000001",
        "/files/01a20000000070008000000000000001",
    ] {
        assert_eq!(cleaned(&format!("<img src=\"{lost}\">")), "", "{lost}");
    }
}

#[test]
fn e02_some_formats_in_front_of_many_paragraphs_are_refused_before_they_are_built() {
    let bomb: String = (0..1_000).map(|n| format!("<u a={n}><p>")).collect();
    assert_eq!(clean(&bomb), Err(TooMuch));
    assert_eq!(clean(&"<p>".repeat(TAGS_LIMIT + 1)), Err(TooMuch));
    assert_eq!(clean(&"字".repeat(MARKUP_LIMIT + 1)), Err(TooMuch));
    assert!(clean(&"<blockquote>".repeat(TAGS_LIMIT)).is_ok());
    let most: String =
        (0..12).map(|n| format!("<font a={n}>")).chain((0..2_900).map(|_| "<p>x".to_owned())).collect();
    assert!(clean(&most).unwrap().len() < 100_000);
}

#[test]
fn e02_plain_text_becomes_paragraphs_and_keeps_what_was_there() {
    assert_eq!(
        from_plain("一\r\n二\r\n\r\n\r\n<b>三</b> & 四", ""),
        "<p>一<br>二</p><p>&lt;b&gt;三&lt;/b&gt; &amp; 四</p>"
    );
    let before = format!(
        "<h2>标题</h2><p>有<a href=\"/parks\" rel=\"noopener nofollow\">链接</a></p><ol><li>甲</li><li><p>乙</p></li></ol>\
         <figure><img src=\"{FILE}\" alt=\"码头\"><figcaption>码头</figcaption></figure><blockquote><p>引</p><p>用</p></blockquote><hr>"
    );
    let text = plain(&before);
    assert_eq!(text, format!("标题\n\n有链接\n\n1. 甲\n2. 乙\n\n{FILE} 码头\n\n引\n用\n\n---"));
    assert_eq!(from_plain(&text, &before), before);
    let changed = text.replace("标题", "新标题");
    assert_eq!(from_plain(&changed, &before), before.replace("<h2>标题</h2>", "<p>新标题</p>"));
    assert_eq!(
        from_plain(&format!("看图\n{FILE} 新\n完"), ""),
        format!(
            "<p>看图</p><figure><img src=\"{FILE}\" alt=\"新\"><figcaption>新</figcaption></figure><p>完</p>"
        )
    );
}

/// Whatever is thrown at it: cleaning again changes nothing, and plain text and back loses nothing.
#[test]
fn e02_cleaning_twice_is_cleaning_once_whatever_comes() {
    let pieces = [
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "文",
        " ",
        "&lt;",
        "&amp;",
        "<a href=/x>",
        "</a>",
        "<strong>",
        "</strong>",
        "<em>",
        "<br>",
        "<hr>",
        "<h2>",
        "</h2>",
        "<blockquote>",
        "</blockquote>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "<table>",
        "<tr>",
        "<td>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mi>",
        "<style>",
        "</style>",
        "<img src=/files/01a20000-0000-7000-8000-000000000001 alt=\"a&quot;b\">",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "\n",
        "<script>",
        "</script>",
        "<template>",
        "<select>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "<noscript>",
        "</noscript>",
        "<form>",
        "\u{0}",
    ];
    let mut seed = 0x5eed_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..4_000 {
        let markup: String = (0..next(14)).map(|_| pieces[next(pieces.len())]).collect();
        let once = cleaned(&markup);
        assert_eq!(cleaned(&once), once, "{markup}");
        assert_eq!(from_plain(&plain(&once), &once), once, "{markup}");
        let again = from_plain(&plain(&once), "");
        assert_eq!(cleaned(&again), again, "{markup}");
    }
}
