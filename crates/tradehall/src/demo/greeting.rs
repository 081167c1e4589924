//! What the demo says to whoever started it.

use super::Places;
use crate::say;
use rehearsal::Login;

/// Prints where everything is and who can log in how.
pub fn greet(places: &Places) {
    say("");
    say("Tradehall demo: everybody in it is invented.");
    say(&format!("  hall        {}", places.hall));
    say(&format!("  identity    {}", places.identity));
    say(&format!("  rehearsal   {}   (text messages, mail, WeChat, faults)", places.rehearsal));
    say("");
    say(&format!("Log in with a phone number and the code shown at {}/sms,", places.rehearsal));
    say(&format!("or with account and password; every password is {}", rehearsal::zone::PASSWORD));
    say("");
    for login in rehearsal::zone::logins().iter().filter(|login| login.place == "hall") {
        say(&line(login));
    }
    let newcomers: Vec<String> = rehearsal::zone::logins()
        .iter()
        .filter(|login| login.place == "identity")
        .filter_map(|login| login.account.clone())
        .collect();
    say("");
    say(&format!("At the identity provider, same password: {}", newcomers.join(" ")));
    say("Ctrl-C ends it.");
}

fn line(login: &Login) -> String {
    let account = login.account.as_deref().unwrap_or_default();
    format!("  {}  {account:<12} {}  {} / {}", login.phone, login.name, login.role.0, login.role.1)
}
