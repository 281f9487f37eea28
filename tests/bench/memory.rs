//! What processes hold, from `/proc`.

use std::fs::{read_dir, read_to_string};

/// A process and all that came from it.
pub fn family(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, parent(pid)?)))
        .collect();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(of) = family.get(next).copied() {
        let children = parents.iter().filter(|(_, parent)| *parent == of);
        family.extend(children.map(|(pid, _)| pid));
        next += 1;
    }
    family
}

/// Its share of the memory that its pages take, in bytes; nothing for a process that has ended.
pub fn pss(pid: u32) -> u64 {
    let rollup = read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or(0) * 1024
}

/// Whether it runs, also when it has ended and nobody has asked how.
pub fn is_running(pid: u32) -> bool {
    stat(pid).is_some_and(|fields| fields.first().is_some_and(|state| state != "Z"))
}

fn parent(pid: u32) -> Option<u32> {
    stat(pid)?.get(1)?.parse().ok()
}

/// The fields behind the name, which may itself hold spaces and brackets.
fn stat(pid: u32) -> Option<Vec<String>> {
    let stat = read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_child_belongs_to_the_family_until_it_ends() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        assert!(family(std::process::id()).contains(&child.id()));
        assert!(is_running(child.id()) && pss(child.id()) > 0);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!family(std::process::id()).contains(&child.id()));
        assert!(!is_running(child.id()));
    }
}
