//! Writes the users that are measured, one a line, into a folder: `users FOLDER [USERS OF THE STREAM]`.

use scimrules_benches::{large, small, stream, typical};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let users = std::env::args().nth(2).and_then(|users| users.parse().ok()).unwrap_or(2_000);
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for (name, users) in [
        ("small", vec![small()]),
        ("typical", vec![typical()]),
        ("large", vec![large()]),
        ("stream", stream(users)),
    ] {
        std::fs::write(folder.join(name), users.join(&b'\n'))?;
    }
    Ok(())
}
