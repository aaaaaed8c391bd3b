//! Recognising network file systems. Two machines do not see each other's locks and shared memory, so a write-ahead
//! log there loses acknowledged data.

use std::path::{Path, PathBuf};

/// File systems that are identified by their number in the kernel.
const NETWORK: [(u64, &str); 17] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "SMB"),
    (0xFE53_4D42, "SMB"),
    (0x0102_1997, "9P"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x00C3_6400, "Ceph"),
    (0x0BD0_0BD0, "Lustre"),
    (0x7375_7245, "Coda"),
    (0x564C, "NCP"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x4750_4653, "GPFS"),
    (0xAAD7_AAEA, "PanFS"),
    (0x786F_4256, "vboxsf"),
    (0xBACB_ACBC, "vmhgfs"),
];

/// The number shared by all FUSE file systems, which are distinguished by the name they are mounted under.
const MADE_BY_PROGRAMS: u64 = 0x6573_5546;

/// FUSE file systems that keep their files on this machine.
const LOCAL: [&str; 12] = [
    "fuseblk",
    "fuse.ntfs-3g",
    "fuse.exfat",
    "fuse.gocryptfs",
    "fuse.encfs",
    "fuse.cryfs",
    "fuse.securefs",
    "fuse.ecryptfs",
    "fuse.veracrypt",
    "fuse.bindfs",
    "fuse.mergerfs",
    "fuse.fuse-overlayfs",
];

/// Returns the kind of network share of a file system, given its number and the name it is mounted under; `None` if
/// it is local. An unknown FUSE file system is assumed to be a share.
fn share(number: u64, mounted_as: Option<&str>) -> Option<String> {
    if number != MADE_BY_PROGRAMS {
        let known = NETWORK.iter().find(|(network, _)| *network == number);
        return known.map(|(_, name)| (*name).to_owned());
    }
    match mounted_as {
        Some(name) if LOCAL.contains(&name) => None,
        Some(name) => Some(name.strip_prefix("fuse.").unwrap_or(name).to_owned()),
        None => Some("FUSE".to_owned()),
    }
}

/// Finds the name under which the file system of a folder is mounted, in the kernel's list of mounts.
fn mounted_as<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        // 36 35 98:0 /root /mount/point options … - type source options
        let Some((place, kind)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (place.split(' ').nth(4), kind.split(' ').next()) else { continue };
        let point = PathBuf::from(unescaped(point));
        let depth = point.components().count();
        // Of two mounts at the same point the later hides the earlier.
        if folder.starts_with(&point) && found.is_none_or(|(deepest, _)| depth >= deepest) {
            found = Some((depth, kind));
        }
    }
    found.map(|(_, kind)| kind)
}

/// Unescapes a mount point: the kernel writes spaces as `\040`.
fn unescaped(point: &str) -> String {
    let mut parts = point.split('\\');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match code {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&part[3..]);
            }
            None => text.push_str(part),
        }
    }
    text
}

/// Returns the kind of network file system that a folder is on.
#[cfg(target_os = "linux")]
pub(super) fn of(folder: &Path) -> Option<String> {
    let found = rustix::fs::statfs(folder).ok()?;
    let number = u64::try_from(found.f_type).unwrap_or_default() & 0xFFFF_FFFF;
    if number != MADE_BY_PROGRAMS {
        return share(number, None);
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    share(number, mounted_as(&mounts, folder))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn of(_folder: &Path) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_another_machine_is_named() {
        for (number, name, expected) in [
            (0xEF53, None, None),
            (0x9123_683E, None, None),
            (0x5846_5342, None, None),
            (0x0102_1994, None, None),
            (0x794C_7630, None, None),
            (0x6969, None, Some("NFS")),
            (0xFE53_4D42, None, Some("SMB")),
            (0x0102_1997, None, Some("9P")),
            (MADE_BY_PROGRAMS, Some("fuse.sshfs"), Some("sshfs")),
            (MADE_BY_PROGRAMS, Some("fuse.rclone"), Some("rclone")),
            (MADE_BY_PROGRAMS, Some("virtiofs"), Some("virtiofs")),
            (MADE_BY_PROGRAMS, None, Some("FUSE")),
            (MADE_BY_PROGRAMS, Some("fuseblk"), None),
            (MADE_BY_PROGRAMS, Some("fuse.gocryptfs"), None),
        ] {
            assert_eq!(share(number, name).as_deref(), expected, "{number:x} {name:?}");
        }
    }

    #[test]
    fn a_folder_is_on_the_deepest_mount_above_it() {
        let mounts = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
                      30 22 0:40 / /home/ana/far\\040away rw - fuse.sshfs bo@there: rw\n\
                      31 22 0:41 / /srv rw - ext4 /dev/sdb rw\n\
                      32 22 0:42 / /srv rw - nfs4 there:/srv rw\nnonsense\n";
        let at = |folder: &str| mounted_as(mounts, Path::new(folder));
        assert_eq!(at("/home/ana"), Some("ext4"));
        assert_eq!(at("/home/ana/far away/team"), Some("fuse.sshfs"));
        assert_eq!(at("/home/ana/far awayish"), Some("ext4"));
        assert_eq!(at("/srv/x"), Some("nfs4"));
        assert_eq!(mounted_as("", Path::new("/")), None);
        assert_eq!(unescaped("a\\134b\\x"), "a\\bx");
    }
}
