//! The proof: what holds for the whole hall rather than for one context. One test binary; nothing uses this crate.
//!
//! - [`architecture`]: the code keeps to the tables of ARCHITECTURE.md.
//! - [`texts`]: every text exists in both languages and is used.
//! - [`crash`]: what is acknowledged is there, whenever the program is killed.
//! - [`coverage`]: docs/coverage.md names the tests of every feature.
//! - [`safety`]: docs/safety.md names the figures and tests of every promise.
//! - [`messages`]: what people are told, in both languages.
//! - [`world`]: a hall with people in it, and what they do in their browsers.
//! - [`matrix`]: every route, every role, own, foreign and missing things.
//! - [`policy`]: the policy as a table, and what notices a mistake in it.
//! - [`canary`]: three firms with marked texts; what the wrong ones see.
//! - [`foreign`]: ids of others in fields and addresses.
//! - [`escaping`]: hostile texts in every column, on every page.
//! - [`markup`]: hostile HTML through the one form that takes any.
//! - [`uploads`]: hostile and good files through the real forms.
//! - [`imports`]: hostile and good tables through the form of a park's register.
//! - [`redirects`]: no address and no form leads out of the hall.
//! - [`edges`]: what addresses and forms carry besides what pages put there.
//! - [`statuses`]: headers of the answers that are hard to get; exports.
//! - [`secrets`]: what stands in no log, journal or row.
//! - [`security`]: what must hold on every route.
//! - [`lives`]: random commands against reference models.
//! - [`killed`]: a program killed while it brings its tables up to date.
//! - [`races`]: 64 clients at once.
//! - [`hostile`]: what outside bytes may not do to the parsers.
//! - [`strangers`]: what strangers try at the ways in.
//! - [`supply`]: what we build on and how.
//! - [`nodes`]: several machines on one database.
//! - [`golden`]: files that say what the answers were; `make golden` writes them anew.
#![cfg(test)]

mod architecture;
mod canary;
mod coverage;
mod crash;
mod edges;
mod escaping;
mod foreign;
mod golden;
mod hostile;
mod imports;
mod killed;
mod lives;
mod markup;
mod matrix;
mod messages;
mod named;
mod nodes;
mod payloads;
mod policy;
mod races;
mod redirects;
mod safety;
mod secrets;
mod security;
mod source;
mod statuses;
mod strangers;
mod supply;
mod texts;
mod uploads;
mod world;
