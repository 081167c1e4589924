//! The browser a request comes from.

use crate::kernel::Keys;

/// What is known about a browser.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    /// Its own secret cookie, kept for a year: codes and logins elsewhere count only in the browser that began them,
    /// and it is how a device is recognised.
    pub secret: &'a str,
    /// How it calls itself.
    pub agent: &'a str,
}

impl Browser<'_> {
    /// The fingerprint under which a journey that began here is kept.
    #[must_use]
    pub fn journey(&self, keys: &Keys) -> String {
        keys.fingerprint("browser", self.secret.as_bytes())
    }

    /// The fingerprint under which it is remembered as a device.
    #[must_use]
    pub fn device(&self, keys: &Keys) -> String {
        keys.fingerprint("device", self.secret.as_bytes())
    }
}

/// A browser as its owner would call it: `Firefox · Windows`. What cannot be recognised stays as it called itself.
#[must_use]
pub fn name_of(agent: &str) -> String {
    let named = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned())
    };
    // Browsers also name those they resemble; the one that resembles none comes last.
    let browser = named(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("QQBrowser", "QQBrowser"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = named(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("HarmonyOS", "HarmonyOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(name), None) | (None, Some(name)) => name,
        (None, None) => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a68_browsers_are_called_by_names_people_know() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36";
        assert_eq!(name_of(chrome), "Chrome · Windows");
        assert_eq!(name_of(&format!("{chrome} Edg/142.0")), "Edge · Windows");
        assert_eq!(
            name_of("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0"),
            "WeChat · iPhone"
        );
        assert_eq!(name_of("curl/8.0"), "curl/8.0");
    }
}
