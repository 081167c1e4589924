//! Tells cargo that the program carries the assets, templates and texts, so that new ones are embedded too.

fn main() {
    for folder in ["../../assets/dist", "templates", "../../locales"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
